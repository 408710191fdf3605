#pragma once

#include <atomic>
#include <cstdint>

namespace aftercall::load {

// What all agents saw together. Written by the floor's thread, read by any.
struct Counts {
  std::atomic<int64_t> live{0};             // agents that are live now
  std::atomic<int64_t> entries{0};          // that came, in messages after a snapshot
  std::atomic<int64_t> bookmarks{0};        // and
  std::atomic<int64_t> standings{0};        // that came
  std::atomic<int64_t> ends{0};             // calls that ended, or were lost with their connection
  std::atomic<int64_t> longest_silence{0};  // nanoseconds without a message to a live agent
  // What must not be.
  std::atomic<int64_t> lost{0};     // positions that were left out
  std::atomic<int64_t> twice{0};    // entries at or below a position that had come: again, or late
  std::atomic<int64_t> anew{0};     // snapshots although the agent gave its cursor
  std::atomic<int64_t> strange{0};  // messages out of the protocol's order, or that cannot be read

  bool IsClean() const { return lost == 0 && twice == 0 && anew == 0 && strange == 0; }
};

}  // namespace aftercall::load
