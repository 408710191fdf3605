#include "client/ctl/commands/scope.h"

namespace aftercall::ctl {

std::vector<Option> DescribeScope(const i18n::Translator& tr, ScopeOptions* options) {
  return {{"--user", tr.Tr("One person: id or exact name"), &options->user},
          {"--team", tr.Tr("One team: id or exact name"), &options->team},
          {"--all", tr.Tr("Everything"), &options->all},
          {"--from", tr.Tr("First business day"), &options->from},
          {"--to", tr.Tr("Last business day, included"), &options->to}};
}

absl::Status CheckScope(const ScopeOptions& options, bool other_scope, const i18n::Translator& tr) {
  const int scopes = !options.user.empty() + !options.team.empty() + options.all + other_scope;
  if (scopes != 1) return UsageError(tr.Tr("name exactly one of --user, --team and --all"));
  if (options.from.has_value() && options.to.has_value() && *options.from > *options.to) {
    return UsageError(tr.Tr("--from is after --to"));
  }
  return absl::OkStatus();
}

}  // namespace aftercall::ctl
