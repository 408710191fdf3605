#include "tests/bench/files.h"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace aftercall::bench {

Folder::Folder(const std::string& where, const std::string& name)
    : path_(absl::StrCat(where.empty() ? std::filesystem::temp_directory_path().string() : where,
                         "/aftercall-", name, "-", getpid())) {
  std::filesystem::create_directories(path_);
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

uint64_t RaiseFileLimit() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return 0;
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  return files.rlim_max;
}

}  // namespace aftercall::bench
