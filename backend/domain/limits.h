#pragma once

#include <cstddef>
#include <optional>

#include "absl/strings/string_view.h"
#include "shared/wire/problem.h"

// Sizes that input is held to.
namespace aftercall::domain {

inline constexpr size_t kSourceCharacters = 63;
inline constexpr size_t kExternalIdCharacters = 200;
inline constexpr size_t kNameCharacters = 200;  // names, topics, queues, labels
inline constexpr size_t kUriCharacters = 2000;
inline constexpr size_t kTextCharacters = 100000;  // of a chat or e-mail
inline constexpr size_t kLegs = 100;

// A problem where `text` has more than `limit` characters.
std::optional<wire::Problem> CheckText(absl::string_view field, absl::string_view text,
                                       size_t limit);

// A problem where `text` is empty, too long or has control characters, as no identifier has.
std::optional<wire::Problem> CheckIdentifier(absl::string_view field, absl::string_view text,
                                             size_t limit);

}  // namespace aftercall::domain
