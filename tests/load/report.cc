#include "tests/load/report.h"

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace aftercall::load {
namespace {

// Three figures that mean something.
std::string Short(double value) {
  if (value >= 100) return absl::StrFormat("%.0f", value);
  if (value >= 10) return absl::StrFormat("%.1f", value);
  return absl::StrFormat("%.2f", value);
}

std::string Agents(const Options& options) {
  if (options.connections == 0) {
    return absl::StrCat(options.agents, " agents, each on a connection of its own");
  }
  return absl::StrCat(options.agents, " agents over ", options.connections, " connections");
}

}  // namespace

double LoadAverage() {
  double minute = 0;
  return getloadavg(&minute, 1) == 1 ? minute : 0;
}

void WriteTable(const Report& report, const Options& options, const Counts& counts,
                std::ostream& out) {
  const auto row = [&out](absl::string_view scenario, absl::string_view name,
                          absl::string_view bare, absl::string_view ours, absl::string_view ratio,
                          absl::string_view goal) {
    out << absl::StrFormat("%-10s %-46s %10s %10s %7s %s\n", scenario, name, bare, ours, ratio,
                           goal);
  };
  out << Agents(options) << "; load average before " << absl::StrFormat("%.1f", report.load_average)
      << "\n\n";
  row("", "", "bare", "ours", "ratio", "goal");
  std::string scenario;
  for (const Figure& figure : report.figures) {
    row(figure.scenario == scenario ? "" : figure.scenario, figure.name,
        figure.bare ? Short(*figure.bare) : "", Short(figure.ours),
        figure.bare ? Short(figure.ours / *figure.bare) : "", figure.goal);
    scenario = figure.scenario;
  }
  out << "\n"
      << counts.entries << " entries came in " << counts.ends + options.agents
      << " streams: " << counts.lost << " lost, " << counts.twice << " twice or out of order, "
      << counts.anew << " streams not resumed, " << counts.strange << " messages out of place\n";
}

absl::Status WriteJson(const Report& report, const Options& options, const Counts& counts) {
  nlohmann::json figures = nlohmann::json::array();
  for (const Figure& figure : report.figures) {
    nlohmann::json one = {
        {"scenario", figure.scenario}, {"name", figure.name}, {"ours", figure.ours}};
    if (figure.bare) one["bare"] = *figure.bare;
    if (!figure.goal.empty()) one["goal"] = figure.goal;
    figures.push_back(std::move(one));
  }
  const nlohmann::json all = {{"agents", options.agents},
                              {"connections", options.lines()},
                              {"rate", options.rate},
                              {"load_average", report.load_average},
                              {"figures", figures},
                              {"entries", counts.entries.load()},
                              {"lost", counts.lost.load()},
                              {"twice", counts.twice.load()},
                              {"not_resumed", counts.anew.load()},
                              {"out_of_place", counts.strange.load()}};
  std::ofstream file(options.json);
  file << all.dump(2) << "\n";
  if (!file.flush()) {
    return absl::UnavailableError(absl::StrCat(options.json, " cannot be written"));
  }
  return absl::OkStatus();
}

}  // namespace aftercall::load
