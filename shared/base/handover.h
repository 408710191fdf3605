#pragma once

#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

// gRPC calls a reaction after the operation that it answers was started, but orders the two by
// queues of its own, which ThreadSanitizer cannot see in a library that is not built for it. These
// say so: whoever starts an operation hands over, and the reaction takes over. Elsewhere they are
// nothing.
namespace aftercall::base {

// `call`: the reactor, or what stands for the call.
inline void HandOver([[maybe_unused]] void* call) {
#if defined(__SANITIZE_THREAD__)
  __tsan_release(call);
#endif
}

inline void TakeOver([[maybe_unused]] void* call) {
#if defined(__SANITIZE_THREAD__)
  __tsan_acquire(call);
#endif
}

}  // namespace aftercall::base
