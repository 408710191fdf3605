#pragma once

#include <compare>
#include <cstdint>
#include <utility>

namespace aftercall::domain {

// A row's id, of one kind of thing. 0 means "none".
template <typename Tag>
struct Id {
  int64_t value = 0;

  explicit operator bool() const { return value != 0; }
  friend auto operator<=>(const Id&, const Id&) = default;
  template <typename H>
  friend H AbslHashValue(H state, const Id& id) {
    return H::combine(std::move(state), id.value);
  }
};

using UserId = Id<struct UserTag>;
using TeamId = Id<struct TeamTag>;
using InteractionId = Id<struct InteractionTag>;
using ResponseId = Id<struct ResponseTag>;
using ReviewId = Id<struct ReviewTag>;
using ReviewTaskId = Id<struct ReviewTaskTag>;
using AppealId = Id<struct AppealTag>;
using AppealTaskId = Id<struct AppealTaskTag>;
using KudosId = Id<struct KudosTag>;
using PauseId = Id<struct PauseTag>;

}  // namespace aftercall::domain
