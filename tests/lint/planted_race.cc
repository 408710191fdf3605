// Two data races, planted: ThreadSanitizer must report them, or its settings and suppressions hide
// ours too. One is between threads of ours; in the other it is gRPC, which is not instrumented,
// that calls our code. Ordering is by relaxed atomics alone, which order nothing else.
#include <grpcpp/alarm.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <thread>

namespace {

int by_two_threads = 0;
int by_grpc = 0;

void WaitFor(const std::atomic<bool>& flag) {
  while (!flag.load(std::memory_order_relaxed)) std::this_thread::yield();
}

void RaceBetweenThreads() {
  std::atomic<bool> written{false};
  std::thread other([&written] {
    ++by_two_threads;
    written.store(true, std::memory_order_relaxed);
  });
  WaitFor(written);
  ++by_two_threads;
  other.join();
}

void RaceCalledByGrpc() {
  std::atomic<bool> written{false};
  grpc::Alarm alarm;
  alarm.Set(std::chrono::system_clock::now(), [&written](bool) {
    ++by_grpc;
    written.store(true, std::memory_order_relaxed);
  });
  WaitFor(written);
  ++by_grpc;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::strcmp(argv[1], "grpc") == 0) {
    RaceCalledByGrpc();
  } else {
    RaceBetweenThreads();
  }
  std::printf("%d %d\n", by_two_threads, by_grpc);
}
