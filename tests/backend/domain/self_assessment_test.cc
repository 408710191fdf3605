#include "backend/domain/self_assessment.h"

#include <gmock/gmock.h>

#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/support/make_form.h"

namespace aftercall::domain {
namespace {

using ::testing::HasSubstr;
using State = SelfAssessment::State;
using M = SelfAssessmentMove;

const char* NameOf(State state) {
  switch (state) {
    case State::kOpen:
      return "open";
    case State::kSnoozed:
      return "snoozed";
    case State::kRevealed:
      return "revealed";
    case State::kCommitted:
      return "committed";
    case State::kSkipped:
      return "skipped";
    case State::kLapsed:
      return "lapsed";
    case State::kWithdrawn:
      return "withdrawn";
  }
  return "?";
}

// The table as people read it; every pair is in it.
//                          snooze  wake reveal   commit    skip    lapse  withdraw  resume open
constexpr char kMatrix[] = R"(
open:      snoozed -    revealed committed skipped lapsed withdrawn -      open
snoozed:   snoozed open revealed committed skipped lapsed withdrawn -      snoozed
revealed:  -       -    -        committed skipped lapsed withdrawn -      -
committed: -       -    -        -         -       -      -         -      -
skipped:   -       -    -        -         -       -      -         revealed -
lapsed:    -       -    -        -         -       -      -         revealed -
withdrawn: -       -    -        -         -       -      -         -      -
)";

std::string WithoutPadding(absl::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c != ' ' || (!plain.empty() && plain.back() != ' ')) plain += c;
  }
  return plain;
}

TEST(SelfAssessmentTable, IsAsPeopleReadIt) {
  std::string matrix = "\n";
  for (const State from : kSelfAssessmentStates) {
    absl::StrAppend(&matrix, NameOf(from), ":");
    for (const M move : kSelfAssessmentMoves) {
      const auto to = After(from, move);
      absl::StrAppend(&matrix, " ", to ? NameOf(*to) : "-");
    }
    absl::StrAppend(&matrix, "\n");
  }
  EXPECT_EQ(matrix, WithoutPadding(kMatrix));
}

TEST(SelfAssessmentTable, EveryPairEitherMovesOrSaysWhyNot) {
  std::set<std::string> sentences;
  for (const State from : kSelfAssessmentStates) {
    for (const M move : kSelfAssessmentMoves) {
      const auto moved = Move(from, move);
      const auto expected = After(from, move);
      ASSERT_EQ(moved.ok(), expected.has_value()) << NameOf(from) << static_cast<int>(move);
      if (expected) {
        EXPECT_EQ(*moved, *expected);
        continue;
      }
      EXPECT_EQ(moved.status().code(), absl::StatusCode::kFailedPrecondition);
      EXPECT_EQ(wire::ProblemOf(moved.status())->reason, "SELF_ASSESSMENT_STATE");
      // State and move are both named, so no two pairs read alike.
      EXPECT_TRUE(sentences.insert(std::string(moved.status().message())).second) << moved.status();
    }
  }
}

TEST(SelfAssessmentTable, ASealThatWasOpenedIsNeverClosed) {
  for (const State from : kSelfAssessmentStates) {
    if (IsSealing(from)) continue;
    for (const M move : kSelfAssessmentMoves) {
      const auto to = After(from, move);
      EXPECT_FALSE(to && IsSealing(*to)) << NameOf(from) << " to " << NameOf(*to);
    }
  }
}

TEST(SelfAssessmentTable, WhatIsOpenCanBeCommittedAndEndsInTime) {
  for (const State from : kSelfAssessmentStates) {
    EXPECT_EQ(After(from, M::kCommit).has_value(), IsOpen(from)) << NameOf(from);
    EXPECT_EQ(After(from, M::kLapse).has_value(), IsOpen(from)) << NameOf(from);
    EXPECT_EQ(After(from, M::kSkip).has_value(), IsOpen(from)) << NameOf(from);
    EXPECT_EQ(After(from, M::kWithdraw).has_value(), IsOpen(from)) << NameOf(from);
    if (IsSealing(from)) {
      EXPECT_TRUE(IsOpen(from));
    }
  }
}

std::string Against(const Scores& scores) {
  const auto problem = CheckScores(testing::SmallForm(), scores);
  return problem ? problem->field + ": " + problem->description : "";
}

TEST(CheckScores, WantsEveryQuickElementOnItsScale) {
  EXPECT_EQ(Against({{"care", 3}}), "");
  EXPECT_EQ(Against({{"care", 1}, {"solved", 0}}), "");
  EXPECT_EQ(Against({}), "scores[care]: The element \"care\" has no score yet.");
  EXPECT_EQ(Against({{"solved", 1}}), "scores[care]: The element \"care\" has no score yet.");
  EXPECT_EQ(Against({{"care", 4}}), "scores[care]: The element \"care\" has the scale 1 to 3.");
  EXPECT_EQ(Against({{"care", 0}}), "scores[care]: The element \"care\" has the scale 1 to 3.");
}

TEST(CheckScores, OnlyWhatMayNotApplyDoesNotApply) {
  EXPECT_EQ(Against({{"care", std::nullopt}}), "");
  EXPECT_THAT(Against({{"care", 1}, {"solved", std::nullopt}}), HasSubstr("scores[solved]: "));
}

TEST(CheckScores, WantsNoElementThatTheFormDoesNotHave) {
  EXPECT_EQ(Against({{"care", 1}, {"cares", 1}}),
            "scores[cares]: The form \"small\" has no element \"cares\".");
}

}  // namespace
}  // namespace aftercall::domain
