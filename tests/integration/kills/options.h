#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"

namespace aftercall::kills {

struct Options {
  std::string what = "storm";  // storm, link or ticker
  uint64_t seed = 0;
  int answers = 3000;
  int kills = 8;
  int agents = 6;
  int teams = 2;
  int tellers = 4;
  int watchers = 2;  // a feed
  int followers = 2;

  // The command that does the same again, as far as it can be done.
  std::string Command() const;
};

// Nothing where it only asked for help, which has been printed.
absl::StatusOr<std::optional<Options>> ParseOptions(int argc, char** argv);

}  // namespace aftercall::kills
