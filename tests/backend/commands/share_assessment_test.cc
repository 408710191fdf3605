#include "backend/commands/share_assessment.h"

#include "absl/strings/str_cat.h"
#include "backend/commands/publish_form.h"
#include "shared/wire/problem.h"
#include "tests/backend/commands/commands_fixture.h"

namespace aftercall::commands {
namespace {

class ShareAssessmentTest : public CommandsTest {
 protected:
  void SetUp() override {
    CommandsTest::SetUp();
    lee_ = Leader("Lee", {"Red"});
    ASSERT_EQ(Take(testing::CallOf("c1", "7")), "created");
    ASSERT_TRUE(
        testing::Run(*store_, [&](store::Transaction& t) {
          key_ = {*Value(t.FindInteraction("pbx", "c1")), *Value(t.FindAlias({"pbx", "7"}))};
          auto status = EnsureDefaultForm(t);
          return status.ok() ? Request(t, policy_, key_).status() : status;
        }).ok());
  }

  // "2 shares, 1 holds", or the reason why it was refused.
  std::string Do(absl::StatusOr<std::vector<domain::Share>> (*verb)(store::Transaction&,
                                                                    SelfAssessmentKey,
                                                                    domain::UserId),
                 domain::UserId reader) {
    std::string words;
    const auto status = testing::Run(*store_, [&](store::Transaction& t) {
      const auto shares = verb(t, key_, reader);
      if (!shares.ok()) return shares.status();
      int holds = 0;
      for (const auto& share : *shares) holds += !share.withdrawn_at;
      words = absl::StrCat(shares->size(), " shares, ", holds, " hold");
      return absl::OkStatus();
    });
    const auto problem = wire::ProblemOf(status);
    return problem ? problem->reason : words;
  }

  domain::UserId lee_;
  SelfAssessmentKey key_;
};

TEST_F(ShareAssessmentTest, SharingTwiceIsSharingOnceAndTakingBackStaysOnRecord) {
  EXPECT_EQ(Do(ShareWith, lee_), "1 shares, 1 hold");
  EXPECT_EQ(Do(ShareWith, lee_), "1 shares, 1 hold");
  EXPECT_EQ(Do(ShareWith, {}), "2 shares, 2 hold");
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(Do(UnshareWith, lee_), "2 shares, 1 hold");
  EXPECT_EQ(Do(UnshareWith, lee_), "NOT_SHARED");
  EXPECT_EQ(Do(ShareWith, lee_), "3 shares, 2 hold");
}

TEST_F(ShareAssessmentTest, WhoCannotReadItIsRefused) {
  EXPECT_EQ(Do(ShareWith, key_.agent), "READER_INVALID");
  EXPECT_EQ(Do(ShareWith, {1}), "READER_INVALID");
  ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                UserChange closed;
                closed.state = domain::User::State::kDeactivated;
                auto status = UpdateUser(t, policy_, lee_, closed).status();
                TeamChange nobody;
                nobody.leaders = std::vector<domain::UserId>{key_.agent};
                return status.ok()
                           ? UpdateTeam(t, Value(t.FindTeamByName("Red"))->id, nobody).status()
                           : status;
              }).ok());
  EXPECT_EQ(Do(ShareWith, lee_), "READER_INVALID");
  EXPECT_EQ(Do(ShareWith, {}), "NO_LEADER") << "they lead it themselves, alone";
  key_.agent = lee_;
  EXPECT_EQ(Do(ShareWith, {}), "NOT_FOUND") << "it is another's";
}

TEST_F(ShareAssessmentTest, ThereIsAnEndToSharing) {
  for (size_t i = 0; i < kMostShares; ++i) {
    EXPECT_EQ(Do(ShareWith, lee_), absl::StrCat(i + 1, " shares, 1 hold"));
    clock_.Advance(absl::Seconds(1));
    Do(UnshareWith, lee_);
  }
  EXPECT_EQ(Do(ShareWith, lee_), "TOO_MANY_SHARES");
}

}  // namespace
}  // namespace aftercall::commands
