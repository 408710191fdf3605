#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

// Moments in a recording, as people write them.
namespace aftercall::model {

// "12:05" and "1:12:05", the minutes and seconds below 60 where something stands before them; at
// most forms::kLongestMoment. Nothing where it is no moment.
std::optional<absl::Duration> MomentOf(absl::string_view word);

// "1:05", "01:05", "1:02:03": how far into a recording.
std::string MomentWords(absl::Duration moment);

// A line of moments: "0:12 3:05", also with commas between, and with the wide signs that an input
// method gives.
struct MomentLine {
  std::vector<absl::Duration> moments;  // as written, each once
  std::string not_one;                  // the first word that is no moment; empty: all are
};
MomentLine MomentsIn(absl::string_view line);

}  // namespace aftercall::model
