#include "backend/feed/hub.h"

#include <gmock/gmock.h>

#include "tests/backend/feed/feed_fixture.h"

namespace aftercall::feed {
namespace {

using ::testing::ElementsAre;

class HubTest : public FeedFixture {
 protected:
  // The positions after `after` as the hub remembers them; {-1}: ask the store.
  std::vector<int64_t> After(int64_t after) const {
    const auto growths = hub_.After(kAnn, after);
    if (!growths) return {-1};
    std::vector<int64_t> positions;
    for (const auto& grown : *growths) {
      for (const auto& entry : grown->entries) {
        if (entry.position > after) positions.push_back(entry.position);
      }
    }
    return positions;
  }
};

TEST_F(HubTest, WakesThoseWhoFollowAndNobodyElse) {
  Follower ann, also_ann, bob;
  hub_.Subscribe(kAnn, &ann);
  hub_.Subscribe(kAnn, &also_ann);
  hub_.Subscribe(kBob, &bob);
  Append(kAnn);
  EXPECT_EQ(ann.wakes, 1);
  EXPECT_EQ(also_ann.wakes, 1);
  EXPECT_EQ(bob.wakes, 0);
  Touch(kAnn);
  EXPECT_EQ(ann.wakes, 1);
  EXPECT_EQ(ann.standings, 1);
  hub_.Unsubscribe(kAnn, &ann);
  Append(kAnn);
  EXPECT_EQ(ann.wakes, 1);
  EXPECT_EQ(also_ann.wakes, 2);
  hub_.Unsubscribe(kAnn, &also_ann);
  hub_.Unsubscribe(kBob, &bob);
}

TEST_F(HubTest, RemembersOnlyWhatCameSinceItIsFollowed) {
  Append(kAnn);
  EXPECT_THAT(After(0), ElementsAre(-1));
  Follower ann;
  hub_.Subscribe(kAnn, &ann);
  EXPECT_THAT(After(1), ElementsAre(-1));  // it cannot know that nothing followed
  Append(kAnn, 2);
  Append(kAnn);
  EXPECT_THAT(After(0), ElementsAre(-1));
  EXPECT_THAT(After(1), ElementsAre(2, 3, 4));
  EXPECT_THAT(After(3), ElementsAre(4));
  EXPECT_THAT(After(4), ElementsAre());
  hub_.Unsubscribe(kAnn, &ann);
  EXPECT_THAT(After(4), ElementsAre(-1));
}

TEST_F(HubTest, AGapIsNeverRemembered) {
  Follower ann;
  hub_.Subscribe(kAnn, &ann);
  Append(kAnn);
  hub_.Unsubscribe(kAnn, &ann);
  Append(kAnn);
  hub_.Subscribe(kAnn, &ann);
  Append(kAnn);
  EXPECT_THAT(After(1), ElementsAre(-1));
  EXPECT_THAT(After(2), ElementsAre(3));
  hub_.Unsubscribe(kAnn, &ann);
}

TEST_F(HubTest, ForgetsTheOldestFirst) {
  Follower ann;
  hub_.Subscribe(kAnn, &ann);
  for (size_t i = 0; i < Hub::kRemembered + 5; ++i) Append(kAnn);
  EXPECT_THAT(After(4), ElementsAre(-1));
  EXPECT_EQ(After(5).size(), Hub::kRemembered);
  // One change that is larger than its memory.
  Append(kAnn, static_cast<int>(Hub::kRemembered) + 1);
  EXPECT_THAT(After(static_cast<int64_t>(Hub::kRemembered) + 5), ElementsAre(-1));
  hub_.Unsubscribe(kAnn, &ann);
}

}  // namespace
}  // namespace aftercall::feed
