#include "backend/redaction/redaction.h"

#include <algorithm>
#include <array>
#include <string>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "shared/base/text.h"
#include "tests/fuzz/fuzz.h"

// Customers' words.
namespace aftercall::fuzz {
namespace {

constexpr std::array<absl::string_view, 5> kRules = {
    "card_number", "card_security_code", "national_id", "phone_number", "email_address"};
constexpr std::array<absl::string_view, 5> kMarks = {"[card]", "[cvv]", "[id]", "[tel]", "[@]"};

// Length of a mark at the front, else 0.
size_t MarkAt(absl::string_view text) {
  for (const absl::string_view mark : kMarks) {
    if (absl::StartsWith(text, mark)) return mark.size();
  }
  return 0;
}

// What stands between marks stood in the text, in this order.
void RequireNothingElseChanged(absl::string_view text, absl::string_view redacted) {
  while (!redacted.empty()) {
    size_t end = 0;
    while (end < redacted.size() && MarkAt(redacted.substr(end)) == 0) ++end;
    const size_t at = text.find(redacted.substr(0, end));
    Require(at != absl::string_view::npos, "what no rule matches comes back as it was");
    text.remove_prefix(at + end);
    redacted.remove_prefix(std::min(redacted.size(), end + MarkAt(redacted.substr(end))));
  }
}

bool PassesLuhn(absl::string_view digits) {
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    const int value = digits[digits.size() - 1 - i] - '0';
    sum += i % 2 == 0 ? value : value * 2 / 10 + value * 2 % 10;
  }
  return sum % 10 == 0;
}

// A card's number that stands alone among ASCII letters and spaces is found, whoever counts.
bool HasPlainCard(absl::string_view text) {
  const bool plain =
      absl::c_all_of(text, [](char c) { return absl::ascii_isalnum(c) || c == ' '; });
  const size_t begin = text.find_first_of("0123456789");
  if (!plain || begin == absl::string_view::npos) return false;
  const size_t end = std::min(text.find_first_not_of("0123456789", begin), text.size());
  const absl::string_view digits = text.substr(begin, end - begin);
  if (text.find_first_of("0123456789", end) != absl::string_view::npos) return false;
  const bool alone =
      (begin == 0 || text[begin - 1] == ' ') && (end == text.size() || text[end] == ' ');
  return alone && digits.size() == 16 && (digits[0] == '4' || digits[0] == '5') &&
         digits.find_first_not_of(digits[0]) != absl::string_view::npos && PassesLuhn(digits);
}

}  // namespace

void Try(absl::string_view input) {
  if (!base::IsValidUtf8(input)) return;  // refused before: on the wire and by the importer
  const redaction::Redacted once = redaction::Redact(input);
  Require(base::IsValidUtf8(once.text), "redacted UTF-8 is UTF-8");
  Require(once.rules.empty() == (once.text == input), "a change has a rule's name, and only one");
  Require(std::is_sorted(once.rules.begin(), once.rules.end(),
                         [](const std::string& a, const std::string& b) {
                           return absl::c_find(kRules, a) < absl::c_find(kRules, b);
                         }),
          "rules are named in their order");
  for (const std::string& rule : once.rules) {
    Require(absl::c_linear_search(kRules, rule) && absl::c_count(once.rules, rule) == 1,
            "each rule is known and named once");
  }
  // A security code of three digits is the one thing that is shorter than its mark.
  Require(once.text.size() <= input.size() + 2 * (input.size() / 3), "marks are short");
  Require(absl::c_count_if(once.text, absl::ascii_isdigit) <=
              absl::c_count_if(input, absl::ascii_isdigit),
          "marks have no digits");
  RequireNothingElseChanged(input, once.text);
  Require(!HasPlainCard(input) || absl::c_linear_search(once.rules, "card_number"),
          "a card's number that stands alone is found");
  const redaction::Redacted twice = redaction::Redact(once.text);
  Require(twice.text == once.text && twice.rules.empty(), "redacting again changes nothing");
}

}  // namespace aftercall::fuzz
