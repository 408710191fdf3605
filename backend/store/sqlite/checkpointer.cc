#include "backend/store/sqlite/checkpointer.h"

#include <pthread.h>

#include <utility>

namespace aftercall::store {
namespace {

// What may be left to the writer: a few milliseconds of its time.
constexpr int kRemainder = 200;
// So often at most before it is left as it is: a disk may be too slow, and somebody who reads an
// old state keeps what came later from being taken.
constexpr int kRounds = 3;

}  // namespace

Checkpointer::Checkpointer(std::unique_ptr<Database> database)
    : database_(std::move(database)), thread_([this] { Run(); }) {}

Checkpointer::~Checkpointer() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  thread_.join();
}

bool Checkpointer::OnCommit(int log_pages) {
  absl::MutexLock lock(&mutex_);
  if (log_pages < looked_at_) looked_at_ = 0;  // the log has begun again
  if (state_ == State::kDone) {
    state_ = State::kIdle;
    looked_at_ = log_pages;
    return true;
  }
  if (state_ == State::kIdle && log_pages >= looked_at_ + kPages) state_ = State::kWanted;
  return false;
}

void Checkpointer::Run() {
  pthread_setname_np(pthread_self(), "checkpointer");
  while (true) {
    {
      absl::MutexLock lock(&mutex_);
      mutex_.Await(absl::Condition(this, &Checkpointer::HasWork));
      if (stopping_) return;
    }
    for (int round = 0; round < kRounds; ++round) {
      // Where it fails, commits say what is the matter with the disk; the log just grows.
      const auto left = database_->Checkpoint();
      if (!left.ok() || *left <= kRemainder) break;
    }
    absl::MutexLock lock(&mutex_);
    state_ = State::kDone;
  }
}

}  // namespace aftercall::store
