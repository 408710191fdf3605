#pragma once

#include <cstdint>
#include <string>

namespace aftercall::bench {

// A folder of our own, gone at the end.
class Folder {
 public:
  // In `where`, or among the system's temporary files; `name` says whose it is.
  Folder(const std::string& where, const std::string& name);
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::string& path() const { return path_; }

 private:
  const std::string path_;
};

// Lets this process, and those it starts, open as many files as it may: every connection is a file
// to both ends. Returns how many that is.
uint64_t RaiseFileLimit();

}  // namespace aftercall::bench
