#include "backend/rpc/page_token.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "backend/rpc/status.h"

namespace aftercall::rpc {
namespace {

constexpr int kLargestPage = 1000;

}  // namespace

// Each part by itself, ended by a full stop, which base64url does not have: names may hold
// anything.
std::string MakePageToken(const std::vector<std::string>& parts) {
  std::string token;
  for (const std::string& part : parts) {
    absl::StrAppend(&token, absl::WebSafeBase64Escape(part), ".");
  }
  return token;
}

absl::StatusOr<std::vector<std::string>> ReadPageToken(absl::string_view token, size_t parts) {
  if (token.empty()) return std::vector<std::string>();
  std::vector<std::string> read;
  absl::string_view rest = token;
  bool good = absl::ConsumeSuffix(&rest, ".");
  for (const absl::string_view part : absl::StrSplit(rest, '.')) {
    good = absl::WebSafeBase64Unescape(part, &read.emplace_back()) && good;
  }
  if (!good || read.size() != parts) {
    return BadField("page_token", token, "The page token is not one that this list gave.");
  }
  return read;
}

absl::StatusOr<size_t> ReadPageSize(int requested, size_t standard) {
  if (requested < 0) {
    return BadField("page_size", absl::StrCat(requested), "A page has 1 to 1,000 entries.");
  }
  if (requested == 0) return standard;
  return static_cast<size_t>(std::min(requested, kLargestPage));
}

}  // namespace aftercall::rpc
