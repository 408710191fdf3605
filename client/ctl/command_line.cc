#include "client/ctl/command_line.h"

#include <map>
#include <utility>

#include "CLI/CLI.hpp"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace aftercall::ctl {
namespace {

constexpr char kVersion[] = "aftercallctl 0.1.0";

bool ReadDuration(const std::string& text, absl::Duration* to) {
  double seconds = 0;
  if (absl::SimpleAtod(text, &seconds)) {
    *to = absl::Seconds(seconds);
  } else if (!absl::ParseDuration(text, to)) {
    return false;
  }
  return *to >= absl::ZeroDuration() && *to < absl::InfiniteDuration();
}

// Adds options to the parser; what they read goes where Option::to says.
class OptionAdder {
 public:
  OptionAdder(CLI::App* app, const i18n::Translator& tr) : app_(app), tr_(tr) {}

  void Add(const Option& option) {
    CLI::Option* added = std::visit([&](auto* to) { return Add(option, to); }, option.to);
    if (option.required) added->required();
    if (!option.choices.empty()) {
      added->check(CLI::IsMember(option.choices).description(""));
      added->type_name(absl::StrJoin(option.choices, "|"));
    }
  }

 private:
  CLI::Option* Add(const Option& option, std::string* to) {
    CLI::Option* added = app_->add_option(option.name, *to, option.help);
    added->type_name(tr_.Tr("TEXT"));
    return added;
  }
  CLI::Option* Add(const Option& option, std::vector<std::string>* to) {
    CLI::Option* added = app_->add_option(option.name, *to, option.help);
    added->type_name(tr_.Tr("TEXT"));
    added->expected(1)->take_all();
    return added;
  }
  CLI::Option* Add(const Option& option, bool* to) {
    return app_->add_flag(option.name, *to, option.help);
  }
  CLI::Option* Add(const Option& option, int64_t* to) {
    CLI::Option* added = app_->add_option(option.name, *to, option.help);
    added->type_name(tr_.Tr("NUMBER"));
    return added;
  }
  CLI::Option* Add(const Option& option, double* to) {
    CLI::Option* added = app_->add_option(option.name, *to, option.help);
    added->type_name(tr_.Tr("NUMBER"));
    return added;
  }
  CLI::Option* Add(const Option& option, absl::Duration* to) {
    CLI::Option* added = app_->add_option_function<std::string>(
        option.name,
        [name = option.name, to](const std::string& text) {
          if (!ReadDuration(text, to)) {
            throw CLI::ValidationError(name, "expected a length of time such as 3s or 1.5m");
          }
        },
        option.help);
    added->type_name(tr_.Tr("TIME"));
    return added;
  }
  CLI::Option* Add(const Option& option, std::optional<absl::CivilDay>* to) {
    CLI::Option* added = app_->add_option_function<std::string>(
        option.name,
        [name = option.name, to](const std::string& text) {
          absl::CivilDay day;
          if (!absl::ParseCivilTime(text, &day)) {
            throw CLI::ValidationError(name, "expected a date such as 2023-08-31");
          }
          *to = day;
        },
        option.help);
    added->type_name(tr_.Tr("DATE"));
    return added;
  }

  CLI::App* app_;
  const i18n::Translator& tr_;
};

void Label(CLI::App* app, const i18n::Translator& tr) {
  const auto formatter = app->get_formatter();
  formatter->column_width(34);
  formatter->label("Usage", tr.Tr("Usage"));
  formatter->label("OPTIONS", tr.Tr("options"));
  formatter->label("SUBCOMMAND", tr.Tr("command"));
  formatter->label("SUBCOMMANDS", tr.Tr("commands"));
  formatter->label("Subcommands", tr.Tr("Commands"));
  formatter->label("Options", tr.Tr("Options"));
  formatter->label("Positionals", tr.Tr("Arguments"));
  formatter->label("REQUIRED", tr.Tr("(required)"));
}

// "user" for "user list": made once, shared by its commands.
CLI::App* GroupOf(CLI::App* app, const std::string& group, const i18n::Translator& tr) {
  for (CLI::App* known : app->get_subcommands(nullptr)) {
    if (known->get_name() == group) return known;
  }
  std::map<std::string, std::string> summaries = {
      {"user", tr.Tr("People: list, create, confirm, change")},
      {"team", tr.Tr("Teams: list, create, name leaders")},
      {"token", tr.Tr("Tokens with which people and programs sign in")},
      {"interactions", tr.Tr("Contacts behind the figures")},
      {"pause", tr.Tr("Pauses of prompts and requests: start, end, list")},
      {"completion", tr.Tr("Completion for a shell")}};
  CLI::App* made = app->add_subcommand(group, summaries[group]);
  made->require_subcommand(1);
  made->fallthrough();
  return made;
}

// The parser finds a command missing where one is misspelt.
std::string WhatIsMissing(const CLI::App& app, const CLI::RequiredError& error,
                          const i18n::Translator& tr) {
  const std::vector<std::string> rest = app.remaining(/*recurse=*/true);
  if (!rest.empty() && !absl::StartsWith(rest.front(), "-")) {
    return i18n::Format(tr.Tr("there is no command \"{name}\""), {{"name", rest.front()}});
  }
  absl::string_view option = error.what();
  if (absl::ConsumeSuffix(&option, " is required") && absl::StartsWith(option, "-")) {
    return i18n::Format(tr.Tr("{option} is needed"), {{"option", std::string(option)}});
  }
  return tr.Tr("a command is missing");
}

std::string Footer(const Command& command, const i18n::Translator& tr) {
  std::string footer = command.details;
  if (!footer.empty()) footer += "\n\n";
  absl::StrAppend(&footer, tr.Tr("Examples:"));
  for (const std::string& example : command.examples) {
    absl::StrAppend(&footer, "\n  ", example);
  }
  return footer;
}

CLI::App* AddCommand(CLI::App* app, const Command& command, GlobalOptions* globals,
                     const i18n::Translator& tr) {
  const std::vector<std::string> path = absl::StrSplit(command.path, ' ');
  CLI::App* parent = path.size() > 1 ? GroupOf(app, path[0], tr) : app;
  CLI::App* added = parent->add_subcommand(path.back(), command.summary);
  added->fallthrough();
  added->footer(Footer(command, tr));
  OptionAdder adder(added, tr);
  for (const Option& option : command.options) adder.Add(option);
  if (command.reads) {
    adder.Add({"--output",
               tr.Tr("How to write it: for people, as JSON, or as JSON lines"),
               &globals->output,
               false,
               {"table", "json", "jsonl"}});
  }
  return added;
}

}  // namespace

std::vector<Option> DescribeGlobals(const i18n::Translator& tr, GlobalOptions* globals) {
  return {
      {"--server", tr.Tr("HOST:PORT of aftercalld; AFTERCALL_SERVER, else 127.0.0.1:7433"),
       &globals->server},
      {"--token-file",
       tr.Tr("File of your token; AFTERCALL_TOKEN_FILE, else the administrator's where aftercalld "
             "keeps it"),
       &globals->token_file},
      {"--tls-ca", tr.Tr("PEM file of those who may vouch for the server"), &globals->tls_ca},
      {"--language",
       tr.Tr("Language of what you read; the locale's by default"),
       &globals->language,
       false,
       {"auto", "en", "zh_CN"}},
  };
}

absl::StatusOr<Invocation> ParseCommandLine(const std::vector<std::string>& arguments,
                                            const std::vector<Command>& commands,
                                            GlobalOptions* globals, const i18n::Translator& tr) {
  // The parser throws; nothing it throws leaves this function.
  try {
    CLI::App app(tr.Tr("Aftercall on the command line: import, look, administer."), "aftercallctl");
    Label(&app, tr);
    app.require_subcommand(1);
    app.set_help_flag("-h,--help", tr.Tr("This help"));
    app.set_help_all_flag("--help-all", tr.Tr("Help for every command"));
    app.set_version_flag("--version", kVersion, tr.Tr("Name and version"));
    app.footer(
        tr.Tr("Every command has --help with examples.\n"
              "Ends with 0 when done, 1 when refused or failed, 2 on wrong usage."));
    OptionAdder adder(&app, tr);
    for (const Option& option : DescribeGlobals(tr, globals)) adder.Add(option);
    std::vector<std::pair<CLI::App*, const Command*>> added;
    for (const Command& command : commands) {
      added.emplace_back(AddCommand(&app, command, globals, tr), &command);
    }
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    try {
      app.parse(std::move(reversed));
    } catch (const CLI::CallForHelp&) {
      return Invocation{.text = app.help()};
    } catch (const CLI::CallForAllHelp&) {
      return Invocation{.text = app.help("", CLI::AppFormatMode::All)};
    } catch (const CLI::CallForVersion&) {
      return Invocation{.text = absl::StrCat(kVersion, "\n")};
    } catch (const CLI::RequiredError& error) {
      return UsageError(WhatIsMissing(app, error, tr));
    }
    for (const auto& [parsed, command] : added) {
      if (parsed->parsed()) return Invocation{.text = std::nullopt, .command = command};
    }
    return UsageError(tr.Tr("a command is missing"));
  } catch (const CLI::Error& error) {
    return UsageError(error.what());
  }
}

}  // namespace aftercall::ctl
