#include "backend/store/sqlite/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "absl/strings/str_cat.h"

namespace aftercall::store {
namespace {

std::string FolderOf(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  return folder.empty() ? "." : folder.string();
}

absl::Status Sync(const std::string& path, int flags) {
  const int file = open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) return absl::ErrnoToStatus(errno, absl::StrCat(path, " cannot be opened"));
  const bool synced = fsync(file) == 0;
  const int error = errno;
  close(file);
  if (synced) return absl::OkStatus();
  return absl::ErrnoToStatus(error, absl::StrCat(path, " cannot be written to the disk"));
}

}  // namespace

bool FileExists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

int64_t FileSize(const std::string& path) {
  struct stat about = {};
  return stat(path.c_str(), &about) == 0 ? static_cast<int64_t>(about.st_size) : 0;
}

absl::StatusOr<int64_t> RoomBeside(const std::string& path) {
  struct statvfs about = {};
  if (statvfs(FolderOf(path).c_str(), &about) != 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat("the disk of ", path, " cannot be looked at"));
  }
  return static_cast<int64_t>(about.f_bavail) * static_cast<int64_t>(about.f_frsize);
}

absl::Status SyncFile(const std::string& path) { return Sync(path, O_RDONLY); }

absl::Status Rename(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat(from, " cannot be renamed to ", to));
  }
  return Sync(FolderOf(to), O_RDONLY | O_DIRECTORY);
}

void RemoveDatabase(const std::string& path) {
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
    std::remove(absl::StrCat(path, suffix).c_str());
  }
}

}  // namespace aftercall::store
