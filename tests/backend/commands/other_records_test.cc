#include "absl/strings/str_cat.h"
#include "backend/commands/once.h"
#include "tests/backend/commands/commands_fixture.h"

// Questions, invitations, agent states, batches, request ids.
namespace aftercall::commands {
namespace {

using testing::AnswerTo;
using testing::At;
using testing::CallOf;
using ::testing::ElementsAre;
using testing::InvitationTo;
using Outcome = domain::SurveyInvitation::Outcome;

TEST_F(CommandsTest, AQuestionsWordsMayChangeItsScaleMayNot) {
  EXPECT_EQ(Take(testing::PressOneForBest()), "created");
  auto reworded = testing::PressOneForBest();
  reworded.prompt = "请按键";
  EXPECT_EQ(Take(reworded), "changed");
  auto rescaled = testing::PressOneForBest();
  rescaled.direction = domain::Question::Direction::kHighIsBest;
  EXPECT_EQ(Take(rescaled), "SCALE_CHANGED");
  rescaled = testing::PressOneForBest();
  rescaled.high = 4;
  EXPECT_EQ(Take(rescaled), "SCALE_CHANGED");
  rescaled.id = "Not a slug";
  EXPECT_EQ(Take(rescaled), "QUESTION_ID_INVALID");
}

TEST_F(CommandsTest, InvitationsMakeTheResponseRate) {
  Take(CallOf("c1", "7"));
  EXPECT_EQ(Take(InvitationTo("c1", "i1", Outcome::kUndeliverable)), "created");
  EXPECT_EQ(Counts(Agent("7")).offered, 0);
  EXPECT_EQ(Take(InvitationTo("c1", "i1", Outcome::kOffered)), "changed");
  EXPECT_EQ(Take(InvitationTo("c1", "i1", Outcome::kOffered)), "unchanged");
  EXPECT_EQ(Take(InvitationTo("c1", "i2", Outcome::kDeclined)), "created");
  EXPECT_EQ(Counts(Agent("7")).offered, 1);  // asked twice, one interaction
  EXPECT_EQ(Counts(Agent("7")).offered_responses, 0);
  Take(AnswerTo("c1", "r1", 4));
  EXPECT_EQ(Counts(Agent("7")).offered_responses, 1);
}

TEST_F(CommandsTest, AnInvitationWaitsForItsCallAndMovesWithItsCorrection) {
  EXPECT_EQ(Take(InvitationTo("c1", "i1", Outcome::kOffered)), "pending");
  Take(CallOf("c1", "7"));
  Take(CallOf("c2", "8"));
  EXPECT_EQ(Counts(Agent("7")).offered, 1);
  EXPECT_EQ(Take(InvitationTo("c2", "i1", Outcome::kOffered)), "changed");
  EXPECT_EQ(Counts(Agent("7")).offered, 0);
  EXPECT_EQ(Counts(Agent("8")).offered, 1);
}

TEST_F(CommandsTest, AnAgentsStateIsKnownByTheSourcesNumber) {
  AgentStateRecord record{{"pbx", "7"}, {domain::AgentState::State::kBreak, At(11), 0, {}}};
  EXPECT_EQ(Take(record), "created");  // and a pending user
  EXPECT_EQ(Take(record), "unchanged");
  const auto state = Value(reader_->ReadStanding(Agent("7"), absl::CivilDay(2026, 3, 9))).state;
  ASSERT_TRUE(state);
  EXPECT_EQ(state->state, domain::AgentState::State::kBreak);
  EXPECT_EQ(state->told_at, clock_.Now());
  record.state.open_interactions = -1;
  EXPECT_EQ(Take(record), "OPEN_INTERACTIONS_INVALID");
  record.agent.staff_number = "";
  EXPECT_EQ(Take(record), "REQUIRED_FIELD_MISSING");
}

TEST_F(CommandsTest, ABadRecordOfABatchIsRefusedAlone) {
  BatchResult result;
  ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                result = Value(IngestBatch(
                    t, policy_,
                    {CallOf("c1", "7"), AnswerTo("c1", "r1", 9), AnswerTo("c1", "r2", 4),
                     wire::Problem{"FIELD_INVALID", "x", "y", "z"}, CallOf("c1", "7"),
                     AnswerTo("c9", "r3", 4), CallOf("c1", "8")}));
                return absl::OkStatus();
              }).ok());
  EXPECT_EQ(result.created, 2);
  EXPECT_EQ(result.changed, 1);
  EXPECT_EQ(result.unchanged, 1);
  EXPECT_EQ(result.pending, 1);
  EXPECT_EQ(result.refused, 2);
  ASSERT_EQ(result.problems.size(), 2u);
  EXPECT_EQ(result.problems[0].index, 1);
  EXPECT_EQ(result.problems[0].problem.reason, "RATING_OUT_OF_SCALE");
  EXPECT_EQ(result.problems[0].problem.field, "response.rating");
  EXPECT_EQ(result.problems[0].problem.value, "9");
  EXPECT_EQ(result.problems[1].index, 3);
}

TEST_F(CommandsTest, ARequestIdRunsItsCommandOnce) {
  int runs = 0;
  const auto once = [&](const char* id, const char* fingerprint,
                        absl::Status outcome = absl::OkStatus()) {
    absl::StatusOr<std::string> result;
    const auto status = testing::Run(*store_, [&](store::Transaction& t) {
      result = Once(t, id, fingerprint, [&]() -> absl::StatusOr<std::string> {
        ++runs;
        if (!outcome.ok()) return outcome;
        return absl::StrCat("result ", runs);
      });
      return result.status();
    });
    return result.ok() ? *result : std::string(absl::StatusCodeToString(status.code()));
  };
  EXPECT_EQ(once("q1", "body"), "result 1");
  EXPECT_EQ(once("q1", "body"), "result 1");
  EXPECT_EQ(once("q1", "another body"), "INVALID_ARGUMENT");
  EXPECT_EQ(once("q2", "body"), "result 2");
  EXPECT_EQ(once("", "body"), "result 3");
  EXPECT_EQ(once("", "body"), "result 4");
  // What failed may be tried again under its id.
  EXPECT_EQ(once("q3", "body", absl::AbortedError("no")), "ABORTED");
  EXPECT_EQ(once("q3", "body"), "result 6");
  EXPECT_EQ(once(std::string(65, 'x').c_str(), "body"), "INVALID_ARGUMENT");
}

}  // namespace
}  // namespace aftercall::commands
