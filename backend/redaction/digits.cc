#include "backend/redaction/digits.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace aftercall::redaction {
namespace {

constexpr size_t kLongestGap = 3;         // characters
constexpr size_t kLongestWord = 16;       // letters looked at beside a number
constexpr size_t kShortestSpelling = 11;  // digits: a Chinese mobile number

// Length in bytes of the digit at `at`, 0 where there is none.
size_t DigitAt(absl::string_view text, size_t at, char& value) {
  if (absl::ascii_isdigit(text[at])) {
    value = text[at];
    return 1;
  }
  // U+FF10–FF19, full-width, are EF BC 90–99.
  if (text[at] == '\xEF' && at + 2 < text.size() && text[at + 1] == '\xBC') {
    const int digit = static_cast<unsigned char>(text[at + 2]) - 0x90;
    if (digit >= 0 && digit <= 9) {
      value = static_cast<char>('0' + digit);
      return 3;
    }
  }
  return 0;
}

Gap GapBetween(absl::string_view text, size_t begin, size_t end) {
  if (text.substr(begin, end - begin) == ".") return Gap::kPunctuated;
  Gap gap = Gap::kSeparated;
  size_t characters = 0;
  for (size_t at = begin; at < end; ++characters) {
    if (characters == kLongestGap) return Gap::kApart;
    if (const size_t length = SeparatorAt(text, at); length > 0) {
      at += length;
    } else if (text[at] == '(' || text[at] == ')') {
      gap = Gap::kPunctuated;
      ++at;
    } else {
      return Gap::kApart;
    }
  }
  return gap;
}

// One past the last of the runs from `first` on that are `size` digits each and separated; with
// pairs the last may be one digit.
size_t EndOfSpelling(const std::vector<Run>& runs, size_t first, size_t size) {
  size_t last = first;
  while (runs[last].count == size && runs[last].gap == Gap::kSeparated &&
         runs[last + 1].count <= size) {
    ++last;
  }
  return last + 1;
}

// Joins what is spelt digit by digit or in pairs to one run, so that the rules need not know.
void JoinSpellings(std::vector<Run>& runs) {
  size_t kept = 0;
  for (size_t first = 0; first < runs.size();) {
    const Run run = runs[first];
    const size_t end = run.count <= 2 ? EndOfSpelling(runs, first, run.count) : first + 1;
    const Run last = runs[end - 1];
    const size_t digits = last.first + last.count - run.first;
    if (end - first > 1 && digits >= kShortestSpelling) {
      runs[kept++] = Run{run.begin, last.end, run.first, digits, last.gap};
      first = end;
      continue;
    }
    // Too short from here is too short from inside; only its last run may begin another spelling.
    do {
      runs[kept++] = runs[first++];
    } while (first + 1 < end);
  }
  runs.resize(kept);
}

bool IsLabel(absl::string_view word) {
  static constexpr std::array<absl::string_view, 12> kLabels = {
      "CARD", "VISA", "AMEX", "NO", "ID", "TEL", "PHONE", "MOBILE", "CELL", "FAX", "WX", "VX"};
  return std::find(kLabels.begin(), kLabels.end(), word) != kLabels.end();
}

// Whether letters beside a number make a code of it. `beyond` is the character on their far side, 0
// at the text's end.
bool IsCode(absl::string_view letters, char beyond) {
  if (absl::ascii_isdigit(beyond) || beyond == '_') return true;
  return std::none_of(letters.begin(), letters.end(), absl::ascii_islower) && !IsLabel(letters);
}

bool IsCodeBefore(absl::string_view text, size_t begin) {
  if (begin == 0) return false;
  if (text[begin - 1] == '_') return true;
  if (text[begin - 1] == '.' && begin > 1 && absl::ascii_isdigit(text[begin - 2])) return true;
  size_t at = begin;
  while (at > 0 && begin - at < kLongestWord && absl::ascii_isalpha(text[at - 1])) --at;
  if (at == begin) return false;
  return IsCode(text.substr(at, begin - at), at > 0 ? text[at - 1] : '\0');
}

bool IsCodeAfter(absl::string_view text, size_t end) {
  if (end == text.size()) return false;
  if (text[end] == '_') return true;
  if (text[end] == '.' && end + 1 < text.size() && absl::ascii_isdigit(text[end + 1])) return true;
  size_t at = end;
  while (at < text.size() && at - end < kLongestWord && absl::ascii_isalpha(text[at])) ++at;
  if (at == end) return false;
  return IsCode(text.substr(end, at - end), at < text.size() ? text[at] : '\0');
}

}  // namespace

size_t SeparatorAt(absl::string_view text, size_t at) {
  const auto byte = [&](size_t i) -> uint32_t {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0;
  };
  if (byte(0) < 0x80) return text[at] == ' ' || text[at] == '\t' || text[at] == '-' ? 1 : 0;
  if (byte(0) == 0xC2) {
    // No-break space, soft hyphen, middle dot.
    return byte(1) == 0xA0 || byte(1) == 0xAD || byte(1) == 0xB7 ? 2 : 0;
  }
  if ((byte(0) & 0xF0) != 0xE0) return 0;
  const uint32_t c = (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
  const bool is_separator = (c >= 0x2000 && c <= 0x200D) ||  // spaces, zero-width ones too
                            (c >= 0x2010 && c <= 0x2015) ||  // hyphens and dashes
                            c == 0x2022 ||                   // bullet
                            c == 0x202F || c == 0x205F ||    // narrow spaces
                            c == 0x2060 || c == 0xFEFF ||    // zero-width joins
                            c == 0x2212 ||                   // minus sign
                            c == 0x3000 ||                   // ideographic space
                            c == 0x30FB || c == 0xFF65 ||    // katakana middle dots
                            c == 0xFE63 || c == 0xFF0D;      // small and full-width hyphen
  return is_separator ? 3 : 0;
}

Digits FindDigits(absl::string_view text, const std::vector<Span>& taken) {
  Digits digits;
  auto skip = taken.begin();
  for (size_t at = 0; at < text.size();) {
    if (skip != taken.end() && at >= skip->begin) {
      at = skip->end;
      ++skip;
      continue;
    }
    char value;
    size_t length = DigitAt(text, at, value);
    if (length == 0) {
      ++at;
      continue;
    }
    Run run{at, at, digits.values.size(), 0};
    for (; length > 0; length = at < text.size() ? DigitAt(text, at, value) : 0) {
      digits.values.push_back(value);
      ++run.count;
      at += length;
    }
    run.end = at;
    if (!digits.runs.empty()) {
      digits.runs.back().gap = GapBetween(text, digits.runs.back().end, run.begin);
    }
    digits.runs.push_back(run);
  }
  JoinSpellings(digits.runs);
  return digits;
}

std::optional<Number> NumberOf(const Digits& digits, size_t first, size_t count) {
  const Run& begin = digits.runs[first];
  size_t found = 0;
  for (size_t last = first; last < digits.runs.size(); ++last) {
    const Run& run = digits.runs[last];
    found += run.count;
    if (found == count) {
      return Number{begin.begin, run.end,
                    absl::string_view(digits.values).substr(begin.first, count), first,
                    last - first + 1};
    }
    if (found > count || run.gap != Gap::kSeparated) return std::nullopt;
  }
  return std::nullopt;
}

bool JoinedToPrevious(const Digits& digits, size_t first) {
  return first > 0 && digits.runs[first - 1].gap == Gap::kSeparated;
}

bool IsPieceOfCode(absl::string_view text, size_t begin, size_t end) {
  return IsCodeBefore(text, begin) || IsCodeAfter(text, end);
}

}  // namespace aftercall::redaction
