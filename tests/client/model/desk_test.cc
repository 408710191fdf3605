#include "client/model/desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/model/bar_view.h"
#include "client/model/prompt_view.h"
#include "shared/forms/default_form.h"
#include "tests/client/model/make.h"

// What the person does: drafts, commands on their way, and what the panel shows of them.
namespace aftercall::model {
namespace {

using make::At;
using make::kNow;
using State = SelfAssessment::State;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kCall[] = "interactions/a";
const FormKey kForm{"forms/default", 3};

class DeskTest : public testing::Test {
 protected:
  DeskTest() {
    for (const FeedEvent& event :
         {make::Snapshotting(), make::Snapshot({}), make::StateNeverTold(), make::CaughtUpAt(0)}) {
      Apply(event);
    }
  }

  void Apply(const FeedEvent& event) { ASSERT_TRUE(desk_.Apply(event, kNow).ok()); }
  void Tell(const std::string& interaction, State state) {
    SelfAssessment told;
    told.reference.interaction = interaction;
    told.state = state;
    told.form = kForm;
    Apply(make::Entries({At(++position_, told)}));
  }
  void GiveForm() {
    const auto form = forms::DefaultForm();
    ASSERT_TRUE(form.ok()) << form.status();
    Apply({std::nullopt, FormTold{kForm, *form}});
  }
  void Give(Doing what, const std::string& id = "id-1") {
    desk_.mutable_hand().Give({id, kCall, std::move(what)});
  }
  void Answer(std::optional<Refusal> refusal = {}, std::optional<Committed> committed = {},
              const std::string& id = "id-1") {
    Apply({std::nullopt, CommandAnswered{id, std::move(refusal), std::move(committed)}});
  }
  PromptView View() const {
    const auto view = PromptViewOf(desk_, kCall);
    EXPECT_TRUE(view.has_value());
    return view.value_or(PromptView{});
  }

  Desk desk_;
  int64_t position_ = 0;
  const Draft draft_{{{"need", 4}, {"care", 2}}, "slower"};
};

TEST_F(DeskTest, CountsWhatCanBeDoneNow) {
  EXPECT_EQ(ViewOf(desk_, kNow).prompts, 0);
  Tell(kCall, State::kOpen);
  Tell("interactions/b", State::kRevealed);
  EXPECT_EQ(ViewOf(desk_, kNow).prompts, 2);
  Tell(kCall, State::kSnoozed);
  EXPECT_EQ(ViewOf(desk_, kNow).prompts, 1);
  Tell("interactions/b", State::kCommitted);
  EXPECT_EQ(ViewOf(desk_, kNow).prompts, 0);
}

TEST_F(DeskTest, WhatIsOnItsWayIsNoLongerToDo) {
  Tell(kCall, State::kOpen);
  Give(RevealAssessment{}, "look");
  EXPECT_EQ(ViewOf(desk_, kNow).prompts, 1) << "after a look it is still to be done";
  Give(CommitAssessment{draft_});
  EXPECT_EQ(ViewOf(desk_, kNow).prompts, 0);
  EXPECT_TRUE(View().is_sent);
  EXPECT_EQ(View().draft, draft_);
}

TEST_F(DeskTest, WhatWasNotAskedAboutCanBeAskedForOnce) {
  EXPECT_TRUE(OwnViewOf(desk_, kCall).may_request);
  Give(RequestAssessment{});
  EXPECT_FALSE(OwnViewOf(desk_, kCall).may_request) << "it is on its way";
  Answer();
  Tell(kCall, State::kRevealed);
  EXPECT_FALSE(OwnViewOf(desk_, kCall).may_request);
}

TEST_F(DeskTest, ADraftStaysUntilItIsCommitted) {
  Tell(kCall, State::kOpen);
  desk_.mutable_hand().SetDraft(kCall, draft_);
  Give(CommitAssessment{draft_});
  Answer(Refusal{"SELF_ASSESSMENT_STATE", "It has lapsed."});
  EXPECT_EQ(View().draft, draft_);
  EXPECT_EQ(View().refusal->sentence, "It has lapsed.");
  EXPECT_FALSE(View().is_sent);
  Give(CommitAssessment{draft_}, "id-2");
  EXPECT_EQ(View().refusal, nullptr) << "another try is another matter";
  Answer({}, Committed{draft_.scores, "slower", false}, "id-2");
  EXPECT_EQ(View().draft, Draft());
  Tell(kCall, State::kCommitted);
  EXPECT_EQ(View().prompt->own->note, "slower");
  EXPECT_EQ(OwnViewOf(desk_, kCall).committed, nullptr) << "there is no form to read it with";
  GiveForm();
  EXPECT_EQ(OwnViewOf(desk_, kCall).committed->scores, draft_.scores);
}

TEST_F(DeskTest, DoingWithoutItDropsTheDraftAndPuttingItOffDoesNot) {
  Tell(kCall, State::kOpen);
  desk_.mutable_hand().SetDraft(kCall, draft_);
  Give(SnoozeAssessment{absl::Minutes(30)});
  Answer();
  EXPECT_EQ(View().draft, draft_);
  Give(SkipAssessment{}, "id-2");
  Answer({}, {}, "id-2");
  EXPECT_EQ(View().draft, Draft());
}

TEST_F(DeskTest, AnAnswerToNoCommandChangesNothing) {
  Tell(kCall, State::kOpen);
  Give(CommitAssessment{draft_});
  const uint64_t before = desk_.revision();
  Answer({}, Committed{}, "another");
  EXPECT_EQ(desk_.revision(), before);
  EXPECT_THAT(desk_.hand().commands(), SizeIs(1));
}

TEST_F(DeskTest, EveryChangeOfHandIsToBeKept) {
  uint64_t before = desk_.revision();
  const auto moved = [&] { return std::exchange(before, desk_.revision()) != before; };
  desk_.mutable_hand().SetDraft(kCall, draft_);
  EXPECT_TRUE(moved());
  Give(CommitAssessment{draft_});
  EXPECT_TRUE(moved());
  Answer();
  EXPECT_TRUE(moved());
  GiveForm();
  EXPECT_TRUE(moved());
  EXPECT_FALSE(moved());
}

TEST_F(DeskTest, ComesBackFromTheDisk) {
  Tell(kCall, State::kOpen);
  GiveForm();
  desk_.mutable_hand().SetDraft(kCall, draft_);
  Give(RevealAssessment{});
  Desk restored;
  restored.Restore(*desk_.Keep());
  EXPECT_EQ(restored.hand().commands(), desk_.hand().commands());
  const auto view = PromptViewOf(restored, kCall);
  ASSERT_TRUE(view.has_value());
  EXPECT_EQ(view->draft, draft_);
  EXPECT_NE(view->form, nullptr);
}

TEST_F(DeskTest, AsksForTheFormsItHasNotGot) {
  EXPECT_THAT(desk_.WantedNow().forms, IsEmpty());
  Tell(kCall, State::kOpen);
  Tell("interactions/b", State::kOpen);
  EXPECT_THAT(desk_.WantedNow().forms, ElementsAre(kForm));
  EXPECT_EQ(View().form, nullptr);
  GiveForm();
  EXPECT_THAT(desk_.WantedNow().forms, IsEmpty());
  EXPECT_NE(View().form, nullptr);
}

TEST_F(DeskTest, AsksForWhatWasCommittedOnAnotherDesk) {
  Tell(kCall, State::kOpen);
  GiveForm();
  EXPECT_THAT(desk_.WantedNow().committed, IsEmpty());
  Tell(kCall, State::kCommitted);
  EXPECT_THAT(desk_.WantedNow().committed, ElementsAre(kCall));
  EXPECT_EQ(OwnViewOf(desk_, kCall).committed, nullptr);
  Apply({std::nullopt, CommittedTold{kCall, {{{"need", 4}}, "calmer", false}}});
  EXPECT_THAT(desk_.WantedNow().committed, IsEmpty());
  const OwnView own = OwnViewOf(desk_, kCall);
  ASSERT_NE(own.committed, nullptr);
  EXPECT_EQ(own.committed->note, "calmer");
}

TEST_F(DeskTest, WhatIsCommittedHereIsNotAskedFor) {
  Tell(kCall, State::kOpen);
  Give(CommitAssessment{draft_});
  Tell(kCall, State::kCommitted);
  EXPECT_THAT(desk_.WantedNow().committed, IsEmpty()) << "the answer tells it";
}

TEST_F(DeskTest, FormsOfNothingAreNotKept) {
  Tell(kCall, State::kOpen);
  GiveForm();
  Tell(kCall, State::kSkipped);
  const auto form = forms::DefaultForm();
  Apply({std::nullopt, FormTold{{"forms/other", 1}, *form}});
  EXPECT_THAT(desk_.Keep()->forms, IsEmpty());
}

TEST_F(DeskTest, ThePanelKnowsOfTheAnswerOnlyThatItIsIn) {
  Tell(kCall, State::kOpen);
  EXPECT_FALSE(View().answer_in);
  Apply(make::Entries({At(++position_, VerdictSealed{{kCall, "", {}, "", {}, {}}, "csat"})}));
  EXPECT_TRUE(View().answer_in);
  EXPECT_THAT(View().verdicts, IsEmpty());
}

TEST_F(DeskTest, AnAnswerThatWaitsForABreakIsSaidToWait) {
  Tell(kCall, State::kOpen);
  Apply(make::Told(AgentState::kOnInteraction, kNow, 1));
  Tell(kCall, State::kCommitted);
  Apply(make::Entries({At(++position_, make::AVerdict("a", 2))}));
  EXPECT_TRUE(View().verdict_waits);
  EXPECT_THAT(View().verdicts, IsEmpty());
  Apply(make::Told(AgentState::kBreak, kNow, 0));
  EXPECT_FALSE(View().verdict_waits);
  EXPECT_THAT(View().verdicts, SizeIs(1));
}

TEST_F(DeskTest, WhatIsKeptForABreakHasNoPanel) {
  Apply(make::Told(AgentState::kOnInteraction, kNow, 1));
  Tell(kCall, State::kOpen);
  EXPECT_FALSE(PromptViewOf(desk_, kCall));
  EXPECT_FALSE(PromptViewOf(desk_, "interactions/none"));
}

TEST(PromptForm, MissesTheQuickElementsWithoutAScore) {
  const auto form = forms::DefaultForm();
  ASSERT_TRUE(form.ok());
  const auto quick = QuickElements(*form);
  ASSERT_THAT(quick, SizeIs(4));
  Scores scores{{quick[0]->id, 3}, {quick[1]->id, std::nullopt}};
  EXPECT_THAT(MissingElements(*form, scores), ElementsAre(quick[2], quick[3]));
}

TEST(CustomerScore, IsOfTheNamedQuestionOnTheSameScaleOnly) {
  Item item;
  item.verdict = make::AVerdict("a", 4);
  const std::vector<const Item*> verdicts{&item};
  forms::Element element;
  element.question_id = "csat";
  EXPECT_EQ(CustomerScore(element, verdicts), 4);
  element.high = 10;
  EXPECT_EQ(CustomerScore(element, verdicts), std::nullopt);
  element.high = 5;
  item.verdict.question.direction = Question::Direction::kLowIsBest;
  EXPECT_EQ(CustomerScore(element, verdicts), std::nullopt);
  item.verdict.question.direction = Question::Direction::kHighIsBest;
  element.question_id = "nps";
  EXPECT_EQ(CustomerScore(element, verdicts), std::nullopt);
}

}  // namespace
}  // namespace aftercall::model
