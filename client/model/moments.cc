#include "client/model/moments.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "shared/forms/review_content.h"

namespace aftercall::model {

std::optional<absl::Duration> MomentOf(absl::string_view word) {
  const std::vector<absl::string_view> parts = absl::StrSplit(word, ':');
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  int64_t seconds = 0;
  for (size_t i = 0; i < parts.size(); ++i) {
    const absl::string_view part = parts[i];
    const bool is_first = i == 0;
    int value = 0;
    if (part.size() > 2 || (!is_first && part.size() != 2) || !absl::SimpleAtoi(part, &value) ||
        !absl::ascii_isdigit(part.front()) || (!is_first && value > 59)) {
      return std::nullopt;
    }
    seconds = seconds * 60 + value;
  }
  const absl::Duration moment = absl::Seconds(seconds);
  return moment <= forms::kLongestMoment ? std::optional(moment) : std::nullopt;
}

std::string MomentWords(absl::Duration moment) {
  const int64_t seconds = absl::ToInt64Seconds(moment);
  if (seconds < 3600) return absl::StrFormat("%02d:%02d", seconds / 60, seconds % 60);
  return absl::StrFormat("%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

MomentLine MomentsIn(absl::string_view line) {
  const std::string plain =
      absl::StrReplaceAll(line, {{"：", ":"}, {"，", " "}, {"、", " "}, {"\u3000", " "}});
  MomentLine read;
  for (const absl::string_view word :
       absl::StrSplit(plain, absl::ByAnyChar(" ,;\t\n"), absl::SkipEmpty())) {
    const std::optional<absl::Duration> moment = MomentOf(word);
    if (!moment) {
      read.not_one = std::string(word);
      return read;
    }
    const bool is_new =
        std::find(read.moments.begin(), read.moments.end(), *moment) == read.moments.end();
    if (is_new) read.moments.push_back(*moment);
  }
  return read;
}

}  // namespace aftercall::model
