#pragma once

#include <ostream>

#include "absl/status/status.h"
#include "tests/bench/measure.h"
#include "tests/bench/options.h"

namespace aftercall::bench {

// A line for each figure: what it is held against, what ours is, the ratio and its goal; medians,
// with the range of the runs.
void WriteTable(const Samples& samples, std::ostream& out);

// How long each stage of aftercalld took while latency was measured; nothing where it was not.
void WriteStages(const Samples& samples, std::ostream& out);

// Every sample, and how it was taken.
absl::Status WriteJson(const Samples& samples, const Options& options);

}  // namespace aftercall::bench
