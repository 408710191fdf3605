#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "client/ctl/commands/commands.h"
#include "client/ctl/commands/figures_json.h"
#include "client/ctl/commands/scope.h"
#include "client/ctl/import/progress.h"
#include "client/ctl/output/table.h"
#include "shared/forms/form_proto.h"

namespace aftercall::ctl {
namespace {

constexpr char kNothing[] = "–";

Json MeanJson(const v1::Mean& mean) {
  return Json{{"value", OrNull(mean.has_value(), mean, &v1::Mean::value)},
              {"n", mean.n()},
              {"low", OrNull(mean.has_low(), mean, &v1::Mean::low)},
              {"high", OrNull(mean.has_high(), mean, &v1::Mean::high)}};
}

// A mean or, of yes and no, a rate; null where there is neither.
Json SideJson(bool has_mean, const v1::Mean& mean, bool has_rate, const v1::Rate& rate) {
  if (has_mean) return MeanJson(mean);
  return has_rate ? RateJson(rate) : Json(nullptr);
}

Json FiguresJson(const v1::ElementFigures& one) {
  const v1::ElementFigures::Gap& gap = one.gap();
  return Json{
      {"form", one.form()},
      {"element_id", one.element_id()},
      {"scale", {{"low", one.low()}, {"high", one.high()}}},
      {"withheld", one.withheld()},
      {"self", SideJson(one.has_self_mean(), one.self_mean(), one.has_self_yes(), one.self_yes())},
      {"question_id", one.question_id().empty() ? Json(nullptr) : Json(one.question_id())},
      {"customer", SideJson(one.has_customer_mean(), one.customer_mean(), one.has_customer_yes(),
                            one.customer_yes())},
      {"leader",
       SideJson(one.has_leader_mean(), one.leader_mean(), one.has_leader_yes(), one.leader_yes())},
      {"leader_upheld", one.leader_upheld()},
      {"gap",
       one.has_gap()
           ? Json{{"value", gap.value()}, {"n", gap.n()}, {"low", gap.low()}, {"high", gap.high()}}
           : Json(nullptr)}};
}

// A value, its interval, and what it is of.
struct Side {
  std::string value = kNothing;
  std::string n;
};

Side MeanSide(const v1::Mean& mean) {
  if (!mean.has_value()) return {};
  std::string value = absl::StrFormat("%.1f", mean.value());
  if (mean.has_low()) absl::StrAppendFormat(&value, " (%.1f–%.1f)", mean.low(), mean.high());
  return {value, Grouped(mean.n())};
}

Side RateSide(const v1::Rate& rate) {
  if (!rate.has_percent()) return {};
  return {absl::StrFormat("%.0f%% (%.0f–%.0f%%)", rate.percent(), rate.low(), rate.high()),
          Grouped(rate.n())};
}

Side SelfSide(const v1::ElementFigures& one, const i18n::Translator& tr) {
  if (one.withheld()) return {tr.Tr("of fewer than five people"), ""};
  return one.has_self_yes() ? RateSide(one.self_yes()) : MeanSide(one.self_mean());
}

Side CustomerSide(const v1::ElementFigures& one) {
  if (one.has_customer_yes()) return RateSide(one.customer_yes());
  return one.has_customer_mean() ? MeanSide(one.customer_mean()) : Side();
}

Side LeaderSide(const v1::ElementFigures& one, const i18n::Translator& tr) {
  Side side = one.has_leader_yes()    ? RateSide(one.leader_yes())
              : one.has_leader_mean() ? MeanSide(one.leader_mean())
                                      : Side();
  if (one.leader_upheld() > 0) {
    side.n = i18n::Format(
        tr.Tr("{n}, {upheld} upheld on appeal"),
        {{"n", side.n.empty() ? "0" : side.n}, {"upheld", Grouped(one.leader_upheld())}});
  }
  return side;
}

Side GapSide(const v1::ElementFigures& one, const i18n::Translator& tr) {
  if (!one.has_gap()) return {};
  const v1::ElementFigures::Gap& gap = one.gap();
  if (!one.has_self_yes()) {
    return {absl::StrFormat("%+.1f (%+.1f … %+.1f)", gap.value(), gap.low(), gap.high()),
            Grouped(gap.n())};
  }
  const std::string points = absl::StrFormat("%+.0f (%+.0f … %+.0f)", 100 * gap.value(),
                                             100 * gap.low(), 100 * gap.high());
  return {i18n::Format(tr.Tr("{value} points"), {{"value", points}}), Grouped(gap.n())};
}

// Forms in their latest versions, each asked for once.
class Titles {
 public:
  Titles(ServerLink* server, std::string language)
      : server_(server), language_(std::move(language)) {}

  absl::StatusOr<std::string> Of(const v1::ElementFigures& one) {
    auto known = forms_.find(one.form());
    if (known == forms_.end()) {
      v1::GetFormRequest request;
      request.set_name(one.form());
      const auto response = server_->GetForm(request);
      if (!response.ok()) return response.status();
      known = forms_.emplace(one.form(), forms::FromProto(response->form())).first;
    }
    for (const auto& section : known->second.sections) {
      for (const auto& element : section.elements) {
        if (element.id != one.element_id()) continue;
        return std::string(forms::InLanguage(known->second, element.title, language_));
      }
    }
    return one.element_id();
  }

 private:
  ServerLink* server_;
  const std::string language_;
  std::map<std::string, forms::Form> forms_;
};

absl::Status WriteTable(const v1::GetElementFiguresResponse& figures, ServerLink* server,
                        Context& context) {
  const i18n::Translator& tr = context.tr;
  Titles titles(server, tr.language());
  Table table({tr.Tr("element"), tr.Tr("what is looked at"), tr.Tr("own score"), tr.Tr("n"),
               tr.Tr("customers"), tr.Tr("n"), tr.Tr("difference"), tr.Tr("n"), tr.Tr("leaders"),
               tr.Tr("n")});
  for (const v1::ElementFigures& one : figures.elements()) {
    const auto title = titles.Of(one);
    if (!title.ok()) return title.status();
    const Side self = SelfSide(one, tr), customer = CustomerSide(one), gap = GapSide(one, tr);
    const Side leader = LeaderSide(one, tr);
    table.Add({one.element_id(), *title, self.value, self.n, customer.value, customer.n, gap.value,
               gap.n, leader.value, leader.n});
  }
  table.Write(context.out);
  return absl::OkStatus();
}

absl::Status RunFigures(ScopeOptions options, Context& context) {
  if (options.user == "me") options.user = "users/me";
  v1::GetElementFiguresRequest request;
  if (absl::Status status = FillScope(options, context.tr, &request); !status.ok()) return status;
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  const auto response = (*server)->GetElementFigures(request);
  if (!response.ok()) return response.status();
  if (context.format == OutputFormat::kTable) return WriteTable(*response, *server, context);
  std::vector<Json> all;
  for (const auto& one : response->elements()) all.push_back(FiguresJson(one));
  WriteAll(all, context.format, context.out);
  return absl::OkStatus();
}

}  // namespace

Command AssessFiguresCommand(const i18n::Translator& tr) {
  auto options = std::make_shared<ScopeOptions>();
  Command command;
  command.path = "assess figures";
  command.summary = tr.Tr("Own scores by element, beside what customers and leaders say");
  command.details = tr.Tr(
      "Your own with --user me; nobody else's. Of a team or of everything, for those who lead it,\n"
      "only what five people or more have scored. A difference is of conversations with both, "
      "from\n"
      "five on. What was committed after a look at the answer counts nowhere here.");
  command.examples = {"aftercallctl --token-file maya.token assess figures --user me",
                      "aftercallctl assess figures --team \"Riverside\" --from 2026-03-02"};
  command.reads = true;
  command.options = DescribeScope(tr, options.get());
  command.run = [options](Context& context) { return RunFigures(*options, context); };
  return command;
}

}  // namespace aftercall::ctl
