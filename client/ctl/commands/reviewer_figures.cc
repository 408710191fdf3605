#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "client/ctl/commands/commands.h"
#include "client/ctl/import/progress.h"
#include "client/ctl/input/wire_time.h"
#include "client/ctl/output/json.h"
#include "client/ctl/output/table.h"

namespace aftercall::ctl {
namespace {

struct FiguresOptions {
  std::optional<absl::CivilDay> from;
  std::optional<absl::CivilDay> to;
};

std::string SeverityText(const v1::ReviewerFigures& one) {
  if (!one.has_severity()) return "–";
  return absl::StrFormat("%+.1f (%+.1f … %+.1f)", one.severity().value(), one.severity().low(),
                         one.severity().high());
}

std::string SpreadText(bool has, double spread) {
  return has ? absl::StrFormat("%.1f", spread) : "–";
}

// Of how many it is known, too.
std::string PartText(int64_t part, int64_t whole) {
  return whole == 0 ? "–" : absl::StrCat(Grouped(part), "/", Grouped(whole));
}

void WriteFigures(const v1::ListReviewerFiguresResponse& figures, Context& context) {
  const i18n::Translator& tr = context.tr;
  Table table({tr.Tr("who"), tr.Tr("reviews"), tr.Tr("compared"), tr.Tr("stricter by"), tr.Tr("n"),
               tr.Tr("within one"), tr.Tr("over all"), tr.Tr("all the same"), tr.Tr("unopened"),
               tr.Tr("in haste")});
  for (const auto& one : figures.reviewers()) {
    table.Add({one.display_name(), Grouped(one.reviews()), Grouped(one.anchors()),
               SeverityText(one), one.has_severity() ? Grouped(one.severity().n()) : "",
               SpreadText(one.has_spread_within(), one.spread_within()),
               SpreadText(one.has_spread_of_all(), one.spread_of_all()), Grouped(one.all_same()),
               PartText(one.unopened(), one.opened_known()),
               PartText(one.hasty(), one.taken_known())});
  }
  table.Write(context.out);
}

absl::Status RunReviewers(const FiguresOptions& options, Context& context) {
  v1::ListReviewerFiguresRequest request;
  if (options.from) *request.mutable_from() = input::ToDate(*options.from);
  if (options.to) *request.mutable_to() = input::ToDate(*options.to);
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  const auto response = (*server)->ListReviewerFigures(request);
  if (!response.ok()) return response.status();
  if (context.format == OutputFormat::kTable) {
    WriteFigures(*response, context);
    return absl::OkStatus();
  }
  std::vector<Json> all;
  for (const auto& one : response->reviewers()) all.push_back(ToJson(one));
  WriteAll(all, context.format, context.out);
  return absl::OkStatus();
}

}  // namespace

Command ReviewerFiguresCommand(const i18n::Translator& tr) {
  auto options = std::make_shared<FiguresOptions>();
  Command command;
  command.path = "review reviewers";
  command.summary = tr.Tr("How people review, for quality analysts and operations managers");
  command.details = tr.Tr(
      "Facts to talk about; nothing follows from them by rule. Stricter by so many points of 1–5\n"
      "than others on the same elements of the same conversations, once there are five; how far "
      "the\n"
      "scores of one review and all of somebody's scores lie apart (standard deviations); reviews\n"
      "with the same score throughout, without a look at the recording or text, and in less time\n"
      "than the recording lasts, of those of which it is known.");
  command.examples = {"aftercallctl --token-file quality.token review reviewers --from 2026-03-01"};
  command.reads = true;
  command.options = {{"--from", tr.Tr("First day on which reviews were submitted"), &options->from},
                     {"--to", tr.Tr("Last day, included"), &options->to}};
  command.run = [options](Context& context) { return RunReviewers(*options, context); };
  return command;
}

}  // namespace aftercall::ctl
