#include "absl/strings/str_cat.h"
#include "tests/backend/rpc/served.h"

// Watching a feed over a real connection.
namespace aftercall::rpc {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class FeedTest : public ServedTest {
 protected:
  void SetUp() override {
    config_.bookmark_interval = absl::Milliseconds(200);
    ServedTest::SetUp();
    Ingest({StarsRecord(), CallRecord("c0", "7")});
    ann_ = TokenOf("Agent 7");
  }

  // `n` calls of agent 7, each answered; ids go on from `first`.
  void Answer(int first, int n, const std::string& comment = "") {
    std::vector<v1::IngestRecord> records;
    for (int i = first; i < first + n; ++i) {
      records.push_back(CallRecord(absl::StrCat("c", i), "7"));
      records.push_back(
          AnswerRecord(absl::StrCat("c", i), absl::StrCat("r", i), 1 + i % 5, comment));
    }
    Ingest(records);
  }

  void See(const std::string& token, int64_t position) {
    v1::MarkFeedSeenRequest request;
    request.set_feed("users/me/feed");
    request.set_position(position);
    v1::MarkFeedSeenResponse response;
    Call call(token);
    const auto status = ToAbsl(feed_->MarkFeedSeen(&call, request, &response));
    EXPECT_TRUE(status.ok()) << status;
    EXPECT_EQ(response.seen_position(), position);
  }

  static void ExpectPositions(const std::vector<v1::FeedEntry>& entries, int64_t first) {
    for (size_t i = 0; i < entries.size(); ++i) {
      ASSERT_EQ(entries[i].position(), first + static_cast<int64_t>(i));
    }
  }

  std::string ann_;
};

TEST_F(FeedTest, AFirstConnectionGetsASnapshot) {
  Answer(1, 3);
  Watcher watcher(*feed_, ann_);
  ASSERT_TRUE(watcher.WaitUntilLive()) << watcher.End();
  const auto messages = watcher.messages();
  ASSERT_TRUE(messages[0].has_opened());
  EXPECT_EQ(messages[0].opened().mode(), v1::Opened::MODE_SNAPSHOT);
  EXPECT_EQ(messages[0].opened().reason(), v1::Opened::REASON_NO_CURSOR);
  EXPECT_EQ(messages[0].opened().display_name(), "Agent 7");
  EXPECT_EQ(messages[0].opened().bookmark_interval().nanos(), 200000000);
  EXPECT_TRUE(messages[1].has_snapshot());
  EXPECT_FALSE(messages[1].has_cursor());
  ASSERT_THAT(watcher.snapshot(), SizeIs(3));
  EXPECT_EQ(watcher.snapshot()[0].verdict().question().question_id(), "stars");
  EXPECT_EQ(watcher.snapshot()[0].verdict().question().high(), 5);
  EXPECT_THAT(watcher.entries(), IsEmpty());
  EXPECT_EQ(watcher.cursor().position(), 3);
}

TEST_F(FeedTest, AKeptCursorGoesOnExactlyAfterItself) {
  v1::FeedCursor kept;
  {
    Watcher watcher(*feed_, ann_);
    ASSERT_TRUE(watcher.WaitUntilLive());
    Answer(1, 5);
    ASSERT_TRUE(watcher.WaitForEntries(5));
    ExpectPositions(watcher.entries(), 1);
    kept = watcher.cursor();
    EXPECT_EQ(kept.position(), 5);
  }
  Answer(6, 250);
  Stop();
  Start();
  Watcher watcher(*feed_, ann_, kept);
  ASSERT_TRUE(watcher.WaitForEntries(250)) << watcher.End();
  EXPECT_EQ(watcher.messages()[0].opened().mode(), v1::Opened::MODE_RESUMED);
  EXPECT_THAT(watcher.snapshot(), IsEmpty());
  ExpectPositions(watcher.entries(), 6);
  EXPECT_TRUE(watcher.WaitUntilLive());
}

TEST_F(FeedTest, ACursorThatCannotBeGetsASnapshot) {
  Answer(1, 2);
  v1::FeedCursor cursor;
  cursor.set_epoch("another");
  cursor.set_position(1);
  Watcher other(*feed_, ann_, cursor);
  ASSERT_TRUE(other.WaitUntilLive());
  EXPECT_EQ(other.messages()[0].opened().reason(), v1::Opened::REASON_OTHER_EPOCH);
  EXPECT_THAT(other.snapshot(), SizeIs(2));
  cursor = other.cursor();
  cursor.set_position(999);
  Watcher future(*feed_, ann_, cursor);
  ASSERT_TRUE(future.WaitUntilLive());
  EXPECT_EQ(future.messages()[0].opened().reason(), v1::Opened::REASON_FROM_THE_FUTURE);
  cursor.set_position(-1);
  EXPECT_EQ(ReasonOf(Watcher(*feed_, ann_, cursor).End()), "FIELD_INVALID");
}

TEST_F(FeedTest, AnIdleFeedIsBookmarked) {
  Answer(1, 2);
  Watcher watcher(*feed_, ann_);
  ASSERT_TRUE(watcher.WaitFor([](const Watcher::Messages& messages) {
    return !messages.empty() && messages.back().has_bookmark();
  }));
  EXPECT_EQ(watcher.messages().back().cursor().position(), 2);
}

TEST_F(FeedTest, ALeaderHearsOfTheTeamsVerdictsWithoutANameUntilTheyAreSeen) {
  const auto lee = AddUser("Lee", v1::User::ROLE_AGENT);
  AddTeam("Blue", {lee.name()});
  Ingest({CallRecord("b1", "7", "Blue"), AnswerRecord("b1", "b1", 2, "too slow")});
  const std::string leader = TokenOf("Lee");
  Watcher watcher(*feed_, leader);
  ASSERT_TRUE(watcher.WaitUntilLive());
  ASSERT_THAT(watcher.snapshot(), SizeIs(1));
  const auto told = watcher.snapshot()[0].verdict();
  EXPECT_EQ(told.comment(), "too slow");
  EXPECT_EQ(told.agent(), "");
  EXPECT_EQ(told.agent_display_name(), "");
  EXPECT_EQ(told.team_display_name(), "Blue");
  See(ann_, 1);
  ASSERT_TRUE(watcher.WaitForEntries(1));
  EXPECT_EQ(watcher.entries()[0].verdict_seen().agent_display_name(), "Agent 7");
  Watcher again(*feed_, leader);
  ASSERT_TRUE(again.WaitUntilLive());
  EXPECT_EQ(again.snapshot().at(0).verdict().agent_display_name(), "Agent 7");
  Watcher own(*feed_, ann_);
  ASSERT_TRUE(own.WaitUntilLive());
  EXPECT_EQ(own.messages()[0].opened().seen_position(), 1);
}

TEST_F(FeedTest, OneWhoDoesNotReadHoldsNothingUp) {
  const auto own_connection = Connect();
  const auto stub = v1::FeedService::NewStub(own_connection);
  Call call(ann_);
  v1::WatchFeedRequest request;
  request.set_feed("users/me/feed");
  const auto slow = stub->WatchFeed(&call, request);
  v1::WatchFeedResponse response;
  ASSERT_TRUE(slow->Read(&response));
  ASSERT_TRUE(response.has_opened());
  // From here on it does not read, while far more comes than the network holds for it.
  Watcher quick(*feed_, ann_);
  ASSERT_TRUE(quick.WaitUntilLive());
  const std::string comment(3900, 'x');
  for (int batch = 0; batch < 10; ++batch) Answer(1 + 50 * batch, 50, comment);
  ASSERT_TRUE(quick.WaitForEntries(500));
  ExpectPositions(quick.entries(), 1);
  // It catches up from where it was, without a gap.
  int64_t position = 0;
  while (position < 500 && slow->Read(&response)) {
    for (const auto& entry : response.entries().entries()) {
      ASSERT_EQ(entry.position(), position + 1);
      position = entry.position();
    }
  }
  EXPECT_EQ(position, 500);
  call.TryCancel();
}

TEST_F(FeedTest, ManyComeAndGoWhileItGrows) {
  // No assertion but that everyone gets everything: races are what this looks for.
  Stop();
  config_.max_streams_per_user = 100;
  Start();
  std::vector<std::unique_ptr<Watcher>> watchers;
  for (int round = 0; round < 10; ++round) {
    for (int i = 0; i < 5; ++i) watchers.push_back(std::make_unique<Watcher>(*feed_, ann_));
    Answer(1 + 20 * round, 20);
    if (round % 2 == 1) watchers.erase(watchers.begin(), watchers.begin() + 5);
  }
  for (const auto& watcher : watchers) {
    ASSERT_TRUE(watcher->WaitFor([](const Watcher::Messages& messages) {
      for (const auto& message : messages) {
        if (message.cursor().position() == 200) return true;
      }
      return false;
    }));
    const auto entries = watcher->entries();
    if (!entries.empty()) ExpectPositions(entries, entries[0].position());
  }
}

TEST_F(FeedTest, MoreStreamsThanAreAllowedAreAskedToWait) {
  Stop();
  config_.max_streams = 1;
  Start();
  Watcher first(*feed_, ann_);
  ASSERT_TRUE(first.WaitUntilLive());
  const auto status = Watcher(*feed_, ann_).End();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(wire::RetryAfterOf(status));
}

TEST_F(FeedTest, APersonsOldestStreamGivesWayToOneTooMany) {
  Stop();
  config_.max_streams_per_user = 2;
  Start();
  Watcher oldest(*feed_, ann_);
  ASSERT_TRUE(oldest.WaitUntilLive());
  Watcher second(*feed_, ann_);
  ASSERT_TRUE(second.WaitUntilLive());
  Watcher third(*feed_, ann_);
  ASSERT_TRUE(third.WaitUntilLive());
  const auto status = oldest.End();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(status), "TOO_MANY_STREAMS_OF_USER");
  EXPECT_TRUE(wire::RetryAfterOf(status));
  Answer(1, 1);
  for (Watcher* watcher : {&second, &third}) {
    EXPECT_TRUE(watcher->WaitFor([](const Watcher::Messages& messages) {
      return !messages.empty() && messages.back().cursor().position() == 1;
    }));
  }
}

}  // namespace
}  // namespace aftercall::rpc
