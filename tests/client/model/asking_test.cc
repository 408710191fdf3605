#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/model/review_view.h"
#include "client/model/words.h"
#include "shared/forms/default_form.h"
#include "tests/client/model/make.h"

// Asking for a review: who could be asked, and the contacts to choose from.
namespace aftercall::model {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class AskingTest : public testing::Test {
 protected:
  AskingTest() {
    for (const FeedEvent& event :
         {make::Snapshotting(), make::Snapshot({}), make::StateNeverTold(), make::CaughtUpAt(0)}) {
      Apply(event);
    }
  }

  void Apply(const FeedEvent& event) { ASSERT_TRUE(desk_.Apply(event, make::kNow).ok()); }
  void TellContacts(std::vector<Contact> all) {
    desk_.OpenContacts(kToday);
    Apply({std::nullopt, ContactsTold{*desk_.WantedNow().contacts, {std::move(all), false}}});
  }
  static Contact A(const std::string& id, Contact::Hindrance hindrance = {}) {
    Contact contact;
    contact.reference.interaction = absl::StrCat("interactions/", id);
    contact.reference.channel = Channel::kVoice;
    contact.reference.topic = "Billing";
    contact.reference.ended_at = make::kNow;
    contact.duration = absl::Minutes(6);
    contact.hindrance = hindrance;
    return contact;
  }
  void TellReview(Review::State state) {
    Review told;
    told.name = "users/me/reviews/r";
    told.reference.interaction = "interactions/a";
    told.state = state;
    Apply(make::Entries({make::At(++position_, told)}));
  }
  void WriteNames(const std::string& names, absl::Time at) {
    const std::string about = AboutAsking("interactions/a");
    desk_.mutable_hand().SetDraft(about, {{}, "", {{}, "", names}});
    desk_.NoteAskWritten(at);
  }

  static constexpr absl::CivilDay kToday{2025, 6, 15};
  Desk desk_;
  int64_t position_ = 0;
};

TEST_F(AskingTest, ContactsAreWantedWithEachOpeningUntilAnswered) {
  EXPECT_FALSE(desk_.WantedNow().contacts);
  desk_.OpenContacts(kToday);
  const auto first = desk_.WantedNow().contacts;
  ASSERT_TRUE(first);
  EXPECT_EQ(first->from, absl::CivilDay(2025, 6, 13));
  EXPECT_TRUE(ContactsViewOf(desk_).is_awaited);
  EXPECT_FALSE(ContactsViewOf(desk_).is_known);
  desk_.OpenContacts(kToday);
  Apply({std::nullopt, ContactsTold{*first, {{A("old")}, false}}});
  EXPECT_FALSE(ContactsViewOf(desk_).is_known) << "that was an earlier opening's";
  TellContacts({A("a")});
  EXPECT_FALSE(desk_.WantedNow().contacts);
  EXPECT_THAT(ContactsViewOf(desk_).rows, SizeIs(1));
}

TEST_F(AskingTest, AFailureIsSaidAndWhatWasKnownStays) {
  TellContacts({A("a")});
  desk_.OpenContacts(kToday);
  Apply({std::nullopt,
         ContactsTold{*desk_.WantedNow().contacts, {}, Refusal{"ROLE", "Not for this role."}}});
  const ContactsView view = ContactsViewOf(desk_);
  ASSERT_NE(view.refusal, nullptr);
  EXPECT_EQ(view.refusal->sentence, "Not for this role.");
  EXPECT_THAT(view.rows, SizeIs(1));
  EXPECT_FALSE(desk_.WantedNow().contacts) << "only the person asks again";
  desk_.OpenContacts(kToday);
  EXPECT_EQ(ContactsViewOf(desk_).refusal, nullptr);
}

TEST_F(AskingTest, AContactTellsHowItsReviewStands) {
  TellContacts({A("a"), A("b")});
  EXPECT_EQ(ContactsViewOf(desk_).rows[0].review, nullptr);
  desk_.mutable_hand().Give(
      {"id", AboutAsking("interactions/a"), RequestReview{"interactions/a", ""}});
  EXPECT_TRUE(ContactsViewOf(desk_).rows[0].is_asked);
  EXPECT_FALSE(ContactsViewOf(desk_).rows[1].is_asked);
  Apply({std::nullopt, CommandAnswered{"id", {}, {}}});
  TellReview(Review::State::kInReview);
  EXPECT_FALSE(ContactsViewOf(desk_).rows[0].is_asked);
  ASSERT_NE(ContactsViewOf(desk_).rows[0].review, nullptr);
}

TEST_F(AskingTest, AReviewKeptForABreakIsNotGivenAway) {
  TellContacts({A("a")});
  TellReview(Review::State::kInReview);
  Apply(make::Told(AgentState::kOnInteraction, make::kNow, 1));
  TellReview(Review::State::kSubmitted);
  EXPECT_EQ(ContactsViewOf(desk_).rows[0].review, nullptr);
  EXPECT_TRUE(ContactsViewOf(desk_).rows[0].is_asked);
}

TEST_F(AskingTest, AContactWithoutAnAnswerCanBeAskedAbout) {
  EXPECT_FALSE(AskViewOf(desk_, "interactions/a"));
  TellContacts({A("a")});
  ASSERT_TRUE(AskViewOf(desk_, "interactions/a"));
  EXPECT_EQ(AskViewOf(desk_, "interactions/a")->reference, A("a").reference);
}

TEST_F(AskingTest, ContactsAreNeverKept) {
  TellContacts({A("a")});
  Desk restored;
  restored.Restore(*desk_.Keep());
  EXPECT_FALSE(ContactsViewOf(restored).is_known);
}

TEST_F(AskingTest, WhoCouldBeAskedIsWantedAnewOnceTheNamesAreWritten) {
  TellContacts({A("a")});
  desk_.PrepareAsking("interactions/a");
  Apply({std::nullopt, PreviewTold{{"interactions/a", {}}, {6, false, true, "", ""}}});
  const absl::Time now = make::kNow;
  WriteNames(" ", now);
  ASSERT_NE(desk_.preview("interactions/a"), nullptr) << "nobody is named";
  WriteNames("Bo", now);
  EXPECT_EQ(desk_.preview("interactions/a"), nullptr) << "what was said holds no more";
  EXPECT_THAT(desk_.WantedNow(now).previews, IsEmpty());
  WriteNames("Bob", now + absl::Milliseconds(500));
  const absl::Time due = now + absl::Milliseconds(500) + Desk::kAskAnewAfter;
  EXPECT_EQ(desk_.NextWantedAt(now), due);
  EXPECT_THAT(desk_.WantedNow(due - absl::Milliseconds(1)).previews, IsEmpty());
  EXPECT_THAT(desk_.WantedNow(due).previews, ElementsAre(PreviewKey{"interactions/a", {"Bob"}}));
  EXPECT_EQ(desk_.NextWantedAt(due), absl::InfiniteFuture()) << "no waking for nothing";
  Apply({std::nullopt, PreviewTold{{"interactions/a", {}}, {6, false, true, "", ""}}});
  EXPECT_EQ(desk_.preview("interactions/a"), nullptr) << "an answer to an earlier question";
  Apply({std::nullopt, PreviewTold{{"interactions/a", {"Bob"}}, {2, true, false, "", ""}}});
  EXPECT_TRUE(desk_.preview("interactions/a")->by_leader);
}

TEST_F(AskingTest, NamesKeptFromBeforeCountFromTheStart) {
  TellContacts({A("a")});
  WriteNames("Bob", make::kNow);
  desk_.PrepareAsking("interactions/a");
  EXPECT_THAT(desk_.WantedNow(make::kNow).previews,
              ElementsAre(PreviewKey{"interactions/a", {"Bob"}}));
}

TEST_F(AskingTest, ThePreviewNamesTheFormAndARefusalLeavesIt) {
  const auto form = forms::DefaultForm();
  ASSERT_TRUE(form.ok());
  TellContacts({A("a")});
  desk_.PrepareAsking("interactions/a");
  const FormKey key{"forms/default", 3};
  Apply({std::nullopt, PreviewTold{{"interactions/a", {}}, {6, false, true, "", "", "", key}}});
  EXPECT_THAT(desk_.WantedNow().forms, ElementsAre(key));
  Apply({std::nullopt, FormTold{key, *form}});
  ASSERT_NE(AskViewOf(desk_, "interactions/a")->form, nullptr);
  WriteNames("Bo", make::kNow);
  Apply({std::nullopt, PreviewTold{{"interactions/a", {"Bo"}},
                                   {0, false, false, "?", "COLLEAGUE_UNKNOWN", "Bo"}}});
  EXPECT_NE(AskViewOf(desk_, "interactions/a")->form, nullptr);
  TellContacts({A("b")});
  desk_.PrepareAsking("interactions/b");
  EXPECT_NE(AskViewOf(desk_, "interactions/b")->form, nullptr) << "it is the same for all";
}

TEST(ContactWords, AreTimeTopicChannelAndDuration) {
  const i18n::Translator en("en"), zh("zh_CN");
  Contact contact;
  contact.reference.channel = Channel::kVoice;
  contact.reference.topic = "Billing";
  contact.reference.ended_at = make::kNow;
  contact.duration = absl::Minutes(6);
  EXPECT_EQ(WordsOf(en, contact, absl::UTCTimeZone()), "15:06  Billing · call · 6 min");
  contact.duration = absl::Seconds(20);
  EXPECT_EQ(WordsOf(zh, contact, absl::UTCTimeZone()), "15:06  Billing · 电话 · 不到 1 分钟");
  contact.duration.reset();
  contact.reference.ended_at.reset();
  EXPECT_EQ(WordsOf(en, contact, absl::UTCTimeZone()), "Billing · call");
}

TEST(ContactWords, NameTheDay) {
  const i18n::Translator en("en");
  InteractionReference reference;
  const auto words = [&] { return DayWords(en, reference, make::kNow, absl::UTCTimeZone()); };
  EXPECT_EQ(words(), "");
  reference.business_day = absl::CivilDay(2025, 6, 13);
  EXPECT_EQ(words(), "2025-06-13");
  reference.ended_at = make::kNow;
  EXPECT_EQ(words(), "Today, 2025-06-15");
  reference.ended_at = make::kNow - absl::Hours(24);
  EXPECT_EQ(words(), "Yesterday, 2025-06-14");
}

}  // namespace
}  // namespace aftercall::model
