#include "backend/commands/mark_seen.h"
#include "tests/backend/commands/commands_fixture.h"

// A leader learns whose a verdict is once its agent has seen it, not before.
namespace aftercall::commands {
namespace {

using testing::AnswerTo;
using testing::At;
using testing::CallOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SeenTest : public CommandsTest {
 protected:
  void SetUp() override {
    CommandsTest::SetUp();
    lee_ = Leader("Lee", {"Red"});
    Take(CallOf("c1", "7"));
    Take(AnswerTo("c1", "r1", 4));
    ann_ = Agent("7");
  }

  absl::StatusOr<int64_t> See(domain::UserId user, int64_t position) {
    absl::StatusOr<int64_t> seen;
    testing::Run(*store_, [&](store::Transaction& t) {
      seen = MarkSeen(t, user, position);
      return seen.status();
    }).IgnoreError();
    return seen;
  }

  domain::UserId lee_, ann_;
};

TEST_F(SeenTest, NamesTheAgentToTheLeaderOnce) {
  EXPECT_THAT(Feed(lee_), ElementsAre("verdict c1 stars 4"));
  EXPECT_EQ(*See(ann_, 1), 1);
  EXPECT_THAT(Feed(lee_), ElementsAre("verdict c1 stars 4", "seen by Agent 7"));
  EXPECT_EQ(*See(ann_, 1), 1);
  EXPECT_EQ(*See(ann_, 0), 1);  // never goes back
  EXPECT_EQ(Feed(lee_).size(), 2u);
  EXPECT_EQ(Value(reader_->ReadFeed(ann_, 0, 1)).seen, 1);
}

TEST_F(SeenTest, IsAboutWhatWasReachedOnly) {
  Take(CallOf("c2", "7"));
  Take(AnswerTo("c2", "r2", 5));
  See(ann_, 1).IgnoreError();
  EXPECT_THAT(Feed(lee_, 2), ElementsAre("seen by Agent 7"));
  See(ann_, 2).IgnoreError();
  EXPECT_THAT(Feed(lee_, 3), ElementsAre("seen by Agent 7"));
}

TEST_F(SeenTest, AChangeAfterwardsIsUnnamedUntilItIsSeen) {
  See(ann_, 1).IgnoreError();
  auto changed = AnswerTo("c1", "r1", 1);
  changed.answered = At(13);
  Take(changed);
  EXPECT_THAT(Feed(lee_, 2), ElementsAre("changed from 4: c1 stars 1"));
  See(ann_, 2).IgnoreError();
  EXPECT_THAT(Feed(lee_, 3), ElementsAre("seen by Agent 7"));
}

TEST_F(SeenTest, WhatIsAnothersByNowIsNotTold) {
  Take(CallOf("c1", "8"));
  EXPECT_EQ(*See(ann_, 1), 1);
  EXPECT_THAT(Feed(lee_, 2), IsEmpty());
}

TEST_F(SeenTest, WhatDoesNotStandAnyMoreIsNotTold) {
  Take(CallOf("c2", "7"));
  Take(AnswerTo("c2", "r1", 4));  // the answer was about another call of theirs
  const auto told = static_cast<int64_t>(Feed(lee_).size());
  See(ann_, Value(reader_->ReadFeed(ann_, 0, 0)).head).IgnoreError();
  EXPECT_THAT(Feed(lee_, told), ElementsAre("seen by Agent 7"));
}

TEST_F(SeenTest, ALeadersOwnReadingTellsNobody) {
  EXPECT_EQ(*See(lee_, 1), 1);
  EXPECT_THAT(Feed(lee_, 1), IsEmpty());
  EXPECT_THAT(Feed(ann_, 1), IsEmpty());
}

TEST_F(SeenTest, APositionBeyondTheFeedIsRefused) {
  for (const int64_t position : {int64_t{2}, int64_t{-1}, INT64_MAX}) {
    const auto seen = See(ann_, position);
    ASSERT_FALSE(seen.ok());
    EXPECT_EQ(wire::ProblemOf(seen.status())->reason, "POSITION_OUT_OF_RANGE");
  }
}

}  // namespace
}  // namespace aftercall::commands
