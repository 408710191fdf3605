#include "backend/auth/token_file.h"

#include "absl/strings/str_cat.h"
#include "backend/auth/private_file.h"

namespace aftercall::auth {

absl::Status WriteTokenFile(const std::string& path, absl::string_view token) {
  return WritePrivateFile(path, absl::StrCat(token, "\n"), IfThere::kReplace);
}

}  // namespace aftercall::auth
