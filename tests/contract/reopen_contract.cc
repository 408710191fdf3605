#include <gmock/gmock.h>

#include "tests/contract/store_under_test.h"

// What outlives the process.
namespace aftercall::store {
namespace {

using testing::VerdictOf;

TEST_P(StoreContract, ReopeningKeepsEverything) {
  const std::string epoch(store_->Epoch());
  const std::string key(store_->HashKey());
  EXPECT_FALSE(epoch.empty());
  EXPECT_GE(key.size(), 32u);
  const auto user = AddUser("Ann", {{"pbx", "7"}});
  const auto call = AddInteraction("c1", user, {}, absl::CivilDay(2026, 3, 9));
  Write([&](Transaction& t) {
    domain::RollupDelta delta;
    delta.interactions[{user, {}, absl::CivilDay(2026, 3, 9), domain::Channel::kVoice, "x"}]
        .interactions = 5;
    t.AddToRollups(delta);
    return t.Append(std::vector<domain::FeedDraft>{{kAnn, VerdictOf(1, 1)}});
  });
  Write([&](Transaction& t) { return t.SetSeen(kAnn, 1); });
  Reopen();
  EXPECT_EQ(store_->Epoch(), epoch);
  EXPECT_EQ(store_->HashKey(), key);
  EXPECT_TRUE(Value(reader_->FindUser(user)));
  EXPECT_TRUE(Value(reader_->FindInteraction(call)));
  EXPECT_EQ(Value(reader_->ReadTally({}, {})).interactions.interactions, 5);
  const auto page = Value(reader_->ReadFeed(kAnn, 0, 10));
  EXPECT_EQ(page.head, 1);
  EXPECT_EQ(page.seen, 1);
  EXPECT_EQ(page.entries.size(), 1u);
  Write([&](Transaction& t) {
    return t.Append(std::vector<domain::FeedDraft>{{kAnn, VerdictOf(2, 1)}});
  });
  EXPECT_EQ(Value(reader_->ReadFeed(kAnn, 1, 10)).entries.at(0).position, 2);
}

TEST_P(StoreContract, AnotherDatabaseIsAnotherEpochWithAnotherKey) {
  const auto elsewhere = GetParam().make_place();
  const auto other = Value(elsewhere->Open(clock_));
  EXPECT_NE(other->Epoch(), store_->Epoch());
  EXPECT_NE(other->HashKey(), store_->HashKey());
}

TEST_P(StoreContract, ASecondServerIsRefusedWhereOneServesAlone) {
  if (!place_->IsExclusive()) GTEST_SKIP() << "this store is shared";
  const auto second = place_->Open(clock_);
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.status().code(), absl::StatusCode::kFailedPrecondition);
  // The first one goes on, and a second may follow it.
  AddUser("Ann");
  Reopen();
  EXPECT_EQ(Value(reader_->FindUsersByName("Ann")).size(), 1u);
}

TEST_P(StoreContract, IdsRiseOverEverythingEvenIfTheClockStepsBack) {
  int64_t last = 0;
  const auto take = [&](int n) {
    for (int i = 0; i < n; ++i) {
      Write([&](Transaction& t) {
        domain::User user;
        user.id = {t.NewId()};
        EXPECT_GT(user.id.value, last);
        last = user.id.value;
        const int64_t second = t.NewId();
        EXPECT_GT(second, last);
        return t.InsertUser(user);
      });
    }
  };
  take(3);
  clock_.Advance(absl::Hours(-24));
  take(3);
  Reopen();
  take(3);
  clock_.Advance(absl::Hours(48));
  take(3);
}

TEST_P(StoreContract, EveryRowOfATransactionBearsItsTime) {
  Write([&](Transaction& t) {
    const absl::Time now = t.Now();
    clock_.Advance(absl::Seconds(5));
    EXPECT_EQ(t.Now(), now);
    return t.Append(std::vector<domain::FeedDraft>{{kAnn, VerdictOf(1, 1)}});
  });
  EXPECT_EQ(Value(reader_->ReadFeed(kAnn, 0, 1)).entries.at(0).created_at,
            clock_.Now() - absl::Seconds(5));
}

}  // namespace
}  // namespace aftercall::store
