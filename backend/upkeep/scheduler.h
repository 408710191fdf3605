#pragma once

#include <memory>
#include <thread>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "backend/commands/policy.h"
#include "backend/store/store.h"
#include "shared/base/bell.h"
#include "shared/base/clock.h"

namespace aftercall::upkeep {

// What a point in time brings about: self-assessments that come again or lapse, reviews that are
// reminded of or go to somebody else, appeals that go to others, pauses that end. When is data in
// the store, so that a restart forgets nothing and a clock that is set is followed; here is only
// the thread that looks, once a second.
class Scheduler {
 public:
  // `store` and `clock` outlive it.
  static absl::StatusOr<std::unique_ptr<Scheduler>> Start(store::Store& store,
                                                          const base::Clock& clock,
                                                          commands::Policy policy);
  // Stops its thread.
  ~Scheduler();

 private:
  Scheduler(store::Store& store, std::unique_ptr<store::Reader> reader, const base::Clock& clock,
            commands::Policy policy);
  void Run();

  store::Store& store_;
  const std::unique_ptr<store::Reader> reader_;
  const base::Clock& clock_;
  const commands::Policy policy_;

  base::Bell stop_;
  std::thread thread_;  // the last member: it uses the others
};

// Brings about all that is due by now. One look of the scheduler.
absl::Status RunDue(store::Store& store, store::Reader& reader, const commands::Policy& policy,
                    absl::Time now);

}  // namespace aftercall::upkeep
