#include "backend/store/reader_pool.h"

#include <pthread.h>

#include <utility>

#include "absl/memory/memory.h"
#include "absl/time/clock.h"

namespace aftercall::store {

absl::StatusOr<std::unique_ptr<ReaderPool>> ReaderPool::Start(Store& store, int threads) {
  auto pool = absl::WrapUnique(new ReaderPool());
  for (int i = 0; i < threads; ++i) {
    auto reader = store.NewReader();
    if (!reader.ok()) return reader.status();
    pool->readers_.push_back(*std::move(reader));
  }
  for (const auto& reader : pool->readers_) {
    pool->threads_.emplace_back([&pool = *pool, &reader = *reader] { pool.RunReader(reader); });
  }
  pool->threads_.emplace_back([&pool = *pool] { pool.RunTimers(); });
  return pool;
}

ReaderPool::~ReaderPool() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
    timers_changed_.SignalAll();
  }
  for (auto& thread : threads_) thread.join();
}

void ReaderPool::Post(Task task) {
  absl::MutexLock lock(&mutex_);
  tasks_.push(std::move(task));
}

void ReaderPool::PostAt(absl::Time when, Task task) {
  absl::MutexLock lock(&mutex_);
  const bool is_next = timers_.empty() || when < timers_.top().when;
  timers_.push({when, std::move(task)});
  if (is_next) timers_changed_.Signal();
}

void ReaderPool::RunReader(Reader& reader) {
  pthread_setname_np(pthread_self(), "reader");
  while (true) {
    Task task;
    {
      absl::MutexLock lock(&mutex_);
      mutex_.Await(absl::Condition(this, &ReaderPool::HasTask));
      if (stopping_) return;
      task = std::move(tasks_.front());
      tasks_.pop();
    }
    task(reader);
  }
}

void ReaderPool::RunTimers() {
  pthread_setname_np(pthread_self(), "timers");
  absl::MutexLock lock(&mutex_);
  while (!stopping_) {
    const absl::Time next = timers_.empty() ? absl::InfiniteFuture() : timers_.top().when;
    if (absl::Now() < next) {
      timers_changed_.WaitWithDeadline(&mutex_, next);
      continue;
    }
    tasks_.push(std::move(timers_.top().task));
    timers_.pop();
  }
}

}  // namespace aftercall::store
