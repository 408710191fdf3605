#include "client/ui/prompt_panel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iterator>
#include <random>
#include <vector>

#include "shared/forms/default_form.h"
#include "tests/client/ui/view_harness.h"

namespace aftercall::ui {
namespace {

using State = model::SelfAssessment::State;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr int kHeight = 720;
constexpr char kCall[] = "interactions/7";

class PromptPanelTest : public testing::Test {
 protected:
  explicit PromptPanelTest(const std::string& language = "en")
      : harness_(kPanelWidth, kHeight, language), item_(MakeItem(7, 2, "Long wait, kind agent.")) {
    const auto form = forms::DefaultForm();
    if (form.ok()) form_ = *form;
    prompt_.told.reference.interaction = kCall;
    prompt_.told.reference.channel = model::Channel::kVoice;
    prompt_.told.reference.topic = "Billing";
    prompt_.told.reference.ended_at = kNow - absl::Minutes(2);
    prompt_.told.why = model::SelfAssessment::Why::kSample;
    prompt_.released = true;
    view_.prompt = &prompt_;
    view_.form = &form_;
    view_.is_live = true;
  }

  void View() {
    last_ = panel_.Draw(view_, harness_.theme(), harness_.type(), harness_.tr(), kNow,
                        absl::UTCTimeZone());
    for (const Intent& intent : last_.intents) {
      // As the program does: the next frame shows the draft of this one.
      if (const auto* edit = std::get_if<EditDraft>(&intent)) view_.draft = edit->draft;
      intents_.push_back(intent);
    }
  }
  void Run() {
    harness_.Frame([this] { View(); });
  }
  void Type(unsigned int character) {
    ImGui::GetIO().AddInputCharacter(character);
    Run();
  }
  void Press(ImGuiKey_ key) {
    harness_.Key(key, [this] { View(); });
  }
  void Click(float x, float y) {
    harness_.Click(x, y, [this] { View(); });
  }
  // Presses at places down a vertical line until something is wanted.
  void ClickDown(float x, float from, float to) {
    for (float y = from; y < to && intents_.empty(); y += 8) Click(x, y);
  }
  std::vector<model::Doing> Wanted() const {
    std::vector<model::Doing> wanted;
    for (const Intent& intent : intents_) {
      if (const auto* wish = std::get_if<Do>(&intent)) wanted.push_back(wish->what);
    }
    return wanted;
  }

  ViewHarness harness_;
  PromptPanel panel_;
  forms::Form form_;
  model::Item item_;
  model::Prompt prompt_;
  model::PromptView view_;
  PanelFrame last_;
  Intents intents_;
};

TEST_F(PromptPanelTest, SaysQuietlyThatTheTeamIsPaused) {
  const std::string words = "Your team leader has paused self-assessments until ";
  Run();
  EXPECT_FALSE(harness_.Drew(words));
  view_.paused_until = kNow + absl::Hours(1);
  Run();
  EXPECT_TRUE(harness_.Drew(words));
  const auto draw_none = [&](std::optional<absl::Time> until) {
    harness_.ClearTexts();
    harness_.Frame([&] {
      panel_.DrawNone(until, harness_.theme(), harness_.type(), harness_.tr(), kNow,
                      absl::UTCTimeZone());
    });
  };
  draw_none(std::nullopt);
  EXPECT_FALSE(harness_.Drew(words));
  draw_none(view_.paused_until);
  EXPECT_TRUE(harness_.Drew(words));
}

TEST_F(PromptPanelTest, SaysWhatItIsAboutWhyItCameAndWhoReadsIt) {
  Run();
  for (const char* text : {"Before you look: how was it for you?", "call · 22:11 · Billing",
                           "drawn by lot", "Understood the need", "Only you can read this"}) {
    EXPECT_TRUE(harness_.Drew(text)) << text;
  }
  EXPECT_FALSE(harness_.Drew("An answer is in"));
}

TEST_F(PromptPanelTest, OneKeyAnElementAndOneToCommit) {
  for (const char key : {'4', '3', '5', '2'}) Type(static_cast<unsigned char>(key));
  const model::Scores expected{{"need", 4}, {"explanation", 3}, {"outcome", 5}, {"care", 2}};
  EXPECT_EQ(view_.draft.scores, expected);
  EXPECT_THAT(Wanted(), IsEmpty());
  Press(ImGuiKey_Enter);
  EXPECT_THAT(Wanted(), ElementsAre(model::Doing(model::CommitAssessment{{expected, ""}})));
}

TEST_F(PromptPanelTest, KeysThatMeanNoScoreDoNothing) {
  for (const char key : {'0', '6', '9', 'x', '-'}) Type(static_cast<unsigned char>(key));
  EXPECT_THAT(intents_, IsEmpty());
}

TEST_F(PromptPanelTest, ArrowsGoToAnotherElement) {
  Type('1');
  Press(ImGuiKey_UpArrow);
  Type('2');
  EXPECT_EQ(view_.draft.scores, (model::Scores{{"need", 2}}));
  Press(ImGuiKey_DownArrow);
  Type('3');
  EXPECT_EQ(view_.draft.scores, (model::Scores{{"need", 2}, {"outcome", 3}}));
}

TEST_F(PromptPanelTest, ACommitThatMissesSomethingSaysSoAndIsNone) {
  Type('4');
  Press(ImGuiKey_Enter);
  EXPECT_THAT(Wanted(), IsEmpty());
  harness_.ClearTexts();
  Run();
  EXPECT_TRUE(harness_.Drew("3 elements have no score yet."));
}

TEST_F(PromptPanelTest, TheLookIsOfferedOnlyWhereAnAnswerIsIn) {
  ClickDown(60, 80, 260);
  EXPECT_THAT(Wanted(), IsEmpty());
  intents_.clear();
  view_.answer_in = true;
  Run();
  EXPECT_TRUE(harness_.Drew("An answer is in. Assess yourself first"));
  ClickDown(60, 80, 260);
  EXPECT_THAT(Wanted(), ElementsAre(model::Doing(model::RevealAssessment{})));
}

TEST_F(PromptPanelTest, AfterALookItSaysSoAndPutsNothingOff) {
  prompt_.told.state = State::kRevealed;
  view_.verdicts = {&item_};
  Run();
  EXPECT_TRUE(harness_.Drew("You have seen the answer first."));
  EXPECT_TRUE(harness_.Drew("Long wait, kind agent.")) << "that is what the look was for";
  EXPECT_TRUE(harness_.Drew("Skip"));
  EXPECT_FALSE(harness_.Drew("Later"));
}

TEST_F(PromptPanelTest, TheGentleWaysOutAreBesideThePrimaryOne) {
  std::vector<model::Doing> wanted;
  for (float x = 20; x < kPanelWidth - 10; x += 10) {
    Click(x, kHeight - 28);
    for (const model::Doing& what : Wanted()) {
      if (wanted.empty() || wanted.back() != what) wanted.push_back(what);
    }
    intents_.clear();
  }
  EXPECT_THAT(wanted, ElementsAre(model::Doing(model::SkipAssessment{}),
                                  model::Doing(model::SnoozeAssessment{kLater})))
      << "a commit is not possible yet";
}

TEST_F(PromptPanelTest, TheNoteTakesWhatIsTypedAndDigitsScoreNothingMeanwhile) {
  Run();
  // The note stands above the last lines.
  const float note = static_cast<float>(last_.wanted_height) - 140;
  Click(200, note);
  for (const unsigned int character : {0x31u, 0x20u, 0x6162u, 0x32u}) Type(character);
  EXPECT_EQ(view_.draft.note, "1 慢2");
  EXPECT_THAT(view_.draft.scores, IsEmpty());
  Press(ImGuiKey_Enter);
  EXPECT_EQ(view_.draft.note, "1 慢2\n") << "Enter in a text is a new line";
  EXPECT_THAT(Wanted(), IsEmpty());
}

TEST_F(PromptPanelTest, EscClosesAndTakesNothingBack) {
  Run();
  Click(200, static_cast<float>(last_.wanted_height) - 140);
  for (const unsigned int character : {0x73u, 0x6Fu}) Type(character);
  Press(ImGuiKey_Escape);
  EXPECT_THAT(intents_, Contains(Intent(ClosePanel{})));
  EXPECT_EQ(view_.draft.note, "so");
}

TEST_F(PromptPanelTest, ANoteHasItsBound) {
  view_.draft.note.assign(kMostNoteCharacters, 'a');
  Run();
  Click(200, static_cast<float>(last_.wanted_height) - 140);
  Type('b');
  EXPECT_EQ(view_.draft.note.size(), kMostNoteCharacters);
}

TEST_F(PromptPanelTest, NothingMovesWhileKeysGoFromRowToRow) {
  Run();
  const int height = last_.wanted_height;
  for (const char key : {'1', '2', '3', '4'}) {
    Type(static_cast<unsigned char>(key));
    EXPECT_EQ(last_.wanted_height, height) << key;
  }
}

TEST_F(PromptPanelTest, WhatIsOnItsWaySaysSoAndIsNotAskedAgain) {
  view_.is_sent = true;
  view_.draft.scores = {{"need", 4}};
  view_.is_live = false;
  Run();
  EXPECT_TRUE(harness_.Drew("What you did is kept and goes out by itself."));
  Type('5');
  Press(ImGuiKey_Enter);
  EXPECT_THAT(intents_, IsEmpty());
}

TEST_F(PromptPanelTest, ARefusalIsSaidPlainly) {
  const model::Refusal closed{"SELF_ASSESSMENT_STATE", "This self-assessment is lapsed; …"};
  view_.refusal = &closed;
  Run();
  EXPECT_TRUE(harness_.Drew("It has been closed meanwhile"));
}

TEST_F(PromptPanelTest, AfterwardsBothStandSideBySide) {
  prompt_.told.state = State::kCommitted;
  prompt_.own = model::Committed{{{"need", 4}, {"outcome", 5}}, "slower", false};
  for (auto& section : form_.sections) {
    for (auto& element : section.elements) {
      if (element.id == "outcome") element.question_id = item_.verdict.question.id;
    }
  }
  view_.verdicts = {&item_};
  view_.others = 2;
  Run();
  for (const char* text : {"You and the customer", "Understood the need", "4", "5", "2", "slower",
                           "Long wait, kind agent.", "Next (2 more)"}) {
    EXPECT_TRUE(harness_.Drew(text)) << text;
  }
  EXPECT_FALSE(harness_.Drew("Explained it clearly")) << "it was not scored";
  Click(kPanelWidth - 130, kHeight - 28);
  EXPECT_THAT(intents_, Contains(Intent(OpenPrompts{})));
}

TEST_F(PromptPanelTest, AfterwardsItSaysWhoHadSeenTheAnswerFirst) {
  prompt_.told.state = State::kCommitted;
  prompt_.own = model::Committed{{{"need", 4}}, "", true, true};
  Run();
  EXPECT_TRUE(harness_.Drew("A team leader had opened the answer before."));
  EXPECT_FALSE(harness_.Drew("You have seen the answer first."));
  prompt_.own->leader_opened = false;
  Run();
  EXPECT_TRUE(harness_.Drew("You have seen the answer first."));
}

TEST_F(PromptPanelTest, WithoutAnAnswerItSaysWhereOneWillAppear) {
  prompt_.told.state = State::kCommitted;
  prompt_.own = model::Committed{{{"need", 4}}, "", false};
  Run();
  EXPECT_TRUE(harness_.Drew("The customer has not answered."));
  view_.verdict_waits = true;
  Run();
  EXPECT_TRUE(harness_.Drew("kept until you are free"));
}

TEST_F(PromptPanelTest, WithoutItsFormItSaysThatItComes) {
  view_.form = nullptr;
  Run();
  EXPECT_TRUE(harness_.Drew("The form is on its way."));
  Press(ImGuiKey_Enter);
  EXPECT_THAT(Wanted(), IsEmpty());
}

TEST_F(PromptPanelTest, YesAndNoAreWordsAndWideScalesFit) {
  auto& element = form_.sections[1].elements[0];
  ASSERT_TRUE(element.quick);
  element.low = 0;
  element.high = 1;
  element.may_not_apply = true;
  Run();
  EXPECT_TRUE(harness_.Drew("Yes"));
  Type('-');
  EXPECT_EQ(view_.draft.scores, (model::Scores{{element.id, std::nullopt}}));
  element.high = 10;
  Run();
  EXPECT_TRUE(harness_.Drew("10"));
  // Eleven buttons and "–" have a line of their own and end where the panel's contents do.
  EXPECT_EQ(harness_.Count({kPanelWidth - 19, 0, kPanelWidth, kHeight - 60}, harness_.theme().edge),
            0);
}

// Whatever hands do: nothing breaks, and nothing that is incomplete or closed is committed.
TEST_F(PromptPanelTest, StandsRandomHands) {
  std::mt19937 random(11);
  const ImGuiKey_ keys[] = {ImGuiKey_Enter,     ImGuiKey_Escape,    ImGuiKey_DownArrow,
                            ImGuiKey_UpArrow,   ImGuiKey_Backspace, ImGuiKey_Delete,
                            ImGuiKey_LeftArrow, ImGuiKey_Home,      ImGuiKey_End};
  const unsigned int characters[] = {'0', '1', '3', '5', '9', '-', 'a', ' ', 0x6162u, 0xFFFDu};
  const model::Committed own{{{"need", 4}, {"gone", std::nullopt}}, "note", true};
  int commits = 0;
  for (int step = 0; step < 4000; ++step) {
    const auto below = [&](size_t n) { return static_cast<size_t>(random()) % n; };
    switch (below(12)) {
      case 0:
        Press(keys[below(std::size(keys))]);
        break;
      case 1:
        Click(static_cast<float>(below(kPanelWidth)), static_cast<float>(below(kHeight)));
        break;
      case 2:
        harness_.Wheel(static_cast<float>(below(3)) - 1, [this] { View(); });
        break;
      case 3:
        prompt_.told.state = static_cast<State>(below(4));
        prompt_.own = below(2) == 0 ? std::optional(own) : std::nullopt;
        view_.answer_in = below(2) == 0;
        view_.is_sent = below(6) == 0;
        view_.form = below(6) == 0 ? nullptr : &form_;
        view_.verdicts.assign(below(2), &item_);
        break;
      default:
        Type(characters[below(std::size(characters))]);
    }
    ASSERT_GT(last_.wanted_height, 0);
    for (const model::Doing& what : Wanted()) {
      const auto* commit = std::get_if<model::CommitAssessment>(&what);
      if (commit == nullptr) continue;
      ++commits;
      ASSERT_THAT(model::MissingElements(form_, commit->draft.scores), IsEmpty());
      view_.draft = {};
    }
    intents_.clear();
  }
  EXPECT_GT(commits, 0);
}

class ChinesePromptPanelTest : public PromptPanelTest {
 protected:
  ChinesePromptPanelTest() : PromptPanelTest("zh_CN") {}
};

TEST_F(ChinesePromptPanelTest, SpeaksChineseThroughout) {
  view_.answer_in = true;
  Run();
  for (const char* text : {"听懂需求", "电话", "请先自评"})
    EXPECT_TRUE(harness_.Drew(text)) << text;
  EXPECT_FALSE(harness_.Drew("Skip"));
}

}  // namespace
}  // namespace aftercall::ui
