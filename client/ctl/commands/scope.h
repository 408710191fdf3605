#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "client/ctl/command.h"
#include "client/ctl/input/wire_time.h"

namespace aftercall::ctl {

// Whose figures or interactions, of which days.
struct ScopeOptions {
  std::string user;
  std::string team;
  bool all = false;
  std::optional<absl::CivilDay> from;
  std::optional<absl::CivilDay> to;
};

std::vector<Option> DescribeScope(const i18n::Translator& tr, ScopeOptions* options);

// A usage error where not exactly one scope is named.
absl::Status CheckScope(const ScopeOptions& options, bool other_scope, const i18n::Translator& tr);

// Fills a request that has user, team, all, from and to.
template <typename Request>
absl::Status FillScope(const ScopeOptions& options, const i18n::Translator& tr, Request* request,
                       bool other_scope = false) {
  if (absl::Status status = CheckScope(options, other_scope, tr); !status.ok()) return status;
  if (!options.user.empty()) request->set_user(options.user);
  if (!options.team.empty()) request->set_team(options.team);
  if (options.all) request->set_all(true);
  if (options.from.has_value()) *request->mutable_from() = input::ToDate(*options.from);
  if (options.to.has_value()) *request->mutable_to() = input::ToDate(*options.to);
  return absl::OkStatus();
}

}  // namespace aftercall::ctl
