#include "tests/load/agent.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace aftercall::load {
namespace {

class AgentTest : public testing::Test {
 protected:
  v1::WatchFeedResponse Opened(v1::Opened::Mode mode) {
    v1::WatchFeedResponse message;
    message.mutable_opened()->set_mode(mode);
    return message;
  }
  v1::WatchFeedResponse CaughtUp(int64_t position) {
    v1::WatchFeedResponse message;
    message.mutable_cursor()->set_position(position);
    message.mutable_caught_up();
    return message;
  }
  v1::WatchFeedResponse Entries(std::initializer_list<int64_t> positions) {
    v1::WatchFeedResponse message;
    for (const int64_t position : positions) {
      message.mutable_entries()->add_entries()->set_position(position);
      message.mutable_cursor()->set_position(position);
    }
    return message;
  }
  bool Apply(const v1::WatchFeedResponse& message) { return agent_.Apply(message, 1, counts_); }
  // Live at a position after a snapshot.
  void GoLive(int64_t position) {
    agent_.Begin();
    Apply(Opened(v1::Opened::MODE_SNAPSHOT));
    ASSERT_TRUE(Apply(CaughtUp(position)));
  }

  Agent agent_;
  Counts counts_;
};

TEST_F(AgentTest, PositionsThatRiseByOneAreClean) {
  GoLive(7);
  Apply(Entries({8, 9}));
  Apply(Entries({10}));
  EXPECT_EQ(agent_.position(), 10);
  EXPECT_EQ(counts_.entries, 3);
  EXPECT_EQ(counts_.live, 1);
  EXPECT_TRUE(counts_.IsClean());
}

TEST_F(AgentTest, EveryPositionLeftOutIsLost) {
  GoLive(7);
  Apply(Entries({8, 11}));
  EXPECT_EQ(counts_.lost, 2);
}

TEST_F(AgentTest, AnEntryThatCameBeforeIsTwice) {
  GoLive(7);
  Apply(Entries({8, 8, 7}));
  EXPECT_EQ(counts_.twice, 2);
}

TEST_F(AgentTest, AResumedStreamGoesOnAfterTheCursor) {
  GoLive(7);
  agent_.End(counts_);
  EXPECT_EQ(counts_.live, 0);
  agent_.Begin();
  Apply(Opened(v1::Opened::MODE_RESUMED));
  Apply(Entries({8}));
  EXPECT_TRUE(Apply(CaughtUp(8)));
  EXPECT_TRUE(counts_.IsClean());
  EXPECT_EQ(counts_.ends, 1);
}

TEST_F(AgentTest, ASnapshotInsteadOfResumingIsCounted) {
  GoLive(7);
  agent_.End(counts_);
  agent_.Begin();
  Apply(Opened(v1::Opened::MODE_SNAPSHOT));
  EXPECT_EQ(counts_.anew, 1);
}

TEST_F(AgentTest, ACursorAheadOfTheEntriesIsStrange) {
  GoLive(7);
  Apply(CaughtUp(9));
  EXPECT_EQ(counts_.strange, 2);  // and it was live already
}

TEST_F(AgentTest, AMessageBeforeOpenedIsStrange) {
  agent_.Begin();
  Apply(Entries({1}));
  EXPECT_EQ(counts_.strange, 1);
}

}  // namespace
}  // namespace aftercall::load
