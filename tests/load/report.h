#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "tests/load/counts.h"
#include "tests/load/options.h"

namespace aftercall::load {

struct Figure {
  std::string scenario;
  std::string name;  // with its unit
  double ours = 0;
  std::optional<double> bare;  // the same of the bare server, or what it is held against
  std::string goal;            // for the ratio; empty: none
};

// What was seen, in the order in which it was.
struct Report {
  std::vector<Figure> figures;
  double load_average = 0;  // of the machine at the beginning: others may use it too
};

// The machine's load average of the last minute.
double LoadAverage();

void WriteTable(const Report& report, const Options& options, const Counts& counts,
                std::ostream& out);
absl::Status WriteJson(const Report& report, const Options& options, const Counts& counts);

}  // namespace aftercall::load
