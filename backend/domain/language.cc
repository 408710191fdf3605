#include "backend/domain/language.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "shared/base/text.h"

namespace aftercall::domain {
namespace {

constexpr size_t kSubtagCharacters = 8;

bool IsSubtag(absl::string_view text) {
  return !text.empty() && text.size() <= kSubtagCharacters &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return absl::ascii_isalnum(c); });
}

bool HasShape(absl::string_view tag) {
  if (tag.size() > kLanguageCharacters) return false;
  const absl::string_view primary = PrimaryLanguage(tag);
  if (primary.size() < 2 || !std::all_of(primary.begin(), primary.end(),
                                         [](unsigned char c) { return absl::ascii_isalpha(c); })) {
    return false;
  }
  const std::vector<absl::string_view> subtags = absl::StrSplit(tag, '-');
  return std::all_of(subtags.begin(), subtags.end(), IsSubtag);
}

}  // namespace

std::optional<wire::Problem> CheckLanguage(absl::string_view field, absl::string_view tag) {
  if (tag.empty() || HasShape(tag)) return std::nullopt;
  const std::string value = base::Shorten(tag, kLanguageCharacters);
  return wire::Problem{
      "LANGUAGE_INVALID", std::string(field), value,
      absl::StrCat("\"", value, "\" is no language tag; one such as en or zh-CN is expected.")};
}

std::string NormalLanguage(absl::string_view tag) {
  std::vector<std::string> subtags = absl::StrSplit(absl::AsciiStrToLower(tag), '-');
  // Regions and scripts; what follows a single letter or digit is an extension's own.
  for (size_t i = 1; i < subtags.size() && subtags[i].size() > 1; ++i) {
    if (subtags[i].size() == 2) absl::AsciiStrToUpper(&subtags[i]);
    if (subtags[i].size() == 4) subtags[i][0] = absl::ascii_toupper(subtags[i][0]);
  }
  return absl::StrJoin(subtags, "-");
}

absl::string_view PrimaryLanguage(absl::string_view tag) { return tag.substr(0, tag.find('-')); }

bool SpeaksOthersOnly(const std::vector<std::string>& languages, absl::string_view tag) {
  return !tag.empty() && !languages.empty() &&
         std::none_of(languages.begin(), languages.end(), [&](const std::string& language) {
           return PrimaryLanguage(language) == PrimaryLanguage(tag);
         });
}

}  // namespace aftercall::domain
