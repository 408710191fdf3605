#include <gmock/gmock.h>

#include "tests/contract/store_under_test.h"

// Appeals, the tasks of those who are asked to decide them, and kudos.
namespace aftercall::store {
namespace {

using testing::At;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using State = domain::Appeal::State;
using TaskState = domain::AppealTask::State;

domain::Appeal AppealOf(int64_t id, domain::InteractionId call, domain::UserId agent) {
  domain::Appeal appeal;
  appeal.id = {id};
  appeal.interaction = call;
  appeal.question_id = "stars";
  appeal.agent = agent;
  appeal.reason = "It was another call. 不是这通。";
  appeal.opened_at = At(12);
  return appeal;
}

domain::AppealTask TaskOf(int64_t id, int64_t appeal, domain::UserId arbiter) {
  return {{id}, {appeal}, arbiter, TaskState::kOffered, At(12), At(60)};
}

absl::Status PutAll(Transaction& t, const std::vector<domain::Appeal>& appeals,
                    const std::vector<domain::AppealTask>& tasks) {
  absl::Status status;
  for (const auto& appeal : appeals) status.Update(t.PutAppeal(appeal));
  for (const auto& task : tasks) status.Update(t.PutAppealTask(task));
  return status;
}

TEST_P(StoreContract, AnAppealComesBackAsWritten) {
  const auto ann = AddUser("Ann");
  const auto call = AddInteraction("c1", ann, {}, kDay);
  domain::Appeal all = AppealOf(101, call, ann);
  all.state = State::kDeclined;
  all.look_at = At(13);
  all.decided_at = At(14);
  all.decision = "The recording says otherwise.";
  Write([&](Transaction& t) {
    EXPECT_FALSE(Value(t.FindAppeal(all.id)));
    auto status = t.PutAppeal(AppealOf(101, call, ann));
    EXPECT_EQ(Value(t.FindAppeal(all.id)), AppealOf(101, call, ann));
    if (status.ok()) status = t.PutAppeal(all);
    EXPECT_EQ(Value(t.FindAppeal(all.id)), all);
    EXPECT_THAT(Value(t.ListAppeals(call, ann)), ElementsAre(all));
    EXPECT_THAT(Value(t.ListAppeals(call, {99})), IsEmpty());
    return status;
  });
  const auto found = Value(reader_->FindAppeal(all.id));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->appeal, all);
  EXPECT_EQ(found->interaction.told.external_id, "c1");
  EXPECT_FALSE(Value(reader_->FindAppeal({102})));
}

TEST_P(StoreContract, AnAppealTaskComesBackAsWrittenWithWhatIsContested) {
  const auto ann = AddUser("Ann"), bob = AddUser("Bob");
  const auto call = AddInteraction("c1", ann, {}, kDay);
  domain::AppealTask all = TaskOf(201, 101, bob);
  all.state = TaskState::kTaken;
  all.due_at = At(84);
  Write([&](Transaction& t) {
    auto status = PutAll(t, {AppealOf(101, call, ann)}, {TaskOf(201, 101, bob)});
    EXPECT_EQ(Value(t.FindAppealTask(all.id)), TaskOf(201, 101, bob));
    if (status.ok()) status = t.PutAppealTask(all);
    EXPECT_EQ(Value(t.FindAppealTask(all.id)), all);
    EXPECT_THAT(Value(t.ListAppealTasks({101})), ElementsAre(all));
    EXPECT_THAT(Value(t.ListOpenAppealTasks(bob)), ElementsAre(all));
    EXPECT_THAT(Value(t.ListOpenAppealTasks(ann)), IsEmpty());
    return status;
  });
  const auto found = Value(reader_->FindAppealTask(all.id));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->task, all);
  EXPECT_EQ(found->appeal, AppealOf(101, call, ann));
  EXPECT_EQ(found->interaction.agent_display_name, "Ann");
  EXPECT_EQ(found->interaction.facts.interaction.told.legs.size(), 1u);
  EXPECT_FALSE(Value(reader_->FindAppealTask({202})));
}

TEST_P(StoreContract, AnAppealTaskAgainstAReviewComesWithIt) {
  const auto ann = AddUser("Ann"), bob = AddUser("Bob"), lee = AddUser("Lee");
  const auto call = AddInteraction("c1", ann, {}, kDay);
  domain::Review review;
  review.id = {301};
  review.interaction = call;
  review.requester = ann;
  review.form_id = "default";
  review.form_version = 3;
  domain::ReviewTask written;
  written.id = {302};
  written.review = review.id;
  written.reviewer = lee;
  written.state = domain::ReviewTask::State::kSubmitted;
  domain::ReviewContent content;
  content.praise = "Calm";
  domain::Appeal appeal = AppealOf(101, call, ann);
  appeal.question_id.clear();
  appeal.review = review.id;
  appeal.state = State::kUpheld;
  Write([&](Transaction& t) {
    auto status = PutAll(t, {appeal}, {TaskOf(201, 101, bob)});
    status.Update(t.PutReview(review));
    status.Update(t.PutReviewTask(written));
    status.Update(
        t.PutReviewDraft(written.id, Transaction::DraftPlace::kLatest, {1, content, At(12)}));
    EXPECT_EQ(Value(t.FindAppeal(appeal.id)), appeal);
    // No answer is upheld by it.
    EXPECT_THAT(Value(t.LoadFacts(call)).upheld, IsEmpty());
    return status;
  });
  const auto found = Value(reader_->FindAppealTask({201}));
  ASSERT_TRUE(found && found->contested);
  EXPECT_EQ(found->contested->form_id, "default");
  EXPECT_EQ(found->contested->form_version, 3);
  EXPECT_EQ(found->contested->content, content);
  EXPECT_EQ(found->contested->reviewer_display_name, "Lee");
}

TEST_P(StoreContract, AppealsAreListedFromTheLatestToTheOldestOfOnePerson) {
  const auto ann = AddUser("Ann"), bob = AddUser("Bob");
  const auto call = AddInteraction("c1", ann, {}, kDay);
  std::vector<domain::Appeal> appeals;
  std::vector<domain::AppealTask> tasks;
  for (int64_t id = 101; id <= 105; ++id) {
    appeals.push_back(AppealOf(id, call, ann));
    tasks.push_back(TaskOf(id + 100, id, bob));
  }
  appeals[2].state = State::kUpheld;
  tasks[2].state = TaskState::kDecided;
  tasks[3].state = TaskState::kTaken;
  Write([&](Transaction& t) { return PutAll(t, appeals, tasks); });
  const auto mine = [&](bool open_only, int64_t before, size_t limit) {
    std::vector<int64_t> ids;
    for (const auto& one : Value(reader_->ListAppeals(ann, open_only, {before}, limit))) {
      ids.push_back(one.appeal.id.value);
    }
    return ids;
  };
  EXPECT_THAT(mine(false, 0, 2), ElementsAre(105, 104));
  EXPECT_THAT(mine(false, 104, 9), ElementsAre(103, 102, 101));
  EXPECT_THAT(mine(true, 0, 9), ElementsAre(105, 104, 102, 101));
  EXPECT_THAT(Value(reader_->ListAppeals(bob, false, {}, 9)), IsEmpty());
  const auto asked = [&](bool open_only, int64_t before) {
    std::vector<int64_t> ids;
    for (const auto& one : Value(reader_->ListAppealTasks(bob, open_only, {before}, 9))) {
      ids.push_back(one.task.id.value);
    }
    return ids;
  };
  EXPECT_THAT(asked(false, 204), ElementsAre(203, 202, 201));
  EXPECT_THAT(asked(true, 0), ElementsAre(205, 204, 202, 201));
  EXPECT_THAT(Value(reader_->ListAppealTasks(ann, false, {}, 9)), IsEmpty());
}

TEST_P(StoreContract, AppealsUnderWayAreFoundByTheirAgent) {
  const auto ann = AddUser("Ann"), bob = AddUser("Bob");
  const auto call = AddInteraction("c1", ann, {}, kDay);
  for (const State state : domain::kAppealStates) {
    domain::Appeal appeal = AppealOf(101, call, ann);
    appeal.state = state;
    Write([&](Transaction& t) {
      auto status = t.PutAppeal(appeal);
      EXPECT_EQ(Value(t.ListAppealsUnderWay(ann)).size(), domain::IsUnderWay(state) ? 1u : 0u)
          << static_cast<int>(state);
      EXPECT_THAT(Value(t.ListAppealsUnderWay(bob)), IsEmpty());
      return status;
    });
  }
}

TEST_P(StoreContract, FactsKnowWhichAppealsOfTheirAgentWereUpheld) {
  const auto ann = AddUser("Ann"), bob = AddUser("Bob");
  const auto call = AddInteraction("c1", ann, {}, kDay);
  for (const State state : domain::kAppealStates) {
    domain::Appeal appeal = AppealOf(101, call, ann), of_another = AppealOf(102, call, bob);
    appeal.state = state;
    of_another.state = State::kUpheld;
    of_another.question_id = "nps";
    Write([&](Transaction& t) {
      auto status = PutAll(t, {appeal, of_another}, {});
      const auto facts = Value(t.LoadFacts(call));
      if (state == State::kUpheld) {
        EXPECT_THAT(facts.upheld, ElementsAre("stars"));
      } else {
        EXPECT_THAT(facts.upheld, IsEmpty()) << static_cast<int>(state);
      }
      return status;
    });
  }
}

TEST_P(StoreContract, WhatIsDueOfAppealsIsFoundByItsTime) {
  const auto ann = AddUser("Ann"), bob = AddUser("Bob");
  const auto call = AddInteraction("c1", ann, {}, kDay);
  const domain::AppealTask first = TaskOf(201, 101, bob);
  domain::AppealTask second = TaskOf(202, 101, bob), done = TaskOf(203, 101, bob);
  second.state = TaskState::kTaken;
  second.due_at = At(61);
  done.state = TaskState::kDecided;
  domain::Appeal looking = AppealOf(101, call, ann), offered = AppealOf(102, call, ann);
  looking.look_at = At(70);
  offered.state = State::kOffered;
  offered.look_at = At(1);
  Write([&](Transaction& t) { return PutAll(t, {looking, offered}, {second, first, done}); });
  EXPECT_FALSE(Value(reader_->HasDueAppeals(At(59.9))));
  EXPECT_TRUE(Value(reader_->HasDueAppeals(At(60))));
  Write([&](Transaction& t) {
    EXPECT_THAT(Value(t.ListDueAppealTasks(At(59.9), 9)), IsEmpty());
    EXPECT_THAT(Value(t.ListDueAppealTasks(At(61), 9)), ElementsAre(first, second));
    EXPECT_THAT(Value(t.ListDueAppealTasks(At(61), 1)), ElementsAre(first));
    EXPECT_THAT(Value(t.ListAppealsToLookFor(At(69.9), 9)), IsEmpty());
    EXPECT_THAT(Value(t.ListAppealsToLookFor(At(70), 9)), ElementsAre(looking.id));
    domain::AppealTask over = first;
    over.state = TaskState::kLapsed;
    auto status = t.PutAppealTask(over);
    over = second;
    over.state = TaskState::kWithdrawn;
    status.Update(t.PutAppealTask(over));
    return status;
  });
  EXPECT_FALSE(Value(reader_->HasDueAppeals(At(69.9))));
  EXPECT_TRUE(Value(reader_->HasDueAppeals(At(70))));
}

TEST_P(StoreContract, WhoEvaluatedAndWhoDecidesIsKnownByTheInteraction) {
  const auto ann = AddUser("Ann");
  const auto call = AddInteraction("c1", ann, {}, kDay);
  const auto other = AddInteraction("c2", ann, {}, kDay);
  Write([&](Transaction& t) {
    domain::Review review;
    review.id = {101};
    review.interaction = call;
    review.requester = ann;
    review.form_id = "default";
    auto status = t.PutReview(review);
    for (const auto state : domain::kReviewTaskStates) {
      domain::ReviewTask task;
      task.id = {200 + static_cast<int64_t>(state)};
      task.review = review.id;
      task.reviewer = {10 + static_cast<int64_t>(state)};
      task.state = state;
      task.deadline.latest = At(84);
      status.Update(t.PutReviewTask(task));
    }
    status.Update(t.PutAppeal(AppealOf(301, call, ann)));
    for (const TaskState state : domain::kAppealTaskStates) {
      auto task =
          TaskOf(400 + static_cast<int64_t>(state), 301, {20 + static_cast<int64_t>(state)});
      task.state = state;
      status.Update(t.PutAppealTask(task));
    }
    EXPECT_THAT(Value(t.ListEvaluators(call)),
                UnorderedElementsAre(domain::UserId{11}, domain::UserId{12}, domain::UserId{13}));
    EXPECT_THAT(Value(t.ListArbiters(call)),
                UnorderedElementsAre(domain::UserId{21}, domain::UserId{22}, domain::UserId{23}));
    EXPECT_THAT(Value(t.ListEvaluators(other)), IsEmpty());
    EXPECT_THAT(Value(t.ListArbiters(other)), IsEmpty());
    return status;
  });
}

TEST_P(StoreContract, LeadersAreFoundByTheTimeZoneOfTheirTeams) {
  const auto ann = AddUser("Ann"), bob = AddUser("Bob");
  const auto gone = AddUser("Gone", {}, domain::User::State::kDeactivated);
  AddTeam("Red", {ann, gone});
  AddTeam("Blue", {ann, bob});
  Write([&](Transaction& t) {
    domain::Team far;
    far.id = {t.NewId()};
    far.display_name = "Far";
    far.leaders = {bob};
    far.time_zone = "Asia/Shanghai";
    auto status = t.InsertTeam(far);
    EXPECT_THAT(Value(t.ListLeaders("")), ElementsAre(ann, bob));
    EXPECT_THAT(Value(t.ListLeaders("Asia/Shanghai")), ElementsAre(bob));
    EXPECT_THAT(Value(t.ListLeaders("Europe/London")), IsEmpty());
    return status;
  });
}

TEST_P(StoreContract, KudosSayWhatTheyAreForAndAReviewersNotWhoGaveThem) {
  const auto ann = AddUser("Ann"), bob = AddUser("Bob");
  const auto call = AddInteraction("c1", bob, {}, kDay);
  domain::Kudos named{{101}, ann, bob, "", kDay, At(12), call};
  domain::Kudos unnamed{{102}, ann, bob, "Well asked", kDay, At(13), call, {55}};
  Write([&](Transaction& t) {
    auto status = t.InsertKudos(unnamed);
    EXPECT_FALSE(Value(t.HasKudos(ann, bob, kDay))) << "nobody is to learn who gave it";
    EXPECT_TRUE(Value(t.HasKudosFor({55})));
    EXPECT_FALSE(Value(t.HasKudosFor({56})));
    status.Update(t.InsertKudos(named));
    EXPECT_TRUE(Value(t.HasKudos(ann, bob, kDay)));
    EXPECT_FALSE(Value(t.HasKudosFor({})));
    return status;
  });
  auto list = Value(reader_->ListKudos(bob, {}, 9));
  ASSERT_EQ(list.size(), 2u);
  unnamed.giver = {};
  EXPECT_EQ(list[0].kudos, unnamed);
  EXPECT_EQ(list[0].giver_display_name, "");
  EXPECT_EQ(list[1].kudos, named);
  EXPECT_EQ(list[1].giver_display_name, "Ann");
  for (const auto& one : list) {
    ASSERT_TRUE(one.reference);
    EXPECT_EQ(one.reference->interaction, call);
    EXPECT_EQ(one.reference->external_id, "c1");
    EXPECT_EQ(one.reference->day, kDay);
  }
  // Once the interaction is another's, its place is not told any more.
  Write([&](Transaction& t) {
    auto placed = Value(t.LoadFacts(call)).interaction;
    placed.agent = ann;
    return t.UpdateInteraction(placed);
  });
  list = Value(reader_->ListKudos(bob, {}, 9));
  ASSERT_EQ(list.size(), 2u);
  EXPECT_FALSE(list[1].reference);
  // One for a task, and one a day with a name, whatever was looked at before.
  unnamed.id = {103};
  unnamed.day = kDay + 1;
  named.id = {104};
  for (const auto& again : {unnamed, named}) {
    EXPECT_FALSE(testing::Run(*store_, [&](Transaction& t) { return t.InsertKudos(again); }).ok());
  }
}

TEST_P(StoreContract, KudosComeBackFromTheLatestToTheOldest) {
  const auto ann = AddUser("Ann"), bob = AddUser("Bob");
  const auto kudos = [&](int64_t id, absl::CivilDay day, const std::string& words) {
    return domain::Kudos{{id}, ann, bob, words, day, At(12)};
  };
  Write([&](Transaction& t) {
    EXPECT_FALSE(Value(t.HasKudos(ann, bob, kDay)));
    auto status = t.InsertKudos(kudos(101, kDay, ""));
    status.Update(t.InsertKudos(kudos(102, kDay + 1, "干得好")));
    EXPECT_TRUE(Value(t.HasKudos(ann, bob, kDay)));
    EXPECT_FALSE(Value(t.HasKudos(bob, ann, kDay)));
    EXPECT_FALSE(Value(t.HasKudos(ann, bob, kDay + 2)));
    return status;
  });
  const auto list = Value(reader_->ListKudos(bob, {}, 9));
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].kudos, kudos(102, kDay + 1, "干得好"));
  EXPECT_EQ(list[0].giver_display_name, "Ann");
  EXPECT_EQ(list[1].kudos, kudos(101, kDay, ""));
  EXPECT_EQ(Value(reader_->ListKudos(bob, {}, 1)).size(), 1u);
  EXPECT_EQ(Value(reader_->ListKudos(bob, {102}, 9)).at(0).kudos.id.value, 101);
  EXPECT_THAT(Value(reader_->ListKudos(ann, {}, 9)), IsEmpty());
}

}  // namespace
}  // namespace aftercall::store
