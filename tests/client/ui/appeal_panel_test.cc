#include "client/ui/appeal_panel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/ui/kudos_panel.h"
#include "tests/client/ui/view_harness.h"

namespace aftercall::ui {
namespace {

using State = model::Appeal::State;
using TaskState = model::AppealTask::State;
using testing::Contains;
using testing::Not;
using testing::VariantWith;

constexpr int kHeight = 720;
constexpr char kAbout[] = "interactions/7/appeal/csat";
constexpr char kAppeal[] = "users/me/appeals/p";
constexpr char kTask[] = "users/me/appealTasks/t";

class AppealPanelTest : public testing::Test {
 protected:
  explicit AppealPanelTest(const std::string& language = "en")
      : harness_(kPanelWidth, kHeight, language), item_(MakeItem(7, 2, "Far too late.")) {
    item_.verdict.interaction = "interactions/7";
    item_.verdict.question.id = "csat";
    view_.item = &item_;
    view_.is_live = task_view_.is_live = true;
    appeal_.told.name = kAppeal;
    task_.told.name = kTask;
    task_.told.topic = "Refund";
    task_.body = model::AppealTaskBody{};
    task_.body->question = item_.verdict.question;
    task_.body->rating = 2;
    task_.body->comment = "Far too late.";
    task_.body->reason = "It was the delivery.";
    task_view_.task = &task_;
  }

  void View() {
    Take(panel_.Draw(view_, harness_.theme(), harness_.type(), harness_.tr(), kNow,
                     absl::UTCTimeZone()));
  }
  void Task() {
    Take(panel_.DrawTask(task_view_, harness_.theme(), harness_.type(), harness_.tr(), kNow,
                         absl::UTCTimeZone()));
  }
  void Take(const PanelFrame& frame) {
    for (const Intent& intent : frame.intents) {
      // As the program does: the next frame shows the draft of this one.
      if (const auto* edit = std::get_if<EditDraft>(&intent)) {
        (edit->about == kTask ? task_view_.reason : view_.reason) = edit->draft.note;
      }
      intents_.push_back(intent);
    }
  }
  void Run() {
    harness_.Frame([this] { View(); });
  }
  void RunTask() {
    harness_.Frame([this] { Task(); });
  }
  bool PressInFoot(const Intent& wanted, absl::FunctionRef<void()> view) {
    for (float x = kPanelWidth - 24; x > 20; x -= 8) {
      harness_.Click(x, kHeight - 28, view);
      if (std::find(intents_.begin(), intents_.end(), wanted) != intents_.end()) return true;
    }
    return false;
  }

  ViewHarness harness_;
  AppealPanel panel_;
  model::Item item_;
  model::AppealItem appeal_;
  model::AppealView view_;
  model::AppealTaskItem task_;
  model::AppealTaskView task_view_;
  Intents intents_;
};

TEST_F(AppealPanelTest, AnAppealTakesAReason) {
  Run();
  EXPECT_TRUE(harness_.Drew("Appeal this answer"));
  EXPECT_TRUE(harness_.Drew("Far too late."));
  EXPECT_TRUE(harness_.Drew("Somebody who never judged this contact decides"));
  harness_.Click(kPanelWidth - 40, kHeight - 28, [this] { View(); });
  EXPECT_THAT(intents_, Not(Contains(VariantWith<Do>(testing::_))));
  view_.reason = " the delivery ";
  EXPECT_TRUE(PressInFoot(Do{kAbout, model::OpenAppeal{"interactions/7", "csat", "the delivery"}},
                          [this] { View(); }));
}

TEST_F(AppealPanelTest, KeysGoIntoTheReasonAtOnce) {
  Run();
  Run();  // ImGui gives the focus in the next frames
  Run();
  for (const char c : {'n', 'o'}) {
    ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(c));
    Run();
  }
  EXPECT_EQ(view_.reason, "no");
}

TEST_F(AppealPanelTest, WhatIsMadeCanBeDoneWithoutUntilItIsDecided) {
  view_.appeal = &appeal_;
  Run();
  EXPECT_TRUE(harness_.Drew("It waits to be decided"));
  EXPECT_TRUE(PressInFoot(Do{kAppeal, model::WithdrawAppeal{}}, [this] { View(); }));
  intents_.clear();
  appeal_.told.state = State::kUpheld;
  appeal_.body = model::AppealBody{"It was the delivery.", "So it was."};
  Run();
  for (const char* text : {"You are right: the answer has left your own figure.", "So it was.",
                           "It was the delivery."}) {
    EXPECT_TRUE(harness_.Drew(text)) << text;
  }
  EXPECT_FALSE(PressInFoot(Do{kAppeal, model::WithdrawAppeal{}}, [this] { View(); }));
  EXPECT_THAT(intents_, Contains(Intent(ClosePanel{})));
}

TEST_F(AppealPanelTest, OneWhoseAnswerIsNoLongerOnTheStripCanStillBeRead) {
  view_.appeal = &appeal_;
  view_.item = nullptr;
  appeal_.told.state = State::kDeclined;
  Run();
  EXPECT_TRUE(harness_.Drew("The answer stays as it is."));
}

TEST_F(AppealPanelTest, ADecisionThatComesWhileItIsOpenIsRead) {
  view_.appeal = &appeal_;
  appeal_.position = appeal_.read_position = 3;
  Run();
  EXPECT_THAT(intents_, Not(Contains(Intent(OpenMadeAppeal{kAppeal}))));
  appeal_.position = 4;
  Run();
  EXPECT_THAT(intents_, Contains(Intent(OpenMadeAppeal{kAppeal})));
}

TEST_F(AppealPanelTest, SaysWhyItWasRefused) {
  const model::Refusal late{"APPEAL_TOO_LATE", "…"};
  view_.refusal = &late;
  Run();
  EXPECT_TRUE(harness_.Drew("for seven days"));
  const model::Refusal other{"ODD", "It is odd."};
  view_.refusal = &other;
  Run();
  EXPECT_TRUE(harness_.Drew("The server did not take it: It is odd."));
}

TEST_F(AppealPanelTest, OneToDecideIsTakenFirst) {
  RunTask();
  for (const char* text :
       {"An appeal to decide", "Refund", "Far too late.", "It was the delivery."}) {
    EXPECT_TRUE(harness_.Drew(text)) << text;
  }
  EXPECT_FALSE(harness_.Drew("Uphold it"));
  EXPECT_TRUE(PressInFoot(Do{kTask, model::TakeAppeal{}}, [this] { Task(); }));
}

TEST_F(AppealPanelTest, IsDecidedEitherWayWithAReason) {
  task_.told.state = TaskState::kTaken;
  RunTask();
  for (float x = kPanelWidth - 24; x > 160; x -= 8) {
    harness_.Click(x, kHeight - 28, [this] { Task(); });
  }
  EXPECT_THAT(intents_, Not(Contains(VariantWith<Do>(testing::_)))) << "there is no reason yet";
  task_view_.reason = "So it was.";
  EXPECT_TRUE(PressInFoot(Do{kTask, model::DecideAppeal{true, "So it was."}}, [this] { Task(); }));
  EXPECT_TRUE(PressInFoot(Do{kTask, model::DecideAppeal{false, "So it was."}}, [this] { Task(); }));
}

TEST_F(AppealPanelTest, OneThatIsDecidedIsOnlyRead) {
  task_.told.state = TaskState::kDecided;
  task_.body->rating = 0;  // no longer told
  task_.body->upheld = true;
  task_.body->decision = "So it was.";
  RunTask();
  EXPECT_TRUE(harness_.Drew("You have upheld it."));
  EXPECT_TRUE(harness_.Drew("So it was."));
  EXPECT_TRUE(PressInFoot(ClosePanel{}, [this] { Task(); }));
}

class ChineseAppealPanelTest : public AppealPanelTest {
 protected:
  ChineseAppealPanelTest() : AppealPanelTest("zh_CN") {}
};

TEST_F(ChineseAppealPanelTest, SpeaksChinese) {
  Run();
  EXPECT_TRUE(harness_.Drew("对这条评价申诉"));
  RunTask();
  EXPECT_TRUE(harness_.Drew("请你裁定一条申诉"));
}

class KudosPanelTest : public testing::Test {
 protected:
  explicit KudosPanelTest(const std::string& language = "en")
      : harness_(kPanelWidth, kHeight, language) {}
  void Giving() {
    const PanelFrame frame =
        panel_.DrawGiving(hand_, giving_, harness_.theme(), harness_.type(), harness_.tr());
    for (const Intent& intent : frame.intents) {
      if (const auto* edit = std::get_if<EditDraft>(&intent)) {
        hand_.SetDraft(edit->about, edit->draft);
      } else {
        intents_.push_back(intent);
      }
    }
  }
  void Run() {
    harness_.Frame([this] { Giving(); });
  }
  void Type(const std::string& text) {
    for (const char c : text) {
      ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(c));
      Run();
    }
  }

  ViewHarness harness_;
  KudosPanel panel_;
  model::Hand hand_;
  model::GivingView giving_;
  Intents intents_;
};

class KudosByNameTest : public KudosPanelTest {
 protected:
  // Presses down the left side until something is wanted.
  void PressAName() {
    for (float y = 230; y < 400; y += 8) {
      harness_.Click(40, y, [this] { Giving(); });
      if (!intents_.empty()) return;
    }
  }

  std::vector<model::Colleague> colleagues_{
      {"users/maya", "Maya", "Blue"}, {"users/li1", "Li", "Blue"}, {"users/li2", "Li", "Red"}};
};

TEST_F(KudosByNameTest, OnePressSaysIt) {
  Run();
  EXPECT_FALSE(harness_.Drew("Or press a name")) << "nobody is known";
  giving_.colleagues = &colleagues_;
  harness_.ClearTexts();
  Run();
  EXPECT_TRUE(harness_.Drew("Or press a name"));
  EXPECT_TRUE(harness_.Drew("Li · Blue"));
  EXPECT_TRUE(harness_.Drew("Li · Red"));
  PressAName();
  const Do expected{"users/maya/kudos", model::GiveKudos{"users/maya", ""}};
  EXPECT_THAT(intents_, testing::ElementsAre(Intent(expected)));
  hand_.Give({"1", expected.about, expected.what});
  intents_.clear();
  Run();
  EXPECT_TRUE(harness_.Drew("On its way."));
  PressAName();
  EXPECT_THAT(intents_, testing::IsEmpty()) << "once";
}

TEST_F(KudosByNameTest, TheWordsGoWithIt) {
  giving_.colleagues = &colleagues_;
  Run();
  Run();  // ImGui gives the focus in the next frames
  Run();
  harness_.Key(ImGuiKey_Tab, [this] { Giving(); });
  Run();
  Run();
  Type("calm");
  PressAName();
  EXPECT_THAT(
      intents_,
      testing::ElementsAre(Intent(Do{"users/maya/kudos", model::GiveKudos{"users/maya", "calm"}})));
}

TEST_F(KudosByNameTest, WhoWasGivenTodaySaysSo) {
  giving_.colleagues = &colleagues_;
  giving_.given_today = {"users/maya"};
  Run();
  EXPECT_TRUE(harness_.Drew("✓ Maya · said today"));
  PressAName();
  EXPECT_THAT(intents_, testing::IsEmpty());
}

TEST_F(KudosPanelTest, IsSaidToSomebodyByName) {
  const auto press = [this] {
    harness_.Click(kPanelWidth - 40, kHeight - 28, [this] { Giving(); });
  };
  Run();
  press();
  EXPECT_THAT(intents_, Not(Contains(VariantWith<Do>(testing::_)))) << "to nobody";
  KudosPanel fresh;
  panel_ = fresh;
  Run();
  Run();  // ImGui gives the focus in the next frames
  Run();
  Type("Maya");
  press();
  EXPECT_THAT(intents_, Contains(Intent(Do{"Maya/kudos", model::GiveKudos{"Maya", ""}})));
  hand_.Give({"1", "Maya/kudos", model::GiveKudos{"Maya", ""}});
  Run();
  EXPECT_TRUE(harness_.Drew("On its way."));
  hand_.Apply({"1", model::Refusal{"KUDOS_GIVEN_TODAY", "…"}});
  Run();
  EXPECT_TRUE(harness_.Drew("today already"));
}

TEST_F(KudosPanelTest, WhatIsWrittenIsThereAgainUntilItIsGiven) {
  for (int i = 0; i < 3; ++i) Run();  // ImGui gives the focus in the next frames
  Type("Maya");
  panel_ = KudosPanel();
  for (int i = 0; i < 3; ++i) Run();
  harness_.Click(kPanelWidth - 40, kHeight - 28, [this] { Giving(); });
  const Do expected{"Maya/kudos", model::GiveKudos{"Maya", ""}};
  EXPECT_THAT(intents_, Contains(Intent(expected)));
  hand_.Give({"1", expected.about, expected.what});
  hand_.Apply({"1", std::nullopt});
  EXPECT_TRUE(hand_.drafts().empty());
}

TEST_F(KudosPanelTest, TabGoesFromFieldToField) {
  Run();
  Run();  // ImGui gives the focus in the next frames
  Run();
  Type("Maya");
  harness_.Key(ImGuiKey_Tab, [this] { Giving(); });
  Run();
  Run();
  Type("calm");
  harness_.Click(kPanelWidth - 40, kHeight - 28, [this] { Giving(); });
  EXPECT_THAT(intents_, Contains(Intent(Do{"Maya/kudos", model::GiveKudos{"Maya", "calm"}})));
}

// A word that was received.
class ReceivedKudosTest : public KudosPanelTest {
 protected:
  explicit ReceivedKudosTest(const std::string& language = "en") : KudosPanelTest(language) {
    kudos_.told = {"users/me/kudos/k", "Maya", "You stayed calm.", kNow};
    reference_.interaction = "interactions/7";
    reference_.channel = model::Channel::kVoice;
    reference_.topic = "Billing";
    reference_.ended_at = kNow - absl::Minutes(20);
  }
  void View() {
    const PanelFrame frame = panel_.Draw(kudos_, answer_, harness_.theme(), harness_.type(),
                                         harness_.tr(), kNow, absl::UTCTimeZone());
    intents_.insert(intents_.end(), frame.intents.begin(), frame.intents.end());
  }
  bool Says(const std::string& text) {
    harness_.ClearTexts();
    harness_.Frame([this] { View(); });
    return harness_.Drew(text);
  }

  model::KudosItem kudos_;
  model::InteractionReference reference_;
  std::optional<model::VerdictKey> answer_;
};

TEST_F(ReceivedKudosTest, ShowsWhoSaidWhat) {
  EXPECT_TRUE(Says("♥ Maya says: well done"));
  EXPECT_TRUE(harness_.Drew("You stayed calm."));
  EXPECT_FALSE(harness_.Drew("For a"));
  EXPECT_FALSE(harness_.Drew("See what the customer said"));
}

TEST_F(ReceivedKudosTest, SaysWhatForAndOpensTheAnswer) {
  kudos_.told.reference = reference_;
  EXPECT_TRUE(Says("For a call of today about Billing, 21:53"));
  EXPECT_FALSE(harness_.Drew("See what the customer said")) << "it is not on the strip";
  answer_ = model::VerdictKey{"interactions/7", "csat"};
  EXPECT_TRUE(Says("See what the customer said"));
  for (float y = 30; y < 300 && intents_.empty(); y += 6) {
    harness_.Click(40, y, [this] { View(); });
  }
  EXPECT_THAT(intents_, testing::ElementsAre(Intent(OpenDetail{*answer_})));
}

TEST_F(ReceivedKudosTest, AReviewerStaysUnnamed) {
  kudos_.told.giver_display_name.clear();
  EXPECT_TRUE(Says("♥ A colleague who looked at your work says: well done"));
  kudos_.told.reference = reference_;
  EXPECT_TRUE(Says("♥ A colleague who listened to your call says: well done"));
  kudos_.told.reference->channel = model::Channel::kEmail;
  EXPECT_TRUE(Says("♥ A colleague who read your e-mail says: well done"));
  kudos_.told.reference->channel = model::Channel::kChat;
  EXPECT_TRUE(Says("♥ A colleague who read your chat says: well done"));
}

class ChineseReceivedKudosTest : public ReceivedKudosTest {
 protected:
  ChineseReceivedKudosTest() : ReceivedKudosTest("zh_CN") {}
};

TEST_F(ChineseReceivedKudosTest, SpeaksChinese) {
  kudos_.told.giver_display_name.clear();
  kudos_.told.reference = reference_;
  answer_ = model::VerdictKey{"interactions/7", "csat"};
  EXPECT_TRUE(Says("♥ 听过你这通电话的同事给你点赞"));
  EXPECT_TRUE(harness_.Drew("为今天的一通电话（Billing），21:53"));
  EXPECT_TRUE(harness_.Drew("看看客户的评价"));
}

}  // namespace
}  // namespace aftercall::ui
