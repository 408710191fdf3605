#include "backend/upkeep/caretaker.h"

#include <pthread.h>

#include <chrono>
#include <utility>

#include "absl/memory/memory.h"
#include "backend/runtime/logging.h"
#include "shared/wire/problem.h"

namespace aftercall::upkeep {
namespace {

constexpr absl::Duration kBetweenRounds = absl::Hours(1);

absl::Time SteadyNow() {
  return absl::UnixEpoch() + absl::FromChrono(std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace

absl::StatusOr<std::unique_ptr<Caretaker>> Caretaker::Start(store::Store& store,
                                                            const base::Clock& clock,
                                                            const Retention& retention) {
  auto reader = store.NewReader();
  if (!reader.ok()) return reader.status();
  return absl::WrapUnique(new Caretaker(store, *std::move(reader), clock, retention));
}

Caretaker::Caretaker(store::Store& store, std::unique_ptr<store::Reader> reader,
                     const base::Clock& clock, const Retention& retention)
    : store_(store),
      reader_(std::move(reader)),
      clock_(clock),
      retention_(retention),
      clock_watch_(clock.Now(), SteadyNow()) {
  thread_ = std::thread([this] { Run(); });
}

Caretaker::~Caretaker() {
  Stop();
  thread_.join();
}

void Caretaker::Stop() {
  absl::MutexLock lock(&mutex_);
  stopping_ = true;
  has_work_.Ring();
}

bool Caretaker::HasWorkNow() const {
  absl::ReaderMutexLock lock(&mutex_);
  return HasWork();
}

absl::Status Caretaker::TryStart(Job job) {
  absl::MutexLock lock(&mutex_);
  if (stopping_) {
    return wire::WithRetryAfter(
        wire::ToStatus(absl::StatusCode::kUnavailable,
                       {"DRAINING", "", "", "The server is stopping; come back in a moment."}),
        absl::Seconds(2));
  }
  if (busy_) {
    return wire::WithRetryAfter(
        wire::ToStatus(absl::StatusCode::kResourceExhausted,
                       {"UPKEEP_BUSY", "", "",
                        "A check, a backup or a restore is under way; wait until it has ended."}),
        absl::Seconds(10));
  }
  busy_ = true;
  job_ = std::move(job);
  has_work_.Ring();
  return absl::OkStatus();
}

void Caretaker::Run() {
  pthread_setname_np(pthread_self(), "caretaker");
  while (true) {
    // One ring may have stood for both a job and the end.
    const bool rung =
        HasWorkNow() || has_work_.WaitFor(clock_watch_.steady_now() + kBetweenRounds - SteadyNow());
    bool has_job = false;
    bool stopping = false;
    {
      absl::MutexLock lock(&mutex_);
      has_job = job_ != nullptr;
      stopping = stopping_;
    }
    if (has_job) {
      RunJob();
    } else if (stopping) {
      return;
    } else if (!rung) {
      Trim();
    }
  }
}

void Caretaker::RunJob() {
  Job job;
  {
    absl::MutexLock lock(&mutex_);
    job = std::exchange(job_, nullptr);
  }
  Tell tell = job([this] {
    absl::ReaderMutexLock lock(&mutex_);
    return !stopping_;
  });
  {
    absl::MutexLock lock(&mutex_);
    busy_ = false;
  }
  tell();
}

// Where the clock was set since the round before, it may be wrong: the next round will know better.
void Caretaker::Trim() {
  const absl::Time now = clock_.Now();
  const absl::Duration set = clock_watch_.SetSinceLastLook(now, SteadyNow());
  if (set != absl::ZeroDuration()) {
    runtime::LogWarning("the clock was set by ", absl::FormatDuration(set),
                        "; nothing is trimmed by age this hour");
    return;
  }
  const auto go_on = [this] { return !HasWorkNow(); };
  const auto trimmed = TrimByAge(store_, *reader_, retention_, now, go_on);
  if (!trimmed.ok()) {
    runtime::LogWarning("what is old could not be trimmed: ", trimmed.status().message());
  } else if (trimmed->entries + trimmed->requests > 0) {
    runtime::LogInfo("trimmed by age: ", trimmed->entries, " feed entries, ", trimmed->requests,
                     " kept results");
  }
}

}  // namespace aftercall::upkeep
