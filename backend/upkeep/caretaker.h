#pragma once

#include <memory>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "backend/store/store.h"
#include "backend/upkeep/retention.h"
#include "shared/base/bell.h"
#include "shared/base/clock.h"

namespace aftercall::upkeep {

// One thread for work on a database that takes long: what an administrator asks for, one at a time,
// and between these what age takes. Neither readers nor the network's threads wait for it.
// Thread-safe.
class Caretaker {
 public:
  // Runs on the caretaker's thread; ends soon after `go_on` says no. Returns what tells whoever
  // asked that it has ended, which is called once another job would be taken.
  using Tell = absl::AnyInvocable<void()>;
  using Job = absl::AnyInvocable<Tell(absl::FunctionRef<bool()> go_on)>;

  // `store` and `clock` outlive it.
  static absl::StatusOr<std::unique_ptr<Caretaker>> Start(store::Store& store,
                                                          const base::Clock& clock,
                                                          const Retention& retention);
  // Stops, and waits for the job that runs.
  ~Caretaker();

  // Takes `job`, which will run even if Stop comes first. RESOURCE_EXHAUSTED (UPKEEP_BUSY) while
  // there is another, UNAVAILABLE (DRAINING) after Stop.
  absl::Status TryStart(Job job);
  // Asks the job that runs to end, and takes no other.
  void Stop();

 private:
  Caretaker(store::Store& store, std::unique_ptr<store::Reader> reader, const base::Clock& clock,
            const Retention& retention);

  void Run();
  void RunJob();
  void Trim();
  bool HasWorkNow() const;
  bool HasWork() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return stopping_ || job_ != nullptr; }

  store::Store& store_;
  const std::unique_ptr<store::Reader> reader_;
  const base::Clock& clock_;
  const Retention retention_;
  ClockWatch clock_watch_;  // of the thread

  mutable absl::Mutex mutex_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  Job job_ ABSL_GUARDED_BY(mutex_);
  bool busy_ ABSL_GUARDED_BY(mutex_) = false;  // from TryStart on until the job has ended
  base::Bell has_work_;                        // rung whenever HasWork becomes true

  std::thread thread_;  // the last member: it uses the others
};

}  // namespace aftercall::upkeep
