#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// The ticker's log: what IT needs where somebody's ticker did not do as it should. Nothing personal
// is in it: no names, no customers' words, no tokens, and no home folder by its name.
namespace aftercall::net {

// `status` of this machine as a sentence for the log: the home folder is “~” in it.
std::string WordsForLog(const absl::Status& status);

// What the server answered, for the log: the code and, where it gave one, its reason for programs.
// Its own sentences may name somebody.
std::string AnswerForLog(const absl::Status& answer);

// Lines with time (UTC) and level, on standard error and, once opened, in a file that is its
// owner's alone. Thread-safe.
class LogFile {
 public:
  struct Sizes {
    size_t file_bytes = 512 * 1024;
    size_t files = 3;  // `path`, and the older ones beside it: aftercall.1.log, aftercall.2.log
  };

  LogFile();
  ~LogFile();

  // From now on lines go to this file, too. Makes its folder where there is none. Where it cannot
  // be opened, standard error has all of it.
  absl::Status Open(const std::string& path, Sizes sizes);
  absl::Status Open(const std::string& path) { return Open(path, Sizes()); }

  void Info(absl::string_view sentence);
  void Warning(absl::string_view sentence);

 private:
  class Impl;
  const std::unique_ptr<Impl> impl_;
};

// $XDG_STATE_HOME/aftercall/aftercall.log, or beside what is kept in `state_dir` where that is not
// empty. Empty where the environment names no home.
std::string LogFileIn(const std::string& state_dir);

}  // namespace aftercall::net
