#include <algorithm>
#include <array>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"
#include "backend/redaction/rules.h"

namespace aftercall::redaction {
namespace {

constexpr size_t kShortestCard = 13;
constexpr size_t kLongestCard = 19;

int Value(char digit) { return digit - '0'; }

int Read(absl::string_view digits) {
  int number = 0;
  for (const char digit : digits) number = number * 10 + Value(digit);
  return number;
}

// ISO/IEC 7812-1: from the right, every second digit counts twice, as the sum of its own digits.
bool PassesLuhn(absl::string_view digits) {
  int sum = 0;
  bool twice = false;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, twice = !twice) {
    const int value = twice ? 2 * Value(*digit) : Value(*digit);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

// Whether some issuer's numbers can begin and be as long. Keeps order numbers that begin with a
// date (20…), milliseconds since 1970 (13 digits, 1…) and numbers filled with zeros.
bool CanBeIssued(absl::string_view digits) {
  if (digits[0] == '0' || absl::StartsWith(digits, "20")) return false;
  if (digits[0] == '1' && digits.size() != 15) return false;
  return digits.find_first_not_of(digits[0]) != absl::string_view::npos;
}

// Its fifteen digits begin as the ids of two provinces do.
bool IsAmericanExpress(absl::string_view digits) {
  return (absl::StartsWith(digits, "34") || absl::StartsWith(digits, "37")) && PassesLuhn(digits);
}

// Cards are printed in groups of four and more; the last may be shorter, and a 13-digit card's
// further ones have three.
bool IsGroupedAsCard(const Digits& digits, const Number& number) {
  if (number.runs == 1) return true;
  if (digits.runs[number.first_run].count < 4) return false;
  for (size_t i = 1; i + 1 < number.runs; ++i) {
    if (digits.runs[number.first_run + i].count < 3) return false;
  }
  return true;
}

bool IsProvince(int code) {
  static constexpr std::array<int, 36> kProvinces = {
      11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43,
      44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83, 91};
  return std::binary_search(kProvinces.begin(), kProvinces.end(), code);
}

bool IsDate(int year, absl::string_view month_and_day) {
  const int month = Read(month_and_day.substr(0, 2));
  const int day = Read(month_and_day.substr(2));
  // CivilDay carries what does not exist over into another month: 31 February becomes 3 March.
  return absl::CivilDay(year, month, day).month() == month && year >= 1900 && year < 2100;
}

// GB 11643-1999: ISO 7064 mod 11-2 over seventeen digits; 'X' stands for ten.
char CheckCharacter(absl::string_view seventeen) {
  static constexpr std::array<int, 17> kWeights = {7, 9, 10, 5,  8, 4, 2, 1, 6,
                                                   3, 7, 9,  10, 5, 8, 4, 2};
  int sum = 0;
  for (size_t i = 0; i < kWeights.size(); ++i) sum += kWeights[i] * Value(seventeen[i]);
  return "10X98765432"[sum % 11];
}

bool IsResident(absl::string_view digits, char check) {
  return IsProvince(Read(digits.substr(0, 2))) &&
         IsDate(Read(digits.substr(6, 4)), digits.substr(10, 4)) &&
         CheckCharacter(digits.substr(0, 17)) == check;
}

// One past an X, also full-width, at `end` or behind one separator there; `end` where there is
// none.
size_t EndOfX(absl::string_view text, size_t end) {
  size_t at = end;
  if (at < text.size()) at += SeparatorAt(text, at);
  const absl::string_view rest = text.substr(at);
  if (absl::StartsWithIgnoreCase(rest, "x")) return at + 1;
  const bool wide =
      absl::StartsWith(rest, "\xEF\xBC\xB8") || absl::StartsWith(rest, "\xEF\xBD\x98");
  return wide ? at + 3 : end;
}

std::optional<Match> MatchResident(absl::string_view text, const Digits& digits, size_t first) {
  if (const auto id = NumberOf(digits, first, 18); id && IsResident(id->digits, id->digits[17])) {
    return Match{id->begin, id->end, Rule::kNationalId, id->runs};
  }
  if (const auto id = NumberOf(digits, first, 17); id && IsResident(id->digits, 'X')) {
    if (const size_t end = EndOfX(text, id->end); end > id->end) {
      return Match{id->begin, end, Rule::kNationalId, id->runs};
    }
  }
  return std::nullopt;
}

// The form before 1999: no century and no check digit, so only as one run by itself.
std::optional<Match> MatchOldResident(absl::string_view text, const Digits& digits, size_t first) {
  const auto id = NumberOf(digits, first, 15);
  if (!id || id->runs != 1 || !IsProvince(Read(id->digits.substr(0, 2))) ||
      !IsDate(1900 + Read(id->digits.substr(6, 2)), id->digits.substr(8, 4)) ||
      IsAmericanExpress(id->digits) || IsPieceOfCode(text, id->begin, id->end)) {
    return std::nullopt;
  }
  return Match{id->begin, id->end, Rule::kNationalId, id->runs};
}

// Areas 000, 666 and 900–999, group 00 and serial 0000 are never issued (US Social Security
// Administration).
std::optional<Match> MatchSocialSecurity(absl::string_view text, const Digits& digits,
                                         size_t first) {
  const auto id = NumberOf(digits, first, 9);
  if (!id || id->runs != 3 || JoinedToPrevious(digits, first)) return std::nullopt;
  const Run* runs = &digits.runs[first];
  const auto hyphen_after = [&](const Run& run) { return text.substr(run.end, 1) == "-"; };
  const auto gap = [&](int i) { return runs[i + 1].begin - runs[i].end; };
  if (runs[0].count != 3 || runs[1].count != 2 || !hyphen_after(runs[0]) ||
      !hyphen_after(runs[1]) || gap(0) != 1 || gap(1) != 1 || runs[2].gap == Gap::kSeparated) {
    return std::nullopt;
  }
  const int area = Read(id->digits.substr(0, 3));
  if (area == 0 || area == 666 || area >= 900 || id->digits.substr(3, 2) == "00" ||
      id->digits.substr(5) == "0000" || IsPieceOfCode(text, id->begin, id->end)) {
    return std::nullopt;
  }
  return Match{id->begin, id->end, Rule::kNationalId, id->runs};
}

// Takes from the end of `text` one of the words and signs that may stand between the name of a
// security code and its digits.
bool StripFiller(absl::string_view& text) {
  static constexpr std::array<absl::string_view, 19> kFillers = {
      " ",  "\t", ":",  "=",  "#",  "-",  ",",  "(",   "\"",   "'",
      "：", "，", "（", "是", "为", "码", "号", " is", " code"};
  for (const absl::string_view filler : kFillers) {
    if (absl::ConsumeSuffix(&text, filler)) return true;
  }
  return absl::ConsumeSuffix(&text, " number") || absl::ConsumeSuffix(&text, " was");
}

bool EndsInSecurityCodeName(absl::string_view text) {
  static constexpr std::array<absl::string_view, 8> kNames = {
      "cvv", "cvc", "cvn", "cvv2", "cvc2", "cvn2", "security code", "安全码"};
  for (const absl::string_view name : kNames) {
    if (!absl::EndsWith(text, name)) continue;
    // Latin names only as words of their own.
    const size_t before = text.size() - name.size();
    if (!absl::ascii_isascii(name[0]) || before == 0 || !absl::ascii_isalpha(text[before - 1])) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::optional<Match> MatchCardNumber(absl::string_view text, const Digits& digits, size_t first) {
  // The longest first: a 19-digit card may hold a shorter number that passes.
  for (size_t count = kLongestCard; count >= kShortestCard; --count) {
    const auto card = NumberOf(digits, first, count);
    if (card && PassesLuhn(card->digits) && CanBeIssued(card->digits) &&
        IsGroupedAsCard(digits, *card) && !IsPieceOfCode(text, card->begin, card->end)) {
      return Match{card->begin, card->end, Rule::kCardNumber, card->runs};
    }
  }
  return std::nullopt;
}

std::optional<Match> MatchSecurityCode(absl::string_view text, const Digits& digits, size_t first) {
  const Run& run = digits.runs[first];
  if (run.count < 3 || run.count > 4) return std::nullopt;
  constexpr size_t kReach = 32;  // bytes: the longest name with some filler
  const size_t from = run.begin > kReach ? run.begin - kReach : 0;
  const std::string before = absl::AsciiStrToLower(text.substr(from, run.begin - from));
  absl::string_view rest = before;
  do {
    if (EndsInSecurityCodeName(rest)) {
      return Match{run.begin, run.end, Rule::kCardSecurityCode, 1};
    }
  } while (StripFiller(rest));
  return std::nullopt;
}

std::optional<Match> MatchNationalId(absl::string_view text, const Digits& digits, size_t first) {
  if (const auto match = MatchResident(text, digits, first)) return match;
  if (const auto match = MatchOldResident(text, digits, first)) return match;
  return MatchSocialSecurity(text, digits, first);
}

}  // namespace aftercall::redaction
