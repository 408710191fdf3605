#include "client/ctl/input/time_pattern.h"

#include <vector>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace aftercall::ctl::input {
namespace {

// What letters tell.
enum Part : unsigned {
  kDay = 1,
  kMonth = 2,
  kYear = 4,
  kHour = 8,
  kHalfDayHour = 16,  // an hour that needs to be told of which half of the day it is
  kHalf = 32,
  kMinute = 64,
  kSecond = 128,
  kZone = 256,
};
constexpr unsigned kDate = kDay | kMonth | kYear;

struct Letter {
  const char* text;
  unsigned tells = 0;
  // It takes all digits that come, so none may follow.
  bool open = false;
};

const std::vector<Letter>& Letters() {
  static const auto& letters =
      *new std::vector<Letter>{{"%Y", kYear},
                               {"%y", kYear},
                               {"%m", kMonth},
                               {"%b", kMonth},
                               {"%B", kMonth},
                               {"%d", kDay},
                               {"%e", kDay},
                               {"%H", kHour},
                               {"%I", kHour | kHalfDayHour},
                               {"%M", kMinute},
                               {"%S", kSecond},
                               {"%E*S", kSecond, true},
                               {"%p", kHalf},
                               {"%z", kZone, true},
                               {"%Ez", kZone, true},
                               {"%a"},
                               {"%A"},
                               {"%%"},
                               {"%F", kDate},
                               {"%T", kHour | kMinute | kSecond},
                               {"%R", kHour | kMinute},
                               {"%s", kDate | kHour | kMinute | kSecond | kZone, true}};
  return letters;
}

const Letter* LetterAt(absl::string_view text) {
  for (const Letter& letter : Letters()) {
    if (absl::StartsWith(text, letter.text)) return &letter;
  }
  return nullptr;
}

// Whether what is written by a pattern's `rest` may begin with a digit: words, marks and signs do
// not.
bool MayBeginWithDigit(absl::string_view rest) {
  const Letter* letter = LetterAt(rest);
  if (letter == nullptr) return !rest.empty() && absl::ascii_isdigit(rest[0]);
  static constexpr absl::string_view kNoDigits[] = {"%b",  "%B", "%p", "%z",
                                                    "%Ez", "%a", "%A", "%%"};
  return !absl::c_linear_search(kNoDigits, letter->text);
}

}  // namespace

absl::StatusOr<TimePattern> ParseTimePattern(absl::string_view text) {
  unsigned told = 0;
  for (size_t at = text.find('%'); at != absl::string_view::npos; at = text.find('%', at)) {
    const Letter* letter = LetterAt(text.substr(at));
    if (letter == nullptr) {
      return absl::InvalidArgumentError(absl::StrJoin(
          Letters(), " ", [](std::string* out, const Letter& l) { out->append(l.text); }));
    }
    // What is told twice may be told differently.
    if ((told & letter->tells) != 0) return absl::InvalidArgumentError("%d %m %Y");
    told |= letter->tells;
    at += absl::string_view(letter->text).size();
    if (letter->open && MayBeginWithDigit(text.substr(at))) {
      return absl::InvalidArgumentError(absl::StrCat(text.substr(0, at), " ", text.substr(at)));
    }
  }
  // The library would end the pattern at a NUL, and take a text that goes on as it likes.
  const bool whole = text.find('\0') == absl::string_view::npos;
  if ((told & kDate) != kDate || !whole) return absl::InvalidArgumentError("%d %m %Y");
  const bool has_time = (told & kHour) != 0;
  if (!has_time && (told & (kHalf | kMinute | kSecond | kZone)) != 0) {
    return absl::InvalidArgumentError("%H");
  }
  if ((told & kHalfDayHour) != 0 && (told & kHalf) == 0) return absl::InvalidArgumentError("%I %p");
  // Years have four digits: as many as there are, to the library, which then cannot read 20240331.
  return TimePattern{absl::StrReplaceAll(text, {{"%%", "%%"}, {"%Y", "%E4Y"}}), has_time,
                     (told & kZone) != 0};
}

std::optional<WrittenTime> ReadWrittenTime(const TimePattern& pattern, const std::string& text) {
  absl::Time time;
  std::string error;
  if (!absl::ParseTime(pattern.text, text, absl::UTCTimeZone(), &time, &error)) return std::nullopt;
  WrittenTime written;
  written.civil = absl::ToCivilSecond(time, absl::UTCTimeZone());
  // "infinite-future" is a time to Abseil.
  if (written.civil.year() < 1970 || written.civil.year() > 2199) return std::nullopt;
  written.has_time = pattern.has_time;
  if (pattern.has_zone) written.instant = time;
  return written;
}

}  // namespace aftercall::ctl::input
