#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "shared/forms/form.h"
#include "shared/wire/problem.h"

// What a reviewer writes.
namespace aftercall::domain {

struct ReviewContent {
  struct Element {
    std::string id;
    std::optional<int> score;
    bool does_not_apply = false;  // instead of a score
    std::string comment;
    std::optional<absl::Duration> moment;  // into the recording
    friend bool operator==(const Element&, const Element&) = default;
  };
  std::vector<Element> elements;
  std::string praise;
  std::string advice;  // one thing to try

  friend bool operator==(const ReviewContent&, const ReviewContent&) = default;
};

// As it stands at the server while it is written.
struct ReviewDraft {
  int64_t version = 0;  // 1, 2, 3, … with each saving
  ReviewContent content;
  absl::Time saved_at;
  friend bool operator==(const ReviewDraft&, const ReviewDraft&) = default;
};

inline constexpr size_t kReviewCharacters = 2000;  // of each text
inline constexpr absl::Duration kLongestMoment = absl::Hours(24);

// What is wrong with a draft, which may lack anything: elements that the form does not have or that
// are told twice, scores off their scale, "does not apply" where it always does, texts too long.
std::optional<wire::Problem> CheckDraft(const forms::Form& form, const ReviewContent& content);

// As CheckDraft, and whether it helps whoever reads it: every element of `asked` (those of the
// quick ones where none is asked) is judged, there is praise or advice, and low scores come with
// more than a word on what happened and on what to try. All that is missing is named in one
// sentence each.
std::optional<wire::Problem> CheckReview(const forms::Form& form,
                                         const std::vector<std::string>& asked,
                                         const ReviewContent& content);

// Whether `text` says more than one word. In scripts without spaces two characters are about one.
bool SaysMoreThanAWord(absl::string_view text);

}  // namespace aftercall::domain
