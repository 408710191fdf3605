#include "backend/rpc/page_token.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "backend/rpc/status.h"

namespace aftercall::rpc {
namespace {

constexpr absl::string_view kSeparator("\0", 1);
constexpr int kLargestPage = 1000;

}  // namespace

std::string MakePageToken(const std::vector<std::string>& parts) {
  return absl::WebSafeBase64Escape(absl::StrJoin(parts, kSeparator));
}

absl::StatusOr<std::vector<std::string>> ReadPageToken(absl::string_view token, size_t parts) {
  if (token.empty()) return std::vector<std::string>();
  std::string text;
  std::vector<std::string> read;
  if (absl::WebSafeBase64Unescape(token, &text)) read = absl::StrSplit(text, kSeparator);
  if (read.size() != parts) {
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
