#include "tests/support/http_get.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace aftercall::testing {
namespace {

// Everything until the other end closes.
std::string ReadAll(int socket) {
  std::string text;
  char some[65536];
  for (ssize_t n; (n = read(socket, some, sizeof some)) > 0;) text.append(some, n);
  return text;
}

}  // namespace

absl::StatusOr<std::string> HttpGet(const std::string& url) {
  const absl::Status failure = absl::UnavailableError(absl::StrCat(url, " does not answer"));
  absl::string_view rest = url;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  const size_t slash = url.find('/', 7);
  const size_t colon = url.rfind(':', slash);
  int port = 0;
  if (!absl::ConsumePrefix(&rest, "http://") || slash == std::string::npos ||
      !absl::SimpleAtoi(url.substr(colon + 1, slash - colon - 1), &port) ||
      inet_pton(AF_INET, url.substr(7, colon - 7).c_str(), &address.sin_addr) != 1) {
    return failure;
  }
  address.sin_port = htons(static_cast<uint16_t>(port));
  const int connection = socket(AF_INET, SOCK_STREAM, 0);
  if (connection < 0) return failure;
  const absl::Cleanup closing = [connection] { close(connection); };
  if (connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return failure;
  }
  const std::string request =
      absl::StrCat("GET ", url.substr(slash), " HTTP/1.0\r\nHost: localhost\r\n\r\n");
  if (write(connection, request.data(), request.size()) != static_cast<ssize_t>(request.size())) {
    return failure;
  }
  const std::string answer = ReadAll(connection);
  const size_t body = answer.find("\r\n\r\n");
  if (body == std::string::npos || !absl::StrContains(answer.substr(0, 16), " 200 ")) {
    return failure;
  }
  return answer.substr(body + 4);
}

}  // namespace aftercall::testing
