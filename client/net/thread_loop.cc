#include <chrono>
#include <deque>
#include <map>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "client/net/loop.h"
#include "shared/base/bell.h"

namespace aftercall::net {
namespace {

class ThreadLoop final : public Loop {
 public:
  ThreadLoop() : thread_([this] { Run(); }) {}
  ~ThreadLoop() override { Stop(); }

  void Post(std::function<void()> task) override {
    absl::MutexLock lock(&mutex_);
    if (!stopping_) posted_.push_back(std::move(task));
    changed_.Ring();
  }

  void After(absl::Duration delay, std::function<void()> task) override {
    absl::MutexLock lock(&mutex_);
    if (!stopping_) timers_.emplace(Elapsed() + delay, std::move(task));
    changed_.Ring();
  }

  absl::Duration Elapsed() const override {
    return absl::FromChrono(std::chrono::steady_clock::now() - start_);
  }

  void Stop() override {
    {
      absl::MutexLock lock(&mutex_);
      stopping_ = true;
    }
    changed_.Ring();
    if (thread_.joinable()) thread_.join();
  }

 private:
  void Run() {
    while (std::function<void()> task = Next()) task();
  }

  // Waits for the next task. Nothing: the end.
  std::function<void()> Next() {
    while (true) {
      absl::Duration wait = absl::InfiniteDuration();
      {
        absl::MutexLock lock(&mutex_);
        if (!stopping_ && !timers_.empty()) {
          const auto first = timers_.begin();
          wait = first->first - Elapsed();
          if (wait <= absl::ZeroDuration()) {
            posted_.push_back(std::move(first->second));
            timers_.erase(first);
          }
        }
        if (!posted_.empty()) {
          std::function<void()> task = std::move(posted_.front());
          posted_.pop_front();
          return task;
        }
        if (stopping_) return nullptr;
      }
      // A new timer may be earlier than the one waited for.
      changed_.WaitFor(wait);
    }
  }

  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  absl::Mutex mutex_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::deque<std::function<void()>> posted_ ABSL_GUARDED_BY(mutex_);
  std::multimap<absl::Duration, std::function<void()>> timers_ ABSL_GUARDED_BY(mutex_);
  base::Bell changed_;
  std::thread thread_;  // last: it uses what is above
};

}  // namespace

std::shared_ptr<Loop> MakeThreadLoop() { return std::make_shared<ThreadLoop>(); }

}  // namespace aftercall::net
