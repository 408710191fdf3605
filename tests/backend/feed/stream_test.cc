#include "backend/feed/stream.h"

#include <gmock/gmock.h>

#include <functional>
#include <utility>

#include "backend/store/sqlite/database.h"
#include "backend/store/sqlite/sqlite_reader.h"
#include "tests/backend/feed/feed_fixture.h"

namespace aftercall::feed {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Reason = Opened::Reason;

class StreamTest : public FeedFixture {
 protected:
  Reason OpenedBecause(std::optional<Cursor> cursor) {
    const auto stream = NewStream(std::move(cursor));
    return std::get<Opened>(Next(*stream)->payload).reason;
  }
};

TEST_F(StreamTest, SaysWhyItOpenedAsItDid) {
  Append(kAnn, 3);
  EXPECT_EQ(OpenedBecause({}), Reason::kNoCursor);
  EXPECT_EQ(OpenedBecause(Cursor{"another", 2}), Reason::kOtherEpoch);
  EXPECT_EQ(OpenedBecause(Cursor{Epoch(), 4}), Reason::kFromTheFuture);
  EXPECT_EQ(OpenedBecause(Cursor{Epoch(), INT64_MAX}), Reason::kFromTheFuture);
  EXPECT_EQ(OpenedBecause(Cursor{Epoch(), -1}), Reason::kTooOld);
  for (int position = 0; position <= 3; ++position) {
    EXPECT_EQ(OpenedBecause(Cursor{Epoch(), position}), Reason::kResumed);
  }
}

TEST_F(StreamTest, ASnapshotComesWithoutACursorAndIsLiveAfterIt) {
  Append(kAnn, 2);
  Append(kBob);
  const auto stream = NewStream({});
  EXPECT_THAT(Drain(*stream), ElementsAre("opened: snapshot", "snapshot 1 2",
                                          "standing of 2026-03-09", "caught up @2"));
  EXPECT_TRUE(stream->is_live());
  EXPECT_THAT(Drain(*stream), IsEmpty());
}

TEST_F(StreamTest, OneOfNothingIsASnapshotOfNothing) {
  const auto stream = NewStream({});
  EXPECT_THAT(Drain(*stream), ElementsAre("opened: snapshot", "snapshot", "standing of 2026-03-09",
                                          "caught up @0"));
}

TEST_F(StreamTest, AResumedOneGoesOnAfterItsCursor) {
  for (int i = 0; i < 3; ++i) Append(kAnn);
  const auto stream = NewStream(Cursor{Epoch(), 1});
  EXPECT_THAT(Drain(*stream), ElementsAre("opened: resumed", "entries 2 3 @3",
                                          "standing of 2026-03-09", "caught up @3"));
}

TEST_F(StreamTest, GrowthIsSentAfterAWake) {
  const auto stream = NewStream({});
  Follower follower(stream.get());
  hub_.Subscribe(kAnn, &follower);
  Drain(*stream);
  Append(kAnn, 2);
  Append(kAnn);
  EXPECT_THAT(Drain(*stream), ElementsAre("entries 1 2 3 with standing of 2026-03-09 @3"));
  Touch(kAnn);
  EXPECT_THAT(Drain(*stream), ElementsAre("standing of 2026-03-09"));
  hub_.Unsubscribe(kAnn, &follower);
}

TEST_F(StreamTest, AStandingComesWithTheLastOfManyEntries) {
  const auto stream = NewStream({});
  Follower follower(stream.get());
  hub_.Subscribe(kAnn, &follower);
  Drain(*stream);
  for (size_t i = 0; i < Stream::kEntriesInMessage + 1; ++i) Append(kAnn);
  const auto words = Drain(*stream);
  ASSERT_EQ(words.size(), 2u);
  EXPECT_THAT(words[0], Not(HasSubstr("standing")));
  EXPECT_EQ(words[1], "entries 101 with standing of 2026-03-09 @101");
  hub_.Unsubscribe(kAnn, &follower);
}

TEST_F(StreamTest, WhatGrowsWhileItOpensIsSentBeforeItIsCaughtUp) {
  Append(kAnn);
  const auto stream = NewStream({});
  Follower follower(stream.get());
  hub_.Subscribe(kAnn, &follower);
  Next(*stream);  // opened
  Append(kAnn);
  Next(*stream);  // the snapshot, of two
  Append(kAnn);
  EXPECT_THAT(Drain(*stream),
              ElementsAre("entries 3 @3", "standing of 2026-03-09", "caught up @3"));
  hub_.Unsubscribe(kAnn, &follower);
}

TEST_F(StreamTest, ALargeBacklogComesInMessagesOfWholeChanges) {
  for (int i = 0; i < 120; ++i) Append(kAnn, 3);
  const auto stream = NewStream(Cursor{Epoch(), 0});
  int64_t position = 0;
  int messages = 0;
  while (const auto message = Next(*stream)) {
    const auto* entries = std::get_if<Entries>(&message->payload);
    if (entries == nullptr) continue;
    ++messages;
    EXPECT_EQ(entries->entries.front().position, position + 1);
    EXPECT_TRUE(entries->entries.back().ends_change);
    EXPECT_EQ(entries->entries.back().position % 3, 0);
    EXPECT_LT(entries->entries.size(), Stream::kEntriesInMessage + 3);
    position = entries->entries.back().position;
  }
  EXPECT_EQ(position, 360);
  EXPECT_EQ(messages, 4);
}

TEST_F(StreamTest, ABookmarkIsSentWhereThereIsNothingBetter) {
  const auto stream = NewStream({});
  Follower follower(stream.get());
  hub_.Subscribe(kAnn, &follower);
  Append(kAnn);
  Drain(*stream);
  stream->WantBookmark();
  EXPECT_THAT(Drain(*stream), ElementsAre("bookmark @1"));
  stream->WantBookmark();
  Append(kAnn);
  EXPECT_THAT(Drain(*stream), ElementsAre("entries 2 with standing of 2026-03-09 @2"));
  hub_.Unsubscribe(kAnn, &follower);
}

// A reader in whose reading of a feed something else happens, after the rows have been read.
class MomentReader final : public store::SqliteReader {
 public:
  using SqliteReader::SqliteReader;
  absl::StatusOr<store::FeedPage> ReadFeed(domain::UserId feed, int64_t after,
                                           size_t limit) override {
    auto page = SqliteReader::ReadFeed(feed, after, limit);
    if (const auto moment = std::exchange(moment_, nullptr)) moment();
    return page;
  }
  void At(std::function<void()> moment) { moment_ = std::move(moment); }

 private:
  std::function<void()> moment_;
};

TEST_F(StreamTest, WhatGrowsWhileTheFeedIsReadIsNotForgotten) {
  Append(kAnn);
  auto database =
      store::Database::Open(directory_.File("aftercall.db"), store::Database::Mode::kReadOnly);
  ASSERT_TRUE(database.ok());
  auto reader = std::make_unique<MomentReader>(*std::move(database));
  MomentReader& moments = *reader;
  reader_ = std::move(reader);
  const auto stream = NewStream(Cursor{Epoch(), 0});
  Follower follower(stream.get());
  hub_.Subscribe(kAnn, &follower);
  EXPECT_EQ(std::get<Opened>(Next(*stream)->payload).reason, Reason::kResumed);
  moments.At([this] { Append(kAnn); });
  EXPECT_THAT(Drain(*stream), ElementsAre("entries 1 @1", "entries 2 @2", "standing of 2026-03-09",
                                          "caught up @2"));
  hub_.Unsubscribe(kAnn, &follower);
}

TEST_F(StreamTest, ANewDayBringsANewStanding) {
  const auto stream = NewStream({});
  Drain(*stream);
  clock_.Advance(absl::Hours(11));
  EXPECT_THAT(Drain(*stream), IsEmpty());
  clock_.Advance(absl::Hours(1));
  EXPECT_THAT(Drain(*stream), ElementsAre("standing of 2026-03-10"));
}

TEST_F(StreamTest, ADayBeginsAtMidnightOfTheTeamsZone) {
  PutAnnInto("Red", "Asia/Shanghai");  // noon is 20:00 there
  const auto stream = NewStream({});
  EXPECT_THAT(Drain(*stream), ::testing::Contains("standing of 2026-03-09"));
  clock_.Advance(absl::Hours(4) - absl::Seconds(1));
  EXPECT_THAT(Drain(*stream), IsEmpty());
  clock_.Advance(absl::Seconds(1));
  EXPECT_THAT(Drain(*stream), ElementsAre("standing of 2026-03-10"));
  clock_.Advance(absl::Hours(8));  // midnight of the deployment's is nothing to Ann
  EXPECT_THAT(Drain(*stream), IsEmpty());
  // A stream that begins now knows at once.
  EXPECT_THAT(Drain(*NewStream({})), ::testing::Contains("standing of 2026-03-10"));
}

TEST_F(StreamTest, AnotherTeamOrZoneIsAnotherDay) {
  clock_.Advance(absl::Hours(8));  // 20:00
  const auto stream = NewStream({});
  Follower follower(stream.get());
  hub_.Subscribe(kAnn, &follower);
  EXPECT_THAT(Drain(*stream), ::testing::Contains("standing of 2026-03-09"));
  PutAnnInto("Red", "Asia/Shanghai");
  Touch(kAnn);
  EXPECT_THAT(Drain(*stream), ElementsAre("standing of 2026-03-10"));
  clock_.Advance(absl::Hours(2));
  PutAnnInto("Blue", "America/Bogota");
  Touch(kAnn);
  EXPECT_THAT(Drain(*stream), ElementsAre("standing of 2026-03-09"));
  hub_.Unsubscribe(kAnn, &follower);
}

class TrimmedStreamTest : public StreamTest {
 protected:
  // Leaves as much as is always left.
  void Trim() {
    clock_.Advance(absl::Hours(1));
    const auto status = testing::Run(*store_, [&](store::Transaction& t) {
      return t.TrimFeed(kAnn, clock_.Now(), Stream::kSnapshotEntries, 100000).status();
    });
    ASSERT_TRUE(status.ok()) << status;
  }
};

TEST_F(TrimmedStreamTest, ACursorBeforeWhatWasTrimmedIsTooOld) {
  Append(kAnn, 1);
  for (int i = 0; i < 300; ++i) Append(kAnn);
  Trim();
  EXPECT_EQ(OpenedBecause(Cursor{Epoch(), 100}), Reason::kTooOld);
  EXPECT_EQ(OpenedBecause(Cursor{Epoch(), 101}), Reason::kResumed);
}

TEST_F(TrimmedStreamTest, AReaderThatIsLeftBehindGetsASnapshotInItsStream) {
  for (int i = 0; i < 400; ++i) Append(kAnn);
  const auto stream = NewStream(Cursor{Epoch(), 0});
  Next(*stream);  // opened
  EXPECT_EQ(std::get<Entries>(Next(*stream)->payload).entries.back().position, 100);
  Trim();
  Append(kAnn);
  const auto opened = *Next(*stream);
  EXPECT_EQ(std::get<Opened>(opened.payload).reason, Reason::kTooOld);
  EXPECT_FALSE(opened.cursor);
  EXPECT_EQ(std::get<Snapshot>(Next(*stream)->payload).entries.back().position, 401);
  EXPECT_THAT(Drain(*stream), ElementsAre("standing of 2026-03-09", "caught up @401"));
  Append(kAnn);
  stream->MarkGrown();
  EXPECT_THAT(Drain(*stream), ElementsAre("entries 402 @402"));
}

TEST_F(TrimmedStreamTest, OneThatWasLiveIsLeftBehindToo) {
  const auto stream = NewStream({});
  Follower follower(stream.get());
  hub_.Subscribe(kAnn, &follower);
  Drain(*stream);
  // It does not read for so long that the hub forgets.
  for (int i = 0; i < 300; ++i) Append(kAnn);
  Trim();
  const auto words = Drain(*stream);
  ASSERT_EQ(words.size(), 4u);
  EXPECT_EQ(words.front(), "opened: snapshot");
  EXPECT_EQ(words[2], "standing of 2026-03-09");
  EXPECT_EQ(words[3], "caught up @300");
  EXPECT_TRUE(stream->is_live());
  hub_.Unsubscribe(kAnn, &follower);
}

TEST_F(TrimmedStreamTest, OneThatKeepsUpNeverNotices) {
  const auto stream = NewStream({});
  Follower follower(stream.get());
  hub_.Subscribe(kAnn, &follower);
  Drain(*stream);
  for (int i = 0; i < 300; ++i) Append(kAnn);
  Drain(*stream);
  Trim();
  Append(kAnn);
  EXPECT_THAT(Drain(*stream), ElementsAre("entries 301 with standing of 2026-03-09 @301"));
  hub_.Unsubscribe(kAnn, &follower);
}

TEST_F(StreamTest, TheSnapshotHoldsTheLatest) {
  for (int i = 0; i < 70; ++i) Append(kAnn);
  const auto stream = NewStream({});
  Next(*stream);
  const auto message = *Next(*stream);
  const auto& entries = std::get<Snapshot>(message.payload).entries;
  ASSERT_EQ(entries.size(), Stream::kSnapshotVerdicts);
  EXPECT_EQ(entries.front().position, 21);
  EXPECT_EQ(entries.back().position, 70);
}

}  // namespace
}  // namespace aftercall::feed
