#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "tests/bench/measure.h"

namespace aftercall::bench {

// Answers a second at which latency is measured for the picture.
const std::vector<int>& PictureRates();

// The name under which a latency of the picture is kept: "ours at 2000 p99".
std::string PictureSample(const std::string& whose, int rate, const std::string& percentile);

// Draws latency against load into an SVG file: the medians of p50 and p99, ours and the bare
// push's, both axes logarithmic. Rates that were not measured are left out.
absl::Status WritePicture(const Samples& samples, int streams, const std::string& file);

}  // namespace aftercall::bench
