#include "backend/runtime/signals.h"

#include <gtest/gtest.h>
#include <pthread.h>
#include <unistd.h>

#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace aftercall::runtime {
namespace {

bool IsBlocked(int signal) {
  sigset_t mask;
  pthread_sigmask(SIG_SETMASK, nullptr, &mask);
  return sigismember(&mask, signal) == 1;
}

// What a watcher has heard.
class Heard {
 public:
  void Add(int signal) {
    absl::MutexLock lock(&mutex_);
    signals_.push_back(signal);
    threads_.push_back(std::this_thread::get_id());
  }

  std::vector<int> WaitFor(size_t count) {
    const auto enough = [&]()
                            ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return signals_.size() >= count; };
    absl::MutexLock lock(&mutex_);
    mutex_.AwaitWithTimeout(absl::Condition(&enough), absl::Seconds(20));
    return signals_;
  }

  std::thread::id thread() {
    absl::MutexLock lock(&mutex_);
    return threads_.front();
  }

 private:
  absl::Mutex mutex_;
  std::vector<int> signals_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::thread::id> threads_ ABSL_GUARDED_BY(mutex_);
};

TEST(SignalWatcherTest, TellsOfEachOnItsOwnThread) {
  Heard heard;
  SignalWatcher watcher([&](int signal) { heard.Add(signal); });
  kill(getpid(), SIGTERM);
  EXPECT_EQ(heard.WaitFor(1), std::vector<int>({SIGTERM}));
  EXPECT_NE(heard.thread(), std::this_thread::get_id());
  kill(getpid(), SIGINT);
  EXPECT_EQ(heard.WaitFor(2), std::vector<int>({SIGTERM, SIGINT}));
}

TEST(SignalWatcherTest, PutsTheMaskBackAndReportsNothingAtItsEnd) {
  ASSERT_FALSE(IsBlocked(SIGTERM));
  Heard heard;
  {
    SignalWatcher watcher([&](int signal) { heard.Add(signal); });
    EXPECT_TRUE(IsBlocked(SIGTERM));
    EXPECT_TRUE(IsBlocked(SIGINT));
    EXPECT_FALSE(IsBlocked(SIGHUP));
  }
  EXPECT_FALSE(IsBlocked(SIGTERM));
  EXPECT_FALSE(IsBlocked(SIGINT));
  EXPECT_TRUE(heard.WaitFor(0).empty());
}

TEST(SignalWatcherTest, CanBeMadeAgain) {
  for (int i = 0; i < 100; ++i) {
    Heard heard;
    SignalWatcher watcher([&](int signal) { heard.Add(signal); });
    kill(getpid(), SIGTERM);
    EXPECT_EQ(heard.WaitFor(1).size(), 1u);
  }
}

}  // namespace
}  // namespace aftercall::runtime
