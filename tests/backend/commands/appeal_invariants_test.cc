#include <random>

#include "absl/strings/str_join.h"
#include "backend/upkeep/rollups.h"
#include "tests/backend/commands/appeal_fixture.h"

// Whatever happens in whatever order, nobody's appeal is forgotten and the figures are right.
namespace aftercall::commands {
namespace {

using State = domain::Appeal::State;
using TaskState = domain::AppealTask::State;

// A small site on which anything happens at random, also what is refused.
class AppealStorm : public AppealTest {
 protected:
  static constexpr int kAgents = 6;
  static constexpr int kCalls = 6;  // of each

  int Below(int limit) { return static_cast<int>(random_() % limit); }
  std::string Call(int agent, int call) { return absl::StrCat("s", agent, "-", call); }

  void OpenFloor() {
    // So few that there is sometimes nobody.
    max_ = Leader("Max", {"Blue"});
    people_ = {lee_, max_};
    evaluators_ = {lee_, max_, Person("Quinn", domain::Role::kQualityAnalyst)};
    for (int n = 1; n <= kAgents; ++n) {
      people_.push_back(Agent(absl::StrCat(n)));
      for (int k = 0; k < kCalls; ++k) AddCall(Call(n, k), absl::StrCat(n));
    }
  }

  // One thing, in one transaction; what it refuses is no matter here.
  void Step() {
    clock_.Advance(absl::Minutes(Below(400)));
    const int die = Below(100);
    if (die < 30) {
      Answer();
    } else if (die < 33) {
      auto told = testing::CallOf(Call(1 + Below(kAgents), Below(kCalls)),
                                  absl::StrCat(1 + Below(kAgents)));
      told.text = "Agent: Hello. Customer: At last.";
      (void)Take(told);
    } else {
      (void)testing::Run(*store_, [&](store::Transaction& t) {
        if (die < 54) return OpenOne(t);
        if (die < 80) return React(t);
        if (die < 82) return LeaveOrReturn(t);
        if (die < 84) return AskForReview(t);
        if (die < 94) return Evaluate(t);
        auto status = RunDueAppeals(t, policy_, 100).status();
        return status.ok() ? RunDueReviews(t, policy_, 100).status() : status;
      });
    }
  }

  // What is wrong with the rows as they stand, in words.
  std::string WhatIsWrong() {
    std::string wrong;
    EXPECT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  for (const auto id : appeals_) Look(t, *Value(t.FindAppeal(id)), wrong);
                  CheckFigures(t, wrong);
                  return absl::OkStatus();
                }).ok());
    return wrong;
  }

  std::vector<domain::AppealId> appeals_;
  int upheld_reviews_ = 0;
  std::map<State, int> seen_;

 private:
  void Answer() {
    const int n = 1 + Below(kAgents), k = Below(kCalls);
    (void)Take(
        testing::AnswerTo(Call(n, k), absl::StrCat("r", n, "-", Below(kCalls)), 1 + Below(5)));
  }

  // Most are submitted at once.
  absl::Status Evaluate(store::Transaction& t) {
    const auto call = **t.FindInteraction("pbx", Call(1 + Below(kAgents), Below(kCalls)));
    const auto task = StartEvaluation(t, policy_, {call, evaluators_[Below(3)]});
    if (!task.ok()) return task.status();
    evaluations_.push_back(task->review);
    if (Below(4) == 0) return absl::OkStatus();
    return SubmitReview(t, policy_, KeyOf(*task), Good()).status();
  }

  absl::Status OpenOne(store::Transaction& t) {
    if (!evaluations_.empty() && Below(2) == 0) {
      const size_t lately = std::min<size_t>(evaluations_.size(), 4);
      const auto id = evaluations_[evaluations_.size() - 1 - Below(static_cast<int>(lately))];
      const auto agent = Value(t.FindReview(id))->requester;
      const auto made = OpenAppeal(t, policy_, {{}, agent, "", "No.", id});
      if (made.ok()) appeals_.push_back(made->id);
      return made.status();
    }
    const auto call = **t.FindInteraction("pbx", Call(1 + Below(kAgents), Below(kCalls)));
    const auto agent = Value(t.LoadFacts(call)).interaction.agent;
    const auto made = OpenAppeal(t, policy_, {call, agent, "stars", "No."});
    if (made.ok()) appeals_.push_back(made->id);
    return made.status();
  }

  absl::Status React(store::Transaction& t) {
    if (appeals_.empty()) return absl::OkStatus();
    const size_t lately = std::min<size_t>(appeals_.size(), 8);
    const auto id = appeals_[appeals_.size() - 1 - Below(static_cast<int>(lately))];
    const auto appeal = *Value(t.FindAppeal(id));
    const auto tasks = Value(t.ListAppealTasks(id));
    const int die = Below(9);
    if (die == 0) return WithdrawAppeal(t, policy_, {id, appeal.agent}).status();
    if (tasks.empty()) return absl::OkStatus();
    const auto& task = tasks[Below(static_cast<int>(tasks.size()))];
    const AppealTaskKey key{task.id, task.arbiter};
    if (die < 5) return TakeAppeal(t, policy_, key).status();
    const auto decision = die < 7 ? AppealDecision::kUphold : AppealDecision::kDecline;
    return DecideAppeal(t, policy_, key, decision, "So.").status();
  }

  absl::Status AskForReview(store::Transaction& t) {
    ReviewRequest request;
    request.interaction = **t.FindInteraction("pbx", Call(1 + Below(kAgents), Below(kCalls)));
    request.requester = Value(t.LoadFacts(request.interaction)).interaction.agent;
    return RequestReview(t, policy_, request).status();
  }

  absl::Status LeaveOrReturn(store::Transaction& t) {
    const auto user = people_[Below(static_cast<int>(people_.size()))];
    UserChange change;
    change.state = Value(t.FindUser(user))->state == domain::User::State::kActive
                       ? domain::User::State::kDeactivated
                       : domain::User::State::kActive;
    return UpdateUser(t, policy_, user, change).status();
  }

  void Look(store::Transaction& t, const domain::Appeal& appeal, std::string& wrong) {
    ++seen_[appeal.state];
    const auto evaluators = Value(t.ListEvaluators(appeal.interaction));
    int open = 0, taken = 0, decided = 0;
    for (const auto& task : Value(t.ListAppealTasks(appeal.id))) {
      decided += task.state == TaskState::kDecided ? 1 : 0;
      taken += task.state == TaskState::kTaken ? 1 : 0;
      if (task.arbiter == appeal.agent) absl::StrAppend(&wrong, " oneself");
      if (!domain::IsOpen(task.state)) continue;
      ++open;
      if (std::count(evaluators.begin(), evaluators.end(), task.arbiter) > 0) {
        absl::StrAppend(&wrong, " an-evaluator");
      }
      if (Value(t.FindUser(task.arbiter))->state == domain::User::State::kDeactivated) {
        absl::StrAppend(&wrong, " somebody-who-left");
      }
    }
    const bool is_sound = appeal.state == State::kLooking ? open == 0 && appeal.look_at.has_value()
                          : appeal.state == State::kOffered ? open >= 1 && taken == 0
                          : appeal.state == State::kTaken   ? open == 1 && taken == 1
                                                            : open == 0;
    const bool is_decided = appeal.state == State::kUpheld || appeal.state == State::kDeclined;
    if (!is_sound || decided != (is_decided ? 1 : 0)) {
      absl::StrAppend(&wrong, " state ", static_cast<int>(appeal.state), " with ", open, " open");
    }
    if (appeal.review) {
      const bool is_upheld = appeal.state == State::kUpheld;
      // What was withdrawn may have been appealed again.
      if (appeal.state != State::kWithdrawn &&
          Value(t.FindReview(appeal.review))->appeal_upheld != is_upheld) {
        absl::StrAppend(&wrong, " a-mark-that-is-wrong");
      }
      upheld_reviews_ += is_upheld ? 1 : 0;
    }
    if (!domain::IsUnderWay(appeal.state)) return;
    const auto facts = Value(t.LoadFacts(appeal.interaction));
    const bool is_there = appeal.review || !facts.Counting(policy_.rerating_window).empty();
    if (facts.interaction.agent != appeal.agent || !is_there) {
      absl::StrAppend(&wrong, " without-a-verdict");
    }
    if (Value(t.FindUser(appeal.agent))->state == domain::User::State::kDeactivated) {
      absl::StrAppend(&wrong, " of-somebody-who-left");
    }
  }

  void CheckFigures(store::Transaction& t, std::string& wrong) {
    for (int n = 1; n <= kAgents; ++n) {
      const auto cells = Value(upkeep::ReckonDay(t, policy_, people_[1 + n], kDay));
      const auto differs = upkeep::Difference(cells.stored, cells.reckoned);
      if (!differs.answers.empty() || !differs.upheld.empty() || !differs.elements.empty()) {
        absl::StrAppend(&wrong, " figures");
      }
    }
  }

  const absl::CivilDay kDay{2026, 3, 9};
  std::mt19937_64 random_{20260310};
  std::vector<domain::UserId> people_;
  std::vector<domain::UserId> evaluators_;
  std::vector<domain::ReviewId> evaluations_;
};

TEST_F(AppealStorm, SomebodyIsAlwaysAskedOrLookedForAndTheFiguresAreRight) {
  OpenFloor();
  for (int i = 0; i < 1500; ++i) {
    Step();
    ASSERT_EQ(WhatIsWrong(), "") << "after step " << i;
  }
  // It has been everywhere.
  EXPECT_EQ(seen_.size(), domain::kAppealStates.size());
  EXPECT_GT(upheld_reviews_, 0);
}

}  // namespace
}  // namespace aftercall::commands
