#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace aftercall::bench {

struct Options {
  int streams = 1000;
  double seconds = 5;   // about how long a measurement takes
  int runs = 3;         // of each, bare and ours in turn
  int connections = 0;  // that the streams share; 0: one each
  int in_flight = 64;
  int chunk = 256;      // answers in a message of client streaming, and in a transaction
  double rate = 2000;   // answers a second of the latency measurement
  std::string json;     // file for the figures; empty: none
  std::string picture;  // file for the picture of latency against load; empty: none
  std::string folder;   // for databases; empty: the system's for temporary files
  std::string backend;  // the program; empty: aftercalld beside this one
  std::vector<std::string> only;
  bool serve_bare = false;  // be the bare server

  bool Wants(const std::string& measurement) const;
  // Whether anything is asked of a server.
  bool WantsServers() const { return only != std::vector<std::string>{"store"}; }
};

// Nothing where it only asked for help, which has been printed.
absl::StatusOr<std::optional<Options>> ParseOptions(int argc, char** argv);

}  // namespace aftercall::bench
