#include "client/net/token_file.h"

#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "client/net/private_file.h"
#include "client/net/settings_file.h"

namespace aftercall::net {
namespace {

constexpr size_t kLongest = 16 * 1024;

}  // namespace

std::string DefaultTokenFile() {
  const std::string settings = DefaultSettingsFile();
  if (settings.empty()) return "";
  return std::filesystem::path(settings).parent_path() / "token";
}

absl::StatusOr<std::string> ReadTokenFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read the token file ", path));
  std::string token(kLongest + 1, '\0');
  file.read(token.data(), static_cast<std::streamsize>(token.size()));
  token.resize(static_cast<size_t>(file.gcount()));
  if (token.size() > kLongest) {
    return absl::InvalidArgumentError(absl::StrCat(path, " is too large to be a token"));
  }
  absl::StripAsciiWhitespace(&token);
  if (token.empty()) return absl::InvalidArgumentError(absl::StrCat(path, " holds no token"));
  return token;
}

absl::Status WriteTokenFile(const std::string& path, const std::string& token) {
  return ReplacePrivateFile(path, absl::StrCat(token, "\n"));
}

absl::Status RemoveTokenFile(const std::string& path) {
  if (unlink(path.c_str()) == 0 || errno == ENOENT) return absl::OkStatus();
  return absl::ErrnoToStatus(errno, absl::StrCat("cannot remove ", path));
}

}  // namespace aftercall::net
