#include "backend/store/sqlite/checkpointer.h"

#include <pthread.h>

#include <utility>

namespace aftercall::store {
namespace {

// Pages that were written during a round: the next would leave no less to the writer.
constexpr int kRemainder = 200;
// So often at most: on a slow disk as much may come in a round as it takes.
constexpr int kRounds = 4;

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
    int taken = 0;
    for (int round = 0; round < kRounds; ++round) {
      const auto taken_now = database_->Checkpoint();
      // Commits say what is the matter with the disk; the log just grows.
      if (!taken_now.ok()) break;
      database_->FlushFile();
      const int more = *taken_now - std::exchange(taken, *taken_now);
      if (more <= kRemainder) break;
    }
    absl::MutexLock lock(&mutex_);
    state_ = State::kDone;
  }
}

}  // namespace aftercall::store
