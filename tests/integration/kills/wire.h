#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <queue>
#include <random>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace aftercall::kills {

// An open file, closed with it.
class File {
 public:
  explicit File(int number = -1) : number_(number) {}
  File(File&& other) noexcept : number_(other.number_) { other.number_ = -1; }
  File& operator=(File&&) = delete;
  ~File();
  int number() const { return number_; }

 private:
  int number_;
};

// A network of two namespaces and what lies between them: this process lives in one, a backend may
// live in the other, and each packet passes through here, where it may be late, lost, doubled or
// overtaken by others. It is of this process and its children alone and goes with them. TUN devices
// carry it, since many kernels lack netem, which would take no seed either.
class Wire {
 public:
  // Moves this process into a namespace of its own: call it before there are other threads.
  // FAILED_PRECONDITION where the system does not let us.
  static absl::StatusOr<std::unique_ptr<Wire>> Make(uint64_t seed);
  ~Wire();

  // The backend's address, and an open file of its namespace.
  static constexpr char kServer[] = "10.77.0.2";
  int server_network() const { return server_network_.number(); }

  // From now on the wire is in trouble, of which kind `choice` decides. Used by one thread.
  void Trouble(uint64_t choice);
  // Whether nothing passes.
  bool is_cut();
  // From now on something passes, whatever else the trouble is.
  void Reconnect();
  // From now on it is a good wire.
  void Mend();

  struct Counts {
    int64_t passed = 0;
    int64_t lost = 0;
    int64_t doubled = 0;
    int64_t late = 0;
    int64_t cuts = 0;
  };
  Counts counts();

 private:
  struct Weather {
    double loss = 0;
    double doubling = 0;
    double lateness = 0;     // share of the packets that are overtaken
    absl::Duration delay;    // of all
    absl::Duration late_by;  // of the late ones, at most
    bool cut = false;        // nothing passes, and nobody is told
    bool down = false;       // the interface on this side is down
  };
  struct Packet {
    absl::Time due;
    int64_t number = 0;
    int to = -1;
    std::string bytes;
    // The one that is due first is the greatest.
    friend bool operator<(const Packet& a, const Packet& b) {
      return a.due != b.due ? a.due > b.due : a.number > b.number;
    }
  };

  Wire(File server_network, File desk, File server, uint64_t seed);
  void Set(const Weather& weather);
  void Run();
  void Receive(int from, int to);
  void Send(std::string bytes, int to, absl::Time due);
  bool Chance(double p) { return std::bernoulli_distribution(p)(random_); }

  const File server_network_;
  const File desk_;
  const File server_;
  // Of the wire's thread.
  std::mt19937_64 random_;
  std::priority_queue<Packet> packets_;
  int64_t number_ = 0;

  absl::Mutex mutex_;
  Weather weather_ ABSL_GUARDED_BY(mutex_);
  Counts counts_ ABSL_GUARDED_BY(mutex_);
  std::atomic<bool> stopping_ = false;
  std::thread thread_;  // last: it uses what is above
};

}  // namespace aftercall::kills
