#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "backend/redaction/rules.h"

namespace aftercall::redaction {
namespace {

absl::string_view TextBetween(absl::string_view text, const Run& run, const Run& next) {
  return text.substr(run.end, next.begin - run.end);
}

// Where a "+" (also full-width) that belongs to the number at `begin` stands; `begin` where none
// does. A "+" after a letter or digit is a sum.
size_t PlusBefore(absl::string_view text, size_t begin) {
  const absl::string_view before = text.substr(0, begin);
  size_t at = begin;
  if (absl::EndsWith(before, "+")) at -= 1;
  if (absl::EndsWith(before, "\xEF\xBC\x8B")) at -= 3;
  return at > 0 && absl::ascii_isalnum(text[at - 1]) ? begin : at;
}

bool IsChineseMobile(absl::string_view digits) { return digits[0] == '1' && digits[1] >= '3'; }

// 138 1234 5678: runs of three digits and more, but for the country code.
bool IsGroupedAsMobile(const Digits& digits, const Number& number) {
  for (size_t i = 0; i < number.runs; ++i) {
    const Run& run = digits.runs[number.first_run + i];
    if (run.count < 3 && !(i == 0 && number.digits.size() > 11)) return false;
  }
  return true;
}

std::optional<Match> MatchChineseMobile(absl::string_view text, const Digits& digits,
                                        size_t first) {
  static constexpr std::array<absl::string_view, 3> kCountryCodes = {"", "86", "0086"};
  for (const absl::string_view code : kCountryCodes) {
    const auto number = NumberOf(digits, first, code.size() + 11);
    if (number && absl::StartsWith(number->digits, code) &&
        IsChineseMobile(number->digits.substr(code.size())) && IsGroupedAsMobile(digits, *number) &&
        !IsPieceOfCode(text, number->begin, number->end)) {
      return Match{PlusBefore(text, number->begin), number->end, Rule::kPhoneNumber, number->runs};
    }
  }
  return std::nullopt;
}

// 0755-1234567, (010) 12345678: 10 and 2x have three digits, the others four; subscribers' numbers
// begin with 2–8.
std::optional<Match> MatchChineseLandline(absl::string_view text, const Digits& digits,
                                          size_t first) {
  const Run& area = digits.runs[first];
  if (area.gap == Gap::kApart || JoinedToPrevious(digits, first)) return std::nullopt;
  const Run& number = digits.runs[first + 1];
  const char* area_digits = &digits.values[area.first];
  const size_t area_length = area_digits[1] == '1' || area_digits[1] == '2' ? 3 : 4;
  const char begin = digits.values[number.first];
  if (area_digits[0] != '0' || area_digits[1] == '0' || area.count != area_length ||
      number.count < 7 || number.count > 8 || begin < '2' || begin > '8' ||
      IsPieceOfCode(text, area.begin, area.end) || IsPieceOfCode(text, number.begin, number.end)) {
    return std::nullopt;
  }
  const bool bracket = area.begin > 0 && text[area.begin - 1] == '(';
  return Match{area.begin - (bracket ? 1 : 0), number.end, Rule::kPhoneNumber, 2};
}

// "+" and 8–15 digits (ITU-T E.164), grouped in any way; eleven in North America.
std::optional<Match> MatchInternational(absl::string_view text, const Digits& digits,
                                        size_t first) {
  const size_t begin = PlusBefore(text, digits.runs[first].begin);
  const char country = digits.values[digits.runs[first].first];
  if (begin == digits.runs[first].begin || country == '0') return std::nullopt;
  const size_t longest = country == '1' ? 11 : 15;
  size_t found = 0;
  size_t end = begin;
  size_t runs = 0;
  for (size_t i = first; i < digits.runs.size(); ++i) {
    const Run& run = digits.runs[i];
    if (found + run.count > longest) break;
    found += run.count;
    end = run.end;
    ++runs;
    if (run.gap == Gap::kApart) break;
  }
  const bool is_long_enough = found >= 8 && (country != '1' || found == longest);
  if (!is_long_enough || IsPieceOfCode(text, end, end)) return std::nullopt;
  // (+86) 138…: both brackets or none.
  const bool bracket = begin > 0 && text[begin - 1] == '(' &&
                       absl::StrContains(text.substr(begin, end - begin), ")");
  return Match{begin - (bracket ? 1 : 0), end, Rule::kPhoneNumber, runs};
}

// Company numbers: no person is behind them. 400 is China's.
bool IsHotline(absl::string_view area) {
  static constexpr std::array<absl::string_view, 8> kHotlines = {"400", "800", "833", "844",
                                                                 "855", "866", "877", "888"};
  return std::find(kHotlines.begin(), kHotlines.end(), area) != kHotlines.end();
}

// 415-555-2671, 415.555.2671, (415) 555-2671, each also after "1": area and exchange begin with
// 2–9 (North American Numbering Plan).
std::optional<Match> MatchAmerican(absl::string_view text, const Digits& digits, size_t first) {
  if (first + 2 >= digits.runs.size()) return std::nullopt;
  const Run* runs = &digits.runs[first];
  const auto value = [&](int i) {
    return absl::string_view(digits.values).substr(runs[i].first, runs[i].count);
  };
  if (runs[0].count != 3 || runs[1].count != 3 || runs[2].count != 4 || value(0)[0] < '2' ||
      value(1)[0] < '2' || IsHotline(value(0)) || runs[2].gap == Gap::kSeparated) {
    return std::nullopt;
  }
  size_t begin = runs[0].begin;
  const absl::string_view gap = TextBetween(text, runs[0], runs[1]);
  const absl::string_view second_gap = TextBetween(text, runs[1], runs[2]);
  const bool bracketed = begin > 0 && text[begin - 1] == '(';
  if (bracketed) {
    if ((gap != ")" && gap != ") " && gap != ")-") || second_gap != "-") return std::nullopt;
    --begin;
  } else if ((gap != "-" && gap != ".") || second_gap != gap) {
    return std::nullopt;
  }
  if (first > 0 && runs[-1].gap != Gap::kApart) {
    const bool is_country = runs[-1].count == 1 && digits.values[runs[-1].first] == '1';
    if (!is_country) return std::nullopt;
    begin = runs[-1].begin;
  }
  if (IsPieceOfCode(text, begin, runs[2].end)) return std::nullopt;
  return Match{begin, runs[2].end, Rule::kPhoneNumber, 3};
}

// 020 7946 0123, 01632 960 001: an area with its trunk 0, then two groups or more of three digits
// and more, ten or eleven in all. Less grouped, it could be anything; in pairs, a date.
std::optional<Match> MatchWithTrunkPrefix(absl::string_view text, const Digits& digits,
                                          size_t first) {
  const Run& area = digits.runs[first];
  const char* area_digits = &digits.values[area.first];
  if (area.count < 3 || area.count > 5 || area_digits[0] != '0' || area_digits[1] == '0' ||
      JoinedToPrevious(digits, first)) {
    return std::nullopt;
  }
  size_t found = area.count;
  size_t last = first;
  while (digits.runs[last].gap != Gap::kApart) {
    ++last;
    if (digits.runs[last].count < 3) return std::nullopt;
    found += digits.runs[last].count;
  }
  const size_t end = digits.runs[last].end;
  if (last < first + 2 || found < 10 || found > 11 || IsPieceOfCode(text, area.begin, end)) {
    return std::nullopt;
  }
  const bool bracket = area.begin > 0 && text[area.begin - 1] == '(';
  return Match{area.begin - (bracket ? 1 : 0), end, Rule::kPhoneNumber, last - first + 1};
}

}  // namespace

std::optional<Match> MatchPhoneNumber(absl::string_view text, const Digits& digits, size_t first) {
  if (const auto match = MatchChineseMobile(text, digits, first)) return match;
  if (const auto match = MatchInternational(text, digits, first)) return match;
  if (const auto match = MatchChineseLandline(text, digits, first)) return match;
  if (const auto match = MatchWithTrunkPrefix(text, digits, first)) return match;
  return MatchAmerican(text, digits, first);
}

}  // namespace aftercall::redaction
