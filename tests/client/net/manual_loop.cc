#include "tests/client/net/manual_loop.h"

#include <gtest/gtest.h>

#include <utility>

#include "absl/time/clock.h"

namespace aftercall::net {
namespace {

constexpr absl::Duration kFarTooLong = absl::Seconds(60);

}  // namespace

void ManualLoop::Post(std::function<void()> task) {
  absl::MutexLock lock(&mutex_);
  if (!stopped_) posted_.push_back(std::move(task));
}

void ManualLoop::After(absl::Duration delay, std::function<void()> task) {
  absl::MutexLock lock(&mutex_);
  if (!stopped_) timers_.emplace(elapsed_ + delay, std::move(task));
}

absl::Duration ManualLoop::Elapsed() const {
  absl::MutexLock lock(&mutex_);
  return elapsed_;
}

void ManualLoop::Stop() {
  RunPosted();
  absl::MutexLock lock(&mutex_);
  stopped_ = true;
  posted_.clear();
  timers_.clear();
}

std::function<void()> ManualLoop::TakePosted() {
  absl::MutexLock lock(&mutex_);
  if (posted_.empty()) return nullptr;
  auto task = std::move(posted_.front());
  posted_.pop_front();
  return task;
}

std::function<void()> ManualLoop::TakeDue(absl::Duration until) {
  absl::MutexLock lock(&mutex_);
  const auto first = timers_.begin();
  if (first == timers_.end() || first->first > until) {
    elapsed_ = until;
    return nullptr;
  }
  elapsed_ = std::max(elapsed_, first->first);
  auto task = std::move(first->second);
  timers_.erase(first);
  return task;
}

void ManualLoop::RunPosted() {
  while (auto task = TakePosted()) task();
}

void ManualLoop::RunUntil(const std::function<bool()>& done) {
  const absl::Time deadline = absl::Now() + kFarTooLong;
  while (true) {
    RunPosted();
    if (done()) return;
    const auto posted = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return !posted_.empty(); };
    absl::MutexLock lock(&mutex_);
    // Some conditions come true without a task; look again now and then.
    mutex_.AwaitWithTimeout(absl::Condition(&posted), absl::Milliseconds(20));
    if (absl::Now() > deadline) {
      ADD_FAILURE() << "what was waited for has not come";
      return;
    }
  }
}

void ManualLoop::Advance(absl::Duration by) {
  const absl::Duration until = Elapsed() + by;
  RunPosted();
  while (auto task = TakeDue(until)) {
    task();
    RunPosted();
  }
}

std::optional<absl::Duration> ManualLoop::NextTimer() const {
  absl::MutexLock lock(&mutex_);
  if (timers_.empty()) return std::nullopt;
  return timers_.begin()->first - elapsed_;
}

}  // namespace aftercall::net
