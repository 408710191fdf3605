#include "client/net/from_proto.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <variant>

#include "absl/random/distributions.h"
#include "client/model/bar_view.h"
#include "client/model/words.h"

namespace aftercall::net {
namespace {

namespace v1 = ::aftercall::v1;

v1::Interaction AnInteraction(const std::string& name, int64_t ended, int day) {
  v1::Interaction interaction;
  interaction.set_name(name);
  interaction.mutable_started_at()->set_seconds(ended - 360);
  interaction.mutable_ended_at()->set_seconds(ended);
  interaction.mutable_business_day()->set_year(2025);
  interaction.mutable_business_day()->set_month(6);
  interaction.mutable_business_day()->set_day(day);
  return interaction;
}

TEST(Contacts, AreSortedAndSayWhatHinders) {
  v1::ListInteractionsResponse response;
  *response.add_interactions() = AnInteraction("interactions/early", 1'749'900'000, 14);
  *response.add_interactions() = AnInteraction("interactions/late", 1'750'000'000, 15);
  *response.add_interactions() = AnInteraction("interactions/middle", 1'749'990'000, 15);
  auto& unanswered = *response.add_interactions();
  unanswered = AnInteraction("interactions/unanswered", 1'750'000'000, 15);
  unanswered.set_abandoned(true);
  response.add_interactions();  // without a name
  auto& hindered = *response.mutable_not_reviewable();
  hindered["interactions/early"] = "REVIEW_NOTHING_TO_SHOW";
  hindered["interactions/middle"] = "REVIEW_OF_A_LATER_VERSION";
  response.set_next_page_token("more");
  const model::Contacts contacts = ContactsFromProto(response);
  EXPECT_TRUE(contacts.has_more);
  ASSERT_EQ(contacts.all.size(), 3u);
  EXPECT_EQ(contacts.all[0].reference.interaction, "interactions/late");
  EXPECT_EQ(contacts.all[0].duration, absl::Minutes(6));
  EXPECT_EQ(contacts.all[0].hindrance, model::Contact::Hindrance::kNone);
  EXPECT_EQ(contacts.all[1].reference.interaction, "interactions/middle");
  EXPECT_EQ(contacts.all[1].hindrance, model::Contact::Hindrance::kOther);
  EXPECT_EQ(contacts.all[2].hindrance, model::Contact::Hindrance::kNothingToShow);
}

TEST(Contacts, AreMadeHarmless) {
  v1::ListInteractionsResponse response;
  auto& odd = *response.add_interactions();
  odd = AnInteraction("interactions/odd", 400'000'000'000, 45);
  odd.set_topic(std::string(100'000, 'x'));
  odd.mutable_talk()->set_seconds(-5);
  const model::Contact contact = ContactsFromProto(response).all.at(0);
  EXPECT_FALSE(contact.reference.ended_at);
  EXPECT_FALSE(contact.reference.business_day);
  EXPECT_FALSE(contact.duration);
  EXPECT_EQ(contact.reference.topic.size(), size_t{64} << 10);
}

v1::WatchFeedResponse AVerdict() {
  v1::WatchFeedResponse message;
  message.mutable_cursor()->set_epoch("e1");
  message.mutable_cursor()->set_position(7);
  v1::FeedEntry& entry = *message.mutable_entries()->add_entries();
  entry.set_position(7);
  entry.mutable_created_at()->set_seconds(1'750'000'000);
  v1::Verdict& verdict = *entry.mutable_verdict();
  verdict.set_interaction("interactions/a");
  verdict.set_interaction_external_id("42");
  verdict.set_rating(1);
  verdict.set_comment("满意 😀");
  verdict.set_channel(v1::CHANNEL_CHAT);
  verdict.set_topic("退款");
  verdict.set_company_fault(true);
  verdict.add_redactions("phone");
  verdict.mutable_answered_on()->set_year(2025);
  verdict.mutable_answered_on()->set_month(6);
  verdict.mutable_answered_on()->set_day(15);
  v1::SurveyQuestion& question = *verdict.mutable_question();
  question.set_question_id("press-one");
  question.set_kind(v1::SurveyQuestion::KIND_CSAT);
  question.set_low(1);
  question.set_high(3);
  question.set_direction(v1::SurveyQuestion::DIRECTION_LOW_IS_BEST);
  question.set_top_box_steps(1);
  v1::SurveyQuestion::Step& step = *question.add_steps();
  step.set_value(1);
  step.set_label("非常满意");
  return message;
}

v1::Verdict& VerdictIn(v1::WatchFeedResponse& message) {
  return *message.mutable_entries()->mutable_entries(0)->mutable_verdict();
}

model::Entry EntryOf(const v1::WatchFeedResponse& message) {
  return std::get<model::EntryBatch>(FromProto(message).payload).entries.at(0);
}

bool IsBlank(const v1::WatchFeedResponse& message) {
  return std::holds_alternative<model::Blank>(EntryOf(message).event);
}

TEST(FromProto, TakesWhichTeamsThePersonLeadsAndWhatIsPaused) {
  v1::WatchFeedResponse message;
  v1::Standing& standing = *message.mutable_standing();
  standing.mutable_paused_until()->set_seconds(1700003600);
  standing.add_led_teams()->set_team("teams/1");
  v1::Standing::LedTeam& paused = *standing.add_led_teams();
  paused.set_team("teams/2");
  paused.set_display_name("Riverside");
  paused.mutable_paused_until()->set_seconds(1700007200);
  const auto read = std::get<model::Standing>(FromProto(message).payload);
  EXPECT_EQ(read.paused_until, absl::FromUnixSeconds(1700003600));
  ASSERT_EQ(read.led_teams.size(), 2u);
  EXPECT_EQ(read.led_teams[0].paused_until, std::nullopt);
  EXPECT_EQ(read.led_teams[1],
            (model::LedTeam{"teams/2", "Riverside", absl::FromUnixSeconds(1700007200)}));
}

TEST(FromProto, TakesTheStandingThatComesWithEntries) {
  v1::WatchFeedResponse message = AVerdict();
  EXPECT_FALSE(std::get<model::EntryBatch>(FromProto(message).payload).standing);
  message.mutable_entries()->mutable_standing()->set_for_earlier_days(3);
  EXPECT_EQ(std::get<model::EntryBatch>(FromProto(message).payload).standing->for_earlier_days, 3);
}

TEST(FromProto, KeepsEverythingOfAVerdict) {
  const model::FeedEvent event = FromProto(AVerdict());
  EXPECT_EQ(*event.cursor, (model::Cursor{"e1", 7}));
  const model::Entry entry = EntryOf(AVerdict());
  EXPECT_EQ(entry.position, 7);
  EXPECT_EQ(entry.created_at, absl::FromUnixSeconds(1'750'000'000));
  const auto& verdict = std::get<model::Verdict>(entry.event);
  EXPECT_EQ(verdict.comment, "满意 😀");
  EXPECT_EQ(verdict.topic, "退款");
  EXPECT_EQ(verdict.channel, model::Channel::kChat);
  EXPECT_EQ(verdict.answered_on, absl::CivilDay(2025, 6, 15));
  EXPECT_FALSE(verdict.answered_at);
  EXPECT_TRUE(verdict.company_fault);
  EXPECT_EQ(verdict.redactions.size(), 1u);
  EXPECT_EQ(model::FilledSteps(verdict.question, verdict.rating), 3);
  EXPECT_EQ(model::LabelOf(verdict.question, verdict.rating), "非常满意");
}

TEST(FromProto, BlanksAVerdictThatCannotBeDrawn) {
  auto message = AVerdict();
  VerdictIn(message).set_rating(4);
  EXPECT_TRUE(IsBlank(message));
  VerdictIn(message).set_rating(std::numeric_limits<int32_t>::min());
  EXPECT_TRUE(IsBlank(message));
  message = AVerdict();
  VerdictIn(message).mutable_question()->set_high(std::numeric_limits<int32_t>::max());
  EXPECT_TRUE(IsBlank(message));
  message = AVerdict();
  VerdictIn(message).clear_question();
  EXPECT_TRUE(IsBlank(message));
  message = AVerdict();
  message.mutable_entries()->mutable_entries(0)->clear_event();
  EXPECT_TRUE(IsBlank(message));
  EXPECT_EQ(EntryOf(message).position, 7);
}

TEST(FromProto, TakesEnumValuesOfANewerServer) {
  auto message = AVerdict();
  VerdictIn(message).set_channel(static_cast<v1::Channel>(99));
  VerdictIn(message).mutable_question()->set_kind(static_cast<v1::SurveyQuestion::Kind>(-5));
  const model::Entry entry = EntryOf(message);
  const auto& verdict = std::get<model::Verdict>(entry.event);
  EXPECT_EQ(verdict.channel, model::Channel::kUnknown);
  EXPECT_EQ(verdict.question.kind, model::Question::Kind::kOther);
  v1::WatchFeedResponse standing;
  standing.mutable_standing()->set_state(static_cast<v1::AgentState::State>(77));
  EXPECT_EQ(std::get<model::Standing>(FromProto(standing).payload).state,
            model::AgentState::kUnknown);
}

TEST(FromProto, DropsTimesAndDatesThatAreNone) {
  auto message = AVerdict();
  VerdictIn(message).mutable_answered_on()->set_month(13);
  VerdictIn(message).mutable_ended_at()->set_seconds(std::numeric_limits<int64_t>::max());
  VerdictIn(message).mutable_business_day()->set_day(-1);
  const model::Entry entry = EntryOf(message);
  const auto& verdict = std::get<model::Verdict>(entry.event);
  EXPECT_FALSE(verdict.answered_on);
  EXPECT_FALSE(verdict.ended_at);
  EXPECT_FALSE(verdict.business_day);
}

TEST(FromProto, CutsTextsThatNobodyCouldRead) {
  auto message = AVerdict();
  std::string endless;
  while (endless.size() < 200'000) endless += "满";
  VerdictIn(message).set_comment(endless);
  const model::Entry entry = EntryOf(message);
  const std::string& comment = std::get<model::Verdict>(entry.event).comment;
  EXPECT_LE(comment.size(), 64u << 10);
  EXPECT_GT(comment.size(), 65'000u);
  EXPECT_EQ(comment.size() % 3, 0u);  // at a character
}

TEST(FromProto, TakesNoRateThatIsNone) {
  const auto own = [](int64_t count, int64_t n, double percent) {
    v1::WatchFeedResponse message;
    auto& figure = *message.mutable_standing()->add_figures();
    *figure.mutable_question() = AVerdict().entries().entries(0).verdict().question();
    figure.mutable_own()->set_count(count);
    figure.mutable_own()->set_n(n);
    figure.mutable_own()->set_percent(percent);
    figure.mutable_own()->set_low(10);
    figure.mutable_own()->set_high(90);
    return std::get<model::Standing>(FromProto(message).payload).figures.at(0).own.n;
  };
  EXPECT_EQ(own(5, 10, 50), 10);
  EXPECT_EQ(own(5, 10, std::nan("")), 0);
  EXPECT_EQ(own(5, 10, std::numeric_limits<double>::infinity()), 0);
  EXPECT_EQ(own(5, 10, 101), 0);
  EXPECT_EQ(own(11, 10, 50), 0);
  EXPECT_EQ(own(0, -1, 50), 0);
}

TEST(FromProto, KeepsEverythingOfAReviewTask) {
  v1::FeedEntry entry;
  entry.set_position(4);
  auto& told = *entry.mutable_review_task();
  told.set_name("users/me/reviewTasks/t");
  told.set_state(v1::ReviewTask::STATE_SUBMITTED);
  told.set_as_leader(true);
  told.set_channel(v1::CHANNEL_CHAT);
  told.set_topic("Refund");
  told.mutable_ended()->mutable_day()->set_year(2025);
  told.mutable_ended()->mutable_day()->set_month(6);
  told.mutable_ended()->mutable_day()->set_day(14);
  told.mutable_ended()->set_half(v1::DayPart::HALF_AFTERNOON);
  told.set_minutes(6);
  told.mutable_due_at()->set_seconds(1'750'000'000);
  told.set_form("forms/default");
  told.set_form_version(3);
  told.set_answer(v1::ReviewTask::ANSWER_DIFFERED);
  told.set_thanked(true);
  const auto event_of = [&] {
    v1::WatchFeedResponse message;
    *message.mutable_entries()->add_entries() = entry;
    return std::get<model::EntryBatch>(FromProto(message).payload).entries[0].event;
  };
  const model::ReviewTask expected{"users/me/reviewTasks/t",
                                   model::ReviewTask::State::kSubmitted,
                                   true,
                                   model::Channel::kChat,
                                   "Refund",
                                   model::DayPart{absl::CivilDay(2025, 6, 14), true},
                                   6,
                                   absl::FromUnixSeconds(1'750'000'000),
                                   {"forms/default", 3},
                                   model::ReviewTask::Answer::kDiffered,
                                   true};
  EXPECT_EQ(std::get<model::ReviewTask>(event_of()), expected);
  told.set_minutes(-1);
  told.mutable_ended()->mutable_day()->set_month(13);
  EXPECT_EQ(std::get<model::ReviewTask>(event_of()).minutes, 0);
  EXPECT_FALSE(std::get<model::ReviewTask>(event_of()).ended);
  told.set_state(static_cast<v1::ReviewTask::State>(99));
  EXPECT_TRUE(std::holds_alternative<model::Blank>(event_of())) << "of a newer server";
  told.set_state(v1::ReviewTask::STATE_OFFERED);
  told.clear_name();
  EXPECT_TRUE(std::holds_alternative<model::Blank>(event_of()));
}

// What an entry says, once `set` has made one.
template <typename What, typename Set>
What Told(Set set) {
  v1::WatchFeedResponse message;
  v1::FeedEntry& entry = *message.mutable_entries()->add_entries();
  entry.set_position(4);
  entry.mutable_created_at()->set_seconds(1'750'000'000);
  set(entry);
  return std::get<What>(EntryOf(message).event);
}

void SetDay(int day, google::type::Date* date) {
  date->set_year(2025);
  date->set_month(6);
  date->set_day(day);
}

TEST(FromProto, TakesWhoEvaluatedAndUntilWhenItMayBeAppealed) {
  const auto set = [](v1::FeedEntry& entry) {
    auto& told = *entry.mutable_review();
    told.set_name("users/me/reviews/r");
    told.set_state(v1::Review::STATE_SUBMITTED);
    told.set_evaluation(true);
    told.set_evaluator_display_name("Li");
    SetDay(22, told.mutable_appealable_until());
    told.set_appeal_upheld(true);
  };
  const auto review = Told<model::Review>(set);
  EXPECT_TRUE(review.evaluation);
  EXPECT_EQ(review.evaluator_display_name, "Li");
  EXPECT_EQ(review.appealable_until, absl::CivilDay(2025, 6, 22));
  EXPECT_TRUE(review.appeal_upheld);
  const auto odd = Told<model::Review>([&](v1::FeedEntry& entry) {
    set(entry);
    entry.mutable_review()->mutable_appealable_until()->set_day(31);
  });
  EXPECT_FALSE(odd.appealable_until) << "June has 30 days";
}

TEST(FromProto, TakesWhoseInteractionIsEvaluated) {
  const auto task = Told<model::ReviewTask>([](v1::FeedEntry& entry) {
    entry.mutable_review_task()->set_name("users/me/reviewTasks/t");
    entry.mutable_review_task()->set_state(v1::ReviewTask::STATE_ACCEPTED);
    entry.mutable_review_task()->set_evaluation(true);
    entry.mutable_review_task()->set_agent_display_name("Maya");
    entry.mutable_review_task()->set_appeal_upheld(true);
  });
  EXPECT_TRUE(task.appeal_upheld);
  EXPECT_TRUE(task.evaluation);
  EXPECT_EQ(task.agent_display_name, "Maya");
}

TEST(FromProto, TakesAppealsAgainstEvaluations) {
  const auto appeal = Told<model::Appeal>([](v1::FeedEntry& entry) {
    entry.mutable_appeal()->set_name("users/me/appeals/p");
    entry.mutable_appeal()->set_state(v1::Appeal::STATE_OPEN);
    entry.mutable_appeal()->mutable_reference()->set_interaction("interactions/a");
    entry.mutable_appeal()->set_review("users/me/reviews/r");
  });
  EXPECT_EQ(appeal.review, "users/me/reviews/r");
  const auto task = Told<model::AppealTask>([](v1::FeedEntry& entry) {
    entry.mutable_appeal_task()->set_name("users/me/appealTasks/t");
    entry.mutable_appeal_task()->set_state(v1::AppealTask::STATE_OFFERED);
    entry.mutable_appeal_task()->set_evaluation(true);
  });
  EXPECT_TRUE(task.evaluation);
  v1::AppealTask whole;
  whole.set_form("forms/default");
  whole.set_form_version(3);
  whole.mutable_content()->set_praise("calm");
  const model::AppealTaskBody body = AppealTaskBodyFromProto(whole);
  EXPECT_EQ(body.form, (model::FormKey{"forms/default", 3}));
  EXPECT_EQ(body.content.praise, "calm");
}

TEST(FromProto, TakesWhatPraiseIsFor) {
  const auto praise = Told<model::Kudos>([](v1::FeedEntry& entry) {
    entry.mutable_kudos()->set_name("users/me/kudos/k");
    auto& reference = *entry.mutable_kudos()->mutable_reference();
    reference.set_interaction("interactions/a");
    reference.set_channel(v1::CHANNEL_CHAT);
    SetDay(14, reference.mutable_business_day());
  });
  EXPECT_EQ(praise.giver_display_name, "");
  ASSERT_TRUE(praise.reference);
  EXPECT_EQ(praise.reference->channel, model::Channel::kChat);
  EXPECT_EQ(praise.reference->business_day, absl::CivilDay(2025, 6, 14));
  const auto plain = Told<model::Kudos>([](v1::FeedEntry& entry) {
    entry.mutable_kudos()->set_name("users/me/kudos/k");
    entry.mutable_kudos()->mutable_reference();
  });
  EXPECT_FALSE(plain.reference);
}

TEST(FromProto, KeepsTheBookmarkIntervalWithinReason) {
  const auto interval = [](int64_t seconds) {
    v1::WatchFeedResponse message;
    message.mutable_opened()->mutable_bookmark_interval()->set_seconds(seconds);
    return std::get<model::Opened>(FromProto(message).payload).bookmark_interval;
  };
  EXPECT_EQ(interval(20), absl::Seconds(20));
  EXPECT_EQ(interval(0), absl::Seconds(1));
  EXPECT_EQ(interval(-1), absl::Seconds(1));
  EXPECT_EQ(interval(std::numeric_limits<int64_t>::max()), absl::Hours(1));
}

TEST(FromProto, TakesAnUnknownPayloadAsABookmark) {
  v1::WatchFeedResponse message;
  message.mutable_cursor()->set_position(3);
  const model::FeedEvent event = FromProto(message);
  EXPECT_TRUE(std::holds_alternative<model::Bookmark>(event.payload));
  EXPECT_EQ(event.cursor->position, 3);
}

// Whatever bytes parse as messages may reach the window: nothing of it may harm.
TEST(FromProto, SurvivesMessagesWithBytesChanged) {
  std::mt19937_64 random(11);
  const i18n::Translator tr("zh_CN");
  const absl::Time now = absl::FromUnixSeconds(1'750'000'000);
  int parsed = 0;
  for (int run = 0; run < 20'000; ++run) {
    v1::WatchFeedResponse opened;
    opened.mutable_opened()->set_mode(v1::Opened::MODE_RESUMED);
    std::string bytes = AVerdict().SerializeAsString();
    for (int i = absl::Uniform(random, 1, 4); i > 0; --i) {
      bytes[absl::Uniform<size_t>(random, 0, bytes.size())] = static_cast<char>(random());
    }
    v1::WatchFeedResponse message;
    if (!message.ParseFromString(bytes)) continue;
    ++parsed;
    model::Feed feed;
    feed.Restore({{"e1", 6}, "", {}, {}, {}, {}});
    feed.Apply(FromProto(opened), now).IgnoreError();
    feed.Apply(FromProto(message), now).IgnoreError();
    feed.ReleaseHeld();
    const model::BarView view = model::ViewOf(feed, now);
    WordsOf(tr, view);
    for (const model::StripItem& item : view.items) {
      if (item.sealed() != nullptr) {
        EXPECT_FALSE(WordsOf(tr, *item.sealed(), now).empty());
        continue;
      }
      const model::Verdict& verdict = item.verdict()->verdict;
      EXPECT_FALSE(WordsOf(tr, *item.verdict(), now).empty());
      const int filled = FilledSteps(verdict.question, verdict.rating);
      EXPECT_GE(filled, 1);
      EXPECT_LE(filled, StepCount(verdict.question));
    }
  }
  EXPECT_GT(parsed, 1000);
}

}  // namespace
}  // namespace aftercall::net
