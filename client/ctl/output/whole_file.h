#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace aftercall::ctl {

// A file that its owner alone may read (mode 0600), and that is there whole or not at all: written
// beside its place, and put there by Commit once it is on the disk.
class WholeFile {
 public:
  // ALREADY_EXISTS where there is a file already, unless `replace`.
  static absl::StatusOr<std::unique_ptr<WholeFile>> Create(std::string path, bool replace);
  // Without Commit nothing remains.
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  absl::Status Write(absl::string_view bytes);
  absl::Status Commit();

 private:
  WholeFile(std::string path, std::string temporary, int file, bool replace);

  const std::string path_;
  const std::string temporary_;
  int file_;
  const bool replace_;
};

}  // namespace aftercall::ctl
