#include "backend/upkeep/retention.h"

#include "absl/strings/str_cat.h"
#include "backend/feed/stream.h"
#include "tests/backend/upkeep/kept_store.h"

// What age takes, and what it leaves.
namespace aftercall::upkeep {
namespace {

constexpr domain::UserId kAnn{1};
constexpr domain::UserId kBob{2};
constexpr int64_t kKept = feed::Stream::kSnapshotEntries;
const Retention kRetention{absl::Hours(90 * 24), absl::Hours(7 * 24)};

class RetentionTest : public KeptStore {
 protected:
  void Append(domain::UserId feed, int changes, int entries_each = 1) {
    for (int i = 0; i < changes; ++i) {
      std::vector<domain::FeedDraft> change;
      for (int k = 0; k < entries_each; ++k) change.push_back({feed, testing::VerdictOf(++id_, 3)});
      const auto status =
          testing::Run(*store_, [&](store::Transaction& t) { return t.Append(change); });
      ASSERT_TRUE(status.ok()) << status;
    }
  }
  Trimmed Trim() {
    const auto trimmed =
        TrimByAge(*store_, *reader_, kRetention, clock_.Now(), [] { return true; });
    EXPECT_TRUE(trimmed.ok()) << trimmed.status();
    return *trimmed;
  }
  store::FeedPage Page(domain::UserId feed) { return *reader_->ReadFeed(feed, 0, 1000000); }

  int64_t id_ = 0;
};

TEST_F(RetentionTest, OldEntriesGoTheLatestStay) {
  Append(kAnn, 700);
  clock_.Advance(absl::Hours(24 * 91));
  Append(kAnn, 100);
  EXPECT_EQ(Trim().entries, 600);
  const auto page = Page(kAnn);
  EXPECT_EQ(page.head, 800);
  EXPECT_EQ(page.trimmed, 600);
  EXPECT_EQ(static_cast<int64_t>(page.entries.size()), kKept);
  EXPECT_EQ(page.entries.front().position, 601);
  EXPECT_EQ(Trim().entries, 0);
  EXPECT_EQ(Check()->findings, 0);
  Append(kAnn, 1);
  EXPECT_EQ(Page(kAnn).entries.back().position, 801);
}

TEST_F(RetentionTest, WhatIsYoungStaysHoweverMuchItIs) {
  Append(kAnn, 300);
  clock_.Advance(absl::Hours(24 * 91));
  Append(kAnn, 600);
  EXPECT_EQ(Trim().entries, 300);
  EXPECT_EQ(Page(kAnn).entries.size(), 600u);
}

TEST_F(RetentionTest, NothingOfAShortFeedGoes) {
  Append(kAnn, static_cast<int>(kKept));
  Append(kBob, static_cast<int>(kKept) + 1);
  clock_.Advance(absl::Hours(24 * 1000));
  EXPECT_EQ(Trim().entries, 1);
  EXPECT_EQ(Page(kAnn).trimmed, 0);
  EXPECT_EQ(Page(kBob).trimmed, 1);
}

TEST_F(RetentionTest, ChangesAreNeverSplit) {
  Append(kAnn, 300, 3);
  clock_.Advance(absl::Hours(24 * 91));
  // 700 could go by their number; 699 are whole changes.
  EXPECT_EQ(Trim().entries, 699);
  EXPECT_EQ(Page(kAnn).trimmed % 3, 0);
  EXPECT_EQ(Check()->findings, 0);
}

TEST_F(RetentionTest, ASnapshotIsWhatItWasBefore) {
  Append(kAnn, 900);
  const auto before = reader_->ReadLatest(kAnn, kKept)->entries;
  clock_.Advance(absl::Hours(24 * 91));
  EXPECT_GT(Trim().entries, 0);
  EXPECT_EQ(reader_->ReadLatest(kAnn, kKept)->entries, before);
}

TEST_F(RetentionTest, AClockThatStepsBackAndForthTrimsOnlyUpToTheFirstYoungOne) {
  Append(kAnn, 100);
  clock_.Advance(absl::Hours(24 * 91));
  Append(kAnn, 1);
  clock_.Advance(-absl::Hours(24 * 91));
  Append(kAnn, 300);
  clock_.Advance(absl::Hours(24 * 91));
  EXPECT_EQ(Trim().entries, 100);
  EXPECT_EQ(Check()->findings, 0);
}

TEST_F(RetentionTest, ResultsForReplaysGoAfterTheirTime) {
  const auto put = [&](const std::string& prefix, int n) {
    for (int i = 0; i < n; ++i) {
      const auto status = testing::Run(*store_, [&](store::Transaction& t) {
        return t.PutRequest(absl::StrCat(prefix, i), {std::string(32, '0'), "result"});
      });
      ASSERT_TRUE(status.ok()) << status;
    }
  };
  put("old-", 1300);
  clock_.Advance(absl::Hours(24 * 8));
  put("new-", 10);
  EXPECT_EQ(Trim().requests, 1300);
  EXPECT_EQ(Check()->requests, 10);
  EXPECT_EQ(Trim().requests, 0);
}

TEST_F(RetentionTest, ItEndsWhenItIsAskedTo) {
  Append(kAnn, 1500);
  clock_.Advance(absl::Hours(24 * 91));
  int left = 3;
  const auto some =
      TrimByAge(*store_, *reader_, kRetention, clock_.Now(), [&] { return left-- > 0; });
  ASSERT_TRUE(some.ok()) << some.status();
  EXPECT_GT(some->entries, 0);
  EXPECT_LT(some->entries, 1300);
  Trim();
  EXPECT_EQ(Page(kAnn).trimmed, 1300);
}

TEST(ClockWatch, NoticesAClockThatWasSetEitherWayOnce) {
  const absl::Time noon = testing::At(12);
  const absl::Time steady = absl::UnixEpoch();
  ClockWatch watch(noon, steady);
  const auto after = [&](double hours, double by_clock) {
    return watch.SetSinceLastLook(noon + absl::Hours(by_clock), steady + absl::Hours(hours));
  };
  EXPECT_EQ(after(1, 1), absl::ZeroDuration());
  EXPECT_EQ(after(2, 2.1), absl::ZeroDuration());
  EXPECT_EQ(after(3, 1000), absl::Hours(1000 - 2.1 - 1));
  EXPECT_EQ(after(4, 1001), absl::ZeroDuration());
  EXPECT_LT(after(5, 5), absl::ZeroDuration());
  EXPECT_EQ(after(6, 6), absl::ZeroDuration());
}

}  // namespace
}  // namespace aftercall::upkeep
