#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "client/ui/detail_panel.h"
#include "shared/forms/default_form.h"
#include "tests/client/ui/view_harness.h"

namespace aftercall::ui {
namespace {

using ::testing::Contains;

constexpr int kPanelHeight = 560;

class PanelTest : public testing::Test {
 protected:
  PanelTest()
      : harness_(kPanelWidth, kPanelHeight), item_(MakeItem(7, 2, "Long wait, kind agent.")) {}

  void View() {
    last_ = detail_.Draw(item_, own_, appeal_, {}, hand_, harness_.theme(), harness_.type(),
                         harness_.tr(), kNow, absl::UTCTimeZone());
    intents_.insert(intents_.end(), last_.intents.begin(), last_.intents.end());
  }
  void Run() {
    harness_.Frame([this] { View(); });
  }

  ViewHarness harness_;
  DetailPanel detail_;
  std::optional<model::AppealView> appeal_;
  model::Hand hand_;
  model::Item item_;
  model::OwnView own_;
  PanelFrame last_;
  Intents intents_;
};

TEST_F(PanelTest, TellsAllAboutAnAnswer) {
  item_.verdict.ended_at = kNow - absl::Minutes(20);
  item_.verdict.company_fault = true;
  item_.verdict.redactions = {"phone_number", "email_address", "a_rule_of_tomorrow"};
  item_.verdict.business_day = absl::CivilDay(2023, 11, 14);
  Run();
  for (const char* text :
       {"How do you feel about our service?", "Scale 1–5, 5 is best", "Long wait, kind agent.",
        "Billing", "call", "today 21:53", "today 22:10", "2023-11-14", "call-7",
        "the company's doing", "a phone number, an e-mail address, a_rule_of_tomorrow"}) {
    EXPECT_TRUE(harness_.Drew(text)) << text;
  }
}

TEST_F(PanelTest, WhatThePersonThoughtOfItStandsBesideTheAnswer) {
  const auto form = forms::DefaultForm();
  ASSERT_TRUE(form.ok()) << form.status();
  const model::Committed committed{{{"need", 4}}, "", false};
  Run();
  EXPECT_FALSE(harness_.Drew("Understood the need"));
  own_ = {&committed, &*form};
  Run();
  EXPECT_TRUE(harness_.Drew("Understood the need"));
}

TEST_F(PanelTest, OnesOwnCanBeAssessedByOneselfOnRequest) {
  Run();
  EXPECT_FALSE(harness_.Drew("Assess it yourself"));
  own_.may_request = true;
  item_.of_another = true;
  Run();
  EXPECT_FALSE(harness_.Drew("Assess it yourself")) << "it is somebody else's";
  item_.of_another = false;
  Run();
  EXPECT_TRUE(harness_.Drew("Assess it yourself"));
  for (int y = 60; y < 300 && intents_.empty(); y += 8) {
    harness_.Click(40, static_cast<float>(y), [this] { View(); });
  }
  EXPECT_THAT(intents_, Contains(Intent(Do{"interactions/7", model::RequestAssessment{}})));
}

TEST_F(PanelTest, AScaleOnWhichOneIsBestSaysSo) {
  item_.verdict.question = ThreeStepsLowIsBest();
  Run();
  EXPECT_TRUE(harness_.Drew("Scale 1–3, 1 is best"));
  EXPECT_TRUE(harness_.Drew("satisfied"));
}

TEST_F(PanelTest, EscAndTheActionClose) {
  harness_.Key(ImGuiKey_Escape, [this] { View(); });
  EXPECT_THAT(intents_, Contains(Intent(ClosePanel{})));
  intents_.clear();
  harness_.Click(kPanelWidth - 40, kPanelHeight - 28, [this] { View(); });
  EXPECT_THAT(intents_, Contains(Intent(ClosePanel{})));
}

TEST_F(PanelTest, TheIdCanBeCopied) {
  Run();
  // The button stands at the right of the last line of the content.
  for (int y = 100; y < kPanelHeight - 60 && intents_.empty(); y += 12) {
    harness_.Click(kPanelWidth - 40, static_cast<float>(y), [this] { View(); });
  }
  EXPECT_THAT(intents_, Contains(Intent(CopyText{"call-7"})));
}

TEST_F(PanelTest, FourThousandCharactersAreThereToBeScrolledTo) {
  item_.verdict.comment.clear();
  for (int i = 0; i < 1300; ++i) item_.verdict.comment += "长";
  item_.verdict.comment += "END";
  Run();
  EXPECT_GT(last_.wanted_height, kPanelHeight);
  const int64_t before = harness_.Count({0, 0, kPanelWidth, 500}, harness_.theme().line);
  for (int i = 0; i < 200; ++i) harness_.Wheel(-1, [this] { View(); });
  EXPECT_GT(harness_.Count({0, 0, kPanelWidth, 500}, harness_.theme().line), before)
      << "the rules between the facts below the comment come into sight";
}

TEST_F(PanelTest, AskedForHeightIsEnough) {
  Run();
  const int wanted = last_.wanted_height;
  EXPECT_LT(wanted, kPanelHeight);
  EXPECT_GT(wanted, 250);
}

TEST_F(PanelTest, AnOwnAnswerCanBeAppealed) {
  Run();
  EXPECT_FALSE(harness_.Drew("Appeal this answer"));
  appeal_ = model::AppealView{};
  appeal_->item = &item_;
  Run();
  EXPECT_TRUE(harness_.Drew("Appeal this answer"));
  for (float y = 100;
       y < 400 && !testing::Matches(Contains(Intent(OpenAppeal{item_.verdict.key()})))(intents_);
       y += 6) {
    harness_.Click(40, y, [this] { View(); });
  }
  EXPECT_THAT(intents_, Contains(Intent(OpenAppeal{item_.verdict.key()})));
  model::AppealItem made;
  made.told.state = model::Appeal::State::kUpheld;
  appeal_->appeal = &made;
  item_.verdict.appeal_upheld = true;
  Run();
  EXPECT_TRUE(harness_.Drew("Your appeal: upheld"));
  EXPECT_TRUE(harness_.Drew("It counts in the total"));
}

TEST_F(PanelTest, ALeaderSaysWellDoneInOnePress) {
  item_.of_another = true;
  Run();
  EXPECT_FALSE(harness_.Drew("Say well done")) << "nobody is named yet";
  item_.verdict.agent = "users/maya";
  Run();
  const Intent praise =
      Do{"users/maya/kudos", model::GiveKudos{"users/maya", "", "interactions/7"}};
  for (float y = 100; y < 400 && !testing::Matches(Contains(praise))(intents_); y += 6) {
    harness_.Click(40, y, [this] { View(); });
  }
  EXPECT_THAT(intents_, Contains(praise));
  Run();
  EXPECT_TRUE(harness_.Drew("♥ Said."));
}

}  // namespace
}  // namespace aftercall::ui
