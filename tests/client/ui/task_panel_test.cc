#include "client/ui/task_panel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shared/forms/default_form.h"
#include "tests/client/ui/view_harness.h"

namespace aftercall::ui {
namespace {

using State = model::ReviewTask::State;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr int kHeight = 900;
constexpr char kName[] = "users/me/reviewTasks/t";
constexpr char kRecording[] = "https://rec.example.com/1";

class TaskPanelTest : public testing::Test {
 protected:
  explicit TaskPanelTest(const std::string& language = "en")
      : harness_(kPanelWidth, kHeight, language) {
    const auto form = forms::DefaultForm();
    if (form.ok()) form_ = *form;
    item_.told.name = kName;
    item_.told.channel = model::Channel::kVoice;
    item_.told.topic = "Billing";
    item_.told.minutes = 6;
    item_.told.due_at = kNow + absl::Hours(1);
    item_.told.ended = model::DayPart{absl::CivilDay(2023, 11, 14), true};
    item_.told.state = State::kAccepted;
    item_.released = true;
    item_.body = model::ReviewTaskBody{};
    item_.body->question = "Was I too quick?";
    item_.body->elements = {"need", "care"};
    item_.body->moments = {absl::Seconds(12)};
    item_.body->recording_uri = kRecording;
    item_.body_key = item_.key();
    view_.task = &item_;
    view_.form = &form_;
    view_.is_live = true;
  }

  void View() {
    // As the program does: what is missing is that of what is written.
    view_.missing =
        forms::WhatIsMissing(form_, item_.body->elements, model::MomentsApart(view_.content));
    const PanelFrame frame = panel_.Draw(view_, harness_.theme(), harness_.type(), harness_.tr(),
                                         kNow, absl::UTCTimeZone());
    for (const Intent& intent : frame.intents) {
      if (const auto* written = std::get_if<WriteReview>(&intent)) view_.content = written->content;
      intents_.push_back(intent);
    }
  }
  void Run() {
    harness_.Frame([this] { View(); });
  }
  void Type(const std::string& text) {
    for (const char c : text) {
      ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(c));
      Run();
    }
  }
  void Press(ImGuiKey_ key) {
    harness_.Key(key, [this] { View(); });
  }
  // Presses along the foot, from right to left, until `wanted` is there or the words were drawn.
  bool PressInFoot(const Intent& wanted) {
    for (float x = kPanelWidth - 24; x > 20; x -= 8) {
      harness_.Click(x, kHeight - 28, [this] { View(); });
      if (std::find(intents_.begin(), intents_.end(), wanted) != intents_.end()) return true;
    }
    return false;
  }
  bool PressInFootUntilDrawn(const std::string& words) {
    for (float x = kPanelWidth - 24; x > 20 && !harness_.Drew(words); x -= 8) {
      harness_.Click(x, kHeight - 28, [this] { View(); });
      Run();
    }
    return harness_.Drew(words);
  }
  // Presses down the page until something is wanted.
  void PressDown(float x) {
    for (float y = 60; y < kHeight - 80 && intents_.empty(); y += 8) {
      harness_.Click(x, y, [this] { View(); });
    }
  }
  void FillIn() {
    view_.content = {{{"need", 4, false, "", {}}, {"care", 1, false, "00:12 cut them off", {}}},
                     "You gave the date.",
                     "Let them finish."};
  }

  ViewHarness harness_;
  TaskPanel panel_;
  forms::Form form_;
  model::ReviewTaskItem item_;
  model::ReviewTaskView view_;
  Intents intents_;
};

TEST_F(TaskPanelTest, AnOfferSaysWhatItTakesAndCanBeTaken) {
  item_.told.state = State::kOffered;
  item_.body->recording_uri.clear();
  Run();
  for (const char* text : {"Would you listen to a call?", "Billing", "this afternoon",
                           "about 6 minutes", "until 23:13", "Was I too quick?"}) {
    EXPECT_TRUE(harness_.Drew(text)) << text;
  }
  EXPECT_FALSE(harness_.Drew("You are asked as a team leader"));
  EXPECT_TRUE(PressInFoot(Do{kName, model::AcceptReview{}}));
  item_.told.as_leader = true;
  Run();
  EXPECT_TRUE(harness_.Drew("You are asked as a team leader"));
}

TEST_F(TaskPanelTest, CanBeDeclinedInOnePressAfterTheQuestionWhy) {
  item_.told.state = State::kOffered;
  Run();
  ASSERT_TRUE(PressInFootUntilDrawn("What is in the way?"));
  intents_.clear();
  PressDown(60);
  EXPECT_THAT(intents_,
              ElementsAre(Intent(Do{kName, model::DeclineReview{"No time for it today"}})));
}

TEST_F(TaskPanelTest, ADeclineInOwnWordsNeedsSome) {
  Run();
  ASSERT_TRUE(PressInFootUntilDrawn("What is in the way?"));
  harness_.Click(kPanelWidth - 40, kHeight - 28, [this] { View(); });
  EXPECT_THAT(intents_, Not(Contains(testing::VariantWith<Do>(testing::_))));
}

TEST_F(TaskPanelTest, AsksForWhatWasAskedAboutAndShowsTheRestOnRequest) {
  Run();
  EXPECT_TRUE(harness_.Drew("Understood the need"));
  EXPECT_TRUE(harness_.Drew("They point to 00:12."));
  EXPECT_FALSE(harness_.Drew("Opened warmly"));
  EXPECT_TRUE(harness_.Drew("Show 8 more elements"));
  for (float y = 200; y < 600 && !harness_.Drew("Opened warmly"); y += 6) {
    harness_.Click(40, y, [this] { View(); });
    Run();
  }
  EXPECT_TRUE(harness_.Drew("Opened warmly"));
}

TEST_F(TaskPanelTest, DigitsScoreAndALowScoreStaysForItsWords) {
  Run();
  Type("4");
  EXPECT_EQ(view_.content.elements[0].score, 4);
  Type("1");
  EXPECT_EQ(view_.content.elements[1].score, 1);
  Type("2");
  EXPECT_EQ(view_.content.elements[1].score, 2) << "the focus is still there";
  Press(ImGuiKey_Enter);
  Run();  // ImGui gives the focus in the next frames
  Run();
  Type("00:12 too fast, 3 times");
  EXPECT_EQ(view_.content.elements[1].comment, "00:12 too fast, 3 times");
  EXPECT_EQ(view_.content.elements[1].score, 2) << "digits are the field's now";
  EXPECT_TRUE(harness_.Drew("▸ 00:12 too fast"));
}

TEST_F(TaskPanelTest, SubmitsWhatIsWrittenWithItsMoments) {
  FillIn();
  const Do submit{kName, model::SubmitReview{model::MomentsApart(view_.content)}};
  EXPECT_EQ(std::get<model::SubmitReview>(submit.what).content.elements[1].moment,
            absl::Seconds(12));
  Run();
  EXPECT_TRUE(PressInFoot(submit));
}

TEST_F(TaskPanelTest, SaysKindlyWhatIsMissing) {
  FillIn();
  view_.content.elements[1].comment = "bad";
  view_.content.advice = "";
  Run();
  EXPECT_FALSE(harness_.Drew("Say in a few words"));
  harness_.Click(kPanelWidth - 40, kHeight - 28, [this] { View(); });
  EXPECT_THAT(intents_, IsEmpty());
  Run();
  EXPECT_TRUE(
      harness_.Drew("Say in a few words what happened at “Showed that the customer matters”."))
      << "by the element's title";
  EXPECT_TRUE(harness_.Drew("Give one thing to try next time"));
}

TEST_F(TaskPanelTest, OpensTheRecordingAndShowsTheText) {
  Run();
  PressDown(60);
  EXPECT_THAT(intents_, ElementsAre(Intent(OpenUri{kRecording}), Intent(NoteOpened{kName})));
  intents_.clear();
  item_.body->recording_uri.clear();
  item_.body->text = "Agent: Good morning";
  Run();
  EXPECT_TRUE(harness_.Drew("Agent: Good morning"));
  EXPECT_THAT(intents_, ElementsAre(Intent(NoteOpened{kName}))) << "a text is open as it is";
  view_.opened = true;
  intents_.clear();
  Run();
  EXPECT_THAT(intents_, IsEmpty());
  // What an older telling brought may no longer be right.
  ++item_.opening;
  harness_.ClearTexts();
  Run();
  EXPECT_FALSE(harness_.Drew("Agent: Good morning"));
  EXPECT_TRUE(harness_.Drew("comes with the connection"));
}

TEST_F(TaskPanelTest, OfTwoDraftsThePersonChooses) {
  view_.has_other = true;
  Run();
  EXPECT_TRUE(harness_.Drew("Both are kept."));
  for (float y = 200; y < 420 && intents_.empty(); y += 6) {
    harness_.Click(40, y, [this] { View(); });
    std::erase_if(intents_, [](const Intent& intent) {
      return std::holds_alternative<OpenUri>(intent) || std::holds_alternative<WriteReview>(intent);
    });
  }
  EXPECT_THAT(intents_, ElementsAre(Intent(SwapDrafts{kName})));
}

TEST_F(TaskPanelTest, SaysThatWordsAreKeptWhileTheServerIsAway) {
  view_.is_live = false;
  view_.is_saved = false;
  Run();
  EXPECT_TRUE(harness_.Drew("What you wrote is kept here."));
  view_.is_sent = true;
  Run();
  EXPECT_TRUE(harness_.Drew("What you did is kept and goes out by itself."));
}

TEST_F(TaskPanelTest, WhatIsDoneShowsWhatCameBack) {
  FillIn();
  item_.told.state = State::kSubmitted;
  item_.told.thanked = true;
  item_.body->answer = "They had asked twice.";
  Run();
  for (const char* text : {"Thank you. Your colleague has it.", "Your colleague thanks you",
                           "They had asked twice.", "▸ 00:12 cut them off", "Let them finish."}) {
    EXPECT_TRUE(harness_.Drew(text)) << text;
  }
  EXPECT_TRUE(PressInFoot(ClosePanel{}));
}

TEST_F(TaskPanelTest, AnAppealThatWasUpheldIsSaid) {
  FillIn();
  item_.told.state = State::kSubmitted;
  Run();
  EXPECT_FALSE(harness_.Drew("An appeal against it was upheld"));
  item_.told.appeal_upheld = true;
  Run();
  EXPECT_TRUE(harness_.Drew("An appeal against it was upheld"));
}

TEST_F(TaskPanelTest, WellDoneIsOnePressOnceItIsSubmitted) {
  FillIn();
  Run();
  EXPECT_FALSE(harness_.Drew("Say well done"));
  item_.told.state = State::kSubmitted;
  Run();
  EXPECT_TRUE(harness_.Drew("Say well done ♥"));
  PressDown(40);
  EXPECT_THAT(
      intents_,
      ElementsAre(Intent(Do{"users/me/reviewTasks/t/kudos", model::GiveKudos{"", "", "", kName}})));
  const auto says = [this](const std::string& text) {
    harness_.ClearTexts();
    Run();
    return harness_.Drew(text);
  };
  view_.is_praise_sent = true;
  EXPECT_TRUE(says("On its way. They see it"));
  EXPECT_FALSE(says("Say well done"));
  view_.is_praise_sent = false;
  view_.is_praised = true;
  EXPECT_TRUE(says("♥ Said. They see it on their ticker, without your name."));
  EXPECT_FALSE(says("Say well done"));
  view_.is_praised = false;
  const model::Refusal odd{"ODD", "It is odd."};
  view_.praise_refusal = &odd;
  EXPECT_TRUE(says("The server did not take it: It is odd."));
  EXPECT_FALSE(says("Say well done"));
  const model::Refusal twice{"KUDOS_GIVEN_FOR_REVIEW", "…"};
  view_.praise_refusal = &twice;
  EXPECT_TRUE(says("You have said well done for this one already."));
  view_.praise_refusal = nullptr;
  item_.told.evaluation = true;
  EXPECT_FALSE(says("Say well done")) << "whose it is, is known";
}

TEST_F(TaskPanelTest, SaysOnlyAfterwardsThatNobodyHadAsked) {
  item_.body->anchor = true;
  FillIn();
  Run();
  EXPECT_FALSE(harness_.Drew("how strictly"));
  item_.told.state = State::kSubmitted;
  Run();
  EXPECT_TRUE(harness_.Drew("Nobody had asked for it."));
  EXPECT_FALSE(harness_.Drew("Your colleague has it."));
}

TEST_F(TaskPanelTest, TheListOpensOne) {
  const auto draw = [this] {
    const PanelFrame frame = panel_.DrawList({&item_}, {}, harness_.theme(), harness_.type(),
                                             harness_.tr(), kNow, absl::UTCTimeZone());
    intents_.insert(intents_.end(), frame.intents.begin(), frame.intents.end());
  };
  harness_.Frame(draw);
  EXPECT_TRUE(harness_.Drew("you are at it"));
  for (float y = 60; y < 200 && intents_.empty(); y += 8) harness_.Click(60, y, draw);
  EXPECT_THAT(intents_, Contains(Intent(OpenTask{kName})));
}

TEST_F(TaskPanelTest, AnEmptyListAndATaskThatIsGoneSaySo) {
  harness_.Frame([this] {
    panel_.DrawList({}, {}, harness_.theme(), harness_.type(), harness_.tr(), kNow,
                    absl::UTCTimeZone());
  });
  EXPECT_TRUE(harness_.Drew("Nobody asks for your view now."));
  harness_.Frame([this] { panel_.DrawGone(harness_.theme(), harness_.type(), harness_.tr()); });
  EXPECT_TRUE(harness_.Drew("No longer yours to write"));
}

class ChineseTaskPanelTest : public TaskPanelTest {
 protected:
  ChineseTaskPanelTest() : TaskPanelTest("zh_CN") {}
};

TEST_F(ChineseTaskPanelTest, SpeaksChineseThroughout) {
  Run();
  for (const char* text : {"请你听一通电话", "约 6 分钟", "同事想知道", "播放录音", "听懂需求",
                           "做得好的一点", "已自动保存。"}) {
    EXPECT_TRUE(harness_.Drew(text)) << text;
  }
  item_.told.state = State::kSubmitted;
  view_.is_praised = true;
  Run();
  EXPECT_TRUE(harness_.Drew("♥ 已送出，对方会在自己的条上看到，但看不到你的名字。"));
}

}  // namespace
}  // namespace aftercall::ui
