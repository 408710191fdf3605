#include <algorithm>
#include <random>
#include <set>

#include "backend/commands/pause.h"
#include "tests/backend/commands/review_fixture.h"

// Whatever happens in whatever order, nobody's request is forgotten.
namespace aftercall::commands {
namespace {

using Doing = domain::AgentState::State;
using Origin = domain::Review::Origin;
using State = domain::Review::State;
using TaskState = domain::ReviewTask::State;

// A small site on which anything happens at random, also what is refused.
class ReviewStorm : public ReviewTest {
 protected:
  static constexpr int kAgents = 8;

  int Below(int limit) { return static_cast<int>(random_() % limit); }
  domain::UserId Somebody() { return agents_[Below(kAgents)]; }

  void OpenFloor() {
    Floor(kAgents);
    for (int n = 1; n <= kAgents; ++n) {
      agents_.push_back(Agent(absl::StrCat(n)));
      for (int k = 0; k < 4; ++k) AddCallAt(k % 2 == 0 ? "cards" : "", n, k);
    }
    // Two teams, of which one may be paused.
    evaluators_ = {lee_, Leader("Kim", {"Blue"})};
    blue_ = TeamCalled("Blue");
    for (int n = 0; n < kAgents; n += 2) {
      ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                    return t.SetMainTeam(agents_[n], blue_, t.Now());
                  }).ok());
    }
    // So that anchors come up.
    ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  for (const auto agent : agents_) {
                    for (int k = 0; k < 8; ++k) AddReviewDone(t, agent);
                  }
                  return absl::OkStatus();
                }).ok());
    for (int n = 1; n <= kAgents; ++n) LendOneOf(absl::StrCat(n));
  }

  void LendOneOf(const std::string& number) {
    ASSERT_EQ(Request(RequestFor(absl::StrCat("s", number, "-0"), number)), "");
    ASSERT_EQ(Accept(Tasks(number)[0]), "");
    ASSERT_EQ(Submit(Tasks(number)[0]), "");
    reviews_.push_back(Last(number).id);
    ASSERT_EQ(Do<domain::Review>(
                  [&, key = Key(number)](auto& t) { return LendReview(t, policy_, key, true); }),
              "");
  }

  // One thing, in one transaction; what it refuses is no matter here.
  void Step() {
    clock_.Advance(absl::Minutes(Below(90)));
    const int die = Below(100);
    ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  return RunDuePauses(t, policy_, 100).status();
                }).ok());
    (void)testing::Run(*store_, [&](store::Transaction& t) {
      if (die < 22) return AskFor(t);
      if (die < 26) return Evaluate(t);
      if (die < 70) return React(t);
      if (die < 85) return Tell(t);
      if (die < 87) return LeaveOrReturn(t);
      if (die < 90) return PauseOrGoOn(t);
      return RunDueReviews(t, policy_, 100).status();
    });
  }

  // What is wrong with the rows as they stand, in words.
  std::string WhatIsWrong() {
    std::string wrong;
    EXPECT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  FindAnchors(t);
                  for (const auto id : reviews_) Look(t, *Value(t.FindReview(id)), wrong);
                  return absl::OkStatus();
                }).ok());
    return wrong;
  }

  std::vector<domain::ReviewId> reviews_;
  std::set<domain::ReviewId> anchors_;
  int evaluated_ = 0;  // evaluations that were begun
  std::map<State, int> seen_;
  int paused_ = 0;  // tasks seen that stood still

 private:
  // Nobody asks for these.
  void FindAnchors(store::Transaction& t) {
    for (const auto agent : agents_) {
      for (const auto& task : Value(t.ListOpenReviewTasks(agent))) {
        if (Value(t.FindReview(task.review))->origin != Origin::kAnchor) continue;
        if (anchors_.insert(task.review).second) reviews_.push_back(task.review);
      }
    }
  }

  absl::Status AskFor(store::Transaction& t) {
    const int n = Below(kAgents);
    ReviewRequest request;
    request.interaction = **t.FindInteraction("pbx", absl::StrCat("s", n + 1, "-", Below(4)));
    request.requester = agents_[n];
    if (Below(5) == 0) request.unwanted = {Somebody()};
    const auto made = RequestReview(t, policy_, request);
    if (made.ok()) reviews_.push_back(made->id);
    return made.status();
  }

  absl::Status Evaluate(store::Transaction& t) {
    const auto call =
        **t.FindInteraction("pbx", absl::StrCat("s", 1 + Below(kAgents), "-", Below(4)));
    const auto task = StartEvaluation(t, policy_, {call, evaluators_[Below(2)]});
    if (!task.ok()) return task.status();
    reviews_.push_back(task->review);
    ++evaluated_;
    return absl::OkStatus();
  }

  absl::Status React(store::Transaction& t) {
    if (reviews_.empty()) return absl::OkStatus();
    const auto review = *Value(t.FindReview(reviews_[Below(static_cast<int>(reviews_.size()))]));
    const ReviewKey key{review.id, review.requester};
    const auto tasks = Value(t.ListReviewTasks(review.id));
    const int die = Below(10);
    if (die == 9) return LendAll(t, Below(4) > 0);
    if (die == 0) return CloseReview(t, policy_, key).status();
    if (die == 1) return AcknowledgeReview(t, policy_, key).status();
    if (die == 2) return DifferFromReview(t, policy_, key, "No").status();
    if (tasks.empty()) return absl::OkStatus();
    const auto task = KeyOf(tasks[tasks.size() - 1 - Below(std::min<int>(2, tasks.size()))]);
    if (die < 6) return AcceptReview(t, policy_, task).status();
    if (die < 8) return SubmitReview(t, policy_, task, Good()).status();
    return DeclineReview(t, policy_, task, "No").status();
  }

  absl::Status LendAll(store::Transaction& t, bool lent) {
    for (const auto id : reviews_) {
      (void)LendReview(t, policy_, {id, Value(t.FindReview(id))->requester}, lent);
    }
    return absl::OkStatus();
  }

  absl::Status Tell(store::Transaction& t) {
    constexpr Doing kDoings[] = {Doing::kAvailable, Doing::kOnInteraction, Doing::kBreak,
                                 Doing::kOffline};
    const auto user = Somebody();
    const auto told = t.PutAgentState(user, {kDoings[Below(4)], t.Now(), 0, t.Now()});
    return told.ok() ? OnPresenceTold(t, policy_, user) : told.status();
  }

  absl::Status LeaveOrReturn(store::Transaction& t) {
    const auto user = Below(10) == 0 ? evaluators_[Below(2)] : Somebody();
    UserChange change;
    change.state = Value(t.FindUser(user))->state == domain::User::State::kActive
                       ? domain::User::State::kDeactivated
                       : domain::User::State::kActive;
    return UpdateUser(t, policy_, user, change).status();
  }

  void AddCallAt(const std::string& queue, int n, int k) {
    auto told = testing::CallOf(absl::StrCat("s", n, "-", k), absl::StrCat(n));
    told.text = "Agent: Hello. Customer: At last.";
    told.queue = queue;
    ASSERT_EQ(Take(told), "created");
  }

  absl::Status PauseOrGoOn(store::Transaction& t) {
    const PauseTarget target = Below(2) == 0 ? PauseTarget{blue_, ""} : PauseTarget{{}, "cards"};
    if (Below(3) == 0) return EndPause(t, policy_, target).status();
    return StartPause(t, policy_, lee_, target, absl::Hours(1 + Below(4))).status();
  }

  // What a pause promises of an open task.
  void LookAtPause(store::Transaction& t, const domain::Review& review,
                   const domain::ReviewTask& task, std::string& wrong) {
    const auto place = Value(t.MainTeamAt(task.reviewer, t.Now()));
    const auto facts = Value(t.LoadFacts(review.interaction));
    const bool is_paused =
        domain::PausedUntil(Value(t.ListPauses()), place ? place->id : domain::TeamId(),
                            facts.interaction.told.queue, t.Now())
            .has_value();
    const bool is_open = domain::IsOpen(task.state);
    if (is_open && task.deadline.frozen_at.has_value() != is_paused) {
      absl::StrAppend(&wrong, is_paused ? " runs-while-paused" : " stands-for-nothing");
    }
    paused_ += is_open && is_paused ? 1 : 0;
    const auto before = tasks_.find(task.id);
    if (before != tasks_.end() && is_paused && before->second.deadline.frozen_at &&
        (task.state == TaskState::kLapsed || task.reminded != before->second.reminded) &&
        task.state != TaskState::kAccepted) {
      absl::StrAppend(&wrong, " lapsed-or-reminded-while-paused");
    }
    // Whoever evaluates unasked may begin at any time.
    const bool is_asked = review.origin != Origin::kEvaluation;
    if (is_paused && before == tasks_.end() && is_open && is_asked) {
      absl::StrAppend(&wrong, " asked-in-pause");
    }
    tasks_[task.id] = task;
  }

  // It is one person's alone, who reviews the interaction once.
  void LookAtEvaluation(store::Transaction& t, const domain::Review& review, std::string& wrong) {
    const auto tasks = Value(t.ListReviewTasks(review.id));
    if (tasks.size() != 1) absl::StrAppend(&wrong, " an-evaluation-by-", tasks.size());
    int times = 0;
    for (const auto& task : Value(t.ListReviewTasksAbout(review.interaction))) {
      const bool counts = domain::IsOpen(task.state) || task.state == TaskState::kSubmitted;
      times += counts && task.reviewer == tasks.at(0).reviewer ? 1 : 0;
    }
    if (times > 1) absl::StrAppend(&wrong, " evaluated-twice");
  }

  void Look(store::Transaction& t, const domain::Review& review, std::string& wrong) {
    ++seen_[review.state];
    int asked = 0, open = 0, accepted = 0, of_leaders = 0, submitted = 0;
    std::set<domain::UserId> declined;
    if (review.look_at && *review.look_at > t.Now() + absl::Hours(1)) {
      absl::StrAppend(&wrong, " forgotten");
    }
    for (const auto& task : Value(t.ListReviewTasks(review.id))) {
      LookAtPause(t, review, task, wrong);
      if (declined.count(task.reviewer) > 0) absl::StrAppend(&wrong, " again-after-a-no");
      if (task.state == TaskState::kDeclined) declined.insert(task.reviewer);
      ++asked;
      submitted += task.state == TaskState::kSubmitted ? 1 : 0;
      if (task.reviewer == review.requester) absl::StrAppend(&wrong, " oneself");
      if (!domain::IsOpen(task.state)) continue;
      ++open;
      accepted += task.state == TaskState::kAccepted ? 1 : 0;
      of_leaders += task.as_leader ? 1 : 0;
      if (Value(t.FindUser(task.reviewer))->state == domain::User::State::kDeactivated) {
        absl::StrAppend(&wrong, " somebody-who-left");
      }
      if (task.deadline.DueAt() > t.Now() + domain::kLongestWait) absl::StrAppend(&wrong, " late");
    }
    if (review.origin == Origin::kAnchor && asked > 1) {
      absl::StrAppend(&wrong, " an-anchor-for-several");
    }
    if (review.origin == Origin::kEvaluation) LookAtEvaluation(t, review, wrong);
    const bool is_sound =
        review.state == State::kLooking     ? open == 0 && review.look_at.has_value()
        : review.state == State::kOffered   ? open == 1 && accepted == 0 && of_leaders == 0
        : review.state == State::kEscalated ? open >= 1 && accepted == 0 && of_leaders == open
        : review.state == State::kAccepted  ? open == 1 && accepted == 1
                                            : open == 0;
    if (!is_sound) {
      absl::StrAppend(&wrong, " state ", static_cast<int>(review.state), " with ", open, " open");
    }
    const bool is_there = review.submitted_at.has_value();
    if (submitted != (is_there ? 1 : 0)) absl::StrAppend(&wrong, " ", submitted, " submitted");
    if (domain::IsUnderWay(review.state) &&
        Value(t.FindUser(review.requester))->state == domain::User::State::kDeactivated) {
      absl::StrAppend(&wrong, " of-somebody-who-left");
    }
  }

  std::mt19937_64 random_{20260309};
  std::vector<domain::UserId> agents_;
  std::vector<domain::UserId> evaluators_;
  domain::TeamId blue_;
  std::map<domain::ReviewTaskId, domain::ReviewTask> tasks_;  // as seen last
};

TEST_F(ReviewStorm, SomebodyIsAlwaysAskedOrLookedForAndNobodyElse) {
  OpenFloor();
  for (int i = 0; i < 3000; ++i) {
    Step();
    ASSERT_EQ(WhatIsWrong(), "") << "after step " << i;
  }
  // It has been everywhere.
  EXPECT_EQ(seen_.size(), domain::kReviewStates.size());
  EXPECT_FALSE(anchors_.empty());
  EXPECT_GT(evaluated_, 5);
  EXPECT_GT(paused_, 100);
}

}  // namespace
}  // namespace aftercall::commands
