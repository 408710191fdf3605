#pragma once

#include <sys/types.h>

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace aftercall::bench {

// Memory that a process holds now, in bytes; `process` is its number or "self".
int64_t ResidentBytes(const std::string& process);

// A server in a process of its own, which ends with this object, or with this process.
class Child {
 public:
  // Starts it and waits until it prints "… listening on HOST:PORT".
  static absl::StatusOr<std::unique_ptr<Child>> Start(const std::vector<std::string>& command);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  const std::string& address() const { return address_; }
  // Ends it at once, without a chance to put anything in order, as kill -9 does.
  void Kill();
  // Memory that it holds now, in bytes.
  int64_t ResidentBytes() const;
  // Processor time that it has used, in seconds.
  double ProcessorSeconds() const;
  // Writes a line to its standard input.
  void Tell(const std::string& line);
  // Its next line; empty at the end.
  std::string ReadLine();

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  using File = std::unique_ptr<std::FILE, Close>;
  Child(pid_t process, File to, File from)
      : process_(process), to_(std::move(to)), from_(std::move(from)) {}

  pid_t process_;  // 0 once it was killed
  File to_;
  File from_;
  std::string address_;
};

}  // namespace aftercall::bench
