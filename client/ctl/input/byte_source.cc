#include "client/ctl/input/byte_source.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace aftercall::ctl::input {
namespace {

class FileBytes : public ByteSource {
 public:
  FileBytes(int descriptor, bool owned, int stop)
      : descriptor_(descriptor), owned_(owned), stop_(stop) {}
  ~FileBytes() override {
    if (owned_) close(descriptor_);
  }
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;

  absl::StatusOr<size_t> Read(char* to, size_t room) override {
    for (;;) {
      // Descriptors of regular files are always readable: only a pipe or a terminal waits here.
      pollfd both[] = {{descriptor_, POLLIN, 0}, {stop_, POLLIN, 0}};
      if (poll(both, 2, -1) < 0 && errno != EINTR) return absl::ErrnoToStatus(errno, "reading");
      if (both[1].revents != 0) return absl::CancelledError("stopped");
      if (both[0].revents == 0) continue;
      const ssize_t got = read(descriptor_, to, room);
      if (got >= 0) return static_cast<size_t>(got);
      if (errno != EINTR) return absl::ErrnoToStatus(errno, "reading");
    }
  }

  std::optional<int64_t> Size() const override {
    struct stat info {};
    if (fstat(descriptor_, &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
    return info.st_size;
  }

 private:
  int descriptor_;
  bool owned_;
  int stop_;
};

class TextBytes : public ByteSource {
 public:
  TextBytes(std::string text, size_t piece) : text_(std::move(text)), piece_(piece) {}

  absl::StatusOr<size_t> Read(char* to, size_t room) override {
    const size_t count = std::min({room, piece_, text_.size() - position_});
    std::memcpy(to, text_.data() + position_, count);
    position_ += count;
    return count;
  }

  std::optional<int64_t> Size() const override { return text_.size(); }

 private:
  std::string text_;
  size_t piece_;
  size_t position_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ByteSource>> OpenBytes(const std::string& path, int stop) {
  if (path == "-") return std::make_unique<FileBytes>(STDIN_FILENO, false, stop);
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return absl::ErrnoToStatus(errno, path);
  struct stat info {};
  if (fstat(descriptor, &info) == 0 && S_ISDIR(info.st_mode)) {
    close(descriptor);
    return absl::InvalidArgumentError(absl::StrCat(path, ": is a folder"));
  }
  return std::make_unique<FileBytes>(descriptor, true, stop);
}

std::unique_ptr<ByteSource> BytesOf(std::string text, size_t piece) {
  return std::make_unique<TextBytes>(std::move(text), piece);
}

}  // namespace aftercall::ctl::input
