#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "client/net/loop.h"

namespace aftercall::net {

// A loop whose tasks run on the test's thread, and whose time passes only when the test says so.
class ManualLoop final : public Loop {
 public:
  void Post(std::function<void()> task) override;
  void After(absl::Duration delay, std::function<void()> task) override;
  absl::Duration Elapsed() const override;
  void Stop() override;

  // Runs what is posted, also by gRPC's threads meanwhile, until `done`. Fails the test if that
  // takes far longer than it could.
  void RunUntil(const std::function<bool()>& done);

  // Runs what is posted now.
  void RunPosted();

  // Lets time pass; timers run in their order, each at its time.
  void Advance(absl::Duration by);

  // How long until the next timer; nothing if there is none.
  std::optional<absl::Duration> NextTimer() const;

 private:
  std::function<void()> TakePosted();
  std::function<void()> TakeDue(absl::Duration until);

  mutable absl::Mutex mutex_;
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Duration elapsed_ ABSL_GUARDED_BY(mutex_);
  std::deque<std::function<void()>> posted_ ABSL_GUARDED_BY(mutex_);
  std::multimap<absl::Duration, std::function<void()>> timers_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace aftercall::net
