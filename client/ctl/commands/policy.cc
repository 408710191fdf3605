#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "client/ctl/commands/commands.h"
#include "client/ctl/commands/people.h"
#include "client/ctl/output/json.h"
#include "client/ctl/output/table.h"
#include "shared/forms/form_proto.h"

namespace aftercall::ctl {
namespace {

// Negative numbers and empty texts: as it is.
struct PolicyOptions {
  double share = -1;
  int64_t most_per_shift = -1;
  std::vector<std::string> topics;
  bool all_topics = false;
  std::string form;
};

constexpr double kPerPercent = 10000;

void Write(const v1::SamplingPolicy& policy, Context& context) {
  if (context.format != OutputFormat::kTable) {
    WriteOne(
        Json{{"share_percent", policy.share_ppm() / kPerPercent},
             {"most_per_shift", policy.most_per_shift()},
             {"topics", std::vector<std::string>(policy.topics().begin(), policy.topics().end())},
             {"form", policy.form()}},
        context.format, context.out);
    return;
  }
  const i18n::Translator& tr = context.tr;
  Table table({tr.Tr("self-assessment"), tr.Tr("value")});
  table.Add({tr.Tr("interactions asked about"),
             policy.share_ppm() == 0 ? tr.Tr("none")
                                     : absl::StrFormat("%g%%", policy.share_ppm() / kPerPercent)});
  table.Add({tr.Tr("at most a shift"), absl::StrCat(policy.most_per_shift())});
  table.Add({tr.Tr("topics"),
             policy.topics().empty() ? tr.Tr("all") : absl::StrJoin(policy.topics(), ", ")});
  table.Add({tr.Tr("form"), forms::FormIdIn(policy.form())});
  table.Write(context.out);
}

absl::Status RunShow(const PolicyOptions&, Context& context) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  const auto response = (*server)->GetSamplingPolicy({});
  if (!response.ok()) return response.status();
  Write(response->policy(), context);
  return absl::OkStatus();
}

absl::Status RunSet(const PolicyOptions& options, Context& context) {
  const bool changes = options.share >= 0 || options.most_per_shift >= 0 ||
                       !options.topics.empty() || options.all_topics || !options.form.empty();
  if (!changes) {
    return UsageError(context.tr.Tr(
        "say what to change: --share, --most-per-shift, --topic, --all-topics or --form"));
  }
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  const auto now = (*server)->GetSamplingPolicy({});
  if (!now.ok()) return now.status();
  v1::UpdateSamplingPolicyRequest request;
  v1::SamplingPolicy& policy = *request.mutable_policy();
  policy = now->policy();
  if (options.share >= 0) policy.set_share_ppm(std::llround(options.share * kPerPercent));
  if (options.most_per_shift >= 0) {
    policy.set_most_per_shift(static_cast<int32_t>(options.most_per_shift));
  }
  if (options.all_topics || !options.topics.empty()) policy.clear_topics();
  for (const std::string& topic : options.topics) policy.add_topics(topic);
  if (!options.form.empty()) {
    policy.set_form(forms::FormName(absl::StripPrefix(options.form, "forms/")));
  }
  request.set_request_id(NewRequestId());
  const auto response = (*server)->UpdateSamplingPolicy(request);
  if (!response.ok()) return response.status();
  Write(response->policy(), context);
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> PolicyCommands(const i18n::Translator& tr) {
  auto options = std::make_shared<PolicyOptions>();
  Command show;
  show.path = "policy show";
  show.summary = tr.Tr("Shows which interactions agents are asked to assess");
  show.examples = {"aftercallctl policy show"};
  show.reads = true;
  show.run = [options](Context& context) { return RunShow(*options, context); };
  Command set;
  set.path = "policy set";
  set.summary = tr.Tr("Changes which interactions agents are asked to assess");
  set.details = tr.Tr(
      "Which ones is drawn by lot and written down with its probability, so that figures of the\n"
      "sample can be weighed. What is told more than two hours late is not asked about.");
  set.examples = {"aftercallctl policy set --share 15 --most-per-shift 4",
                  "aftercallctl policy set --share 0"};
  set.options = {
      {"--share", tr.Tr("Of a hundred interactions, how many; 0: none"), &options->share},
      {"--most-per-shift", tr.Tr("At most so many a shift"), &options->most_per_shift},
      {"--topic", tr.Tr("Only this topic; may be repeated"), &options->topics},
      {"--all-topics", tr.Tr("Every topic"), &options->all_topics},
      {"--form", tr.Tr("The form that is filled in"), &options->form}};
  set.reads = true;
  set.run = [options](Context& context) { return RunSet(*options, context); };
  return {std::move(show), std::move(set)};
}

}  // namespace aftercall::ctl
