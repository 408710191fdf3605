#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "client/ctl/input/problem.h"
#include "shared/i18n/translator.h"

namespace aftercall::ctl {

// What an import could not take, in a CSV file and counted by reason. The file is made with the
// first problem; one of an earlier import is removed. Not thread-safe.
class Rejects {
 public:
  struct Count {
    input::Loss loss = input::Loss::kRow;
    int64_t count = 0;
    int64_t first_line = 0;
  };

  explicit Rejects(std::string path);

  // `row` is the line's text as it stands in the file.
  void Add(const input::Problem& problem, const std::string& row);

  // By reason.
  const std::map<std::string, Count>& counts() const { return counts_; }
  // Problems that cost something.
  int64_t losses() const { return losses_; }
  bool empty() const { return counts_.empty(); }
  const std::string& path() const { return path_; }
  // Closes the file; an error where it could not be written.
  absl::Status Close();

 private:
  std::string path_;
  std::ofstream file_;
  std::map<std::string, Count> counts_;
  int64_t losses_ = 0;
};

// "the row", "the answer", "the value", "nothing": what a problem cost, for people.
std::string LossWords(const i18n::Translator& tr, input::Loss loss);
// "row", "answer", "value", "nothing", for programs.
const char* LossSlug(input::Loss loss);

}  // namespace aftercall::ctl
