#include "tests/load/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "tests/support/command_line.h"

namespace aftercall::load {
namespace {

void Describe(CLI::App& app, Options& options) {
  app.add_option("--agents", options.agents, "Agents who watch their feeds")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  app.add_option("--connections", options.connections,
                 "Connections that the agents share; 0: one each, as agents have")
      ->check(CLI::Range(0, 1000000))
      ->capture_default_str();
  app.add_option("--only", options.only, "Only these scenarios; all need connecting")
      ->check(CLI::IsMember({"connect", "idle", "broadcast", "directed", "storm"}))
      ->delimiter(',');
  app.add_option("--rate", options.rate, "Answers a second, directed and in the storm")
      ->check(CLI::Range(1.0, 1e6))
      ->capture_default_str();
  app.add_option("--seconds", options.seconds, "How long they are told")
      ->check(CLI::Range(0.1, 3600.0))
      ->capture_default_str();
  app.add_option("--idle-seconds", options.idle_seconds, "How long nothing is told")
      ->check(CLI::Range(0.1, 3600.0))
      ->capture_default_str();
  app.add_option("--patience", options.patience, "Seconds until what has not come is missing")
      ->check(CLI::Range(1.0, 86400.0))
      ->capture_default_str();
  app.add_flag("--no-bare", options.no_bare, "Leave out the bare server");
  app.add_option("--json", options.json, "Write the figures to this file");
  app.add_option("--folder", options.folder, "Where the database is kept; on a real disk");
  app.add_option("--backend", options.backend, "The aftercalld to load; the one beside this");
  app.add_flag("--serve-bare", options.serve_bare)->group("");
}

}  // namespace

bool Options::Wants(const std::string& scenario) const {
  return only.empty() || std::find(only.begin(), only.end(), scenario) != only.end();
}

absl::StatusOr<std::optional<Options>> ParseOptions(int argc, char** argv) {
  Options options;
  CLI::App app(
      "Loads a real aftercalld with thousands of agents, kills it, and counts what they missed.\n"
      "Ends with 1 if an agent lost an entry or saw one twice, and with 77 if this process may not "
      "open enough files.",
      "aftercall_load");
  Describe(app, options);
  const auto go_on = testing::ReadCommandLine(app, argc, argv);
  if (!go_on.ok()) return go_on.status();
  if (!*go_on) return std::nullopt;
  if (options.connections > options.agents) options.connections = 0;
  return options;
}

}  // namespace aftercall::load
