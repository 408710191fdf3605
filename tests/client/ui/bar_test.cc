#include "client/ui/bar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/client/ui/view_harness.h"

namespace aftercall::ui {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr int kWidth = 1920;
// Where the strip ends and the buttons begin, or a little left of it.
constexpr int kStripEnd = kWidth - 520;

class BarTest : public testing::Test {
 protected:
  BarTest() : harness_(kWidth, Bar::kHeight) {
    view_.link.link = model::Link::kLive;
    figure_.question.kind = model::Question::Kind::kCsat;
    figure_.own = {.count = 10, .n = 12, .percent = 83.3, .low = 55.2, .high = 95.3};
    figure_.total = figure_.own;
    view_.figure_known = true;
    view_.figure = &figure_;
    Add(1, 2, "Long wait, kind agent.");
    Add(2, 4, "Quick.");
    Add(3, 5, "Very patient, explained it twice.");
  }

  void Add(int64_t position, int rating, const std::string& comment) {
    items_.push_back(std::make_unique<model::Item>(MakeItem(position, rating, comment)));
    view_.items.push_back(items_.back().get());
  }

  // One frame; what it gave is in last_, its intents in intents_ too.
  void Run() {
    harness_.Frame([this] { View(); });
  }
  void View() {
    last_ = bar_.Draw(view_, harness_.theme(), harness_.type(), harness_.tr(), now_);
    now_ += absl::Milliseconds(33);
    intents_.insert(intents_.end(), last_.intents.begin(), last_.intents.end());
  }
  int RunUntilRest() {
    int frames = 0;
    do {
      Run();
    } while (last_.moving && ++frames < 1000);
    return frames;
  }

  ViewHarness harness_;
  Bar bar_{Bar::Edge::kTop, /*reduced_motion=*/false};
  model::BarView view_;
  model::Figure figure_;
  std::vector<std::unique_ptr<model::Item>> items_;
  Bar::Frame last_;
  Intents intents_;
  absl::Time now_ = kNow;
};

TEST_F(BarTest, ShowsLinkFigureAndItems) {
  Run();
  for (const char* text :
       {"Live", "Today", "83%", "n 12 · 55–95%", "“Quick.”", "Billing · call · 3 min"}) {
    EXPECT_TRUE(harness_.Drew(text)) << text;
  }
  EXPECT_THAT(last_.shown, testing::UnorderedElementsAre(1, 2, 3));
  EXPECT_FALSE(last_.moving);
}

TEST_F(BarTest, PraiseOfAReviewerNamesNobody) {
  model::KudosItem praise;
  praise.told = {"users/me/kudos/k", "Maya", "Calm all along.", kNow - absl::Minutes(3)};
  praise.position = 4;
  view_.items.push_back(&praise);
  Run();
  RunUntilRest();
  EXPECT_TRUE(harness_.Drew("Maya · 3 min"));
  praise.told.giver_display_name.clear();
  Run();
  EXPECT_TRUE(harness_.Drew("a colleague"));
  EXPECT_FALSE(harness_.Drew("a colleague · 3 min")) << "the minute would tell who it was";
}

TEST_F(BarTest, ARequestThatWaitsForThePersonSaysWhyAndCanBePressed) {
  model::AskLater ask;
  ask.reference.interaction = "interactions/7";
  ask.said = model::ReviewPreview{2, false, false, "", ""};
  view_.look_at = &ask;
  Run();
  EXPECT_TRUE(harness_.Drew("Only 2 colleagues could be asked; look before you send."));
  float x = 300;
  while (x < 900 && std::find(intents_.begin(), intents_.end(),
                              Intent(OpenAsk{"interactions/7"})) == intents_.end()) {
    x += 40;
    harness_.Click(x, 20, [this] { View(); });
  }
  EXPECT_THAT(intents_, Contains(Intent(OpenAsk{"interactions/7"})));
  harness_.ClearTexts();
  view_.link.link = model::Link::kNoServer;
  Run();
  EXPECT_FALSE(harness_.Drew("look before you send")) << "how the link stands comes first";
}

TEST_F(BarTest, SpeaksChinese) {
  ViewHarness chinese(kWidth, Bar::kHeight, "zh_CN");
  chinese.Frame([&] { bar_.Draw(view_, chinese.theme(), chinese.type(), chinese.tr(), now_); });
  for (const char* text :
       {"已连接", "今天满意度", "12 条，大致 55–95%", "Billing · 电话 · 3 分钟", "我的一天"}) {
    EXPECT_TRUE(chinese.Drew(text)) << text;
  }
}

TEST_F(BarTest, FewAnswersHaveNoPercentage) {
  figure_.own.n = 3;
  Run();
  EXPECT_TRUE(harness_.Drew("too early to say"));
  EXPECT_TRUE(harness_.Drew("n 3"));
  EXPECT_FALSE(harness_.Drew("83%"));
}

TEST_F(BarTest, TheNewestRestsAtTheRightEnd) {
  Run();
  const int64_t near_the_end = harness_.Ink({kStripEnd - 280, 5, kStripEnd, 35});
  EXPECT_GT(near_the_end, 200);
  harness_.ClearTexts();
}

TEST_F(BarTest, ANewItemSlidesInOnceInUnderASecond) {
  Run();
  Add(4, 5, "Thank you!");
  Run();
  EXPECT_TRUE(last_.moving);
  EXPECT_THAT(last_.shown, Not(Contains(4)));
  const int frames = RunUntilRest();
  EXPECT_LT(frames, 30);
  EXPECT_GT(frames, 10);
  EXPECT_THAT(last_.shown, Contains(4));
  Run();
  EXPECT_FALSE(last_.moving);
}

TEST_F(BarTest, WithReducedMotionItSimplyAppears) {
  bar_ = Bar(Bar::Edge::kTop, /*reduced_motion=*/true);
  Run();
  Add(4, 5, "Thank you!");
  Run();
  EXPECT_FALSE(last_.moving);
  EXPECT_THAT(last_.shown, Contains(4));
}

TEST_F(BarTest, HoverPausesTheSlide) {
  Run();
  harness_.headless().MoveMouse(1000, 20);
  Run();
  Add(4, 5, "Thank you!");
  for (int i = 0; i < 60; ++i) Run();
  EXPECT_FALSE(last_.moving) << "nothing to draw while the pointer holds it";
  EXPECT_THAT(last_.shown, Not(Contains(4)));
  harness_.MovePointerAway();
  RunUntilRest();
  EXPECT_THAT(last_.shown, Contains(4));
}

TEST_F(BarTest, APointerLeftLyingThereDoesNotKeepNewsAway) {
  Run();
  harness_.headless().MoveMouse(1000, 20);
  Run();
  Add(4, 5, "Thank you!");
  Run();
  EXPECT_LE(last_.next_change, now_ + absl::Seconds(15));
  now_ += absl::Seconds(15);
  RunUntilRest();
  EXPECT_THAT(last_.shown, Contains(4));
}

TEST_F(BarTest, ItemsOfTheFirstFrameDoNotSlide) {
  Run();
  EXPECT_FALSE(last_.moving);
}

TEST_F(BarTest, AClickOnAnItemOpensIt) {
  Run();
  harness_.Click(kStripEnd - 100, 20, [this] { View(); });
  EXPECT_THAT(intents_, Contains(Intent(OpenDetail{{"interactions/3", "csat"}})));
  EXPECT_THAT(intents_, Contains(Intent(TakeKeyboard{})));
}

TEST_F(BarTest, EscGivesTheKeyboardBack) {
  harness_.Key(ImGuiKey_Escape, [this] { View(); });
  EXPECT_THAT(intents_, ElementsAre(Intent(GiveKeyboardBack{})));
}

TEST_F(BarTest, WheelAndKeysReachOlderItemsAndComeBack) {
  for (int i = 4; i < 30; ++i)
    Add(i, 4, "Another one that takes its room on the strip, word by word.");
  RunUntilRest();
  EXPECT_THAT(last_.shown, Contains(29));
  EXPECT_THAT(last_.shown, Not(Contains(1)));
  harness_.headless().MoveMouse(1000, 20);
  harness_.Wheel(1, [this] { View(); });
  RunUntilRest();
  EXPECT_THAT(last_.shown, Not(Contains(29)));
  for (int i = 0; i < 60; ++i) {
    harness_.Key(ImGuiKey_LeftArrow, [this] { View(); });
    RunUntilRest();
  }
  EXPECT_THAT(last_.shown, Contains(1));
  for (int i = 0; i < 60; ++i) {
    harness_.Key(ImGuiKey_RightArrow, [this] { View(); });
    RunUntilRest();
  }
  EXPECT_THAT(last_.shown, Contains(29));
}

TEST_F(BarTest, WhoLooksAtOlderItemsIsNotMovedByANewOneAndComesBackLater) {
  for (int i = 4; i < 30; ++i)
    Add(i, 4, "Another one that takes its room on the strip, word by word.");
  RunUntilRest();
  harness_.headless().MoveMouse(1000, 20);
  harness_.Wheel(1, [this] { View(); });
  harness_.MovePointerAway();
  RunUntilRest();
  const std::vector<int64_t> before = last_.shown;
  Add(30, 5, "New");
  RunUntilRest();
  EXPECT_EQ(last_.shown, before);
  EXPECT_LE(last_.next_change, now_ + absl::Seconds(15));
  now_ += absl::Seconds(16);
  RunUntilRest();
  EXPECT_THAT(last_.shown, Contains(30));
}

TEST_F(BarTest, OnACallThereIsOneNeutralCountAndNothingElse) {
  view_.waiting = {.count = 3, .offered = false, .because = model::Occupation::kOnOne};
  Run();
  EXPECT_TRUE(harness_.Drew("On a call. 3 for afterwards."));
  EXPECT_FALSE(harness_.Drew("Quick."));
  EXPECT_THAT(last_.shown, IsEmpty());
  harness_.Click(400, 20, [this] { View(); });
  EXPECT_THAT(intents_, Not(Contains(Intent(ShowWaiting{}))));
}

TEST_F(BarTest, WhenItIsOfferedAPressShowsWhatWaits) {
  view_.waiting = {.count = 3, .offered = true, .because = model::Occupation::kOnSeveral};
  Run();
  harness_.Click(400, 20, [this] { View(); });
  EXPECT_THAT(intents_, Contains(Intent(ShowWaiting{})));
}

TEST_F(BarTest, WhoeverDoesNotWantToBeDisturbedSeesThatAndEndsItWithOnePress) {
  view_.quiet_until = kNow + absl::Hours(1);
  Run();
  EXPECT_TRUE(harness_.Drew("Quiet until"));
  EXPECT_FALSE(harness_.Drew("Quick."));
  EXPECT_THAT(last_.shown, IsEmpty());
  harness_.Click(400, 20, [this] { View(); });
  EXPECT_THAT(intents_, Contains(Intent(EndQuiet{})));
}

TEST_F(BarTest, WithoutAServerTheWordsSayWhatHappensAndItemsStay) {
  view_.link.link = model::Link::kNoServer;
  Run();
  EXPECT_TRUE(harness_.Drew("No server"));
  EXPECT_TRUE(harness_.Drew("Reconnecting by itself"));
  EXPECT_THAT(last_.shown, Contains(3));
}

TEST_F(BarTest, WhoseSignInHasRunOutSeesNoCustomersWords) {
  view_.link.link = model::Link::kTokenExpired;
  Run();
  EXPECT_FALSE(harness_.Drew("Quick."));
  EXPECT_THAT(last_.shown, IsEmpty());
}

TEST_F(BarTest, AScaleOnWhichOneIsBestShowsGoodnessAndTheCustomersNumber) {
  view_.items.clear();
  Add(9, 1, "");
  items_.back()->verdict.question = ThreeStepsLowIsBest();
  Run();
  EXPECT_TRUE(harness_.Drew("very satisfied"));
  EXPECT_TRUE(harness_.Drew("1"));
  // Three full squares: three full rows of accent in the middle of the line, with gaps between.
  const int64_t accent =
      harness_.Count({kStripEnd - 340, 16, kStripEnd, 25}, harness_.theme().accent);
  EXPECT_GE(accent, 3 * 60);
  EXPECT_LE(accent, 3 * 81);
}

TEST_F(BarTest, AnUnlabelledSolvedOrNotIsSaidInWords) {
  for (const int rating : {0, 1}) {
    Add(20 + rating, rating, "");
    model::Question& question = items_.back()->verdict.question;
    question.kind = model::Question::Kind::kResolved;
    question.low = 0;
    question.high = 1;
    question.top_box_steps = 1;
  }
  RunUntilRest();
  EXPECT_TRUE(harness_.Drew("not solved"));
  EXPECT_TRUE(harness_.Drew("solved"));
}

TEST_F(BarTest, LowScoresAreAmberAndHollow) {
  view_.items.clear();
  Add(9, 1, "");
  Run();
  const platform::Rect area{kStripEnd - 340, 16, kStripEnd, 25};
  EXPECT_GT(harness_.Count(area, harness_.theme().warn), 70);
  EXPECT_LT(harness_.Count(area, harness_.theme().warn), 5 * 60);
  EXPECT_EQ(harness_.Count(area, harness_.theme().accent), 0);
}

TEST_F(BarTest, NothingYetIsSaidInWords) {
  view_.items.clear();
  Run();
  EXPECT_TRUE(harness_.Drew("Nothing yet."));
}

TEST_F(BarTest, FitsANarrowScreenAndATinyOne) {
  for (const int width : {1366, 300, 40, 1}) {
    ViewHarness narrow(width, Bar::kHeight);
    if (width < 1000) narrow.MayCutText();
    Bar bar(Bar::Edge::kBottom, false);
    narrow.Frame([&] { bar.Draw(view_, narrow.theme(), narrow.type(), narrow.tr(), now_); });
  }
}

TEST_F(BarTest, OnANarrowScreenAnswersKeepTheirRoom) {
  for (const char* language : {"en", "zh_CN"}) {
    ViewHarness narrow(1280, Bar::kHeight, language);
    Bar bar(Bar::Edge::kTop, /*reduced_motion=*/true);
    for (auto& item : items_) {
      item->verdict.comment.clear();
      item->verdict.topic.clear();
    }
    view_.prompts = 2;
    view_.reviews = 1;
    view_.link.link = model::Link::kNoServer;
    narrow.Frame(
        [&] { last_ = bar.Draw(view_, narrow.theme(), narrow.type(), narrow.tr(), now_); });
    EXPECT_THAT(last_.shown, testing::UnorderedElementsAre(1, 2, 3)) << language;
    EXPECT_TRUE(narrow.Drew(narrow.tr().Tr("No server, reconnecting"))) << language;
  }
}

TEST_F(BarTest, OnANarrowScreenTwoAnswersFitWhateverTheySay) {
  for (const char* language : {"en", "zh_CN"}) {
    ViewHarness narrow(1280, Bar::kHeight, language);
    Bar bar(Bar::Edge::kTop, /*reduced_motion=*/true);
    for (auto& item : items_) {
      item->verdict.comment = "很久很久都没有人接电话 and then it was cut off, twice";
      item->verdict.topic = "Delivery and installation of household appliances";
    }
    view_.prompts = view_.reviews = view_.tasks = 2;
    view_.link.link = model::Link::kNoServer;
    narrow.Frame(
        [&] { last_ = bar.Draw(view_, narrow.theme(), narrow.type(), narrow.tr(), now_); });
    EXPECT_THAT(last_.shown, testing::UnorderedElementsAre(2, 3)) << language;
  }
}

TEST_F(BarTest, ABriefButtonTellsItsWordsToThePointer) {
  ViewHarness narrow(1280, Bar::kHeight);
  const auto draw = [&] { bar_.Draw(view_, narrow.theme(), narrow.type(), narrow.tr(), now_); };
  const platform::Rect strip_end{895, 3, 955, 8};  // above the words
  narrow.Frame(draw);
  EXPECT_EQ(narrow.Count(strip_end, narrow.theme().fill), 0);
  narrow.headless().MoveMouse(1280 - 20, 20);
  narrow.Frame(draw);
  EXPECT_EQ(narrow.Count(strip_end, narrow.theme().fill), 60 * 5);
}

TEST_F(BarTest, EmojiAreDrawnAsThemselves) {
  view_.items.clear();
  Add(9, 5, "🙂");
  Run();
  const std::vector<uint32_t> smile(harness_.headless().canvas().pixels,
                                    harness_.headless().canvas().pixels + kWidth * Bar::kHeight);
  items_.back()->verdict.comment = "\uFFFD";
  Run();
  const uint32_t* const sign = harness_.headless().canvas().pixels;
  EXPECT_NE(smile, std::vector<uint32_t>(sign, sign + kWidth * Bar::kHeight));
}

TEST_F(BarTest, MyDayOpens) {
  Run();
  harness_.Click(kWidth - 40, 20, [this] { View(); });
  EXPECT_THAT(intents_, Contains(Intent(OpenDay{})));
}

TEST_F(BarTest, DrawsAnyCommentWithoutHarm) {
  const std::filesystem::path file =
      std::filesystem::path(AFTERCALL_READING_DIR) / "data/naughty-strings/blns.json";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no naughty strings at " << file;
  std::ifstream in(file);
  int64_t position = 10;
  for (const std::string text : nlohmann::json::parse(in)) {
    ++position;
    Add(position, static_cast<int>(1 + position % 5), text);
    Run();
  }
  Add(++position, 3, std::string(4000, 'W'));
  Add(++position, 3, "\xFF\xC0 broken \x80");
  RunUntilRest();
  EXPECT_THAT(last_.shown, Contains(position));
}

}  // namespace
}  // namespace aftercall::ui
