#include "backend/auth/token_file.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "backend/auth/private_file.h"

namespace aftercall::auth {

absl::Status WriteTokenFile(const std::string& path, absl::string_view token) {
  return WritePrivateFile(path, absl::StrCat(token, "\n"), IfThere::kReplace);
}

absl::StatusOr<std::string> ReadTokenFile(const std::string& path) {
  auto content = ReadSmallFile(path);
  if (!content.ok()) return content.status();
  return std::string(absl::StripAsciiWhitespace(*content));
}

}  // namespace aftercall::auth
