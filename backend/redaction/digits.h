#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

// The digits of a text, as runs and as the numbers that neighbouring runs may form. Private to the
// room.
namespace aftercall::redaction {

// Bytes of a text that a rule has taken.
struct Span {
  size_t begin;
  size_t end;
};

// What lies between a run of digits and the next.
enum class Gap {
  kApart,       // anything else, or no next run: they are two numbers
  kPunctuated,  // brackets among separators, or one full stop: telephone numbers are written so
  kSeparated,   // one to three spaces, hyphens, dashes, middle dots or invisible characters
};

// An unbroken run of digits, or a number spelt digit by digit or in pairs.
struct Run {
  size_t begin;  // bytes of the text
  size_t end;
  size_t first;  // index of its first digit in Digits::values
  size_t count;
  Gap gap = Gap::kApart;  // to the next run
};

struct Digits {
  std::string values;  // every digit as '0'…'9', whatever its width in the text
  std::vector<Run> runs;
};

// Finds the digits outside `taken` (in order, not overlapping).
Digits FindDigits(absl::string_view text, const std::vector<Span>& taken);

// Consecutive runs read as one number.
struct Number {
  size_t begin;  // bytes of the text
  size_t end;
  absl::string_view digits;
  size_t first_run;
  size_t runs;
};

// The number made of exactly `count` digits, beginning with run `first`, its runs at least
// kSeparated from one another. Nothing where the runs do not end there.
std::optional<Number> NumberOf(const Digits& digits, size_t first, size_t count);

// Whether run `first` carries on a number of the run before it.
bool JoinedToPrevious(const Digits& digits, size_t first);

// Length in bytes of the character at `at` where it may stand inside a number, else 0.
size_t SeparatorAt(absl::string_view text, size_t at);

// Whether bytes begin…end are a piece of a code (SF4111…, a1b2…, x_1) or of a decimal fraction
// rather than a number by themselves. A word before them is none: "tel138…", "card4111…".
bool IsPieceOfCode(absl::string_view text, size_t begin, size_t end);

}  // namespace aftercall::redaction
