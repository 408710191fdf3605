#include "backend/store/sqlite/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"

namespace aftercall::store {

absl::StatusOr<FileLock> FileLock::Take(const std::string& path) {
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat("The lock file ", path, " cannot be opened"));
  }
  FileLock lock(file);
  if (flock(file, LOCK_EX | LOCK_NB) != 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("Another process serves this database (", path, " is locked)."));
  }
  return lock;
}

bool FileLock::IsMarked() const {
  struct stat file;
  return fstat(file_, &file) == 0 && file.st_size > 0;
}

absl::Status FileLock::Mark() {
  if (IsMarked()) return absl::OkStatus();
  if (write(file_, "x", 1) == 1 && fsync(file_) == 0) return absl::OkStatus();
  return absl::ErrnoToStatus(errno, "The lock file cannot be written");
}

absl::Status FileLock::Unmark() {
  if (!IsMarked() || ftruncate(file_, 0) == 0) return absl::OkStatus();
  return absl::ErrnoToStatus(errno, "The lock file cannot be written");
}

FileLock::FileLock(FileLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

FileLock::~FileLock() {
  if (file_ >= 0) close(file_);
}

}  // namespace aftercall::store
