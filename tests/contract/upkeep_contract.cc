#include <gmock/gmock.h>

#include "absl/strings/str_cat.h"
#include "tests/contract/store_under_test.h"

// What checks, mending and age ask of a store.
namespace aftercall::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::VerdictOf;

void Append(Store& store, domain::UserId feed, int entries) {
  std::vector<domain::FeedDraft> change;
  for (int i = 0; i < entries; ++i) change.push_back({feed, VerdictOf(i + 1, 3)});
  const auto status = testing::Run(store, [&](Transaction& t) { return t.Append(change); });
  EXPECT_TRUE(status.ok()) << status;
}

int64_t Trim(Store& store, domain::UserId feed, absl::Time before, int64_t keep, int64_t most) {
  absl::StatusOr<int64_t> trimmed;
  const auto status = testing::Run(store, [&](Transaction& t) {
    trimmed = t.TrimFeed(feed, before, keep, most);
    return trimmed.status();
  });
  EXPECT_TRUE(status.ok()) << status;
  return trimmed.value_or(-1);
}

TEST_P(StoreContract, TrimmingTakesWholeOldChangesAndKeepsTheLast) {
  for (int i = 0; i < 4; ++i) Append(*store_, kAnn, 3);
  const absl::Time later = clock_.Now() + absl::Hours(1);
  EXPECT_EQ(Trim(*store_, kAnn, clock_.Now(), 0, 100), 0) << "not older";
  EXPECT_EQ(Trim(*store_, kAnn, later, 0, 2), 0) << "half a change";
  EXPECT_EQ(Trim(*store_, kAnn, later, 0, 4), 3);
  EXPECT_EQ(Trim(*store_, kAnn, later, 4, 100), 3);
  EXPECT_EQ(Trim(*store_, kAnn, later, 4, 100), 0);
  EXPECT_EQ(Trim(*store_, kBob, later, 0, 100), 0);
  const auto page = Value(reader_->ReadFeed(kAnn, 0, 100));
  EXPECT_EQ(page.trimmed, 6);
  EXPECT_EQ(page.head, 12);
  EXPECT_EQ(page.entries.front().position, 7);
  EXPECT_EQ(Trim(*store_, kAnn, later, 0, 100), 6);
  Append(*store_, kAnn, 1);
  EXPECT_EQ(Value(reader_->ReadFeed(kAnn, 12, 100)).entries.at(0).position, 13);
}

TEST_P(StoreContract, ATrimThatFailsTakesNothing) {
  Append(*store_, kAnn, 1);
  const auto status = testing::Run(*store_, [&](Transaction& t) {
    EXPECT_EQ(Value(t.TrimFeed(kAnn, clock_.Now() + absl::Hours(1), 0, 100)), 1);
    return absl::AbortedError("meant to fail");
  });
  EXPECT_FALSE(status.ok());
  const auto page = Value(reader_->ReadFeed(kAnn, 0, 100));
  EXPECT_EQ(page.trimmed, 0);
  EXPECT_EQ(page.entries.size(), 1u);
}

TEST_P(StoreContract, OldFeedsAreListedPageByPage) {
  for (int id = 1; id <= 5; ++id) Append(*store_, {id}, id);
  clock_.Advance(absl::Hours(2));
  Append(*store_, {6}, 6);
  const absl::Time before = clock_.Now() - absl::Hours(1);
  const auto first = Value(reader_->ListOldFeeds(before, 2, {0}, 4));
  EXPECT_THAT(first.feeds, ElementsAre(domain::UserId{3}, domain::UserId{4}));
  ASSERT_TRUE(first.stopped_at);
  const auto rest = Value(reader_->ListOldFeeds(before, 2, *first.stopped_at, 4));
  EXPECT_THAT(rest.feeds, ElementsAre(domain::UserId{5}));
  EXPECT_FALSE(rest.stopped_at);
}

TEST_P(StoreContract, OldResultsAreListedAndForgotten) {
  Write([&](Transaction& t) {
    return t.PutRequest("a", {"f", "r"}).ok() ? t.PutRequest("b", {"f", "r"})
                                              : absl::InternalError("a");
  });
  clock_.Advance(absl::Hours(2));
  Write([&](Transaction& t) { return t.PutRequest("c", {"f", "r"}); });
  const absl::Time before = clock_.Now() - absl::Hours(1);
  const auto first = Value(reader_->ListOldRequests(before, "", 1));
  EXPECT_THAT(first.request_ids, ElementsAre("a"));
  EXPECT_EQ(first.stopped_at, "a");
  const auto rest = Value(reader_->ListOldRequests(before, "a", 5));
  EXPECT_THAT(rest.request_ids, ElementsAre("b"));
  EXPECT_FALSE(rest.stopped_at);
  Write([&](Transaction& t) {
    const std::vector<std::string> ids = {"a", "b", "c", "d"};
    EXPECT_EQ(Value(t.ForgetRequests(ids, before)), 2);
    EXPECT_FALSE(Value(t.FindRequest("a")));
    EXPECT_TRUE(Value(t.FindRequest("c")));
    return absl::OkStatus();
  });
}

TEST_P(StoreContract, CellsAreReadWithWhatTheTransactionHasAdded) {
  const domain::Cell cell{kAnn, {}, kDay, domain::Channel::kVoice, "x"};
  domain::RollupDelta delta;
  delta.interactions[cell].interactions = 2;
  delta.answers[{cell, "stars", 4, false, domain::Contacts::kOne}] = 3;
  delta.late[{kAnn, kDay + 1}] = 4;
  const auto add_and_read = [&](int times) {
    return [&, times](Transaction& t) {
      t.AddToRollups(delta);
      const auto cells = Value(t.ReadRollups(kAnn, kDay));
      EXPECT_EQ(cells.interactions.at(cell).interactions, 2 * times);
      EXPECT_EQ(cells.answers.begin()->second, 3 * times);
      EXPECT_EQ(Value(t.ReadLate(kAnn)).late.begin()->second, 4 * times);
      EXPECT_TRUE(Value(t.ReadRollups(kAnn, kDay + 1)).interactions.empty());
      EXPECT_TRUE(Value(t.ReadRollups(kBob, kDay)).answers.empty());
      return absl::OkStatus();
    };
  };
  Write(add_and_read(1));
  std::vector<testing::Command> group;
  group.push_back(add_and_read(2));
  group.push_back([&](Transaction& t) {
    t.AddToRollups(delta);
    return absl::AbortedError("meant to fail");
  });
  group.push_back(add_and_read(3));
  testing::RunTogether(*store_, std::move(group));
}

TEST_P(StoreContract, AnInspectionSeesOneStateAndWritesNothing) {
  const auto ann = AddUser("Ann");
  AddInteraction("c1", ann, {}, kDay);
  Append(*store_, ann, 2);
  const auto inspection = Value(store_->Inspect());
  AddInteraction("c2", ann, {}, kDay);
  Append(*store_, ann, 2);
  Append(*store_, kBob, 1);
  EXPECT_EQ(Value(inspection->Count()).interactions, 1);
  EXPECT_EQ(Value(inspection->rows().ListInteractionsOf(ann, kDay)).size(), 1u);
  const auto feeds = Value(inspection->ListFeeds({INT64_MIN}, 10));
  ASSERT_EQ(feeds.size(), 1u);
  EXPECT_EQ(feeds[0].head, 2);
  EXPECT_EQ(feeds[0].entries, 2);
  EXPECT_THAT(Value(inspection->CheckStructure([](int64_t, int64_t) { return true; })), IsEmpty());
  EXPECT_FALSE(inspection->rows().SetSeen(ann, 1).ok());
  EXPECT_EQ(Value(Value(store_->Inspect())->ListFeeds({INT64_MIN}, 10)).size(), 2u);
}

}  // namespace
}  // namespace aftercall::store
