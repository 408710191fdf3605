#pragma once

#include "absl/status/statusor.h"
#include "backend/rpc/gate.h"
#include "backend/rpc/status.h"
#include "backend/rpc/time_proto.h"
#include "backend/store/store.h"

// What requests for figures and lists have in common.
namespace aftercall::rpc {

// The scope that a request names.
template <typename Request>
absl::StatusOr<store::Scope> ReadScope(store::Reader& reader, const Caller& caller,
                                       const Request& request) {
  if (request.has_user()) {
    const auto user = ResolveUser(reader, caller, "user", request.user());
    if (!user.ok()) return user.status();
    return store::Scope{*user, {}};
  }
  if (request.has_team()) {
    const auto team = ResolveTeam(reader, "team", request.team());
    if (!team.ok()) return team.status();
    return store::Scope{{}, *team};
  }
  if (request.has_all() && request.all()) return store::Scope{};
  return BadField("user", "", "One of user, team and all is required.");
}

// The days that a request names.
template <typename Request>
absl::StatusOr<store::Period> ReadPeriod(const Request& request) {
  store::Period period;
  if (request.has_from()) {
    const auto from = FromProto("from", request.from());
    if (!from.ok()) return from.status();
    period.from = *from;
  }
  if (request.has_to()) {
    const auto to = FromProto("to", request.to());
    if (!to.ok()) return to.status();
    period.to = *to;
  }
  if (period.from && period.to && *period.from > *period.to) {
    return BadField("from", absl::FormatCivilTime(*period.from),
                    "The first day is after the last.");
  }
  return period;
}

}  // namespace aftercall::rpc
