#pragma once

#include <string>
#include <vector>

#include "backend/commands/appeal.h"
#include "tests/backend/commands/review_fixture.h"

namespace aftercall::commands {

// A site on which verdicts are contested. Agent "1" of the team Red, which Lee leads, has the call
// c1 and one star on it. Other teams are led by "Max", "Nia" and "Oli".
class AppealTest : public ReviewTest {
 protected:
  void SetUp() override {
    ReviewTest::SetUp();
    Floor(6);
    ASSERT_EQ(Take(testing::AnswerTo("c1", "r1", 1)), "created");
  }
  void OtherLeaders() {
    max_ = Leader("Max", {"Blue"});
    nia_ = Leader("Nia", {"Green"});
    oli_ = Leader("Oli", {"White"});
  }
  domain::UserId Person(const std::string& name, domain::Role role) {
    domain::UserId id;
    EXPECT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  UserChange user;
                  user.display_name = name;
                  user.role = role;
                  id = Value(CreateUser(t, user)).id;
                  return absl::OkStatus();
                }).ok());
    return id;
  }
  void Leave(domain::UserId user) {
    ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  UserChange change;
                  change.state = domain::User::State::kDeactivated;
                  return UpdateUser(t, policy_, user, change).status();
                }).ok());
  }

  AppealRequest AppealOf(const std::string& call, const std::string& agent = "1") {
    return {RequestFor(call, agent).interaction, Agent(agent), "", "It was another call."};
  }
  std::string Open(const AppealRequest& request) {
    return Do<domain::Appeal>([&](auto& t) { return OpenAppeal(t, policy_, request); });
  }
  // The agent's last.
  domain::Appeal Appealed(const std::string& agent = "1") {
    const auto list = Value(reader_->ListAppeals(Agent(agent), false, {}, 1));
    EXPECT_FALSE(list.empty()) << agent;
    return list.empty() ? domain::Appeal() : list[0].appeal;
  }
  // Its tasks, in the order in which people were asked.
  std::vector<domain::AppealTask> Asked() {
    std::vector<domain::AppealTask> tasks;
    EXPECT_TRUE(testing::Run(*store_, [&, id = Appealed().id](store::Transaction& t) {
                  tasks = Value(t.ListAppealTasks(id));
                  return absl::OkStatus();
                }).ok());
    return tasks;
  }
  // Those who are asked at the moment.
  std::vector<domain::UserId> Arbiters() {
    std::vector<domain::UserId> users;
    for (const auto& task : Asked()) {
      if (domain::IsOpen(task.state)) users.push_back(task.arbiter);
    }
    return users;
  }
  std::string TakeIt(const domain::AppealTask& task) {
    return Do<domain::AppealTask>([&](auto& t) {
      return TakeAppeal(t, policy_, {task.id, task.arbiter});
    });
  }
  std::string Decide(const domain::AppealTask& task, AppealDecision decision,
                     const std::string& reason = "The customer names another agent.") {
    return Do<domain::AppealTask>([&](auto& t) {
      return DecideAppeal(t, policy_, {task.id, task.arbiter}, decision, reason);
    });
  }
  std::string WithdrawIt() {
    return Do<domain::Appeal>([&, appeal = Appealed()](auto& t) {
      return WithdrawAppeal(t, policy_, {appeal.id, appeal.agent});
    });
  }
  void RunDueOfAppeals() {
    ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  return RunDueAppeals(t, policy_, 100).status();
                }).ok());
  }

  domain::UserId max_, nia_, oli_;
};

}  // namespace aftercall::commands
