#include "client/ui/review_panel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shared/forms/default_form.h"
#include "tests/client/ui/view_harness.h"

namespace aftercall::ui {
namespace {

using State = model::Review::State;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr int kHeight = 720;
constexpr char kName[] = "users/me/reviews/r";

class ReviewPanelTest : public testing::Test {
 protected:
  explicit ReviewPanelTest(const std::string& language = "en")
      : harness_(kPanelWidth, kHeight, language), verdict_(MakeItem(7, 2, "Felt rushed.")) {
    const auto form = forms::DefaultForm();
    if (form.ok()) form_ = *form;
    item_.told.name = kName;
    item_.told.reference.interaction = "interactions/7";
    item_.told.reference.channel = model::Channel::kVoice;
    item_.told.reference.topic = "Billing";
    item_.told.state = State::kSubmitted;
    item_.told.anonymous = true;
    item_.told.submitted = model::DayPart{absl::CivilDay(2023, 11, 14), true};
    item_.body = model::ReviewBody{"Was I too quick?",
                                   {{{"need", 5, false, "", {}},
                                     {"care", 3, false, "Wait a moment.", absl::Seconds(80)},
                                     {"identity", {}, true, "", {}}},
                                    "You gave the date.",
                                    "Count to two."},
                                   ""};
    item_.released = true;
    view_.review = &item_;
    view_.form = &form_;
    view_.is_live = true;
    ask_.reference = item_.told.reference;
    ask_.is_live = true;
  }

  void View() {
    Take(panel_.Draw(view_, harness_.theme(), harness_.type(), harness_.tr(), kNow,
                     absl::UTCTimeZone()));
  }
  void Ask() {
    Take(panel_.DrawAsk(ask_, harness_.theme(), harness_.type(), harness_.tr(), kNow,
                        absl::UTCTimeZone()));
  }
  void Take(const PanelFrame& frame) {
    for (const Intent& intent : frame.intents) {
      // As the program does: the next frame shows the draft of this one.
      if (const auto* edit = std::get_if<EditDraft>(&intent)) {
        (edit->about == kName ? view_.answer : ask_.question) = edit->draft.note;
      }
      intents_.push_back(intent);
    }
  }
  void Run() {
    harness_.Frame([this] { View(); });
  }
  void RunAsk() {
    harness_.Frame([this] { Ask(); });
  }
  // Presses along the foot, from right to left, until `wanted` is there.
  bool PressInFoot(const Intent& wanted) {
    for (float x = kPanelWidth - 24; x > 20; x -= 8) {
      harness_.Click(x, kHeight - 28, [this] { View(); });
      for (const Intent& intent : intents_) {
        if (intent == wanted) return true;
      }
    }
    return false;
  }
  std::vector<model::Doing> Wanted() const {
    std::vector<model::Doing> wanted;
    for (const Intent& intent : intents_) {
      if (const auto* wish = std::get_if<Do>(&intent)) wanted.push_back(wish->what);
    }
    return wanted;
  }

  ViewHarness harness_;
  ReviewPanel panel_;
  forms::Form form_;
  model::Item verdict_;
  model::ReviewItem item_;
  model::ReviewView view_;
  model::AskView ask_;
  std::vector<const model::AppealItem*> appeals_;
  Intents intents_;
};

TEST_F(ReviewPanelTest, ShowsAllThatWasSaidAndNobodysName) {
  const model::Committed own{{{"need", 4}, {"explanation", 2}}, "", false};
  view_.own = &own;
  Run();
  for (const char* text :
       {"A colleague has looked at it", "this afternoon", "anonymous", "Was I too quick?",
        "Understood the need", "Explained it clearly", "Made sure who it is", "You", "Colleague",
        "01:20 Wait a moment.", "You gave the date.", "Count to two."}) {
    EXPECT_TRUE(harness_.Drew(text)) << text;
  }
  EXPECT_FALSE(harness_.Drew("Opened warmly")) << "nobody said anything of it";
  EXPECT_FALSE(harness_.Drew("Customer")) << "no element has the customer's scale";
}

TEST_F(ReviewPanelTest, ANameThatMayBeGuessedIsNotCalledAnonymous) {
  item_.told.anonymous = false;
  Run();
  EXPECT_TRUE(harness_.Drew("name not shown"));
  EXPECT_FALSE(harness_.Drew("anonymous"));
}

TEST_F(ReviewPanelTest, CanBeTakenNoteOfAndThankedFor) {
  EXPECT_TRUE(PressInFoot(Do{kName, model::AcknowledgeReview{}}));
  EXPECT_TRUE(PressInFoot(Do{kName, model::ThankReviewer{}}));
  intents_.clear();
  view_.is_thanked = true;
  EXPECT_FALSE(PressInFoot(Do{kName, model::ThankReviewer{}})) << "once is enough";
}

TEST_F(ReviewPanelTest, CanBeLentToOthersAndTakenBack) {
  Run();
  EXPECT_TRUE(harness_.Drew("Let others review it too"));
  EXPECT_FALSE(harness_.Drew("You hear nothing of what they say."));
  const auto press = [&](bool lends) {
    intents_.clear();
    for (float y = 60; y < kHeight - 80; y += 6) {
      harness_.Click(50, y, [this] { View(); });
    }
    EXPECT_THAT(intents_, ::testing::Contains(Intent(Do{kName, model::LendReview{lends}})));
  };
  press(true);
  view_.is_lent = true;
  Run();
  EXPECT_TRUE(harness_.Drew("You hear nothing of what they say."));
  press(false);
}

TEST_F(ReviewPanelTest, WhatIsSettledIsOnlyRead) {
  item_.told.state = State::kDiffered;
  item_.body->answer = "They had asked twice.";
  Run();
  EXPECT_TRUE(harness_.Drew("They had asked twice."));
  EXPECT_FALSE(harness_.Drew("I see it differently"));
  EXPECT_TRUE(PressInFoot(ClosePanel{}));
  EXPECT_THAT(Wanted(), IsEmpty());
}

TEST_F(ReviewPanelTest, SeeingItDifferentlyTakesWords) {
  Run();
  EXPECT_FALSE(harness_.Drew("How do you see it?"));
  // The leftmost of the three opens the field; keys go into it at once.
  for (float x = 60; x < 260 && !harness_.Drew("How do you see it?"); x += 10) {
    harness_.Click(x, kHeight - 28, [this] { View(); });
  }
  ASSERT_TRUE(harness_.Drew("How do you see it?"));
  Run();
  for (const char c : {'s', 'o', ' '}) {
    ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(c));
    Run();
  }
  EXPECT_EQ(view_.answer, "so ");
  EXPECT_TRUE(PressInFoot(Do{kName, model::DifferFromReview{"so"}}));
}

TEST_F(ReviewPanelTest, AnEmptyAnswerIsNotSent) {
  Run();
  for (float x = 60; x < 260 && !harness_.Drew("How do you see it?"); x += 10) {
    harness_.Click(x, kHeight - 28, [this] { View(); });
  }
  ASSERT_TRUE(harness_.Drew("How do you see it?"));
  for (float x = kPanelWidth - 24; x > kPanelWidth - 70; x -= 8) {
    harness_.Click(x, kHeight - 28, [this] { View(); });
  }
  EXPECT_THAT(Wanted(), IsEmpty());
}

TEST_F(ReviewPanelTest, WhileItIsLookedForItSaysSoAndCanBeDoneWithout) {
  item_.told.state = State::kLooking;
  item_.body.reset();
  Run();
  EXPECT_TRUE(harness_.Drew("somebody is being looked for"));
  EXPECT_TRUE(PressInFoot(Do{kName, model::CloseReview{}}));
}

TEST_F(ReviewPanelTest, WhatHasNotBeenFetchedYetIsOnItsWay) {
  item_.body.reset();
  Run();
  EXPECT_TRUE(harness_.Drew("It is on its way."));
}

TEST_F(ReviewPanelTest, TheListOpensOne) {
  const auto draw = [this] {
    Take(panel_.DrawList({&item_}, appeals_, harness_.theme(), harness_.type(), harness_.tr(), kNow,
                         absl::UTCTimeZone()));
  };
  harness_.Frame(draw);
  EXPECT_TRUE(harness_.Drew("an answer has come"));
  for (float y = 60; y < 200 && intents_.empty(); y += 8) harness_.Click(60, y, draw);
  EXPECT_THAT(intents_, Contains(Intent(OpenReview{kName})));
}

TEST_F(ReviewPanelTest, TheListHasAppealsToo) {
  model::AppealItem appeal;
  appeal.told.name = "users/me/appeals/p";
  appeal.told.reference.topic = "Refund";
  appeal.told.state = model::Appeal::State::kUpheld;
  appeal.position = 4;
  appeals_ = {&appeal};
  const auto draw = [this] {
    Take(panel_.DrawList({}, appeals_, harness_.theme(), harness_.type(), harness_.tr(), kNow,
                         absl::UTCTimeZone()));
  };
  harness_.Frame(draw);
  EXPECT_TRUE(harness_.Drew("Appeal: Refund"));
  EXPECT_TRUE(harness_.Drew("upheld"));
  for (float y = 60; y < 200 && intents_.empty(); y += 8) harness_.Click(60, y, draw);
  EXPECT_THAT(intents_, Contains(Intent(OpenMadeAppeal{"users/me/appeals/p"})));
}

TEST_F(ReviewPanelTest, AnEmptyListSaysHowToAsk) {
  harness_.Frame([this] {
    panel_.DrawList({}, {}, harness_.theme(), harness_.type(), harness_.tr(), kNow,
                    absl::UTCTimeZone());
  });
  EXPECT_TRUE(harness_.Drew("You have not asked for any yet."));
}

TEST_F(ReviewPanelTest, AsksOnlyOnceItIsKnownWhoCouldBeAsked) {
  const auto press = [this] { harness_.Click(kPanelWidth - 40, kHeight - 28, [this] { Ask(); }); };
  RunAsk();
  EXPECT_TRUE(harness_.Drew("Asking the server who could be asked"));
  RunAsk();  // ImGui gives the focus in the next frames
  RunAsk();
  for (const char c : {'w', 'h', 'y'}) {
    ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(c));
    RunAsk();
  }
  EXPECT_EQ(ask_.question, "why") << "keys go into the question at once";
  press();
  EXPECT_THAT(Wanted(), IsEmpty());
  const model::ReviewPreview preview{6, false, true, "", ""};
  ask_.preview = &preview;
  RunAsk();
  EXPECT_TRUE(harness_.Drew("One of 6 colleagues will look at it."));
  EXPECT_TRUE(harness_.Drew("it is anonymous"));
  press();
  EXPECT_THAT(Wanted(), ElementsAre(model::Doing(model::RequestReview{"interactions/7", "why"})));
  intents_.clear();
  RunAsk();  // answered before it was ever drawn as sent
  EXPECT_THAT(intents_, ElementsAre(Intent(OpenReviews{})));
}

TEST_F(ReviewPanelTest, SaysWhyItCannotBeAskedFor) {
  const model::ReviewPreview preview{0, false, false, "It has neither.", "REVIEW_NOTHING_TO_SHOW"};
  ask_.preview = &preview;
  RunAsk();
  EXPECT_TRUE(harness_.Drew("There is no recording and no text of it"));
  harness_.Click(kPanelWidth - 40, kHeight - 28, [this] { Ask(); });
  EXPECT_THAT(Wanted(), IsEmpty());
}

TEST_F(ReviewPanelTest, PromisesNoMoreThanItCanKeep) {
  const model::ReviewPreview few{3, false, false, "", ""};
  ask_.preview = &few;
  RunAsk();
  EXPECT_FALSE(harness_.Drew("anonymous"));
  const model::ReviewPreview leader{2, true, false, "", ""};
  ask_.preview = &leader;
  RunAsk();
  EXPECT_TRUE(harness_.Drew("a team leader will look at it"));
}

TEST_F(ReviewPanelTest, ARefusedRequestStaysWithItsWords) {
  const model::ReviewPreview preview{6, false, true, "", ""};
  ask_.preview = &preview;
  ask_.question = "why";
  RunAsk();
  harness_.Click(kPanelWidth - 40, kHeight - 28, [this] { Ask(); });
  intents_.clear();
  const model::Refusal refusal{"REVIEW_UNDER_WAY", "…"};
  ask_.refusal = &refusal;
  harness_.ClearTexts();
  RunAsk();
  EXPECT_TRUE(harness_.Drew("A review of it is under way already."));
  EXPECT_THAT(intents_, IsEmpty());
}

class ChineseReviewPanelTest : public ReviewPanelTest {
 protected:
  ChineseReviewPanelTest() : ReviewPanelTest("zh_CN") {}
};

TEST_F(ChineseReviewPanelTest, SpeaksChineseThroughout) {
  Run();
  for (const char* text : {"有回音了", "听懂需求", "谢谢同事", "匿名"}) {
    EXPECT_TRUE(harness_.Drew(text)) << text;
  }
}

}  // namespace
}  // namespace aftercall::ui
