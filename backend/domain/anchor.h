#pragma once

#include <cstdint>

// Anchors: interactions that several people review, each without knowing that others do, so that it
// can be told apart how an interaction went and how strictly somebody scores (insight/severity.h).
// They come from agents who lend an interaction that has been reviewed once, are mixed in among
// what somebody reviews anyway, and are told to be one once they are submitted.
namespace aftercall::domain {

// At most one in so many reviews of one person is of an anchor.
inline constexpr int64_t kReviewsToAnAnchor = 10;

// What one person has reviewed as a colleague.
struct ReviewsDone {
  int64_t submitted = 0;      // of anchors too
  int64_t anchors_asked = 0;  // whatever became of it: who declines is not asked at once again
  friend bool operator==(const ReviewsDone&, const ReviewsDone&) = default;
};

// Whether the next review may be of an anchor.
inline bool IsAnchorDue(const ReviewsDone& done) {
  return kReviewsToAnAnchor * (done.anchors_asked + 1) <= done.submitted + 1;
}

}  // namespace aftercall::domain
