#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "shared/forms/form.h"

// What a reviewer says of an interaction, on a form, and when it helps whoever reads it. Pure.
namespace aftercall::forms {

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

inline constexpr size_t kReviewCharacters = 2000;  // of each text
inline constexpr absl::Duration kLongestMoment = absl::Hours(24);

// All of a form's elements, in its order. Valid as long as the form.
std::vector<const Element*> AllElements(const Form& form);

// nullptr where the form has none of this id. Valid as long as the form.
const Element* FindElement(const Form& form, absl::string_view id);

// The elements that want a score, in the form's order: those of `asked`, the quick ones where none
// is asked. Ids that the form does not have are left out.
std::vector<const Element*> WantedElements(const Form& form, const std::vector<std::string>& asked);

// Something that a review lacks.
struct Missing {
  enum class What {
    kScore,    // of an element
    kComment,  // of an element with a score below the middle: what happened, in a few words
    kAdvice,   // one thing to try, since there is such a score
    kWords,    // what went well, or one thing to try
  };
  What what;
  const Element* element = nullptr;  // of kScore and kComment; valid as long as the form
};

// All that `content` lacks, in the order in which a form is filled in. Elements that the form does
// not have do not count.
std::vector<Missing> WhatIsMissing(const Form& form, const std::vector<std::string>& asked,
                                   const ReviewContent& content);

// Whether `text` says more than one word. In scripts without spaces two characters are about one.
bool SaysMoreThanAWord(absl::string_view text);

}  // namespace aftercall::forms
