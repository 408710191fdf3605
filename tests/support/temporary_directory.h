#pragma once

#include <string>

namespace aftercall::testing {

// A folder of its own for one test, gone with it. In memory where the machine has such a place:
// tests make many small commits, and none of them pulls the plug.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::string& path() const { return path_; }
  std::string File(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace aftercall::testing
