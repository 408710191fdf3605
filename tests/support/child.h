#pragma once

#include <sys/types.h>

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace aftercall::testing {

// Memory that a process holds now, in bytes; `process` is its number or "self".
int64_t ResidentBytes(const std::string& process);

// A program in a process of its own, which ends with this object, or with the thread that started
// it. One thread controls it; another may read its lines.
class Child {
 public:
  struct Options {
    std::string log;   // file to which its standard error is appended; empty: ours
    int network = -1;  // open file of the network namespace that it lives in; -1: ours
  };

  static absl::StatusOr<std::unique_ptr<Child>> Start(const std::vector<std::string>& command,
                                                      const Options& options);
  static absl::StatusOr<std::unique_ptr<Child>> Start(const std::vector<std::string>& command) {
    return Start(command, {});
  }
  // Asks it to end, and ends it where it does not.
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Waits until it prints "… listening on HOST:PORT". UNAVAILABLE if it ends before.
  absl::Status WaitUntilListening();
  // Where it listens.
  const std::string& address() const { return address_; }

  pid_t process() const { return process_; }
  // SIGKILL; returns when it is gone.
  void Kill();
  // SIGTERM.
  void Terminate();
  // Waits for its end: its exit code, or 128 and the signal. DEADLINE_EXCEEDED after some patience.
  absl::StatusOr<int> Wait();

  // Memory that it holds now, in bytes.
  int64_t ResidentBytes() const;
  // Processor time that it has used, in seconds.
  double ProcessorSeconds() const;
  // Writes a line to its standard input.
  void Tell(const std::string& line);
  // Its next line; nothing at the end. What is not a whole line is not returned.
  std::optional<std::string> ReadLine();

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  using File = std::unique_ptr<std::FILE, Close>;
  Child(pid_t process, File to, File from)
      : process_(process), to_(std::move(to)), from_(std::move(from)) {}

  const pid_t process_;
  File to_;
  File from_;
  std::string address_;
  std::optional<int> ended_;
};

}  // namespace aftercall::testing
