#include "client/model/words.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/client/model/make.h"

namespace aftercall::model {
namespace {

using make::AVerdict;
using make::kNow;

const i18n::Translator& English() {
  static const i18n::Translator tr("en");
  return tr;
}
const i18n::Translator& Chinese() {
  static const i18n::Translator tr("zh_CN");
  return tr;
}

TEST(LinkWords, SayInBothLanguagesWhatComesNext) {
  for (const i18n::Translator* tr : {&English(), &Chinese()}) {
    std::set<std::string> words;
    for (const Link link :
         {Link::kConnecting, Link::kLive, Link::kNoServer, Link::kStale, Link::kServerFull,
          Link::kDraining, Link::kSignedOut, Link::kTokenExpired, Link::kRefused}) {
      const LinkWords said = WordsOf(*tr, LinkState{link, "in English, for the log"});
      EXPECT_FALSE(said.word.empty());
      EXPECT_EQ(said.sentence.empty(), link == Link::kLive) << said.word;
      EXPECT_EQ(said.sentence.find("for the log"), std::string::npos);
      words.insert(said.word);
    }
    EXPECT_EQ(words.size(), 9u);
  }
  EXPECT_EQ(WordsOf(English(), LinkState{Link::kLive, ""}).word, "Live");
  EXPECT_EQ(WordsOf(Chinese(), LinkState{Link::kLive, ""}).word, "已连接");
  EXPECT_EQ(WordsOf(English(), LinkState{Link::kNoServer, ""}).word, "No server");
  EXPECT_EQ(WordsOf(Chinese(), LinkState{Link::kNoServer, ""}).word, "连不上");
}

TEST(WaitingWords, AreNeutral) {
  EXPECT_EQ(WordsOf(English(), Waiting{3, false, Occupation::kOnOne}),
            "On a call. 3 for afterwards.");
  EXPECT_EQ(WordsOf(Chinese(), Waiting{3, false, Occupation::kOnOne}), "通话中：3 条稍后给您看");
  EXPECT_EQ(WordsOf(English(), Waiting{0, false, Occupation::kOnOne}), "");
}

TEST(WaitingWords, DifferWithTheReasonAndTheOffer) {
  std::set<std::string> words;
  for (const Occupation because :
       {Occupation::kOnOne, Occupation::kOnSeveral, Occupation::kStateLost}) {
    words.insert(WordsOf(English(), Waiting{2, false, because}));
  }
  for (const Occupation because : {Occupation::kOnSeveral, Occupation::kStateLost}) {
    words.insert(WordsOf(English(), Waiting{2, true, because}));
  }
  EXPECT_EQ(words.size(), 5u);
  EXPECT_EQ(WordsOf(English(), Waiting{1, true, Occupation::kOnSeveral}),
            "With several customers. 1 for you: press to see it now.");
}

BarView ViewWith(const Figure* figure) {
  BarView view;
  view.figure_known = true;
  view.figure = figure;
  return view;
}

TEST(PausedWords, NameTheDayWhereItIsNotToday) {
  const absl::Time noon = absl::FromCivil(absl::CivilHour(2026, 3, 9, 12), absl::UTCTimeZone());
  const auto said = [&](absl::Duration later) {
    return PausedWords(English(), noon + later, noon, absl::UTCTimeZone());
  };
  EXPECT_EQ(said(absl::Minutes(245)), "Your team leader has paused self-assessments until 16:05.");
  EXPECT_EQ(said(absl::Hours(12)),
            "Your team leader has paused self-assessments until 2026-03-10 00:00.");
}

TEST(FigureWords, HaveNAndIntervalBeneath) {
  const Figure figure{make::Csat(), {10, 12, 83.33, 55.2, 95.3}, {}};
  const FigureWords english = WordsOf(English(), ViewWith(&figure));
  EXPECT_EQ(english.caption, "Today");
  EXPECT_EQ(english.value, "83%");
  EXPECT_EQ(english.basis, "n 12 · 55–95%");
  EXPECT_EQ(english.earlier, "");
  const FigureWords chinese = WordsOf(Chinese(), ViewWith(&figure));
  EXPECT_EQ(chinese.caption, "今天满意度");
  EXPECT_EQ(chinese.basis, "12 条，大致 55–95%");
}

TEST(FigureWords, SayNoPercentageBelowFive) {
  Figure figure{make::Csat(), {3, 4, 75, 30, 95}, {}};
  EXPECT_EQ(WordsOf(English(), ViewWith(&figure)).value, "too early to say");
  EXPECT_EQ(WordsOf(English(), ViewWith(&figure)).basis, "n 4");
  figure.own = {4, 5, 80, 38, 96};
  EXPECT_EQ(WordsOf(English(), ViewWith(&figure)).value, "80%");
}

TEST(FigureWords, TellOfEarlierDaysAndOfNothing) {
  BarView view = ViewWith(nullptr);
  view.for_earlier_days = 3;
  EXPECT_EQ(WordsOf(English(), view).value, "no answers yet");
  EXPECT_EQ(WordsOf(English(), view).earlier, "+3 for earlier days");
  view.figure_known = false;
  EXPECT_EQ(WordsOf(English(), view).value, "–");
  EXPECT_EQ(WordsOf(English(), view).earlier, "");
}

TEST(FigureWords, NameAQuestionThatIsNotSatisfaction) {
  Figure figure{make::Csat(), {10, 12, 83.33, 55.2, 95.3}, {}};
  figure.question.kind = Question::Kind::kEffort;
  figure.question.prompt = "How easy was it?";
  EXPECT_EQ(WordsOf(English(), ViewWith(&figure)).caption, "Today: How easy was it?");
}

Item ItemWith(const Verdict& verdict) {
  Item item;
  item.created_at = kNow;
  item.verdict = verdict;
  item.released = true;
  return item;
}

TEST(ItemWords, AreTopicChannelAndAge) {
  Item item = ItemWith(AVerdict("a", 5));
  EXPECT_EQ(WordsOf(English(), item, kNow + absl::Minutes(11)), "Billing · call · 11 min");
  EXPECT_EQ(WordsOf(Chinese(), item, kNow), "Billing · 电话 · 刚刚");
  item.verdict.topic.clear();
  item.verdict.channel = Channel::kUnknown;
  EXPECT_EQ(WordsOf(English(), item, kNow), "now");
}

TEST(ItemWords, TellWhenTheCustomerAnsweredNotWhenItArrived) {
  Item item = ItemWith(AVerdict("a", 5));
  item.verdict.answered_at = kNow - absl::Hours(3);
  EXPECT_EQ(WordsOf(English(), item, kNow), "Billing · call · 3 h");
  item.verdict.answered_at = kNow - absl::Hours(24 * 30);
  EXPECT_EQ(WordsOf(English(), item, kNow, absl::UTCTimeZone()), "Billing · call · 2025-05-16");
}

TEST(ItemWords, TellADayWhereNoTimeIsKnown) {
  Item item = ItemWith(AVerdict("a", 5));
  item.verdict.answered_on = absl::CivilDay(2025, 6, 14);
  EXPECT_EQ(WordsOf(English(), item, kNow, absl::UTCTimeZone()), "Billing · call · 2025-06-14");
  // No "today": this machine's day need not be that of the customer's place.
  item.verdict.answered_on = absl::ToCivilDay(kNow, absl::UTCTimeZone());
  EXPECT_EQ(WordsOf(English(), item, kNow, absl::UTCTimeZone()),
            absl::StrCat("Billing · call · ", absl::FormatCivilTime(*item.verdict.answered_on)));
}

TEST(ForWords, SayWhatPraiseIsFor) {
  const absl::TimeZone utc = absl::UTCTimeZone();
  InteractionReference reference;
  reference.interaction = "interactions/a";
  EXPECT_EQ(ForWords(English(), reference, kNow, utc), "For a contact");
  reference.channel = Channel::kVoice;
  reference.topic = "Billing";
  reference.ended_at = kNow - absl::Minutes(1);
  const std::string clock = absl::FormatTime("%H:%M", *reference.ended_at, utc);
  EXPECT_EQ(ForWords(English(), reference, kNow, utc),
            absl::StrCat("For a call of today about Billing, ", clock));
  EXPECT_EQ(ForWords(Chinese(), reference, kNow, utc),
            absl::StrCat("为今天的一通电话（Billing），", clock));
  reference.ended_at.reset();
  reference.channel = Channel::kEmail;
  reference.business_day = absl::ToCivilDay(kNow, utc) - 1;
  EXPECT_EQ(ForWords(English(), reference, kNow, utc), "For an e-mail of yesterday about Billing");
  reference.topic.clear();
  reference.channel = Channel::kChat;
  reference.business_day = absl::CivilDay(2025, 1, 2);
  EXPECT_EQ(ForWords(English(), reference, kNow, utc), "For a chat of 2025-01-02");
}

TEST(ItemWords, NameTheAgentOnALeadersFeedOnlyOnceToldSo) {
  Item item = ItemWith(AVerdict("a", 5));
  item.verdict.team_display_name = "Blue";
  EXPECT_EQ(WordsOf(English(), item, kNow), "Billing · call · now");  // one's own
  item.of_another = true;
  item.verdict.agent.clear();
  EXPECT_EQ(WordsOf(English(), item, kNow), "Blue · Billing · call · now");
  item.verdict.agent = "users/li";
  item.verdict.agent_display_name = "Li";
  EXPECT_EQ(WordsOf(English(), item, kNow), "Li · Billing · call · now");
}

}  // namespace
}  // namespace aftercall::model
