#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "client/ui/appeal_panel.h"
#include "client/ui/detail_panel.h"
#include "client/ui/review_panel.h"
#include "client/ui/task_panel.h"
#include "shared/forms/default_form.h"
#include "tests/client/ui/view_harness.h"

// Evaluations that nobody asked for: whoever begins one, whoever it is of, whoever decides an
// appeal against it.
namespace aftercall::ui {
namespace {

using testing::AnyOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;
using testing::VariantWith;

constexpr int kHeight = 900;
constexpr char kInteraction[] = "interactions/7";
constexpr char kReview[] = "users/me/reviews/r";
constexpr char kTask[] = "users/me/reviewTasks/t";
constexpr char kAppeal[] = "users/me/appeals/p";
constexpr char kAppealTask[] = "users/me/appealTasks/t";

forms::ReviewContent Content() {
  return {{{"need", 5, false, "", {}}, {"care", 2, false, "Cut them off.", absl::Seconds(80)}},
          "You gave the date.",
          "Count to two."};
}

class EvaluationPanelsTest : public testing::Test {
 protected:
  explicit EvaluationPanelsTest(const std::string& language = "en")
      : harness_(kPanelWidth, kHeight, language), item_(MakeItem(7, 2, "Felt rushed.")) {
    const auto form = forms::DefaultForm();
    if (form.ok()) form_ = *form;
    item_.of_another = true;
    item_.verdict.agent = "users/maya";
    review_.told.name = kReview;
    review_.told.reference.interaction = kInteraction;
    review_.told.reference.topic = "Billing";
    review_.told.state = model::Review::State::kSubmitted;
    review_.told.evaluation = true;
    review_.told.evaluator_display_name = "Li Na";
    review_.told.appealable_until = absl::ToCivilDay(kNow, absl::UTCTimeZone());
    review_.body = model::ReviewBody{"", Content(), ""};
    review_.released = true;
    review_view_.review = &review_;
    review_view_.form = &form_;
    review_view_.may_be_appealed = true;
    appeal_.told.name = kAppeal;
    appeal_.told.review = kReview;
    appeal_view_.review = &review_;
    appeal_view_.form = &form_;
    task_.told.name = kTask;
    task_.told.state = model::ReviewTask::State::kAccepted;
    task_.told.channel = model::Channel::kVoice;
    task_.told.topic = "Billing";
    task_.told.evaluation = true;
    task_.told.agent_display_name = "Maya";
    task_.released = true;
    task_.body = model::ReviewTaskBody{};
    task_.body_key = task_.key();
    task_view_.task = &task_;
    task_view_.form = &form_;
    to_decide_.told.name = kAppealTask;
    to_decide_.told.evaluation = true;
    to_decide_.told.state = model::AppealTask::State::kTaken;
    to_decide_.body = model::AppealTaskBody{};
    to_decide_.body->reason = "The recording begins later.";
    to_decide_.body->content = Content();
    to_decide_.body->text = "Agent: Good morning";
    decide_view_.task = &to_decide_;
    decide_view_.form = &form_;
    for (auto* live : {&review_view_.is_live, &appeal_view_.is_live, &task_view_.is_live,
                       &decide_view_.is_live, &evaluation_.is_live}) {
      *live = true;
    }
  }

  void Detail() {
    Take(detail_.Draw(item_, {}, {}, evaluation_, hand_, harness_.theme(), harness_.type(),
                      harness_.tr(), kNow, absl::UTCTimeZone()));
  }
  void Review() {
    Take(review_panel_.Draw(review_view_, harness_.theme(), harness_.type(), harness_.tr(), kNow,
                            absl::UTCTimeZone()));
  }
  void Task() {
    task_view_.missing = forms::WhatIsMissing(form_, {}, model::MomentsApart(task_view_.content));
    Take(task_panel_.Draw(task_view_, harness_.theme(), harness_.type(), harness_.tr(), kNow,
                          absl::UTCTimeZone()));
  }
  void Beginning() {
    Take(task_panel_.DrawBeginning(evaluation_, harness_.theme(), harness_.type(), harness_.tr()));
  }
  void Appeal() {
    Take(appeal_panel_.Draw(appeal_view_, harness_.theme(), harness_.type(), harness_.tr(), kNow,
                            absl::UTCTimeZone()));
  }
  void Decide() {
    Take(appeal_panel_.DrawTask(decide_view_, harness_.theme(), harness_.type(), harness_.tr(),
                                kNow, absl::UTCTimeZone()));
  }
  void Take(const PanelFrame& frame) {
    intents_.insert(intents_.end(), frame.intents.begin(), frame.intents.end());
  }

  // Whether all of this is drawn.
  void Expect(absl::FunctionRef<void()> view, const std::vector<std::string>& texts) {
    harness_.ClearTexts();
    harness_.Frame(view);
    for (const std::string& text : texts) EXPECT_TRUE(harness_.Drew(text)) << text;
  }
  void ExpectNot(absl::FunctionRef<void()> view, const std::vector<std::string>& texts) {
    harness_.ClearTexts();
    harness_.Frame(view);
    for (const std::string& text : texts) EXPECT_FALSE(harness_.Drew(text)) << text;
  }
  bool Wants(const Intent& wanted) const {
    return std::find(intents_.begin(), intents_.end(), wanted) != intents_.end();
  }
  bool PressDown(absl::FunctionRef<void()> view, const Intent& wanted) {
    for (float y = 40; y < kHeight - 80 && !Wants(wanted); y += 6) harness_.Click(40, y, view);
    return Wants(wanted);
  }
  bool PressInFoot(absl::FunctionRef<void()> view, const Intent& wanted) {
    for (float x = kPanelWidth - 24; x > 20 && !Wants(wanted); x -= 8) {
      harness_.Click(x, kHeight - 28, view);
    }
    return Wants(wanted);
  }

  ViewHarness harness_;
  DetailPanel detail_;
  ReviewPanel review_panel_;
  TaskPanel task_panel_;
  AppealPanel appeal_panel_;
  forms::Form form_;
  model::Hand hand_;
  model::Item item_;
  model::EvaluationView evaluation_;
  model::ReviewItem review_;
  model::ReviewView review_view_;
  model::AppealItem appeal_;
  model::AppealView appeal_view_;
  model::ReviewTaskItem task_;
  model::ReviewTaskView task_view_;
  model::AppealTaskItem to_decide_;
  model::AppealTaskView decide_view_;
  Intents intents_;
};

TEST_F(EvaluationPanelsTest, ALeaderBeginsOneFromAnAnswer) {
  const auto view = [this] { Detail(); };
  Expect(view, {"Evaluate it"});
  EXPECT_TRUE(
      PressDown(view, Do{"interactions/7/evaluation", model::StartEvaluation{kInteraction}}));
  item_.verdict.agent.clear();
  ExpectNot(view, {"Evaluate it"});
  item_.verdict.agent = "users/maya";
  item_.of_another = false;
  ExpectNot(view, {"Evaluate it"});
}

TEST_F(EvaluationPanelsTest, AnAnswerSaysHowItsEvaluationStands) {
  const auto view = [this] { Detail(); };
  evaluation_.is_sent = true;
  Expect(view, {"On its way. One moment."});
  ExpectNot(view, {"Evaluate it"});
  evaluation_.is_sent = false;
  const model::Refusal refusal{"REVIEW_NOTHING_TO_SHOW", "…"};
  evaluation_.refusal = &refusal;
  Expect(view, {"There is no recording and no text of it", "Evaluate it"});
  for (const auto& [reason, words] :
       {std::pair("EVALUATED_BEFORE", "You have evaluated it before."),
        std::pair("EVALUATION_UNDER_WAY", "It waits for you already"),
        std::pair("EVALUATION_BY_ARBITER", "You decide an appeal about it"),
        std::pair("EVALUATION_OWN", "You took part in it"),
        std::pair("AGENT_LEFT", "Whoever had it has left."), std::pair("ODD", "It is odd.")}) {
    const model::Refusal known{reason, "It is odd."};
    evaluation_.refusal = &known;
    Expect(view, {words});
  }
  evaluation_ = {&task_, false, nullptr, true};
  Expect(view, {"Your evaluation: you are at it"});
  EXPECT_TRUE(PressDown(view, OpenTask{kTask}));
}

TEST_F(EvaluationPanelsTest, TheReviewPanelOpensOnceThereIsATask) {
  const auto view = [this] { Beginning(); };
  evaluation_.is_sent = true;
  Expect(view, {"On its way. One moment."});
  EXPECT_THAT(intents_, testing::IsEmpty());
  evaluation_.is_live = false;
  Expect(view, {"goes out by itself."});
  const model::Refusal odd{"ODD", "It is odd."};
  evaluation_ = {nullptr, false, &odd, true};
  Expect(view, {"The server did not take it: It is odd."});
  evaluation_ = {&task_, false, nullptr, true};
  harness_.Frame(view);
  EXPECT_THAT(intents_, ElementsAre(Intent(OpenTask{kTask})));
}

TEST_F(EvaluationPanelsTest, ItsHeadSaysWhoseItIs) {
  const auto view = [this] { Task(); };
  Expect(view, {"Your evaluation: Maya", "call · Billing", "Maya reads it with your name",
                "Give it up", "Submit the evaluation"});
  ExpectNot(view, {"Would you listen", "Not this time", "They do not see your name"});
  task_.told.agent_display_name.clear();
  Expect(view, {"Your evaluation: The agent"});
}

TEST_F(EvaluationPanelsTest, IsGivenUpInTwoPressesWithoutAReason) {
  const auto view = [this] { Task(); };
  const Do gives_up{kTask, model::DeclineReview{""}};
  Expect(view, {});
  for (float x = kPanelWidth - 24; x > 20 && !harness_.Drew("Give this evaluation up?"); x -= 8) {
    harness_.Click(x, kHeight - 28, view);
    harness_.Frame(view);
  }
  ASSERT_TRUE(harness_.Drew("Give this evaluation up?"));
  EXPECT_TRUE(harness_.Drew("Maya hears nothing of it."));
  EXPECT_FALSE(Wants(gives_up));
  EXPECT_TRUE(PressInFoot(view, gives_up));
}

TEST_F(EvaluationPanelsTest, OneThatIsSubmittedShowsWhatCameBack) {
  task_.told.state = model::ReviewTask::State::kSubmitted;
  task_.told.thanked = true;
  task_.told.answer = model::ReviewTask::Answer::kDiffered;
  task_.body->answer = "I had asked.";
  const auto view = [this] { Task(); };
  Expect(view, {"Maya has it, with your name.", "♥ Maya thanks you for it.", "I had asked."});
  const auto list = [this] {
    task_panel_.DrawList({&task_}, {}, harness_.theme(), harness_.type(), harness_.tr(), kNow,
                         absl::UTCTimeZone());
  };
  Expect(list, {"Evaluation of Maya: call · Billing"});
}

TEST_F(EvaluationPanelsTest, TheAgentReadsWhoWroteIt) {
  const auto view = [this] { Review(); };
  Expect(view, {"Li Na has evaluated it", "Evaluation", "Understood the need",
                "01:20 Cut them off.", "I see it differently", "Appeal it (until 2023-11-14)"});
  ExpectNot(view, {"A colleague has looked at it", "Colleague", "anonymous", "name not shown",
                   "Let others review it too"});
  EXPECT_TRUE(PressDown(view, OpenReviewAppeal{kReview}));
  review_.told.evaluator_display_name.clear();
  Expect(view, {"A team leader has evaluated it"});
}

TEST_F(EvaluationPanelsTest, WhoWroteItCanBeThanked) {
  Expect([this] { Review(); }, {"Thank them ♥"});
  EXPECT_TRUE(PressInFoot([this] { Review(); }, Do{kReview, model::ThankReviewer{}}));
}

TEST_F(EvaluationPanelsTest, SeeingItDifferentlySaysWhoReadsIt) {
  const auto view = [this] { Review(); };
  Expect(view, {});
  for (float x = 60; x < 260 && !harness_.Drew("How do you see it?"); x += 10) {
    harness_.Click(x, kHeight - 28, view);
  }
  Expect(view, {"How do you see it? Li Na reads this."});
}

TEST_F(EvaluationPanelsTest, ItCanBeAppealedUntilItsLastDay) {
  const auto view = [this] { Review(); };
  review_.told.appealable_until = absl::ToCivilDay(kNow, absl::UTCTimeZone()) - 1;
  ExpectNot(view, {"Appeal it"});
  review_.told.appealable_until = absl::ToCivilDay(kNow, absl::UTCTimeZone()) + 1;
  Expect(view, {"Appeal it (until 2023-11-15)"});
  review_view_.may_be_appealed = false;
  ExpectNot(view, {"Appeal it"});
}

TEST_F(EvaluationPanelsTest, AReviewByALeaderThatWasAskedForCanBeAppealedToo) {
  review_.told.evaluation = false;
  review_.told.by_leader = true;
  const auto view = [this] { Review(); };
  Expect(view, {"by a team leader", "Appeal it (until 2023-11-14)", "Let others review it too"});
}

TEST_F(EvaluationPanelsTest, SaysHowItsAppealStandsAndWhatUpheldMeans) {
  const auto view = [this] { Review(); };
  review_view_.may_be_appealed = false;
  review_view_.appeal = &appeal_;
  Expect(view, {"Your appeal: waits to be decided"});
  appeal_.told.state = model::Appeal::State::kUpheld;
  review_view_.is_upheld = true;
  Expect(view, {"Your appeal: upheld", "Its scores have left your own figures and stay in the"});
  EXPECT_TRUE(PressDown(view, OpenReviewAppeal{kReview}));
}

TEST_F(EvaluationPanelsTest, TheListNamesWhoEvaluated) {
  const auto list = [this] {
    Take(review_panel_.DrawList({{&review_}, {}, {}, harness_.tr(), kNow, absl::UTCTimeZone()},
                                harness_.theme(), harness_.type()));
  };
  Expect(list, {"Li Na evaluated: Billing", "new, to be read"});
  EXPECT_TRUE(PressDown(list, OpenReview{kReview}));
}

TEST_F(EvaluationPanelsTest, AnAppealHasItInPlaceOfTheAnswer) {
  const auto view = [this] { Appeal(); };
  Expect(view, {"Appeal this evaluation", "Understood the need", "01:20 Cut them off.",
                "What does it miss, or get wrong?", "who never evaluated this contact decides"});
  ExpectNot(view, {"Felt rushed.", "Appeal this answer"});
  for (const char c : {'n', 'o'}) {
    ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(c));
    harness_.Frame(view);
  }
  EXPECT_THAT(
      intents_,
      Contains(AnyOf(VariantWith<EditDraft>(EditDraft{"users/me/reviews/r/appeal", {{}, "n"}}),
                     VariantWith<EditDraft>(EditDraft{"users/me/reviews/r/appeal", {{}, "no"}}))));
  appeal_view_.reason = " I did ";
  EXPECT_TRUE(PressInFoot(
      view, Do{"users/me/reviews/r/appeal", model::OpenAppeal{"", "", "I did", kReview}}));
  const model::Refusal late{"APPEAL_TOO_LATE", "…"};
  appeal_view_.refusal = &late;
  Expect(view, {"The time for it is over."});
  ExpectNot(view, {"seven days"});
}

TEST_F(EvaluationPanelsTest, AnAppealThatWasMadeSaysWhatBecameOfIt) {
  const auto view = [this] { Appeal(); };
  appeal_view_.appeal = &appeal_;
  Expect(view, {"Your appeal", "Understood the need", "It waits to be decided"});
  appeal_.told.state = model::Appeal::State::kUpheld;
  Expect(view, {"its scores have left your own figures. They stay in the total."});
  appeal_.told.state = model::Appeal::State::kDeclined;
  Expect(view, {"The evaluation stays as it is."});
  appeal_view_.review = nullptr;
  Expect(view, {"The evaluation stays as it is."});
}

TEST_F(EvaluationPanelsTest, WhoeverDecidesSeesScoresWordsAndMedia) {
  const auto view = [this] { Decide(); };
  Expect(view, {"An appeal against an evaluation", "Understood the need", "01:20 Cut them off.",
                "You gave the date.", "Count to two.", "The recording begins later.",
                "Agent: Good morning", "Nobody changes what was written."});
  ExpectNot(view, {"Li Na", "Maya", "what the customer said"});
  decide_view_.reason = "So it was.";
  EXPECT_TRUE(PressInFoot(view, Do{kAppealTask, model::DecideAppeal{true, "So it was."}}));
  intents_.clear();
  EXPECT_TRUE(PressInFoot(view, Do{kAppealTask, model::DecideAppeal{false, "So it was."}}));
  decide_view_.form = nullptr;
  Expect(view, {"The form is on its way.", "01:20 Cut them off."});
}

TEST_F(EvaluationPanelsTest, ARemarkSaysWhichElementItIsAbout) {
  const std::string title = "Showed that the customer matters";
  for (const auto& view :
       {std::function<void()>([this] { Review(); }), std::function<void()>([this] { Decide(); })}) {
    Expect(view, {title, "01:20 Cut them off."});
  }
  // Without a score it stands in no table: what is left is the remark's own.
  review_.body->content.elements[1].score.reset();
  Expect([this] { Review(); }, {title, "01:20 Cut them off."});
  review_.told.evaluation = false;
  ExpectNot([this] { Review(); }, {title});
}

class ChineseEvaluationPanelsTest : public EvaluationPanelsTest {
 protected:
  ChineseEvaluationPanelsTest() : EvaluationPanelsTest("zh_CN") {}
};

TEST_F(ChineseEvaluationPanelsTest, SpeakChineseThroughout) {
  Expect([this] { Detail(); }, {"评估这次服务"});
  Expect([this] { Task(); }, {"你的评估：Maya", "电话 · Billing", "提交评估", "不评了"});
  Expect([this] { Review(); },
         {"Li Na 评估了这次服务", "对它申诉（截至 2023-11-14）", "说声谢谢 ♥"});
  Expect([this] { Appeal(); }, {"对这次评估申诉", "漏看了什么", "不再计入你个人的数字"});
  Expect([this] { Decide(); }, {"请你裁定一条对评估的申诉", "听懂需求", "评估的内容谁也不会改"});
}

}  // namespace
}  // namespace aftercall::ui
