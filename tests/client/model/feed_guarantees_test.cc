#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "absl/random/distributions.h"
#include "absl/strings/numbers.h"
#include "tests/client/model/make.h"

// The feed's guarantees from the client's side, over seeded streams that repeat, skip, break off,
// start over by snapshot, and over clients that crash. AFTERCALL_SEED plays one of them again.
namespace aftercall::model {
namespace {

using make::kNow;

constexpr int kRuns = 200;
constexpr int kSteps = 400;

struct Fact {
  int64_t position = 0;
  int rating = 0;
};

// What a server knows: a log, and the verdicts as they stand.
class Server {
 public:
  explicit Server(std::mt19937_64& random) : random_(random) {}

  void Grow() {
    const int64_t position = head() + 1;
    const std::string id = absl::StrCat(absl::Uniform(random_, 0, 150));
    const int rating = absl::Uniform(absl::IntervalClosed, random_, 1, 5);
    const auto it = facts_.find(id);
    if (it == facts_.end()) {
      log_.push_back(make::At(position, make::AVerdict(id, rating)));
      facts_[id] = {position, rating};
    } else if (absl::Bernoulli(random_, 0.3)) {
      log_.push_back(make::At(position, VerdictWithdrawn{make::KeyOf(id)}));
      facts_.erase(it);
    } else {
      log_.push_back(
          make::At(position, VerdictChanged{make::AVerdict(id, rating), it->second.rating}));
      it->second.rating = rating;
    }
  }

  int64_t head() const { return static_cast<int64_t>(log_.size()); }

  FeedEvent EntriesFrom(int64_t from, int64_t to) const {
    return make::Entries({log_.begin() + from - 1, log_.begin() + to});
  }

  FeedEvent SnapshotNow() const {
    std::map<int64_t, Entry> by_position;
    for (const auto& [id, fact] : facts_) {
      by_position[fact.position] = make::At(fact.position, make::AVerdict(id, fact.rating));
    }
    std::vector<Entry> entries;
    for (const auto& [position, entry] : by_position) entries.push_back(entry);
    return make::Snapshot(entries);
  }

  // The strip of somebody who has missed nothing: ratings by interaction.
  std::map<std::string, int> Strip() const {
    std::map<std::string, int> strip;
    for (const auto& [id, fact] : facts_) strip["interactions/" + id] = fact.rating;
    return strip;
  }

 private:
  std::mt19937_64& random_;
  std::vector<Entry> log_;
  std::map<std::string, Fact> facts_;
};

// Lets one client live through one seeded stream.
class Life {
 public:
  explicit Life(uint64_t seed) : random_(seed), server_(random_) {}

  void Run() {
    for (int step = 0; step < kSteps && !testing::Test::HasFailure(); ++step) Step();
    Connect();
    CatchUp();
    ExpectTheWholeTruth();
  }

 private:
  bool Chance(double share) { return absl::Bernoulli(random_, share); }

  void Step() {
    if (Chance(0.6)) server_.Grow();
    if (Chance(0.02)) Crash();
    if (!stream_ && Chance(0.5)) Connect();
    if (!stream_) return;
    if (Chance(0.02)) {
      stream_.reset();  // the link breaks
    } else if (Chance(0.02)) {
      TakeSnapshot();  // what this reader lags behind by has been trimmed
    } else if (Chance(0.03)) {
      Skip();
    } else if (Chance(0.05)) {
      Repeat();
    } else if (Chance(0.5)) {
      Send();
    } else if (Chance(0.2)) {
      Expect(make::BookmarkAt(*stream_));
    }
  }

  void Connect() {
    if (feed_.cursor() && Chance(0.8)) {
      stream_ = feed_.cursor()->position;
      Expect(make::Resumed());
      Expect(make::StateNeverTold());
      Expect(make::CaughtUpAt(*stream_));
    } else {
      TakeSnapshot();
    }
  }

  void TakeSnapshot() {
    stream_ = server_.head();
    Expect(make::Snapshotting());
    Expect(server_.SnapshotNow());
    if (Chance(0.2)) {  // it breaks off half-way
      stream_.reset();
      return;
    }
    Expect(make::StateNeverTold());
    Expect(make::CaughtUpAt(*stream_));
  }

  void Send() {
    if (*stream_ == server_.head()) return;
    const int64_t to = absl::Uniform(absl::IntervalClosed, random_, *stream_ + 1, server_.head());
    Expect(server_.EntriesFrom(*stream_ + 1, to));
    stream_ = to;
  }

  void CatchUp() {
    while (!stream_) Connect();
    if (*stream_ < server_.head()) Expect(server_.EntriesFrom(*stream_ + 1, server_.head()));
  }

  // A batch that begins before where the client is.
  void Repeat() {
    if (*stream_ == 0) return;
    const int64_t from = absl::Uniform(absl::IntervalClosed, random_, int64_t{1}, *stream_);
    const int64_t repeats = feed_.counters().repeats;
    Expect(server_.EntriesFrom(from, *stream_));
    EXPECT_EQ(feed_.counters().repeats, repeats + *stream_ - from + 1) << "Unique";
  }

  // A batch with entries missing before it must be refused, and the stream opened again.
  void Skip() {
    if (server_.head() < *stream_ + 2) return;
    const Cursor before = *feed_.cursor();
    EXPECT_FALSE(feed_.Apply(server_.EntriesFrom(*stream_ + 2, server_.head()), kNow).ok())
        << "Gapless";
    EXPECT_EQ(*feed_.cursor(), before) << "Gapless";
    stream_.reset();
  }

  // The client dies; what it kept on disk is as old as chance has it.
  void Crash() {
    Feed feed;
    if (kept_) feed.Restore(*kept_);
    feed_ = std::move(feed);
    stream_.reset();
  }

  void Expect(const FeedEvent& event) {
    const absl::Status status = feed_.Apply(event, kNow);
    EXPECT_TRUE(status.ok()) << status;
    for (size_t i = 1; i < feed_.items().size(); ++i) {
      EXPECT_LT(feed_.items()[i - 1].position, feed_.items()[i].position) << "Ordered";
    }
    if (Chance(0.3)) kept_ = feed_.Keep();
  }

  void ExpectTheWholeTruth() {
    std::map<std::string, int> strip;
    for (const Item& item : feed_.items()) {
      EXPECT_TRUE(item.released);
      EXPECT_TRUE(strip.emplace(item.verdict.interaction, item.verdict.rating).second) << "Unique";
    }
    EXPECT_EQ(strip, server_.Strip()) << "Resumable";
    EXPECT_EQ(feed_.cursor()->position, server_.head());
  }

  std::mt19937_64 random_;
  Server server_;
  Feed feed_;
  std::optional<int64_t> stream_;  // how far the open stream has sent; nothing: no stream
  std::optional<FeedKept> kept_;
};

TEST(FeedGuarantees, OrderedGaplessUniqueResumable_OverSeededStreams) {
  uint64_t first = 1;
  uint64_t last = kRuns;
  const char* seed = std::getenv("AFTERCALL_SEED");
  if (seed != nullptr && absl::SimpleAtoi(seed, &first)) last = first;
  for (uint64_t run = first; run <= last; ++run) {
    SCOPED_TRACE(absl::StrCat("AFTERCALL_SEED=", run));
    Life(run).Run();
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace aftercall::model
