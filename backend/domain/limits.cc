#include "backend/domain/limits.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "shared/base/text.h"

namespace aftercall::domain {

std::optional<wire::Problem> CheckText(absl::string_view field, absl::string_view text,
                                       size_t limit) {
  // Bytes are an upper bound of characters and cheaper to count.
  if (text.size() <= limit) return std::nullopt;
  const size_t characters = base::CountCharacters(text);
  if (characters <= limit) return std::nullopt;
  // Nothing of the text itself: it has not been redacted, and problems are kept for replays.
  return wire::Problem{
      "TEXT_TOO_LONG", std::string(field), absl::StrCat(characters, " characters"),
      absl::StrCat(field, " has ", characters, " characters; at most ", limit, " are taken.")};
}

std::optional<wire::Problem> CheckIdentifier(absl::string_view field, absl::string_view text,
                                             size_t limit) {
  if (text.empty()) {
    return wire::Problem{"REQUIRED_FIELD_MISSING", std::string(field), "",
                         absl::StrCat(field, " is required.")};
  }
  if (auto problem = CheckText(field, text, limit)) return problem;
  if (std::any_of(text.begin(), text.end(),
                  [](unsigned char c) { return absl::ascii_iscntrl(c); })) {
    return wire::Problem{"CONTROL_CHARACTER", std::string(field), std::string(text),
                         absl::StrCat(field, " has a control character, which no identifier has.")};
  }
  return std::nullopt;
}

}  // namespace aftercall::domain
