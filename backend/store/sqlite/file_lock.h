#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace aftercall::store {

// Holds `path` locked against other processes for as long as it lives. The kernel lets go of it
// when the process dies, however it dies.
class FileLock {
 public:
  static absl::StatusOr<FileLock> Take(const std::string& path);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

  // A mark on the locked file that outlives processes.
  bool IsMarked() const;
  absl::Status Mark();
  absl::Status Unmark();

 private:
  explicit FileLock(int file) : file_(file) {}
  int file_;
};

}  // namespace aftercall::store
