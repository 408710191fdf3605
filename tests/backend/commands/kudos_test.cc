#include "backend/commands/kudos.h"

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
  std::string Give(domain::UserId giver, domain::UserId recipient, const std::string& words = "") {
    return Do<domain::Kudos>(
        [&](auto& t) { return GiveKudos(t, policy_, giver, recipient, words); });
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
  ASSERT_TRUE(testing::Run(*store_, [&, id = Agent("3")](store::Transaction& t) {
                UserChange change;
                change.state = domain::User::State::kDeactivated;
                return UpdateUser(t, policy_, id, change).status();
              }).ok());
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
