#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "backend/redaction/rules.h"

namespace aftercall::redaction {
namespace {

constexpr absl::string_view kFullWidthAt = "\xEF\xBC\xA0";  // ＠

bool IsLocal(char c) {
  return absl::ascii_isalnum(c) || absl::string_view("._%+-").find(c) != absl::string_view::npos;
}

bool IsLabel(char c) { return absl::ascii_isalnum(c) || c == '-'; }

// Length in bytes of the "@" at `at`, 0 where there is none.
size_t AtSign(absl::string_view text, size_t at) {
  if (text[at] == '@') return 1;
  return absl::StartsWith(text.substr(at), kFullWidthAt) ? kFullWidthAt.size() : 0;
}

// The first byte of the local part that ends before `end`; `end` where there is none.
size_t LocalBegin(absl::string_view text, size_t floor, size_t end) {
  size_t begin = end;
  while (begin > floor && IsLocal(text[begin - 1])) --begin;
  // A dot or hyphen before an address is punctuation.
  while (begin < end && (text[begin] == '.' || text[begin] == '-')) ++begin;
  return begin;
}

// One past a domain of two labels or more whose last begins with a letter; `begin` where there is
// none.
size_t DomainEnd(absl::string_view text, size_t begin) {
  size_t end = begin;
  size_t found = begin;
  for (bool first = true;; first = false) {
    const size_t label = end;
    while (end < text.size() && IsLabel(text[end])) ++end;
    size_t label_end = end;
    while (label_end > label && text[label_end - 1] == '-') --label_end;
    if (label_end == label || text[label] == '-') break;
    if (!first && label_end - label >= 2 && absl::ascii_isalpha(text[label])) found = label_end;
    if (label_end != end || end == text.size() || text[end] != '.') break;
    ++end;
  }
  return found;
}

}  // namespace

std::vector<Match> FindEmailAddresses(absl::string_view text) {
  std::vector<Match> matches;
  size_t floor = 0;  // nothing before it is looked at again
  for (size_t at = 0; at < text.size();) {
    const size_t sign = AtSign(text, at);
    if (sign == 0) {
      ++at;
      continue;
    }
    const size_t begin = LocalBegin(text, floor, at);
    const size_t end = DomainEnd(text, at + sign);
    if (begin < at && end > at + sign) {
      matches.push_back(Match{begin, end, Rule::kEmailAddress});
      floor = end;
      at = end;
    } else {
      floor = at + sign;
      at += sign;
    }
  }
  return matches;
}

}  // namespace aftercall::redaction
