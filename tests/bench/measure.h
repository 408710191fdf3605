#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "tests/bench/options.h"

namespace aftercall::bench {

// What was measured, by name; one value a run.
using Samples = std::map<std::string, std::vector<double>>;

// One run: the bare server, the store alone, and aftercalld on `folder`, each alone on the machine.
absl::Status MeasureRun(const Options& options, int run, const std::string& folder,
                        Samples* samples);

}  // namespace aftercall::bench
