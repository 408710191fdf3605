#include "client/ctl/output/whole_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "absl/memory/memory.h"

namespace aftercall::ctl {
namespace {

// After a loss of power, too, the name is there.
void SyncFolderOf(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  const int file = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return;
  fsync(file);
  close(file);
}

}  // namespace

absl::StatusOr<std::unique_ptr<WholeFile>> WholeFile::Create(std::string path, bool replace) {
  if (!replace && access(path.c_str(), F_OK) == 0) return absl::ErrnoToStatus(EEXIST, path);
  std::string temporary = path + ".XXXXXX";
  const int file = mkostemp(temporary.data(), O_CLOEXEC);
  if (file < 0) return absl::ErrnoToStatus(errno, path);
  return absl::WrapUnique(new WholeFile(std::move(path), std::move(temporary), file, replace));
}

WholeFile::WholeFile(std::string path, std::string temporary, int file, bool replace)
    : path_(std::move(path)), temporary_(std::move(temporary)), file_(file), replace_(replace) {}

WholeFile::~WholeFile() {
  if (file_ < 0) return;
  close(file_);
  unlink(temporary_.c_str());
}

absl::Status WholeFile::Write(absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return absl::ErrnoToStatus(errno, path_);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

absl::Status WholeFile::Commit() {
  if (fsync(file_) != 0) return absl::ErrnoToStatus(errno, path_);
  // A file that came there meanwhile is not replaced either: a link never does that.
  const int failed = replace_ ? rename(temporary_.c_str(), path_.c_str())
                              : link(temporary_.c_str(), path_.c_str());
  if (failed != 0) return absl::ErrnoToStatus(errno, path_);
  if (!replace_) unlink(temporary_.c_str());
  close(std::exchange(file_, -1));
  SyncFolderOf(path_);
  return absl::OkStatus();
}

}  // namespace aftercall::ctl
