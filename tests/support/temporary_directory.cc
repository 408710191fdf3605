#include "tests/support/temporary_directory.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace aftercall::testing {

TemporaryDirectory::TemporaryDirectory() {
  std::error_code error;
  const auto memory = std::filesystem::path("/dev/shm");
  const auto base = std::filesystem::is_directory(memory, error)
                        ? memory
                        : std::filesystem::temp_directory_path();
  path_ = (base / "aftercall-test-XXXXXX").string();
  if (mkdtemp(path_.data()) == nullptr) {
    std::perror("mkdtemp");
    std::abort();
  }
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code error;
  std::filesystem::remove_all(path_, error);
}

}  // namespace aftercall::testing
