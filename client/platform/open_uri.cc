#include "client/platform/open_uri.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace aftercall::platform {

absl::Status OpenUri(const std::string& uri) {
  const bool is_web = absl::StartsWith(uri, "https://") || absl::StartsWith(uri, "http://");
  bool is_plain = true;
  for (const char c : uri)
    is_plain = is_plain && absl::ascii_isgraph(static_cast<unsigned char>(c));
  if (!is_web || !is_plain) {
    return absl::InvalidArgumentError(absl::StrCat("not a web address: ", uri));
  }
  // The shell waits for nothing: what it starts in the background is init's child once it has
  // ended.
  std::string shell = "sh", flag = "-c",
              script =
                  "command -v xdg-open >/dev/null || exit 127; "
                  "xdg-open \"$1\" >/dev/null 2>&1 &";
  std::string address = uri;
  const std::array<char*, 6> arguments{shell.data(), flag.data(),    script.data(),
                                       shell.data(), address.data(), nullptr};
  pid_t child = 0;
  if (const int error = posix_spawn(&child, "/bin/sh", nullptr, nullptr, arguments.data(), environ);
      error != 0) {
    return absl::InternalError(absl::StrCat("the desktop was not asked: ", strerror(error)));
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return absl::OkStatus();
  return absl::NotFoundError(
      absl::StrCat("there is no xdg-open here to open a recording with; its address is ", uri));
}

}  // namespace aftercall::platform
