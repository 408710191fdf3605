#include "backend/commands/assess.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "backend/commands/publish_form.h"
#include "shared/wire/problem.h"
#include "tests/backend/commands/commands_fixture.h"
#include "tests/support/make_form.h"

namespace aftercall::commands {
namespace {

using domain::SelfAssessment;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using State = SelfAssessment::State;
using testing::AnswerTo;
using testing::CallOf;

const domain::Scores kScores = {{"need", 4}, {"explanation", 3}, {"outcome", 5}, {"care", 4}};

// Calls end at 10:10 of the day on which the clock stands at noon, so that all may be asked about.
class AssessTest : public CommandsTest {
 protected:
  void SetUp() override {
    CommandsTest::SetUp();
    policy_.sampling_key = "key";
    ASSERT_TRUE(testing::Run(*store_, EnsureDefaultForm).ok());
  }

  void Sample(int64_t share_ppm, int most_per_shift = 4) {
    domain::SamplingPolicy sampling{share_ppm, most_per_shift, {}, "default"};
    ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  return ChangeSamplingPolicy(t, sampling);
                }).ok());
  }

  // As Sample, of all, with testing::ComparedForm.
  void SampleCompared() {
    ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  auto status = PublishForm(t, testing::ComparedForm(), {}).status();
                  if (!status.ok()) return status;
                  return ChangeSamplingPolicy(t, {domain::kCertain, 4, {}, "compared"});
                }).ok());
  }

  // "whole 5 of 1, less stars 3 of 1": sums of own scores, and of differences.
  std::string Elements(const std::string& agent) {
    const auto tally = Value(reader_->ReadElementTally({Agent(agent), {}}, {}));
    std::vector<std::string> words;
    for (const auto& count : tally.elements) {
      words.push_back(
          absl::StrCat(count.element_id, " ", count.scores.sum, " of ", count.scores.n));
    }
    for (const auto& count : tally.gaps) {
      words.push_back(absl::StrCat("less ", count.question_id, " ", count.differences.sum, " of ",
                                   count.differences.n));
    }
    return absl::StrJoin(words, ", ");
  }

  domain::InteractionId Call(const std::string& external_id) {
    domain::InteractionId id;
    EXPECT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  id = Value(t.FindInteraction("pbx", external_id)).value_or(id);
                  return absl::OkStatus();
                }).ok());
    return id;
  }
  SelfAssessmentKey Key(const std::string& call, const std::string& agent = "7") {
    return {Call(call), Agent(agent)};
  }

  // Runs a verb; "" or the reason why it was refused.
  std::string Do(const std::function<absl::StatusOr<SelfAssessment>(store::Transaction&)>& verb) {
    const auto status =
        testing::Run(*store_, [&](store::Transaction& t) { return verb(t).status(); });
    const auto problem = wire::ProblemOf(status);
    EXPECT_TRUE(status.ok() || problem) << status;
    return problem ? problem->reason : "";
  }
  std::string DoCommit(const std::string& call, const domain::Scores& scores = kScores,
                       const std::string& note = "") {
    return Do([&, key = Key(call)](auto& t) { return Commit(t, policy_, key, scores, note); });
  }
  std::string DoReveal(const std::string& call) {
    return Do([&, key = Key(call)](auto& t) { return Reveal(t, policy_, key); });
  }
  std::string DoSkip(const std::string& call) {
    return Do([&, key = Key(call)](auto& t) { return Skip(t, policy_, key); });
  }
  std::string DoSnooze(const std::string& call, absl::Duration duration) {
    return Do([&, key = Key(call)](auto& t) { return Snooze(t, policy_, key, duration); });
  }
  std::string DoRequest(const std::string& call, const std::string& agent = "7") {
    return Do([&, key = Key(call, agent)](auto& t) { return Request(t, policy_, key); });
  }
  std::string DoOpenSeal(const std::string& call, const std::string& agent = "7") {
    return Do([&, key = Key(call, agent)](auto& t) -> absl::StatusOr<SelfAssessment> {
      auto status = OpenSeal(t, key);
      if (!status.ok()) return status;
      return SelfAssessment();
    });
  }
  void RunDue() {
    ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  return RunDueSelfAssessments(t, policy_, 100).status();
                }).ok());
  }

  store::ListedSelfAssessment Of(const std::string& call, const std::string& agent = "7") {
    const auto key = Key(call, agent);
    const auto found = Value(reader_->FindSelfAssessment(key.interaction, key.agent));
    EXPECT_TRUE(found) << call;
    return found.value_or(store::ListedSelfAssessment());
  }
  bool IsAsked(const std::string& call) {
    const auto key = Key(call);
    return Value(reader_->FindSelfAssessment(key.interaction, key.agent)).has_value();
  }
};

TEST_F(AssessTest, WithoutAPolicyNobodyIsAsked) {
  EXPECT_EQ(Take(CallOf("c1", "7")), "created");
  EXPECT_FALSE(IsAsked("c1"));
  EXPECT_THAT(Feed(Agent("7")), IsEmpty());
}

TEST_F(AssessTest, WhoIsAskedHearsOnlyThatAnAnswerIsThereUntilTheyCommit) {
  Sample(domain::kCertain);
  const auto lee = Leader("Lee", {"Red"});
  ASSERT_EQ(Take(CallOf("c1", "7")), "created");
  ASSERT_EQ(Take(AnswerTo("c1", "r1", 2)), "created");
  EXPECT_THAT(Feed(Agent("7")), ElementsAre("self c1 open", "sealed c1 stars"));
  EXPECT_THAT(Feed(lee), IsEmpty());
  EXPECT_EQ(Answers({}), "");
  EXPECT_EQ(Counts(Agent("7")).responses, 0);
  EXPECT_EQ(Counts(Agent("7")).interactions, 1);
  // Another answer to the question is no news.
  ASSERT_EQ(Take(AnswerTo("c1", "r2", 1)), "created");
  EXPECT_THAT(Feed(Agent("7"), 2), IsEmpty());
  EXPECT_EQ(DoCommit("c1", kScores, "Ring me at 020 7946 0958"), "");
  EXPECT_THAT(Feed(Agent("7"), 2),
              ElementsAre("self c1 committed", StartsWith("verdict c1 stars 1")));
  EXPECT_THAT(Feed(lee), ElementsAre("verdict c1 stars 1"));
  EXPECT_EQ(Answers({}), "stars 1 x1");
  const auto kept = Of("c1");
  EXPECT_EQ(kept.scores, kScores);
  EXPECT_FALSE(kept.assessment.seen_first);
  EXPECT_EQ(kept.assessment.committed_at, clock_.Now());
  EXPECT_THAT(kept.assessment.note, ::testing::Not(::testing::HasSubstr("7946")));
  // From now on it is as any other.
  ASSERT_EQ(Take(AnswerTo("c1", "r3", 5)), "created");
  EXPECT_THAT(Feed(Agent("7"), 4), ElementsAre(StartsWith("changed from 1: c1 stars 5")));
}

TEST_F(AssessTest, AnAnswerThatWaitedForItsCallIsSealedFromTheFirst) {
  Sample(domain::kCertain);
  ASSERT_EQ(Take(AnswerTo("c1", "r1", 2)), "pending");
  ASSERT_EQ(Take(CallOf("c1", "7")), "created");
  EXPECT_THAT(Feed(Agent("7")), ElementsAre("self c1 open", "sealed c1 stars"));
  EXPECT_EQ(Answers({}), "");
}

TEST_F(AssessTest, ARevealMarksTheCommitForEver) {
  Sample(domain::kCertain);
  ASSERT_EQ(Take(CallOf("c1", "7")), "created");
  ASSERT_EQ(Take(AnswerTo("c1", "r1", 2)), "created");
  EXPECT_EQ(DoReveal("c1"), "");
  EXPECT_THAT(Feed(Agent("7"), 2),
              ElementsAre("self c1 revealed", StartsWith("verdict c1 stars 2")));
  EXPECT_EQ(DoReveal("c1"), "SELF_ASSESSMENT_STATE");
  EXPECT_EQ(DoCommit("c1"), "");
  EXPECT_TRUE(Of("c1").assessment.seen_first);
}

TEST_F(AssessTest, ARevealOfNothingMarksNothingButAnAnswerBeforeTheCommitDoes) {
  Sample(domain::kCertain);
  ASSERT_EQ(Take(CallOf("c1", "7")), "created");
  ASSERT_EQ(Take(CallOf("c2", "7")), "created");
  EXPECT_EQ(DoReveal("c1"), "");
  EXPECT_EQ(DoReveal("c2"), "");
  ASSERT_EQ(Take(AnswerTo("c2", "r2", 2)), "created");
  EXPECT_EQ(DoCommit("c1"), "");
  EXPECT_EQ(DoCommit("c2"), "");
  EXPECT_FALSE(Of("c1").assessment.seen_first);
  EXPECT_TRUE(Of("c2").assessment.seen_first);
}

TEST_F(AssessTest, SkippingShowsTheVerdictAndMayBeThoughtBetterOf) {
  Sample(domain::kCertain);
  ASSERT_EQ(Take(CallOf("c1", "7")), "created");
  ASSERT_EQ(Take(AnswerTo("c1", "r1", 2)), "created");
  EXPECT_EQ(DoSkip("c1"), "");
  EXPECT_THAT(Feed(Agent("7"), 2),
              ElementsAre("self c1 skipped", StartsWith("verdict c1 stars 2")));
  EXPECT_EQ(DoCommit("c1"), "SELF_ASSESSMENT_STATE");
  EXPECT_EQ(DoRequest("c1"), "");
  EXPECT_EQ(Of("c1").assessment.state, State::kRevealed);
  EXPECT_EQ(DoCommit("c1"), "");
  EXPECT_TRUE(Of("c1").assessment.seen_first);
  EXPECT_EQ(DoRequest("c1"), "SELF_ASSESSMENT_STATE");
}

TEST_F(AssessTest, ASnoozeComesAgainAndStaysSealed) {
  Sample(domain::kCertain);
  ASSERT_EQ(Take(CallOf("c1", "7")), "created");
  ASSERT_EQ(Take(AnswerTo("c1", "r1", 2)), "created");
  EXPECT_EQ(DoSnooze("c1", absl::Hours(5)), "SNOOZE_INVALID");
  EXPECT_EQ(DoSnooze("c1", absl::ZeroDuration()), "SNOOZE_INVALID");
  EXPECT_EQ(DoSnooze("c1", absl::Minutes(30)), "");
  EXPECT_EQ(Answers({}), "");
  clock_.Advance(absl::Minutes(29));
  RunDue();
  EXPECT_EQ(Of("c1").assessment.state, State::kSnoozed);
  clock_.Advance(absl::Minutes(1));
  RunDue();
  EXPECT_EQ(Of("c1").assessment.state, State::kOpen);
  EXPECT_THAT(Feed(Agent("7"), 2), ElementsAre("self c1 snoozed", "self c1 open"));
}

TEST_F(AssessTest, AfterTwelveHoursItLapsesAndOpens) {
  Sample(domain::kCertain);
  ASSERT_EQ(Take(CallOf("c1", "7")), "created");
  ASSERT_EQ(Take(AnswerTo("c1", "r1", 2)), "created");
  clock_.Advance(kLongestOpen - absl::Seconds(1));
  RunDue();
  EXPECT_EQ(Answers({}), "");
  // A clock that jumps ahead brings it about all the same.
  clock_.Advance(absl::Hours(30));
  RunDue();
  EXPECT_THAT(Feed(Agent("7"), 2), ElementsAre("self c1 lapsed", StartsWith("verdict c1 stars 2")));
  EXPECT_EQ(Answers({}), "stars 2 x1");
}

AgentStateRecord StateOf(domain::AgentState::State state, absl::Time since) {
  return {{"pbx", "7"}, {state, since, 0, {}}};
}

TEST_F(AssessTest, ItLapsesSoonAfterTheAgentHasGoneForTheDay) {
  using Doing = domain::AgentState::State;
  Sample(domain::kCertain);
  ASSERT_EQ(Take(CallOf("c1", "7")), "created");
  ASSERT_EQ(Take(StateOf(Doing::kOffline, clock_.Now())), "created");
  clock_.Advance(absl::Minutes(10));
  RunDue();
  EXPECT_EQ(Of("c1").assessment.state, State::kOpen);
  // Back from where they were: nothing has happened.
  ASSERT_EQ(Take(StateOf(Doing::kAvailable, clock_.Now())), "created");
  clock_.Advance(absl::Minutes(30));
  RunDue();
  EXPECT_EQ(Of("c1").assessment.state, State::kOpen);
  ASSERT_EQ(Take(StateOf(Doing::kOffline, clock_.Now())), "created");
  clock_.Advance(kGraceAfterSigningOut);
  RunDue();
  EXPECT_EQ(Of("c1").assessment.state, State::kLapsed);
}

TEST_F(AssessTest, AShiftHasItsCapAndTheNextOneItsOwn) {
  using Doing = domain::AgentState::State;
  Sample(domain::kCertain, /*most_per_shift=*/1);
  ASSERT_EQ(Take(StateOf(Doing::kAvailable, testing::At(8))), "created");
  ASSERT_EQ(Take(CallOf("c1", "7")), "created");
  ASSERT_EQ(Take(CallOf("c2", "7")), "created");
  EXPECT_TRUE(IsAsked("c1"));
  EXPECT_FALSE(IsAsked("c2"));
  ASSERT_EQ(Take(StateOf(Doing::kOffline, clock_.Now())), "created");
  clock_.Advance(absl::Minutes(5));
  ASSERT_EQ(Take(StateOf(Doing::kAvailable, clock_.Now())), "created");
  ASSERT_EQ(Take(CallOf("c3", "7")), "created");
  EXPECT_TRUE(IsAsked("c3"));
}

TEST_F(AssessTest, ACallThatBecomesAnothersTakesItsVerdictAlongAndLeavesNothingBehind) {
  Sample(domain::kCertain);
  ASSERT_EQ(Take(CallOf("c1", "7")), "created");
  ASSERT_EQ(Take(AnswerTo("c1", "r1", 2)), "created");
  ASSERT_EQ(Take(CallOf("c1", "8")), "changed");
  EXPECT_EQ(Of("c1").assessment.state, State::kWithdrawn);
  EXPECT_THAT(Feed(Agent("7"), 2), ElementsAre("self c1 withdrawn", "withdrawn: other agent"));
  EXPECT_THAT(Feed(Agent("8")), ElementsAre(StartsWith("verdict c1 stars 2")));
  EXPECT_EQ(Answers({}), "stars 2 x1");
  EXPECT_EQ(DoCommit("c1"), "SELF_ASSESSMENT_STATE");
}

TEST_F(AssessTest, ACommitIsForTheVersionThatWasAsked) {
  Sample(domain::kCertain);
  ASSERT_EQ(Take(CallOf("c1", "7")), "created");
  ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                forms::Form next = Value(t.FindForm("default", 0))->form;
                for (auto& section : next.sections) {
                  for (auto& element : section.elements) element.quick = element.id == "pace";
                }
                return PublishForm(t, next, {}).status();
              }).ok());
  EXPECT_EQ(DoCommit("c1", {{"pace", 1}}), "SCORE_INVALID");
  EXPECT_EQ(DoCommit("c1"), "");
  EXPECT_EQ(Of("c1").assessment.form_version, 1);
}

TEST_F(AssessTest, ACommitCountsByElementAndBesideTheCustomersAnswer) {
  SampleCompared();
  ASSERT_EQ(Take(CallOf("c1", "7")), "created");
  ASSERT_EQ(Take(AnswerTo("c1", "r1", 2)), "created");
  EXPECT_EQ(Elements("7"), "");
  EXPECT_EQ(DoCommit("c1", {{"care", std::nullopt}, {"whole", 5}}), "");
  EXPECT_EQ(Elements("7"), "whole 5 of 1, less stars 3 of 1");
  // Another answer to the question takes the first one's place.
  ASSERT_EQ(Take(AnswerTo("c1", "r2", 4)), "created");
  EXPECT_EQ(Elements("7"), "whole 5 of 1, less stars 1 of 1");
  // One without an answer yet has a score and no gap.
  ASSERT_EQ(Take(CallOf("c2", "7")), "created");
  EXPECT_EQ(DoCommit("c2", {{"care", 2}, {"whole", 3}}), "");
  EXPECT_EQ(Elements("7"), "care 2 of 1, whole 8 of 2, less stars 1 of 1");
}

TEST_F(AssessTest, ACommitAfterALookIsComparedWithNothing) {
  SampleCompared();
  ASSERT_EQ(Take(CallOf("c1", "7")), "created");
  ASSERT_EQ(Take(AnswerTo("c1", "r1", 2)), "created");
  EXPECT_EQ(DoReveal("c1"), "");
  EXPECT_EQ(DoCommit("c1", {{"care", 2}, {"whole", 5}}), "");
  EXPECT_EQ(Elements("7"), "");
  ASSERT_EQ(Take(AnswerTo("c1", "r2", 4)), "created");
  EXPECT_EQ(Elements("7"), "");
}

TEST_F(AssessTest, ACommitAfterALeaderLookedIsMarkedAndComparedWithNothing) {
  SampleCompared();
  const auto lee = Leader("Lee", {"Red"});
  ASSERT_EQ(Take(CallOf("c1", "7")), "created");
  ASSERT_EQ(Take(AnswerTo("c1", "r1", 2)), "created");
  const auto before = Of("c1").assessment;
  EXPECT_EQ(DoOpenSeal("c1"), "");
  EXPECT_EQ(DoOpenSeal("c1"), "") << "again changes nothing";
  auto opened = before;
  opened.leader_opened = true;
  EXPECT_EQ(Of("c1").assessment, opened);
  // Neither feeds nor figures tell of it.
  EXPECT_THAT(Feed(Agent("7")), ElementsAre("self c1 open", "sealed c1 stars"));
  EXPECT_THAT(Feed(lee), IsEmpty());
  EXPECT_EQ(Answers({}), "");
  EXPECT_EQ(Counts(Agent("7")).responses, 0);
  EXPECT_EQ(DoCommit("c1", {{"care", 2}, {"whole", 5}}), "");
  EXPECT_TRUE(Of("c1").assessment.seen_first);
  EXPECT_TRUE(Of("c1").assessment.leader_opened);
  EXPECT_EQ(Elements("7"), "");
  EXPECT_EQ(Answers({}), "stars 2 x1");
  ASSERT_EQ(Take(AnswerTo("c1", "r2", 4)), "created");
  EXPECT_EQ(Elements("7"), "");
}

TEST_F(AssessTest, ALeadersLookStaysOnOneThatIsPutOffOrSkipped) {
  Sample(domain::kCertain);
  ASSERT_EQ(Take(CallOf("c1", "7")), "created");
  ASSERT_EQ(Take(AnswerTo("c1", "r1", 2)), "created");
  EXPECT_EQ(DoSnooze("c1", absl::Minutes(30)), "");
  const auto snoozed = Of("c1").assessment;
  EXPECT_EQ(DoOpenSeal("c1"), "");
  EXPECT_EQ(Of("c1").assessment.state, State::kSnoozed);
  EXPECT_EQ(Of("c1").assessment.wakes_at, snoozed.wakes_at);
  EXPECT_EQ(DoSkip("c1"), "");
  EXPECT_EQ(DoRequest("c1"), "");
  EXPECT_EQ(DoCommit("c1"), "");
  EXPECT_TRUE(Of("c1").assessment.leader_opened);
}

TEST_F(AssessTest, WhatIsNotSealedIsNotOpenedAndTellsNothingOfItsState) {
  Sample(domain::kCertain, /*most_per_shift=*/3);
  for (const char* call : {"c1", "c2", "c3", "c4"}) ASSERT_EQ(Take(CallOf(call, "7")), "created");
  EXPECT_EQ(DoReveal("c1"), "");
  EXPECT_EQ(DoSkip("c2"), "");
  EXPECT_EQ(DoCommit("c3"), "");
  ASSERT_FALSE(IsAsked("c4"));
  for (const char* call : {"c1", "c2", "c3", "c4"}) EXPECT_EQ(DoOpenSeal(call), "NOT_SEALED");
  EXPECT_FALSE(Of("c3").assessment.leader_opened);
  EXPECT_FALSE(Of("c3").assessment.seen_first);
}

TEST_F(AssessTest, FiguresByElementGoWithTheInteraction) {
  SampleCompared();
  ASSERT_EQ(Take(CallOf("c1", "7")), "created");
  ASSERT_EQ(Take(AnswerTo("c1", "r1", 2)), "created");
  EXPECT_EQ(DoCommit("c1", {{"care", 2}, {"whole", 5}}), "");
  auto of_blue = CallOf("c1", "7");
  of_blue.team = "Blue";
  ASSERT_EQ(Take(of_blue), "changed");
  EXPECT_THAT(Value(reader_->ReadElementTally({{}, TeamCalled("Red")}, {})).elements, IsEmpty());
  EXPECT_EQ(Value(reader_->ReadElementTally({{}, TeamCalled("Blue")}, {})).gaps.size(), 1u);
  // Another's call is no view of one's own; back again, it is.
  ASSERT_EQ(Take(CallOf("c1", "8")), "changed");
  EXPECT_EQ(Elements("7"), "");
  EXPECT_EQ(Elements("8"), "");
  ASSERT_EQ(Take(CallOf("c1", "7")), "changed");
  EXPECT_EQ(Elements("7"), "care 2 of 1, whole 5 of 1, less stars 3 of 1");
  auto nobody = CallOf("c1", "7");
  nobody.abandoned = true;
  ASSERT_EQ(Take(nobody), "changed");
  EXPECT_EQ(Elements("7"), "");
}

TEST_F(AssessTest, ARequestIsForOnesOwnCallsAlone) {
  ASSERT_EQ(Take(CallOf("c1", "7")), "created");
  ASSERT_EQ(Take(CallOf("c2", "8")), "created");
  EXPECT_EQ(DoRequest("c2", "7"), "NOT_FOUND");
  EXPECT_EQ(DoRequest("c1"), "");
  EXPECT_EQ(Of("c1").assessment.state, State::kOpen);
  EXPECT_EQ(Of("c1").assessment.why, SelfAssessment::Why::kRequested);
  EXPECT_EQ(DoRequest("c1"), "") << "it is open already";
  ASSERT_EQ(Take(AnswerTo("c1", "r1", 2)), "created");
  EXPECT_EQ(Answers({}), "");
  // What has been told is not taken back.
  ASSERT_EQ(Take(AnswerTo("c2", "r2", 3)), "created");
  EXPECT_EQ(DoRequest("c2", "8"), "");
  EXPECT_EQ(Of("c2", "8").assessment.state, State::kRevealed);
  EXPECT_TRUE(Of("c2", "8").assessment.seen_first);
}

TEST_F(AssessTest, APolicyOutOfBoundsIsRefused) {
  const auto reason = [&](const domain::SamplingPolicy& sampling) {
    return Do([&](store::Transaction& t) -> absl::StatusOr<SelfAssessment> {
      auto status = ChangeSamplingPolicy(t, sampling);
      if (!status.ok()) return status;
      return SelfAssessment();
    });
  };
  EXPECT_EQ(reason({domain::kCertain + 1, 4, {}, "default"}), "SHARE_INVALID");
  EXPECT_EQ(reason({-1, 4, {}, "default"}), "SHARE_INVALID");
  EXPECT_EQ(reason({1, 101, {}, "default"}), "LIMIT_INVALID");
  EXPECT_EQ(reason({1, 4, {}, "none"}), "FORM_UNKNOWN");
  EXPECT_EQ(reason({1, 4, std::vector<std::string>(101, "x"), "default"}), "TOPICS_INVALID");
  EXPECT_EQ(reason({1, 4, {"a\nb"}, "default"}), "CONTROL_CHARACTER");
  EXPECT_EQ(reason({1, 4, {"Billing", "Moving"}, "default"}), "");
  EXPECT_EQ(Value(reader_->FindSamplingPolicy()),
            (domain::SamplingPolicy{1, 4, {"Billing", "Moving"}, "default"}));
}

}  // namespace
}  // namespace aftercall::commands
