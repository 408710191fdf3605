#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "shared/forms/form.h"
#include "shared/forms/review_content.h"
#include "shared/wire/problem.h"

// What a reviewer writes.
namespace aftercall::domain {

using forms::ReviewContent;

// As it stands at the server while it is written.
struct ReviewDraft {
  int64_t version = 0;  // 1, 2, 3, … with each saving
  ReviewContent content;
  absl::Time saved_at;
  friend bool operator==(const ReviewDraft&, const ReviewDraft&) = default;
};

// What is wrong with a draft, which may lack anything: elements that the form does not have or that
// are told twice, scores off their scale, "does not apply" where it always does, texts too long.
std::optional<wire::Problem> CheckDraft(const forms::Form& form, const ReviewContent& content);

// As CheckDraft, and whether it helps whoever reads it: forms::WhatIsMissing, named in one sentence
// each.
std::optional<wire::Problem> CheckReview(const forms::Form& form,
                                         const std::vector<std::string>& asked,
                                         const ReviewContent& content);

}  // namespace aftercall::domain
