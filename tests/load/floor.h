#pragma once

#include <netinet/in.h>

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/random/random.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "shared/base/backoff.h"
#include "tests/bench/deliveries.h"
#include "tests/bench/place.h"
#include "tests/load/agent.h"
#include "tests/load/connection.h"
#include "tests/load/counts.h"

namespace aftercall::load {

// All the agents of a place, who watch their feeds and come back from their cursors, after a wait
// of each one's own, whenever they lose the server. One thread of its own does it all; other
// threads wait and look at the counts.
class Floor final : public CallListener {
 public:
  // Connects them all: over `connections` connections, one each if 0. The server's address and the
  // tokens are those of now.
  Floor(const bench::Place& place, int connections);
  // Breaks off all connections.
  ~Floor() override;
  Floor(const Floor&) = delete;
  Floor& operator=(const Floor&) = delete;

  // When the last agent became live, on bench::Nanoseconds' clock; says who is missing, and why,
  // after `patience`.
  absl::StatusOr<int64_t> WaitUntilAllLive(absl::Duration patience);
  // No agent is live any more.
  absl::Status WaitUntilNoneLive(absl::Duration patience);
  // The series from now on. It must outlive the floor.
  void Follow(bench::Deliveries* deliveries) { deliveries_.store(deliveries); }

  const Counts& counts() const { return counts_; }
  void ForgetSilence() { counts_.longest_silence = 0; }

 private:
  // A connection that is kept up, with the agents i, i + lines, i + 2 · lines, …
  struct Line {
    Line(Http2& http2, CallListener& listener);
    Connection connection;
    base::Backoff backoff;
    bool waits = false;   // to be tried again
    bool writes = false;  // the socket is also waited for to take more
  };

  void OnMessage(int agent, absl::string_view message) override;
  void OnCallEnd(int agent, int code, absl::string_view words) override;

  void Run();
  void TryDueLines();
  void HandleReady(int wait_milliseconds);
  void LookForSilence();
  void Try(int line);
  absl::Status Connect(int line);
  absl::Status WatchMissing(int line);
  void Lose(int line, const absl::Status& why);
  void TryLater(int line);
  void WaitForSocket(int line, bool is_new);
  std::string Request(int agent) const;
  void Note(absl::string_view trouble);

  const bench::Place& place_;
  const std::string address_;
  sockaddr_in server_{};
  const int poll_;

  // Of the thread.
  Http2 http2_;
  std::vector<Agent> agents_;
  std::deque<Line> lines_;
  std::deque<int> due_;
  using Later = std::pair<int64_t, int>;  // when, which line
  std::priority_queue<Later, std::vector<Later>, std::greater<>> later_;
  std::string epoch_;
  v1::WatchFeedResponse message_;
  absl::InsecureBitGen random_;
  int64_t looked_at_ = 0;

  std::atomic<bool> stopping_{false};
  std::atomic<bench::Deliveries*> deliveries_{nullptr};
  Counts counts_;
  std::atomic<int64_t> all_live_at_{0};
  absl::Mutex mutex_;
  std::string trouble_ ABSL_GUARDED_BY(mutex_);  // the last

  std::thread thread_;  // the last member: it uses the others
};

}  // namespace aftercall::load
