#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "shared/wire/problem.h"

// Languages, as BCP 47 tags ("en", "zh-CN").
namespace aftercall::domain {

inline constexpr size_t kLanguageCharacters = 35;
// That one person speaks.
inline constexpr size_t kLanguagesOfOne = 12;

// A problem where `tag` has not the shape of RFC 5646: subtags of 1 to 8 letters and digits, joined
// by hyphens, of which the first is a language's 2 to 8 letters. Whether there is such a language
// is not asked. An empty tag passes: not told.
std::optional<wire::Problem> CheckLanguage(absl::string_view field, absl::string_view tag);

// A tag that passes in its usual case: "zh-Hant-HK". Tags that differ by case alone become equal.
std::string NormalLanguage(absl::string_view tag);

// Of a tag in its usual case, what two who speak with each other share: "zh" of "zh-CN" and of
// "zh-Hant-HK". "yue" is another.
absl::string_view PrimaryLanguage(absl::string_view tag);

// Whether it is known that somebody with these `languages` does not speak `tag`; nobody knows where
// either is not told. All in their usual case.
bool SpeaksOthersOnly(const std::vector<std::string>& languages, absl::string_view tag);

}  // namespace aftercall::domain
