#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// Opaque places in lists.
namespace aftercall::rpc {

// A token that holds `parts`, at least one.
std::string MakePageToken(const std::vector<std::string>& parts);

// The parts of a token with as many as expected; none where the token is empty (the first page);
// INVALID_ARGUMENT where it was not made by MakePageToken.
absl::StatusOr<std::vector<std::string>> ReadPageToken(absl::string_view token, size_t parts);

// The page's size: `requested`, `standard` where 0, at most 1,000.
absl::StatusOr<size_t> ReadPageSize(int requested, size_t standard = 50);

}  // namespace aftercall::rpc
