#pragma once

#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "backend/redaction/digits.h"

// What each rule recognises. Private to the room; redaction.h describes the rules.
namespace aftercall::redaction {

// In the order of precedence in which their names are given.
enum class Rule { kCardNumber, kCardSecurityCode, kNationalId, kPhoneNumber, kEmailAddress };

struct Match {
  size_t begin;  // bytes of the text
  size_t end;
  Rule rule;
  size_t runs = 0;  // runs of digits it takes
};

// Addresses, in order. Linear.
std::vector<Match> FindEmailAddresses(absl::string_view text);

// What begins with run `first`, if anything does. Looks at a bounded number of runs and characters.
std::optional<Match> MatchCardNumber(absl::string_view text, const Digits& digits, size_t first);
std::optional<Match> MatchSecurityCode(absl::string_view text, const Digits& digits, size_t first);
std::optional<Match> MatchNationalId(absl::string_view text, const Digits& digits, size_t first);
std::optional<Match> MatchPhoneNumber(absl::string_view text, const Digits& digits, size_t first);

}  // namespace aftercall::redaction
