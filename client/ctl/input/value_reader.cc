#include "client/ctl/input/value_reader.h"

#include <cmath>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace aftercall::ctl::input {
namespace {

bool IsDigits(absl::string_view text) {
  return !text.empty() && absl::c_all_of(text, [](char c) { return absl::ascii_isdigit(c); });
}

}  // namespace

TextReading ReadText(const TextSource& source, const Row& row, bool exact) {
  if (source.constant.has_value()) return {TextReading::State::kValue, *source.constant};
  std::string text;
  for (const size_t column : source.columns) {
    absl::string_view cell = row.cells[column];
    if (!exact) cell = absl::StripAsciiWhitespace(cell);
    if (!cell.empty()) absl::StrAppend(&text, text.empty() ? "" : source.join, cell);
  }
  if (absl::c_linear_search(source.none, text)) return {TextReading::State::kNone, ""};
  if (text.empty()) return {};
  if (source.meanings.empty()) return {TextReading::State::kValue, text};
  const auto meaning = source.meanings.find(text);
  if (meaning == source.meanings.end()) return {TextReading::State::kUnknown, text};
  return {TextReading::State::kValue, meaning->second};
}

std::string ColumnName(const Mapping& mapping, const TextSource& source) {
  return source.columns.empty() ? "" : mapping.columns[source.columns.front()].name;
}

std::optional<int64_t> ReadWholeNumber(const std::string& text) {
  double number = 0;
  if (!absl::SimpleAtod(text, &number) || std::trunc(number) != number || std::abs(number) > 1e15) {
    return std::nullopt;
  }
  return static_cast<int64_t>(number);
}

std::optional<absl::Duration> ReadSpan(const std::string& text) {
  double seconds = 0;
  if (absl::SimpleAtod(text, &seconds)) {
    if (!std::isfinite(seconds)) return std::nullopt;
    return absl::Seconds(seconds);
  }
  const bool minus = absl::StartsWith(text, "-");
  const std::vector<std::string> parts = absl::StrSplit(text.substr(minus ? 1 : 0), ':');
  if (parts.size() != 3 || !absl::c_all_of(parts, IsDigits)) return std::nullopt;
  int hours = 0, minutes = 0, rest = 0;
  if (!absl::SimpleAtoi(parts[0], &hours) || !absl::SimpleAtoi(parts[1], &minutes) ||
      !absl::SimpleAtoi(parts[2], &rest) || minutes > 59 || rest > 59) {
    return std::nullopt;
  }
  const absl::Duration span = absl::Hours(hours) + absl::Minutes(minutes) + absl::Seconds(rest);
  return minus ? -span : span;
}

}  // namespace aftercall::ctl::input
