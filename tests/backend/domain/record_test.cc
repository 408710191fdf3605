#include <gtest/gtest.h>

#include <functional>

#include "backend/domain/interaction.h"
#include "backend/domain/limits.h"
#include "backend/domain/survey.h"
#include "tests/support/make.h"

// What is refused of records, and what is taken without a value.
namespace aftercall::domain {
namespace {

using testing::At;

std::string ReasonOf(const std::function<void(Interaction&)>& change) {
  Interaction call = testing::CallOf("c1", "a");
  change(call);
  const auto problem = Check(call);
  return problem ? problem->reason : "";
}

TEST(CheckInteraction, NamesWhatIsWrong) {
  EXPECT_EQ(ReasonOf([](Interaction&) {}), "");
  EXPECT_EQ(ReasonOf([](Interaction& i) { i.source.clear(); }), "REQUIRED_FIELD_MISSING");
  EXPECT_EQ(ReasonOf([](Interaction& i) { i.external_id = "a\tb"; }), "CONTROL_CHARACTER");
  EXPECT_EQ(ReasonOf([](Interaction& i) { i.topic = std::string(201, 'x'); }), "TEXT_TOO_LONG");
  EXPECT_EQ(ReasonOf([](Interaction& i) { i.legs[0].staff_number.clear(); }),
            "REQUIRED_FIELD_MISSING");
  EXPECT_EQ(ReasonOf([](Interaction& i) { i.legs.resize(kLegs + 1, i.legs[0]); }), "TOO_MANY_LEGS");
  EXPECT_EQ(ReasonOf([](Interaction& i) { i.recording_uri = "javascript:alert(1)"; }),
            "RECORDING_URI_INVALID");
  EXPECT_EQ(ReasonOf([](Interaction& i) { i.recording_uri = "https://rec/1"; }), "");
}

TEST(DropImpossible, TakesTheBeginningOfACallThatEndedBefore) {
  Interaction call = testing::CallOf("c1", "a");
  call.started_at = At(12);
  const auto problems = DropImpossible(call);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].reason, "START_AFTER_END");
  EXPECT_FALSE(call.started_at);
}

TEST(DropImpossible, TakesDurationsThatCannotBe) {
  for (const absl::Duration bad : {absl::Seconds(-1), absl::Hours(25), absl::InfiniteDuration()}) {
    Interaction call = testing::CallOf("c1", "a");
    call.talk = bad;
    const auto problems = DropImpossible(call);
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].reason, "DURATION_IMPOSSIBLE");
    EXPECT_EQ(problems[0].field, "interaction.talk");
    EXPECT_EQ(call.talk, absl::ZeroDuration());
    EXPECT_EQ(call.hold, absl::Minutes(2));
  }
}

TEST(DropImpossible, TakesALanguageThatIsNone) {
  Interaction call = testing::CallOf("c1", "a");
  call.language = "Chinese (China)";
  const auto problems = DropImpossible(call);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].reason, "LANGUAGE_INVALID");
  EXPECT_EQ(problems[0].value, "Chinese (China)");
  EXPECT_EQ(call.language, "");
}

TEST(DropImpossible, LeavesWhatIsPossible) {
  Interaction call = testing::CallOf("c1", "a");
  call.language = "zh-CN";
  call.talk = absl::Hours(24);
  const Interaction before = call;
  EXPECT_TRUE(DropImpossible(call).empty());
  EXPECT_EQ(call, before);
}

TEST(CheckResponse, HoldsTheRatingToItsQuestionsScale) {
  SurveyResponse answer = testing::AnswerTo("c1", "r1", 4);
  EXPECT_FALSE(Check(answer, testing::Stars(), 4000));
  const auto problem = Check(answer, testing::PressOneForBest(), 4000);
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->reason, "RATING_OUT_OF_SCALE");
  EXPECT_EQ(problem->value, "4");
}

TEST(CheckResponse, HoldsTheCommentToItsLimit) {
  SurveyResponse answer = testing::AnswerTo("c1", "r1", 4);
  answer.comment = std::string(4000, 'x');
  EXPECT_FALSE(Check(answer, testing::Stars(), 4000));
  answer.comment += "x";
  EXPECT_EQ(Check(answer, testing::Stars(), 4000)->reason, "TEXT_TOO_LONG");
}

TEST(CheckResponse, HoldsTheNumberOfContactsToReason) {
  SurveyResponse answer = testing::AnswerTo("c1", "r1", 4);
  for (const int contacts : {-1, 1001}) {
    answer.contacts = contacts;
    EXPECT_EQ(Check(answer, testing::Stars(), 4000)->reason, "CONTACTS_INVALID");
  }
}

TEST(CheckInvitation, NeedsItsIdentityAndItsInteraction) {
  auto invitation = testing::InvitationTo("c1", "i1", SurveyInvitation::Outcome::kOffered);
  EXPECT_FALSE(Check(invitation));
  invitation.interaction_external_id.clear();
  EXPECT_EQ(Check(invitation)->field, "invitation.interaction_external_id");
}

}  // namespace
}  // namespace aftercall::domain
