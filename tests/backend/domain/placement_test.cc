#include "backend/domain/placement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/support/make.h"

// What each feed is told.
namespace aftercall::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr absl::Duration kPlacementWindow = absl::Hours(24);
constexpr UserId kAnn{1}, kBob{2}, kLeader{8}, kOtherLeader{9};
constexpr TeamId kRed{3}, kBlue{4};

Told ToldOf(UserId agent, TeamId team, std::vector<UserId> leaders, int rating = 4) {
  Told told;
  told.facts.interaction.id = {100};
  told.facts.interaction.told = testing::CallOf("c1", "a");
  told.facts.interaction.agent = agent;
  told.facts.interaction.team = team;
  told.facts.interaction.day = absl::CivilDay(2026, 3, 9);
  StoredResponse response;
  response.told = testing::AnswerTo("c1", "r1", rating);
  told.facts.responses = {response};
  told.audience = {agent == kAnn ? "Ann" : "Bob", team == kRed ? "Red" : "Blue",
                   std::move(leaders)};
  return told;
}

// Who is told what, in words: "1 verdict 4 by 1".
std::vector<std::string> Diff(const std::optional<Told>& before, const Told& after) {
  struct InWords {
    std::string operator()(const Verdict& v) const {
      return absl::StrCat("verdict ", v.rating) + absl::StrCat(" by ", v.agent.value) +
             v.agent_display_name;
    }
    std::string operator()(const VerdictChanged& c) const {
      return absl::StrCat("changed from ", c.previous_rating) + ": " + (*this)(c.verdict);
    }
    std::string operator()(const VerdictWithdrawn& w) const {
      return absl::StrCat("withdrawn ", static_cast<int>(w.reason));
    }
    std::string operator()(const VerdictSeen&) const { return "seen"; }
    std::string operator()(const VerdictSealed& s) const { return "sealed " + s.question_id; }
    std::string operator()(const SelfAssessmentTold&) const { return "self"; }
    std::string operator()(const ReviewTold&) const { return "review"; }
    std::string operator()(const ReviewTaskTold&) const { return "task"; }
    std::string operator()(const AppealTold&) const { return "appeal"; }
    std::string operator()(const AppealTaskTold&) const { return "appeal task"; }
    std::string operator()(const KudosTold&) const { return "kudos"; }
  };
  std::vector<std::string> told;
  for (const auto& draft : DiffVerdicts(before, after, kPlacementWindow)) {
    told.push_back(std::to_string(draft.feed.value) + " " + std::visit(InWords(), draft.event));
  }
  return told;
}

TEST(DiffVerdicts, ANewOneIsToldToTheAgentAndWithoutANameToTheLeaders) {
  EXPECT_THAT(Diff({}, ToldOf(kAnn, kRed, {kLeader, kOtherLeader})),
              ElementsAre("1 verdict 4 by 1Ann", "8 verdict 4 by 0", "9 verdict 4 by 0"));
}

TEST(DiffVerdicts, CarriesAllThatAScreenShows) {
  Told told = ToldOf(kAnn, kRed, {});
  told.facts.responses[0].told.comment = "quick";
  told.facts.responses[0].told.redactions = {"email_address"};
  told.facts.responses[0].told.company_fault = true;
  const auto drafts = DiffVerdicts({}, told, kPlacementWindow);
  ASSERT_EQ(drafts.size(), 1u);
  Verdict expected;
  expected.interaction = {100};
  expected.interaction_external_id = "c1";
  expected.question_id = "stars";
  expected.rating = 4;
  expected.comment = "quick";
  expected.redactions = {"email_address"};
  expected.answered = testing::At(11);
  expected.topic = "billing";
  expected.ended_at = testing::At(10) + absl::Minutes(10);
  expected.day = absl::CivilDay(2026, 3, 9);
  expected.company_fault = true;
  expected.agent = kAnn;
  expected.agent_display_name = "Ann";
  expected.team_display_name = "Red";
  EXPECT_EQ(drafts[0].event, FeedEvent(expected));
}

TEST(DiffVerdicts, NothingNewIsNotTold) {
  EXPECT_THAT(Diff(ToldOf(kAnn, kRed, {kLeader}), ToldOf(kAnn, kRed, {kLeader})), IsEmpty());
}

TEST(DiffVerdicts, AChangedOneSaysWhatItWas) {
  EXPECT_THAT(
      Diff(ToldOf(kAnn, kRed, {kLeader}, 2), ToldOf(kAnn, kRed, {kLeader}, 5)),
      ElementsAre("1 changed from 2: verdict 5 by 1Ann", "8 changed from 2: verdict 5 by 0"));
}

TEST(DiffVerdicts, AnotherAgentsLeavesOneFeedAndEntersTheOther) {
  EXPECT_THAT(
      Diff(ToldOf(kAnn, kRed, {kLeader}), ToldOf(kBob, kRed, {kLeader})),
      ElementsAre("1 withdrawn 1", "2 verdict 4 by 2Bob", "8 changed from 4: verdict 4 by 0"));
}

TEST(DiffVerdicts, AnotherTeamsLeavesTheLeaders) {
  EXPECT_THAT(
      Diff(ToldOf(kAnn, kRed, {kLeader}), ToldOf(kAnn, kBlue, {kOtherLeader})),
      ElementsAre("8 withdrawn 2", "1 changed from 4: verdict 4 by 1Ann", "9 verdict 4 by 0"));
}

TEST(DiffVerdicts, WhatReachedNobodyIsWithdrawnEverywhere) {
  EXPECT_THAT(Diff(ToldOf(kAnn, kRed, {kLeader}), ToldOf({}, kRed, {kLeader})),
              ElementsAre("1 withdrawn 3", "8 withdrawn 3"));
  Told abandoned = ToldOf(kAnn, kRed, {kLeader});
  abandoned.facts.interaction.told.abandoned = true;
  EXPECT_THAT(Diff(ToldOf(kAnn, kRed, {kLeader}), abandoned),
              ElementsAre("1 withdrawn 3", "8 withdrawn 3"));
  EXPECT_THAT(Diff(abandoned, ToldOf(kAnn, kRed, {})), ElementsAre("1 verdict 4 by 1Ann"));
}

TEST(DiffVerdicts, ALeaderWhoIsTheAgentIsToldOnceAsTheAgent) {
  EXPECT_THAT(Diff({}, ToldOf(kAnn, kRed, {kAnn, kLeader})),
              ElementsAre("1 verdict 4 by 1Ann", "8 verdict 4 by 0"));
  // From a leader's to their own: the same feed, another part in it.
  EXPECT_THAT(Diff(ToldOf(kBob, kRed, {kAnn}), ToldOf(kAnn, kRed, {kAnn})),
              ElementsAre("2 withdrawn 1", "1 changed from 4: verdict 4 by 1Ann"));
}

TEST(DiffVerdicts, QuestionsAreToldApart) {
  Told before = ToldOf(kAnn, kRed, {});
  Told after = before;
  StoredResponse nps;
  nps.told = testing::AnswerTo("c1", "r2", 9);
  nps.told.question_id = "nps";
  after.facts.responses.push_back(nps);
  EXPECT_THAT(Diff(before, after), ElementsAre("1 verdict 9 by 1Ann"));
  EXPECT_THAT(Diff(after, before), ElementsAre("1 withdrawn 1"));
}

Told Sealed(Told told) {
  told.facts.sealed = true;
  return told;
}

TEST(SealedVerdicts, AreNewsToTheirAgentAloneAndOnce) {
  const Told sealed = Sealed(ToldOf(kAnn, kRed, {kLeader}));
  EXPECT_THAT(Diff(std::nullopt, sealed), ElementsAre("1 sealed stars"));
  EXPECT_THAT(Diff(sealed, Sealed(ToldOf(kAnn, kRed, {kLeader}, 1))), IsEmpty());
}

TEST(SealedVerdicts, AreVerdictsOnceTheyAreOpened) {
  const Told open = ToldOf(kAnn, kRed, {kLeader});
  EXPECT_THAT(Diff(Sealed(open), open), ElementsAre("1 verdict 4 by 1Ann", "8 verdict 4 by 0"));
}

TEST(SealedVerdicts, LeaveAnAgentWhoseCallItIsNot) {
  const Told sealed = Sealed(ToldOf(kAnn, kRed, {}));
  EXPECT_THAT(Diff(sealed, ToldOf(kBob, kRed, {})),
              ElementsAre("2 verdict 4 by 2Bob", "1 withdrawn 1"));
  EXPECT_THAT(Diff(sealed, Sealed(ToldOf(kBob, kRed, {}))),
              ElementsAre("2 sealed stars", "1 withdrawn 1"));
  Told abandoned = ToldOf(kAnn, kRed, {});
  abandoned.facts.interaction.told.abandoned = true;
  EXPECT_THAT(Diff(sealed, abandoned), ElementsAre("1 withdrawn 3"));
}

TEST(DiffVerdicts, AnUpheldAppealChangesTheVerdictForAll) {
  Told after = ToldOf(kAnn, kRed, {kLeader});
  after.facts.upheld = {"stars"};
  const auto drafts = DiffVerdicts(ToldOf(kAnn, kRed, {kLeader}), after, kPlacementWindow);
  ASSERT_EQ(drafts.size(), 2u);
  for (const auto& draft : drafts) {
    const auto& changed = std::get<VerdictChanged>(draft.event);
    EXPECT_TRUE(changed.verdict.appeal_upheld);
    EXPECT_EQ(changed.verdict.rating, changed.previous_rating);
  }
}

TEST(GoneVerdicts, AreThoseThatTheirAgentHasNoMore) {
  const Told before = ToldOf(kAnn, kRed, {});
  EXPECT_THAT(GoneVerdicts(before, before, kPlacementWindow), IsEmpty());
  EXPECT_THAT(GoneVerdicts(before, ToldOf(kAnn, kRed, {}, 2), kPlacementWindow), IsEmpty())
      << "changed";
  EXPECT_THAT(GoneVerdicts(before, ToldOf(kBob, kRed, {}), kPlacementWindow), ElementsAre("stars"));
  Told abandoned = before, unanswered = before;
  abandoned.facts.interaction.told.abandoned = true;
  EXPECT_THAT(GoneVerdicts(before, abandoned, kPlacementWindow), ElementsAre("stars"));
  unanswered.facts.responses.clear();
  EXPECT_THAT(GoneVerdicts(before, unanswered, kPlacementWindow), ElementsAre("stars"));
  EXPECT_THAT(GoneVerdicts(unanswered, before, kPlacementWindow), IsEmpty());
}

}  // namespace
}  // namespace aftercall::domain
