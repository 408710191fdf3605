#include "client/net/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace aftercall::net {
namespace {

absl::Status FailedAt(absl::string_view what, const std::string& path) {
  return absl::ErrnoToStatus(errno, absl::StrCat(what, " ", path));
}

absl::Status WriteAll(int file, absl::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return absl::ErrnoToStatus(errno, "cannot write");
    text.remove_prefix(written);
  }
  return absl::OkStatus();
}

// Writes a file of its owner's alone and makes sure that it is on the disk.
absl::Status WriteDurably(const std::string& path, absl::string_view text) {
  // Whatever is there may have been left by somebody else's hand: a new file, never through a link.
  unlink(path.c_str());
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return FailedAt("cannot create", path);
  absl::Status status = WriteAll(file, text);
  if (status.ok() && fsync(file) != 0) status = FailedAt("cannot sync", path);
  if (close(file) != 0 && status.ok()) status = FailedAt("cannot close", path);
  return status;
}

}  // namespace

std::string TemporaryOf(const std::string& path) { return path + ".new"; }

absl::Status MakePrivateDirectory(const std::string& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) {
    return absl::UnavailableError(absl::StrCat("cannot create ", directory, ": ", error.message()));
  }
  if (chmod(directory.c_str(), 0700) != 0) return FailedAt("cannot make private", directory);
  return absl::OkStatus();
}

absl::Status ReplacePrivateFile(const std::string& path, absl::string_view text) {
  const std::string directory = std::filesystem::path(path).parent_path();
  const std::string temporary = TemporaryOf(path);
  if (absl::Status status = MakePrivateDirectory(directory); !status.ok()) return status;
  if (absl::Status status = WriteDurably(temporary, text); !status.ok()) return status;
  if (rename(temporary.c_str(), path.c_str()) != 0) return FailedAt("cannot replace", path);
  // The new name lasts only once the directory is on the disk as well.
  const int handle = open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return FailedAt("cannot open", directory);
  const bool synced = fsync(handle) == 0;
  absl::Status status = synced ? absl::OkStatus() : FailedAt("cannot sync", directory);
  close(handle);
  return status;
}

}  // namespace aftercall::net
