#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "backend/feed/hub.h"
#include "backend/feed/stream.h"
#include "tests/support/make.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/writes.h"

namespace aftercall::feed {

inline constexpr domain::UserId kAnn{1};
inline constexpr domain::UserId kBob{2};

// A follower that marks its stream, as the network's does.
struct Follower final : Subscriber {
  explicit Follower(Stream* stream = nullptr) : stream(stream) {}
  void Wake(bool standing_only) override {
    ++(standing_only ? standings : wakes);
    if (stream != nullptr && !standing_only) stream->MarkGrown();
    if (stream != nullptr) stream->WantStanding();
  }
  Stream* stream;
  std::atomic<int> wakes = 0;
  std::atomic<int> standings = 0;
};

// A store whose commits go to a hub.
class FeedFixture : public ::testing::Test {
 protected:
  void SetUp() override;

  // Appends one change of `n` entries to a feed.
  void Append(domain::UserId feed, int n = 1);
  void Touch(domain::UserId feed);
  // A new team in this time zone is Ann's main team from now on.
  void PutAnnInto(const std::string& team, const std::string& time_zone);
  std::unique_ptr<Stream> NewStream(std::optional<Cursor> resume_after);
  std::string Epoch() const { return std::string(store_->Epoch()); }

  // The next message; aborts at an error.
  std::optional<Message> Next(Stream& stream);
  // Everything until there is nothing more, in words: "opened", "snapshot 1 2", "entries 3 4 @4",
  // "standing", "caught up @4", "bookmark @4".
  std::vector<std::string> Drain(Stream& stream);

  testing::TemporaryDirectory directory_;
  testing::ManualClock clock_{testing::At(12)};
  Hub hub_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<store::Reader> reader_;
  int64_t interactions_ = 0;
};

}  // namespace aftercall::feed
