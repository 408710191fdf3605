#include "client/ui/day_panel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "client/model/words.h"
#include "tests/client/ui/view_harness.h"

namespace aftercall::ui {
namespace {

using ::testing::Contains;

constexpr int kDayHeight = 560;

// Somebody's day, in either language.
class DayPanelTest : public testing::TestWithParam<const char*> {
 protected:
  DayPanelTest() : harness_(kPanelWidth, kDayHeight, GetParam()) {}

  void Draw() {
    const DayPanel::Day day{shown_,
                            is_live_ ? &told_ : nullptr,
                            queues_ ? &*queues_ : nullptr,
                            std::nullopt,
                            hand_,
                            harness_.tr(),
                            kNow,
                            absl::UTCTimeZone()};
    const PanelFrame frame = day_.Draw(day, harness_.theme(), harness_.type());
    intents_.insert(intents_.end(), frame.intents.begin(), frame.intents.end());
    height_ = frame.wanted_height;
  }
  bool Says(const std::string& text) {
    harness_.ClearTexts();
    harness_.Frame([this] { Draw(); });
    return harness_.Drew(text);
  }
  // The same in the test's language.
  bool SaysTr(const std::string& english) { return Says(Tr(english)); }
  std::string Tr(const std::string& english) { return harness_.tr().Tr(english.c_str()); }
  std::string PausedWords() {
    return i18n::Format(
        Tr("Paused until {time} – go on"),
        {{"time", model::TimeWords(kNow + absl::Hours(1), kNow, absl::UTCTimeZone())}});
  }
  // Presses downwards until something comes of it.
  void PressWherever() {
    for (int y = 60; y < 400 && intents_.empty(); y += 8) {
      harness_.Click(40, static_cast<float>(y), [this] { Draw(); });
    }
  }

  ViewHarness harness_;
  DayPanel day_;
  model::Hand hand_;
  const model::Standing* shown_ = nullptr;
  model::Standing told_;
  std::optional<std::vector<model::Queue>> queues_;
  bool is_live_ = true;
  Intents intents_;
  int height_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Languages, DayPanelTest, testing::Values("en", "zh_CN"));

TEST_P(DayPanelTest, ShowsEveryQuestionsFigure) {
  model::Standing standing;
  model::Figure figure;
  figure.question.prompt = "How do you feel?";
  figure.question.kind = model::Question::Kind::kCsat;
  figure.own = {.count = 10, .n = 12, .percent = 83.3, .low = 55.2, .high = 95.3};
  figure.total = {.count = 10, .n = 14, .percent = 71.4, .low = 45.4, .high = 88.3};
  standing.figures = {figure};
  standing.for_earlier_days = 3;
  shown_ = &standing;
  EXPECT_TRUE(Says("How do you feel?"));
  for (const char* number : {"83%", "12", "55–95%", "71%", "14", "45–88%", "3"}) {
    EXPECT_TRUE(Says(number)) << number;
  }
}

TEST_P(DayPanelTest, WithoutFiguresSaysWhy) {
  EXPECT_TRUE(Says(GetParam() == std::string("en") ? "not known yet" : "还不知道"));
}

class LeadersDayPanelTest : public DayPanelTest {
 protected:
  LeadersDayPanelTest() { told_.led_teams = {{"teams/1", "Riverside", std::nullopt}}; }
};

INSTANTIATE_TEST_SUITE_P(Languages, LeadersDayPanelTest, testing::Values("en", "zh_CN"));

TEST_P(LeadersDayPanelTest, OnePressPausesATeam) {
  EXPECT_TRUE(Says("Riverside"));
  EXPECT_TRUE(SaysTr("Pause prompts and requests for four hours"));
  PressWherever();
  EXPECT_THAT(intents_, Contains(Intent(Do{"teams/1/pause", model::StartPause{{"teams/1"}}})));
}

TEST_P(LeadersDayPanelTest, AndOnePressLetsItGoOn) {
  told_.led_teams[0].paused_until = kNow + absl::Hours(1);
  EXPECT_TRUE(Says(PausedWords()));
  PressWherever();
  EXPECT_THAT(intents_, Contains(Intent(Do{"teams/1/pause", model::EndPause{{"teams/1"}}})));
}

TEST_P(LeadersDayPanelTest, NothingIsOfferedTwiceNorWhileTheServerIsAway) {
  hand_.Give({"1", "teams/1/pause", model::StartPause{{"teams/1"}}});
  EXPECT_TRUE(SaysTr("On its way."));
  EXPECT_FALSE(SaysTr("Pause prompts and requests for four hours"));
  hand_.Apply({"1", model::Refusal{"TEAM_NOT_YOURS", "Only its leaders."}});
  EXPECT_TRUE(SaysTr("You do not lead this team any more."));
  is_live_ = false;
  EXPECT_FALSE(Says("Riverside"));
}

// A leader's queues, without their teams, so that the first press is on a queue.
class QueuesPanelTest : public DayPanelTest {
 protected:
  QueuesPanelTest() { queues_ = {{"cards", std::nullopt}}; }
  void AddMany() {
    for (char name = 'a'; name < 'i'; ++name) {
      queues_->push_back({absl::StrCat("many ", std::string(1, name)), std::nullopt});
    }
  }
};

INSTANTIATE_TEST_SUITE_P(Languages, QueuesPanelTest, testing::Values("en", "zh_CN"));

TEST_P(QueuesPanelTest, OnePressPausesAQueue) {
  EXPECT_TRUE(Says("cards"));
  EXPECT_TRUE(SaysTr("Pause prompts and requests for four hours"));
  PressWherever();
  EXPECT_THAT(intents_,
              Contains(Intent(Do{"queues/cards/pause", model::StartPause{{"", "cards"}}})));
}

TEST_P(QueuesPanelTest, AndOnePressLetsItGoOn) {
  queues_->front().paused_until = kNow + absl::Hours(1);
  EXPECT_TRUE(Says(PausedWords()));
  PressWherever();
  EXPECT_THAT(intents_, Contains(Intent(Do{"queues/cards/pause", model::EndPause{{"", "cards"}}})));
}

TEST_P(QueuesPanelTest, APauseThatHasEndedByItselfIsNone) {
  queues_->front().paused_until = kNow;
  EXPECT_TRUE(SaysTr("Pause prompts and requests for four hours"));
}

TEST_P(QueuesPanelTest, NothingIsOfferedTwiceNorWhileItIsOnItsWay) {
  hand_.Give({"1", "queues/cards/pause", model::StartPause{{"", "cards"}}});
  EXPECT_TRUE(SaysTr("On its way."));
  EXPECT_FALSE(SaysTr("Pause prompts and requests for four hours"));
  hand_.Apply({"1", std::nullopt});
  queues_->front().is_changing = true;
  EXPECT_TRUE(SaysTr("On its way.")) << "taken, and not told yet";
  EXPECT_FALSE(SaysTr("Pause prompts and requests for four hours"));
}

TEST_P(QueuesPanelTest, NothingMovesWhileAPressIsOnItsWay) {
  Says("cards");
  const int before = height_;
  queues_->front().is_changing = true;
  EXPECT_TRUE(SaysTr("On its way."));
  EXPECT_EQ(height_, before);
}

TEST_P(QueuesPanelTest, ARefusalIsSaidWhereItWasPressed) {
  hand_.Give({"1", "queues/cards/pause", model::StartPause{{"", "cards"}}});
  hand_.Apply({"1", model::Refusal{"ROLE_INSUFFICIENT", "Only team leaders."}});
  EXPECT_TRUE(SaysTr("You may not pause queues any more."));
  EXPECT_TRUE(SaysTr("Pause prompts and requests for four hours"));
}

TEST_P(QueuesPanelTest, AreNotOfferedWhileTheServerIsAway) {
  is_live_ = false;
  EXPECT_FALSE(Says("cards"));
}

TEST_P(QueuesPanelTest, OfManyTheFirstStandThereAndAPressShowsTheOthers) {
  AddMany();
  EXPECT_TRUE(Says("many e"));
  EXPECT_FALSE(Says("many f"));
  const std::string words = harness_.tr().TrN("Show one more queue", "Show {n} more queues", 3);
  EXPECT_TRUE(Says(words));
  for (int y = kDayHeight - 60; y > 60 && !Says("many h"); y -= 8) {
    harness_.Click(40, static_cast<float>(y), [this] { Draw(); });
  }
  EXPECT_TRUE(Says("many f"));
  EXPECT_FALSE(Says(words));
}

TEST_P(QueuesPanelTest, OneThatIsPausedIsNeverLeftOut) {
  AddMany();
  queues_->back().paused_until = kNow + absl::Hours(1);
  EXPECT_TRUE(Says("many h"));
  EXPECT_FALSE(Says("many g"));
}

TEST_P(QueuesPanelTest, ALongNameIsWrapped) {
  queues_->front() = {std::string(150, 'x'), kNow + absl::Hours(30)};
  EXPECT_TRUE(Says("xxxx")) << "nothing is cut off";
}

}  // namespace
}  // namespace aftercall::ui
