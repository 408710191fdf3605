// Tells ThreadSanitizer of Abseil's locks. Debian's Abseil is not instrumented, so that what its
// mutexes, notifications and counters order between threads would not be seen, and all that they
// guard would be reported. Each function here stands before the library's own of the same name and
// calls that one. gRPC locks through Abseil too, and is seen through it.
#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>

#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"

// The library's own function; `name` is the mangled one after Abseil's inline namespace.
#define THEIRS(result, name, ...) \
  (*reinterpret_cast<result (*)(__VA_ARGS__)>(Find<__COUNTER__>("_ZN" ABSL_SPACE name)))
#define THEIRS_CONST(result, name, ...) \
  (*reinterpret_cast<result (*)(__VA_ARGS__)>(Find<__COUNTER__>("_ZNK" ABSL_SPACE name)))
#define ABSL_SPACE "4absl7debian3"

namespace {

template <int place>
void* Find(const char* name) {
  static void* const found = dlsym(RTLD_NEXT, name);
  return found;
}

constexpr unsigned kWrite = 0;
constexpr unsigned kRead = __tsan_mutex_read_lock;
constexpr unsigned kTry = __tsan_mutex_try_lock;
constexpr unsigned kFailed = __tsan_mutex_try_lock_failed;

// Some of the library's functions call others of these; only the outer call is told.
thread_local int depth = 0;

struct Deeper {
  Deeper() { ++depth; }
  ~Deeper() { --depth; }
};

// What happens between the two calls to ThreadSanitizer is not looked at.
template <typename Function>
void Locking(void* mutex, unsigned how, Function lock) {
  if (depth > 0) return lock();
  const Deeper deeper;
  __tsan_mutex_pre_lock(mutex, how);
  lock();
  __tsan_mutex_post_lock(mutex, how, 0);
}

template <typename Function>
bool TryLocking(void* mutex, unsigned how, Function lock) {
  if (depth > 0) return lock();
  const Deeper deeper;
  __tsan_mutex_pre_lock(mutex, how | kTry);
  const bool locked = lock();
  __tsan_mutex_post_lock(mutex, how | kTry | (locked ? 0 : kFailed), 0);
  return locked;
}

template <typename Function>
void Unlocking(void* mutex, unsigned how, Function unlock) {
  if (depth > 0) return unlock();
  const Deeper deeper;
  __tsan_mutex_pre_unlock(mutex, how);
  unlock();
  __tsan_mutex_post_unlock(mutex, how);
}

// Lets go of a mutex and takes it again.
template <typename Function>
auto Waiting(void* mutex, Function wait) {
  if (depth > 0) return wait();
  Unlocking(mutex, kWrite, [] {});
  struct Taken {
    void* mutex;
    Deeper deeper;
    explicit Taken(void* to_take) : mutex(to_take) { __tsan_mutex_pre_lock(mutex, kWrite); }
    ~Taken() { __tsan_mutex_post_lock(mutex, kWrite, 0); }
  } const taken(mutex);
  return wait();
}

// Where a notification keeps that it has come: after its mutex. Its header reads it by itself.
void* FlagOf(const absl::Notification* notification) {
  return const_cast<char*>(reinterpret_cast<const char*>(notification)) + sizeof(absl::Mutex);
}

}  // namespace

namespace absl {
ABSL_NAMESPACE_BEGIN

void Mutex::Lock() {
  Locking(this, kWrite, [this] { THEIRS(void, "5Mutex4LockEv", Mutex*)(this); });
}
void Mutex::Unlock() {
  Unlocking(this, kWrite, [this] { THEIRS(void, "5Mutex6UnlockEv", Mutex*)(this); });
}
bool Mutex::TryLock() {
  return TryLocking(this, kWrite,
                    [this] { return THEIRS(bool, "5Mutex7TryLockEv", Mutex*)(this); });
}
void Mutex::ReaderLock() {
  Locking(this, kRead, [this] { THEIRS(void, "5Mutex10ReaderLockEv", Mutex*)(this); });
}
void Mutex::ReaderUnlock() {
  Unlocking(this, kRead, [this] { THEIRS(void, "5Mutex12ReaderUnlockEv", Mutex*)(this); });
}
void Mutex::Await(const Condition& condition) {
  Waiting(this, [&] {
    THEIRS(void, "5Mutex5AwaitERKNS0_9ConditionE", Mutex*, const Condition&)(this, condition);
  });
}
bool Mutex::AwaitWithTimeout(const Condition& condition, Duration timeout) {
  return Waiting(this, [&] {
    return THEIRS(bool, "5Mutex16AwaitWithTimeoutERKNS0_9ConditionENS0_8DurationE", Mutex*,
                  const Condition&, Duration)(this, condition, timeout);
  });
}
bool Mutex::AwaitWithDeadline(const Condition& condition, Time deadline) {
  return Waiting(this, [&] {
    return THEIRS(bool, "5Mutex17AwaitWithDeadlineERKNS0_9ConditionENS0_4TimeE", Mutex*,
                  const Condition&, Time)(this, condition, deadline);
  });
}
void Mutex::LockWhen(const Condition& condition) {
  Locking(this, kWrite, [&] {
    THEIRS(void, "5Mutex8LockWhenERKNS0_9ConditionE", Mutex*, const Condition&)(this, condition);
  });
}
bool Mutex::LockWhenWithTimeout(const Condition& condition, Duration timeout) {
  bool holds = false;
  Locking(this, kWrite, [&] {
    holds = THEIRS(bool, "5Mutex19LockWhenWithTimeoutERKNS0_9ConditionENS0_8DurationE", Mutex*,
                   const Condition&, Duration)(this, condition, timeout);
  });
  return holds;
}
bool Mutex::LockWhenWithDeadline(const Condition& condition, Time deadline) {
  bool holds = false;
  Locking(this, kWrite, [&] {
    holds = THEIRS(bool, "5Mutex20LockWhenWithDeadlineERKNS0_9ConditionENS0_4TimeE", Mutex*,
                   const Condition&, Time)(this, condition, deadline);
  });
  return holds;
}

void CondVar::Wait(Mutex* mutex) {
  Waiting(mutex, [&] {
    THEIRS(void, "7CondVar4WaitEPNS0_5MutexE", CondVar*, Mutex*)(this, mutex);
  });
}
bool CondVar::WaitWithTimeout(Mutex* mutex, Duration timeout) {
  return Waiting(mutex, [&] {
    return THEIRS(bool, "7CondVar15WaitWithTimeoutEPNS0_5MutexENS0_8DurationE", CondVar*, Mutex*,
                  Duration)(this, mutex, timeout);
  });
}
bool CondVar::WaitWithDeadline(Mutex* mutex, Time deadline) {
  return Waiting(mutex, [&] {
    return THEIRS(bool, "7CondVar16WaitWithDeadlineEPNS0_5MutexENS0_4TimeE", CondVar*, Mutex*,
                  Time)(this, mutex, deadline);
  });
}

void Notification::Notify() {
  __tsan_release(FlagOf(this));
  THEIRS(void, "12Notification6NotifyEv", Notification*)(this);
}
void Notification::WaitForNotification() const {
  THEIRS_CONST(void, "12Notification19WaitForNotificationEv", const Notification*)(this);
  __tsan_acquire(FlagOf(this));
}
bool Notification::WaitForNotificationWithTimeout(Duration timeout) const {
  const bool notified =
      THEIRS_CONST(bool, "12Notification30WaitForNotificationWithTimeoutENS0_8DurationE",
                   const Notification*, Duration)(this, timeout);
  if (notified) __tsan_acquire(FlagOf(this));
  return notified;
}
bool Notification::WaitForNotificationWithDeadline(Time deadline) const {
  const bool notified =
      THEIRS_CONST(bool, "12Notification31WaitForNotificationWithDeadlineENS0_4TimeE",
                   const Notification*, Time)(this, deadline);
  if (notified) __tsan_acquire(FlagOf(this));
  return notified;
}

bool BlockingCounter::DecrementCount() {
  __tsan_release(this);
  return THEIRS(bool, "15BlockingCounter14DecrementCountEv", BlockingCounter*)(this);
}
void BlockingCounter::Wait() {
  THEIRS(void, "15BlockingCounter4WaitEv", BlockingCounter*)(this);
  __tsan_acquire(this);
}

ABSL_NAMESPACE_END
}  // namespace absl
