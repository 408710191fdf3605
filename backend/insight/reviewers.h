#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "backend/domain/ids.h"
#include "backend/insight/severity.h"

// How somebody reviews, for whoever looks after the quality of reviews. Facts to talk about with
// their count: nothing follows from them by rule.
namespace aftercall::insight {

// One submitted review. Scores are put on a scale of 1–5, whatever scale an element has; those that
// do not apply are left out.
struct ReviewDone {
  struct Score {
    std::string element_id;
    double rating_1_to_5 = 0;
  };
  domain::UserId reviewer;
  std::string reviewer_display_name;
  domain::InteractionId interaction;
  bool anchor = false;
  std::vector<Score> scores;
  std::optional<bool> opened;           // the recording or the text; nothing: not known
  std::optional<absl::Duration> taken;  // from acceptance to submission; nothing: not known
  std::optional<absl::Duration> heard;  // what a recording lasts; nothing: none, or not known
};

// So many scores are needed to be "all the same"; so many things scored in common for a severity.
inline constexpr size_t kFewestForSameness = 4;
inline constexpr int64_t kFewestForSeverity = 5;

struct ReviewerFigures {
  domain::UserId reviewer;
  std::string display_name;
  int64_t reviews = 0;
  int64_t anchors = 0;  // of those
  // In points of 1–5. Nothing below kFewestForSeverity, and where chance cannot be estimated.
  std::optional<Severity> severity;
  // Halo: how far the scores of one review lie apart, as the mean of their standard deviations;
  // near 0 one impression stands for all elements. Nothing without a review of two scores.
  std::optional<double> spread_within;
  // Central tendency: the standard deviation of all scores; near 0 nearly all are the same. Nothing
  // below two scores.
  std::optional<double> spread_of_all;
  int64_t all_same = 0;  // reviews with at least kFewestForSameness scores, all alike
  int64_t unopened = 0;  // reviews of `opened_known` without a look at recording or text
  int64_t opened_known = 0;
  int64_t hasty = 0;  // reviews of `taken_known` in less time than the recording lasts
  int64_t taken_known = 0;
};

// One for each who submitted any, those with the most first, then by name.
std::vector<ReviewerFigures> FiguresOfReviewers(absl::Span<const ReviewDone> reviews);

}  // namespace aftercall::insight
