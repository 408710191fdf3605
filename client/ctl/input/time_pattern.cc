#include "client/ctl/input/time_pattern.h"

#include <vector>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace aftercall::ctl::input {
namespace {

// What a letter tells.
struct Letter {
  const char* text;
  bool day = false, month = false, year = false, time = false, zone = false;
  // It takes all digits that come, so none may follow.
  bool open = false;
};

const std::vector<Letter>& Letters() {
  static const auto& letters =
      *new std::vector<Letter>{{.text = "%Y", .year = true},
                               {.text = "%y", .year = true},
                               {.text = "%m", .month = true},
                               {.text = "%b", .month = true},
                               {.text = "%B", .month = true},
                               {.text = "%d", .day = true},
                               {.text = "%e", .day = true},
                               {.text = "%H", .time = true},
                               {.text = "%I", .time = true},
                               {.text = "%M"},
                               {.text = "%S"},
                               {.text = "%E*S", .open = true},
                               {.text = "%p"},
                               {.text = "%z", .zone = true, .open = true},
                               {.text = "%Ez", .zone = true, .open = true},
                               {.text = "%a"},
                               {.text = "%A"},
                               {.text = "%%"},
                               {.text = "%F", .day = true, .month = true, .year = true},
                               {.text = "%T", .time = true},
                               {.text = "%R", .time = true},
                               {.text = "%s",
                                .day = true,
                                .month = true,
                                .year = true,
                                .time = true,
                                .zone = true,
                                .open = true}};
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
  Letter told{.text = ""};
  for (size_t at = text.find('%'); at != absl::string_view::npos; at = text.find('%', at)) {
    const Letter* letter = LetterAt(text.substr(at));
    if (letter == nullptr) {
      return absl::InvalidArgumentError(absl::StrJoin(
          Letters(), " ", [](std::string* out, const Letter& l) { out->append(l.text); }));
    }
    // What is told twice may be told differently.
    if ((told.day && letter->day) || (told.month && letter->month) || (told.year && letter->year) ||
        (told.time && letter->time) || (told.zone && letter->zone)) {
      return absl::InvalidArgumentError("%d %m %Y");
    }
    told.day |= letter->day;
    told.month |= letter->month;
    told.year |= letter->year;
    told.time |= letter->time;
    told.zone |= letter->zone;
    at += absl::string_view(letter->text).size();
    if (letter->open && MayBeginWithDigit(text.substr(at))) {
      return absl::InvalidArgumentError("%d %m %Y");
    }
  }
  // The library would end the pattern at a NUL, and take a text that goes on as it likes.
  const bool whole = text.find('\0') == absl::string_view::npos;
  if (!told.day || !told.month || !told.year || !whole) {
    return absl::InvalidArgumentError("%d %m %Y");
  }
  // Years have four digits: as many as there are, to the library, which then cannot read 20240331.
  return TimePattern{absl::StrReplaceAll(text, {{"%%", "%%"}, {"%Y", "%E4Y"}}), told.time,
                     told.zone};
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
