#include <atomic>
#include <thread>

#include "absl/synchronization/mutex.h"
#include "backend/store/reader_pool.h"
#include "tests/backend/feed/feed_fixture.h"

// A writer and many readers at once: nobody misses a wake.
namespace aftercall::feed {
namespace {

constexpr int kEntries = 2000;
constexpr absl::Duration kPatience = absl::Seconds(60);

// Sleeps until it is woken, as a network's stream does between writes.
class SleepingFollower final : public Subscriber {
 public:
  explicit SleepingFollower(Stream& stream) : stream_(stream) {}
  void Wake(bool standing_only) override {
    if (standing_only) return;
    stream_.MarkGrown();
    absl::MutexLock lock(&mutex_);
    woken_ = true;
  }
  bool Sleep() {
    absl::MutexLock lock(&mutex_);
    const bool woken = mutex_.AwaitWithTimeout(absl::Condition(&woken_), kPatience);
    woken_ = false;
    return woken;
  }

 private:
  Stream& stream_;
  absl::Mutex mutex_;
  bool woken_ = false;
};

class ThreadsTest : public FeedFixture {};

TEST_F(ThreadsTest, EveryReaderGetsEverythingInOrder) {
  const auto follow = [&](int64_t start) {
    const auto reader = *store_->NewReader();
    Stream stream(hub_, Epoch(), kAnn, Cursor{Epoch(), start}, domain::Calendar());
    SleepingFollower follower(stream);
    hub_.Subscribe(kAnn, &follower);
    int64_t position = start;
    while (position < kEntries) {
      const auto message = stream.Next(*reader, clock_.Now());
      ASSERT_TRUE(message.ok()) << message.status();
      if (!*message) {
        ASSERT_TRUE(follower.Sleep()) << "nobody woke the reader at " << position;
        continue;
      }
      const auto* entries = std::get_if<Entries>(&(*message)->payload);
      if (entries == nullptr) continue;
      for (const auto& entry : entries->entries) {
        ASSERT_EQ(entry.position, position + 1);
        position = entry.position;
      }
    }
    hub_.Unsubscribe(kAnn, &follower);
  };
  std::vector<std::thread> readers;
  for (int i = 0; i < 4; ++i) readers.emplace_back(follow, 0);
  std::atomic<int> answered = 0;
  for (int i = 1; i <= kEntries; ++i) {
    store_->Submit(
        {[i](store::Transaction& t) {
           return t.Append(std::vector<domain::FeedDraft>{{kAnn, testing::VerdictOf(i, 3)}});
         },
         [&](const absl::Status& status) { answered += status.ok() ? 1 : 0; }});
  }
  for (auto& reader : readers) reader.join();
  ASSERT_TRUE(testing::Run(*store_, [](store::Transaction&) { return absl::OkStatus(); }).ok());
  EXPECT_EQ(answered, kEntries);
}

TEST_F(ThreadsTest, AReaderPoolRunsTasksInOrderAndTimersWhenTheyAreDue) {
  auto pool = *store::ReaderPool::Start(*store_, 1);
  absl::Mutex mutex;
  std::vector<int> ran;
  const auto note = [&](int n) {
    return [&, n](store::Reader&) {
      absl::MutexLock lock(&mutex);
      ran.push_back(n);
    };
  };
  const absl::Time now = absl::Now();
  pool->PostAt(now + absl::Milliseconds(40), note(4));
  pool->PostAt(now + absl::Milliseconds(20), note(3));
  pool->PostAt(now + absl::Hours(1), note(99));
  pool->Post(note(1));
  pool->Post(note(2));
  {
    absl::MutexLock lock(&mutex);
    const auto four = [&] { return ran.size() >= 4; };
    ASSERT_TRUE(mutex.AwaitWithTimeout(absl::Condition(&four), kPatience));
    EXPECT_EQ(ran, (std::vector<int>{1, 2, 3, 4}));
  }
  EXPECT_GE(absl::Now(), now + absl::Milliseconds(40));
  pool.reset();  // drops the timer that is far away
  EXPECT_EQ(ran.size(), 4u);
}

}  // namespace
}  // namespace aftercall::feed
