#include <random>

#include "backend/commands/assess.h"
#include "backend/commands/pause.h"
#include "tests/backend/commands/review_fixture.h"

// However pauses begin, overlap and end, a prompt is open for twelve hours of time that is not
// paused, and no longer.
namespace aftercall::commands {
namespace {

using AssessState = domain::SelfAssessment::State;

class PauseStorm : public ReviewTest {
 protected:
  static constexpr int kAgents = 4;

  int Below(int limit) { return static_cast<int>(random_() % limit); }

  void OpenFloor() {
    Floor(kAgents);
    Leader("Kim", {"Blue"});
    for (int n = 1; n <= kAgents; ++n) {
      agents_.push_back(Agent(absl::StrCat(n)));
      const auto team = TeamCalled(n % 2 == 0 ? "Red" : "Blue");
      teams_.push_back(team);
      ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                    return t.SetMainTeam(agents_.back(), team, t.Now());
                  }).ok());
      for (int k = 0; k < 40; ++k) {
        auto call = testing::CallOf(absl::StrCat("s", n, "-", k), absl::StrCat(n));
        call.queue = Below(2) == 0 ? "cards" : "loans";
        ASSERT_EQ(Take(call), "created");
        calls_.push_back({call.external_id, call.queue, n - 1});
      }
    }
  }

  void Step() {
    const absl::Time before = clock_.Now();
    clock_.Advance(absl::Minutes(Below(100)));
    Reckon(before, clock_.Now());
    ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  auto status = RunDuePauses(t, policy_, 100).status();
                  status.Update(RunDueSelfAssessments(t, policy_, 100).status());
                  return status;
                }).ok());
    const int die = Below(10);
    ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  return die < 4   ? Ask(t)
                         : die < 7 ? Start(t)
                         : die < 9 ? End(t)
                                   : OnSignedIn(t, agents_[Below(kAgents)]);
                }).ok());
  }

  std::string WhatIsWrong() {
    std::string wrong;
    for (const Asked& one : asked_) {
      const auto found = Value(reader_->FindSelfAssessment(one.key.interaction, one.key.agent));
      const auto& assessment = found->assessment;
      const bool is_open = domain::IsOpen(assessment.state);
      if (is_open != (one.ran < kLongestOpen)) {
        absl::StrAppend(&wrong, is_open ? " still open" : " lapsed", " after ",
                        absl::FormatDuration(one.ran));
      }
      if (is_open && assessment.frozen_at.has_value() != IsCovered(one, clock_.Now())) {
        absl::StrAppend(&wrong, assessment.frozen_at ? " frozen for nothing" : " not frozen");
      }
      lapsed_ += is_open ? 0 : 1;
    }
    return wrong;
  }

  int lapsed_ = 0;
  int paused_minutes_ = 0;

 private:
  struct Call {
    std::string external_id;
    std::string queue;
    int agent;
  };
  struct Asked {
    SelfAssessmentKey key;
    domain::TeamId team;
    std::string queue;
    absl::Duration ran;  // not paused
  };
  struct Interval {
    PauseTarget target;
    absl::Time from, to;
  };

  PauseTarget Target() {
    switch (Below(4)) {
      case 0:
        return {teams_[0], ""};
      case 1:
        return {teams_[1], ""};
      case 2:
        return {{}, "cards"};
      default:
        return {{}, "loans"};
    }
  }
  Interval* Running(const PauseTarget& target, absl::Time now) {
    for (auto& one : intervals_) {
      const bool is_it = one.target.team == target.team && one.target.queue == target.queue;
      if (is_it && one.from <= now && now < one.to) return &one;
    }
    return nullptr;
  }
  bool IsCovered(const Asked& one, absl::Time at) const {
    for (const auto& interval : intervals_) {
      const bool is_its = interval.target.team ? interval.target.team == one.team
                                               : interval.target.queue == one.queue;
      if (is_its && interval.from <= at && at < interval.to) return true;
    }
    return false;
  }
  void Reckon(absl::Time from, absl::Time to) {
    for (Asked& one : asked_) {
      if (one.ran >= kLongestOpen) continue;
      for (absl::Time at = from; at < to; at += absl::Minutes(1)) {
        const bool is_covered = IsCovered(one, at);
        paused_minutes_ += is_covered ? 1 : 0;
        if (!is_covered) one.ran += absl::Minutes(1);
      }
    }
  }

  absl::Status Ask(store::Transaction& t) {
    if (calls_.empty()) return absl::OkStatus();
    const Call call = calls_.back();
    calls_.pop_back();
    const SelfAssessmentKey key{**t.FindInteraction("pbx", call.external_id), agents_[call.agent]};
    asked_.push_back({key, teams_[call.agent], call.queue, absl::ZeroDuration()});
    return commands::Request(t, policy_, key).status();
  }
  absl::Status Start(store::Transaction& t) {
    const auto target = Target();
    const absl::Duration duration = absl::Minutes(1 + Below(300));
    if (Interval* running = Running(target, t.Now())) {
      running->to = std::max(running->to, t.Now() + duration);
    } else {
      intervals_.push_back({target, t.Now(), t.Now() + duration});
    }
    return StartPause(t, policy_, lee_, target, duration).status();
  }
  absl::Status End(store::Transaction& t) {
    const auto target = Target();
    if (Interval* running = Running(target, t.Now())) running->to = t.Now();
    return EndPause(t, policy_, target).status();
  }

  std::mt19937_64 random_{20261128};
  std::vector<domain::UserId> agents_;
  std::vector<domain::TeamId> teams_;
  std::vector<Call> calls_;
  std::vector<Asked> asked_;
  std::vector<Interval> intervals_;
};

TEST_F(PauseStorm, APromptIsOpenForTwelveHoursThatAreNotPaused) {
  OpenFloor();
  for (int i = 0; i < 300; ++i) {
    Step();
    ASSERT_EQ(WhatIsWrong(), "") << "after step " << i;
  }
  EXPECT_GT(lapsed_, 0);
  EXPECT_GT(paused_minutes_, 1000);
}

}  // namespace
}  // namespace aftercall::commands
