#include "backend/runtime/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "shared/wire/problem.h"

namespace aftercall::runtime {
namespace {

constexpr absl::string_view kIntroduction =
    R"(aftercalld keeps what customers say after a service contact and brings it to the desk of the
agent who was there.

Usage: aftercalld [SETTINGS]

On its first start it makes its signing key and an administrator's token in the data folder. It
serves until SIGTERM or SIGINT, then lets open calls end.

Each setting is a flag, a variable and a key of the configuration file: --day-starts-at 04:00,
AFTERCALL_DAY_STARTS_AT=04:00, day_starts_at = "04:00". A flag goes before a variable, a variable
before the file. Durations are written 90s, 15m or 24h.

Settings:
)";

constexpr size_t kWidth = 96;

// `text` broken into lines, each after six spaces.
std::string Wrap(absl::string_view text) {
  std::string wrapped;
  std::string line = "     ";
  for (const absl::string_view word : absl::StrSplit(text, ' ')) {
    if (line.size() + 1 + word.size() > kWidth) {
      absl::StrAppend(&wrapped, line, "\n");
      line = "     ";
    }
    absl::StrAppend(&line, " ", word);
  }
  return absl::StrCat(wrapped, line, "\n");
}

std::string HelpText() {
  std::string text(kIntroduction);
  absl::StrAppend(&text, "  --config FILE  (AFTERCALL_CONFIG)\n",
                  Wrap("A TOML file with settings."));
  for (const Setting& setting : Settings()) {
    const bool is_switch = setting.value_name[0] == '\0';
    absl::StrAppend(&text, "  ", FlagOf(setting), is_switch ? "" : " ", setting.value_name, "  (",
                    VariableOf(setting), ")\n", Wrap(setting.help));
  }
  absl::StrAppend(&text, "  --help, --version\n", Wrap("Prints this, or the version, and ends."));
  return text;
}

// A flag's value is text to CLI11; settings.cc reads it.
struct Flag {
  const Setting* setting;
  CLI::Option* option;
  std::string value;
};

CommandLine Parse(std::vector<std::string> arguments) {
  CLI::App app;
  app.set_help_flag("-h,--help");
  app.set_version_flag("--version", "aftercalld " AFTERCALL_VERSION "\n");
  std::string config;
  const CLI::Option* config_option = app.add_option("--config", config)->type_name("FILE");
  std::vector<Flag> flags;
  flags.reserve(Settings().size());  // CLI11 keeps addresses of the values
  for (const Setting& setting : Settings()) {
    Flag& flag = flags.emplace_back(Flag{&setting, nullptr, ""});
    flag.option = setting.value_name[0] == '\0'
                      ? app.add_flag(FlagOf(setting), flag.value)
                      : app.add_option(FlagOf(setting), flag.value)->type_name(setting.value_name);
  }
  // CLI11 takes a vector's arguments from its end.
  std::reverse(arguments.begin(), arguments.end());
  app.parse(std::move(arguments));

  CommandLine result;
  if (config_option->count() > 0) result.config = config;
  for (const Flag& flag : flags) {
    if (flag.option->count() == 0) continue;
    result.values[flag.setting->name] = Given{flag.value, FlagOf(*flag.setting)};
  }
  return result;
}

}  // namespace

absl::StatusOr<CommandLine> ParseCommandLine(std::vector<std::string> arguments) {
  try {
    return Parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    return CommandLine{HelpText(), std::nullopt, {}};
  } catch (const CLI::CallForVersion& version) {
    return CommandLine{version.what(), std::nullopt, {}};
  } catch (const CLI::Error& error) {
    return wire::ToStatus(
        absl::StatusCode::kInvalidArgument,
        {"CONFIG_INVALID", "", "",
         absl::StrCat("command line: ", error.what(), " (aftercalld --help lists the settings)")});
  }
}

}  // namespace aftercall::runtime
