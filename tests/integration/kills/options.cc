#include "tests/integration/kills/options.h"

#include <CLI/CLI.hpp>
#include <random>

#include "absl/strings/str_cat.h"
#include "tests/support/command_line.h"
#include "tests/support/random_floor.h"

namespace aftercall::kills {

std::string Options::Command() const {
  const std::string command = absl::StrCat("build/bin/aftercall_kills ", what, " --seed ", seed);
  if (what == "ticker") return command;
  return absl::StrCat(command, " --answers ", answers, " --kills ", kills, " --agents ", agents,
                      " --teams ", teams, " --tellers ", tellers, " --watchers ", watchers,
                      " --followers ", followers);
}

absl::StatusOr<std::optional<Options>> ParseOptions(int argc, char** argv) {
  Options options;
  options.seed = testing::SeedOr(std::random_device()());
  CLI::App app(
      "Kills real backends, tickers and command lines under load, and looks whether anything was "
      "lost or came twice.",
      "aftercall_kills");
  app.add_option("what", options.what,
                 "storm: the backend and its watchers are killed; link: the network between them "
                 "fails as well; ticker: a ticker is killed while the backend is away")
      ->check(CLI::IsMember({"storm", "link", "ticker"}))
      ->required();
  app.add_option("--seed", options.seed, "Of the schedule; AFTERCALL_SEED, else another each time");
  const auto number = [&](const char* flag, int& value, const char* words) {
    app.add_option(flag, value, words)->check(CLI::Range(1, 100000000))->capture_default_str();
  };
  number("--answers", options.answers, "Answers told, changed ones included");
  number("--kills", options.kills, "Times that the backend is killed or drained");
  number("--agents", options.agents, "Agents, each with a feed");
  number("--teams", options.teams, "Teams, each with a leader with a feed");
  number("--tellers", options.tellers, "Systems that tell of answers");
  number("--watchers", options.watchers, "Screens a feed");
  number("--followers", options.followers, "Rows of aftercallctl processes");
  const auto go_on = testing::ReadCommandLine(app, argc, argv);
  if (!go_on.ok()) return go_on.status();
  if (!*go_on) return std::nullopt;
  return options;
}

}  // namespace aftercall::kills
