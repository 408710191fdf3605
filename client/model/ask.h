#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/model/command.h"
#include "shared/forms/form.h"

// What the person writes when they ask for a review, as it goes to the server.
namespace aftercall::model {

inline constexpr size_t kMostAskElements = 12;
inline constexpr size_t kMostAskMoments = 12;
inline constexpr size_t kMostNotToAsk = 20;

// Names with commas between (also wide ones, semicolons and line ends), each once, in their order.
std::vector<std::string> NamesIn(absl::string_view line);

// A request, and what keeps it from being sent.
struct Asked {
  RequestReview request;
  std::string not_a_moment;  // a word; empty: all are
  bool too_many_moments = false;
  bool too_many_names = false;

  bool can_be_sent() const { return not_a_moment.empty() && !too_many_moments && !too_many_names; }
};

// Of what is written so far. Elements that `form` does not have are left out, where it is here.
Asked AskedIn(const std::string& interaction, const Draft& draft, const forms::Form* form);

}  // namespace aftercall::model
