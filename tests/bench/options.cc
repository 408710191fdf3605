#include "tests/bench/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "tests/support/command_line.h"

namespace aftercall::bench {
namespace {

void Describe(CLI::App& app, Options& options) {
  app.add_option("--streams", options.streams, "Feeds watched at once")
      ->check(CLI::Range(1, 50000))
      ->capture_default_str();
  app.add_option("--seconds", options.seconds, "About how long each measurement takes")
      ->check(CLI::Range(0.1, 3600.0))
      ->capture_default_str();
  app.add_option("--runs", options.runs, "How often each is measured, bare and ours in turn")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  app.add_option("--only", options.only, "Only these measurements")
      ->check(CLI::IsMember({"memory", "unary", "stream", "latency", "today", "replay", "store"}))
      ->delimiter(',');
  app.add_option("--json", options.json, "Write the figures of every run to this file");
  app.add_option("--picture", options.picture,
                 "Measure latency at several rates as well, and draw it into this SVG file");
  app.add_option("--connections", options.connections,
                 "Connections that the streams share; 0: one each, as agents have")
      ->check(CLI::Range(0, 50000))
      ->capture_default_str();
  app.add_option("--in-flight", options.in_flight, "Unary calls at once")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  app.add_option("--chunk", options.chunk, "Answers in one message of client streaming")
      ->check(CLI::Range(1, 2000))
      ->capture_default_str();
  app.add_option("--rate", options.rate, "Answers a second while latency is measured")
      ->check(CLI::Range(1.0, 1e6))
      ->capture_default_str();
  app.add_option("--folder", options.folder, "Where databases are kept meanwhile; on a real disk");
  app.add_option("--backend", options.backend, "The aftercalld to measure; the one beside this");
  app.add_flag("--serve-bare", options.serve_bare)->group("");
}

}  // namespace

bool Options::Wants(const std::string& measurement) const {
  return only.empty() || std::find(only.begin(), only.end(), measurement) != only.end();
}

absl::StatusOr<std::optional<Options>> ParseOptions(int argc, char** argv) {
  Options options;
  CLI::App app(
      "Measures aftercalld beside a bare gRPC server that does the same job with nothing behind "
      "it.\nUse a Release build and an otherwise idle machine; ratios within a run are what "
      "counts.",
      "aftercall_bench");
  Describe(app, options);
  const auto go_on = testing::ReadCommandLine(app, argc, argv);
  if (!go_on.ok()) return go_on.status();
  if (!*go_on) return std::nullopt;
  return options;
}

}  // namespace aftercall::bench
