#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace aftercall::load {

struct Options {
  int agents = 1000;
  int connections = 0;  // that the agents share; 0: one each
  std::vector<std::string> only;
  double seconds = 10;       // how long answers are told at the rate
  double idle_seconds = 30;  // how long nothing is told
  double rate = 1000;        // answers a second
  double patience = 300;     // seconds, with what is to come at all
  bool no_bare = false;
  std::string json;         // file for the figures; empty: none
  std::string folder;       // for the database; empty: the system's for temporary files
  std::string backend;      // the program; empty: aftercalld beside this one
  bool serve_bare = false;  // be the bare server

  bool Wants(const std::string& scenario) const;
  // How many connections that makes.
  int lines() const { return connections == 0 ? agents : connections; }
  absl::Duration Patience() const { return absl::Seconds(patience); }
};

// Nothing where it only asked for help, which has been printed.
absl::StatusOr<std::optional<Options>> ParseOptions(int argc, char** argv);

}  // namespace aftercall::load
