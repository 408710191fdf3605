#include "backend/commands/words.h"

#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "backend/commands/taken.h"
#include "backend/domain/limits.h"

namespace aftercall::commands {

absl::Status CheckWords(absl::string_view field, absl::string_view text, size_t limit) {
  if (absl::StripAsciiWhitespace(text).empty()) {
    return Refuse(
        {"REQUIRED_FIELD_MISSING", std::string(field), "", absl::StrCat(field, " is required.")});
  }
  auto problem = domain::CheckText(field, text, limit);
  return problem ? Refuse(*std::move(problem)) : absl::OkStatus();
}

}  // namespace aftercall::commands
