#include "tests/bench/report.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/bench/stages.h"

namespace aftercall::bench {
namespace {

struct Line {
  const char* figure;
  const char* reference;  // its sample's name
  const char* ours;
  const char* goal;  // for the ratio, as DESIGN.md gives it; empty: none
};

constexpr std::array<Line, 14> kLines = {{
    {"answers/s, unary; held against: echo", "bare echo", "our unary", ">= 0.22"},
    {"  held against: in and pushed, bare", "bare unary", "our unary", ""},
    {"answers/s, streamed; against: store alone", "alone", "our stream", ">= 0.5"},
    {"answers/s, store alone", "", "alone", ""},
    {"processor an answer, us, unary", "bare unary processor", "our unary processor", ""},
    {"  streamed", "", "our stream processor", ""},
    {"latency p50, us; held against: bare push", "bare push p50", "our unary p50", "<= 13"},
    {"  p99", "bare push p99", "our unary p99", "<= 25"},
    {"latency p50, us; against: in and pushed", "bare unary p50", "our unary p50", ""},
    {"  p99", "bare unary p99", "our unary p99", ""},
    {"today's figures p50, us; against: echo", "echo alone p50", "today p50", ""},
    {"  p99", "echo alone p99", "today p99", "<= 2"},
    {"entries/s to agents that come back", "bare replay", "our replay", ">= 0.8"},
    {"memory of an idle stream, KB", "bare memory", "our memory", "<= 1.1"},
}};

struct Spread {
  double median = 0;
  double low = 0;
  double high = 0;
};

Spread SpreadOf(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const size_t half = values.size() / 2;
  const double median =
      values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  return {median, values.front(), values.back()};
}

// Three figures that mean something, without a power of ten.
std::string Short(double value) {
  if (value >= 10000) return absl::StrFormat("%.1fk", value / 1000);
  if (value >= 100) return absl::StrFormat("%.0f", value);
  if (value >= 10) return absl::StrFormat("%.1f", value);
  return absl::StrFormat("%.2f", value);
}

std::string Words(const std::vector<double>& values) {
  const Spread spread = SpreadOf(values);
  if (values.size() == 1) return Short(spread.median);
  return absl::StrCat(Short(spread.median), " (", Short(spread.low), "-", Short(spread.high), ")");
}

// Run by run, so that a slow minute of the machine counts for both.
std::vector<double> Ratios(const std::vector<double>& ours, const std::vector<double>& reference) {
  std::vector<double> ratios;
  for (size_t i = 0; i < std::min(ours.size(), reference.size()); ++i) {
    ratios.push_back(ours[i] / reference[i]);
  }
  return ratios;
}

}  // namespace

void WriteStages(const Samples& samples, std::ostream& out) {
  if (samples.count("write_queue p50") == 0) return;
  out << "\nwhere an answer's time goes at that rate, us (to the next of buckets that grow by "
         "1.41)\n";
  for (const std::string& stage : Stages::Names()) {
    out << absl::StrFormat("%-43s p50 %-17s p99 %s\n", stage,
                           Words(samples.at(absl::StrCat(stage, " p50"))),
                           Words(samples.at(absl::StrCat(stage, " p99"))));
  }
}

void WriteTable(const Samples& samples, std::ostream& out) {
  const auto row = [&out](absl::string_view figure, absl::string_view reference,
                          absl::string_view ours, absl::string_view ratio, absl::string_view goal) {
    out << absl::StrFormat("%-43s %-21s %-21s %-18s %s\n", figure, reference, ours, ratio, goal);
  };
  row("", "held against", "ours", "ratio", "goal");
  for (const Line& line : kLines) {
    const auto reference = samples.find(line.reference);
    const auto ours = samples.find(line.ours);
    if (ours == samples.end()) continue;
    if (reference == samples.end()) {
      row(line.figure, "", Words(ours->second), "", line.goal);
      continue;
    }
    row(line.figure, Words(reference->second), Words(ours->second),
        Words(Ratios(ours->second, reference->second)), line.goal);
  }
}

absl::Status WriteJson(const Samples& samples, const Options& options) {
  const nlohmann::json figures = {
      {"streams", options.streams}, {"connections", options.connections},
      {"seconds", options.seconds}, {"in_flight", options.in_flight},
      {"chunk", options.chunk},     {"rate", options.rate},
      {"samples", samples}};
  std::ofstream file(options.json);
  file << figures.dump(2) << "\n";
  if (!file.flush()) {
    return absl::UnavailableError(absl::StrCat(options.json, " cannot be written"));
  }
  return absl::OkStatus();
}

}  // namespace aftercall::bench
