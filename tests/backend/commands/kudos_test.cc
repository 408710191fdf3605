#include "backend/commands/kudos.h"

#include "shared/base/ids.h"
#include "tests/backend/commands/review_fixture.h"

namespace aftercall::commands {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class KudosTest : public ReviewTest {
 protected:
  void SetUp() override {
    ReviewTest::SetUp();
    Floor(3);
  }
  std::string Give(domain::UserId giver, domain::UserId recipient, const std::string& words = "",
                   domain::InteractionId interaction = {}) {
    return Do<domain::Kudos>(
        [&](auto& t) { return GiveKudos(t, policy_, giver, recipient, words, interaction); });
  }
  std::string GiveFor(const domain::ReviewTask& task, const std::string& words = "") {
    return Do<domain::Kudos>([&](auto& t) {
      return GiveKudosForReview(t, policy_, *Value(t.FindReviewTask(task.id)), words);
    });
  }
  void Leave(const std::string& agent) {
    ASSERT_TRUE(testing::Run(*store_, [&, id = Agent(agent)](store::Transaction& t) {
                  UserChange change;
                  change.state = domain::User::State::kDeactivated;
                  return UpdateUser(t, policy_, id, change).status();
                }).ok());
  }
  void Move(const char* team, const char* zone) {
    ASSERT_TRUE(testing::Run(*store_, [&, id = TeamCalled(team)](store::Transaction& t) {
                  TeamChange change;
                  change.time_zone = zone;
                  return UpdateTeam(t, id, change).status();
                }).ok());
  }
};

TEST_F(KudosTest, AreToldToWhomTheyAreForWithTheGiversName) {
  EXPECT_EQ(Give(Agent("1"), Agent("2"), " Calm all along. "), "");
  EXPECT_EQ(Give(lee_, Agent("2")), "");
  EXPECT_THAT(Feed(Agent("2")),
              ElementsAre("kudos from Agent 1: Calm all along.", "kudos from Lee: "));
  EXPECT_THAT(Feed(Agent("1")), IsEmpty());
  EXPECT_EQ(Value(reader_->ListKudos(Agent("2"), {}, 9)).size(), 2u);
}

TEST_F(KudosTest, AreOneADayFromEachToEach) {
  EXPECT_EQ(Give(Agent("1"), Agent("2")), "");
  EXPECT_EQ(Give(Agent("1"), Agent("2"), "Again"), "KUDOS_GIVEN_TODAY");
  EXPECT_EQ(Give(Agent("1"), Agent("3")), "");
  EXPECT_EQ(Give(Agent("2"), Agent("1")), "");
  clock_.Advance(absl::Hours(12));
  EXPECT_EQ(Give(Agent("1"), Agent("2"), "Again"), "");
}

TEST_F(KudosTest, AreForOthersWhoAreHere) {
  EXPECT_EQ(Give(Agent("1"), Agent("1")), "KUDOS_TO_ONESELF");
  Leave("3");
  EXPECT_EQ(Give(Agent("1"), Agent("3")), "USER_DEACTIVATED");
  EXPECT_EQ(Give(Agent("3"), Agent("1")), "USER_DEACTIVATED");
}

TEST_F(KudosTest, AreWithinASiteButForLeaders) {
  auto far = testing::CallOf("c9", "9");
  far.team = "Far";
  ASSERT_EQ(Take(far), "created");
  EXPECT_EQ(Give(Agent("1"), Agent("9")), "");
  Move("Far", "Asia/Shanghai");
  EXPECT_EQ(Give(Agent("2"), Agent("9")), "OTHER_SITE");
  EXPECT_EQ(Give(Agent("9"), Agent("2")), "OTHER_SITE");
  EXPECT_EQ(Give(lee_, Agent("9")), "");
  Move("Red", "Asia/Shanghai");
  EXPECT_EQ(Give(Agent("2"), Agent("9")), "");
}

TEST_F(KudosTest, ForAnInteractionSayWhichOfTheRecipients) {
  AddCall("c2", "2");
  EXPECT_EQ(Give(lee_, Agent("2"), "Calm", RequestFor("c2", "2").interaction), "");
  EXPECT_THAT(Feed(Agent("2")), ElementsAre("kudos from Lee: Calm for c2"));
  EXPECT_EQ(Give(lee_, Agent("1"), "", RequestFor("c2").interaction), "KUDOS_INTERACTION_OTHERS");
  EXPECT_EQ(Give(lee_, Agent("1"), "", {4711}), "KUDOS_INTERACTION_OTHERS");
  EXPECT_EQ(Give(lee_, Agent("2"), "", RequestFor("c2").interaction), "KUDOS_GIVEN_TODAY");
}

TEST_F(KudosTest, ForAReviewComeOnceFromNobodyInParticular) {
  AddAgent("4");
  ASSERT_EQ(Request(RequestFor("c1")), "");
  const auto task = Tasks()[0];
  EXPECT_EQ(GiveFor(task), "KUDOS_REVIEW_OVER") << "only asked so far";
  ASSERT_EQ(Accept(task), "");
  ASSERT_EQ(Submit(task), "");
  // What is between the two otherwise neither hinders it nor is hindered, which would tell.
  EXPECT_EQ(Give(task.reviewer, Agent("1"), "Hello"), "");
  EXPECT_EQ(GiveFor(task, "Well asked"), "");
  EXPECT_EQ(GiveFor(task), "KUDOS_GIVEN_FOR_REVIEW");
  EXPECT_EQ(Give(task.reviewer, Agent("1")), "KUDOS_GIVEN_TODAY");
  clock_.Advance(absl::Hours(48));
  EXPECT_EQ(GiveFor(task), "KUDOS_GIVEN_FOR_REVIEW");
  EXPECT_EQ(Feed(Agent("1")).back(), "kudos from a reviewer: Well asked for c1");
  const auto list = Value(reader_->ListKudos(Agent("1"), {}, 9));
  ASSERT_EQ(list.size(), 2u);
  EXPECT_FALSE(list[0].kudos.giver);
  EXPECT_EQ(list[0].giver_display_name, "");
}

TEST_F(KudosTest, ForAReviewAreRefusedWithoutAWordOfWhomTheyWereFor) {
  AddAgent("4");
  ASSERT_EQ(Request(RequestFor("c1")), "");
  const auto declined = Tasks()[0];
  ASSERT_EQ(Decline(declined), "");
  const auto accepted = Tasks()[1];
  ASSERT_EQ(Accept(accepted), "");
  ASSERT_EQ(Submit(accepted), "");
  Leave("1");
  for (const auto& task : {declined, accepted}) {
    const auto status = testing::Run(*store_, [&](store::Transaction& t) {
      return GiveKudosForReview(t, policy_, *Value(t.FindReviewTask(task.id)), "").status();
    });
    const auto problem = wire::ProblemOf(status);
    ASSERT_TRUE(problem) << status;
    EXPECT_EQ(problem->reason, "KUDOS_REVIEW_OVER");
    EXPECT_EQ(problem->field, "review_task");
    EXPECT_THAT(problem->value + problem->description, Not(HasSubstr("Agent")));
    EXPECT_THAT(problem->value + problem->description,
                Not(HasSubstr(base::FormatId(Agent("1").value))));
  }
}

TEST_F(KudosTest, WordsAreShortAndRedacted) {
  EXPECT_EQ(Give(Agent("1"), Agent("2"), std::string(domain::kKudosCharacters + 1, 'a')),
            "TEXT_TOO_LONG");
  EXPECT_EQ(Give(Agent("1"), Agent("2"), "Well done with maya@example.com"), "");
  EXPECT_THAT(Feed(Agent("2")).at(0), Not(HasSubstr("maya@")));
  EXPECT_THAT(Value(reader_->ListKudos(Agent("2"), {}, 9)).at(0).kudos.words,
              Not(HasSubstr("maya@")));
}

}  // namespace
}  // namespace aftercall::commands
