#include "client/ctl/completion.h"

#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "client/ctl/command_line.h"
#include "client/ctl/program.h"

namespace aftercall::ctl {
namespace {

std::string Choices(const std::string& option, const std::vector<std::string>& choices) {
  return absl::StrCat("        *\" ", option, "\") COMPREPLY=($(compgen -W \"",
                      absl::StrJoin(choices, " "), "\" -- \"$word\")); return ;;\n");
}

bool IsFile(const std::string& option) {
  return option == "--mapping" || option == "--rejects" || option == "--token-file" ||
         option == "--tls-ca";
}

// The commands and groups that may come first, and each group's commands.
std::string Words(const std::vector<Command>& commands, const std::string& group) {
  std::set<std::string> seen;
  std::vector<std::string> words;
  for (const Command& command : commands) {
    const std::vector<std::string> path = absl::StrSplit(command.path, ' ');
    const bool inside = path.size() > 1 && path[0] == group;
    const std::string& word = group.empty() ? path[0] : path.back();
    if ((group.empty() || inside) && seen.insert(word).second) words.push_back(word);
  }
  return absl::StrJoin(words, " ");
}

std::string Options(const Command& command) {
  std::vector<std::string> names = {"--help"};
  for (const Option& option : command.options) {
    if (absl::StartsWith(option.name, "--")) names.push_back(option.name);
  }
  if (command.reads) names.push_back("--output");
  return absl::StrJoin(names, " ");
}

}  // namespace

std::string BashCompletion(const std::vector<Command>& commands,
                           const std::vector<Option>& globals) {
  std::string values = Choices("--output", {"table", "json", "jsonl"});
  std::string files, cases;
  std::set<std::string> groups, known = {"--output"};
  const auto add_value = [&](const Option& option, const std::string& before) {
    if (!option.choices.empty() && known.insert(before + option.name).second) {
      values += Choices(option.name, option.choices);
    }
    if (IsFile(option.name) && known.insert(option.name).second) {
      absl::StrAppend(&files, files.empty() ? "" : "|", option.name);
    }
  };
  std::string global_names = "--help --version";
  for (const Option& option : globals) {
    absl::StrAppend(&global_names, " ", option.name);
    add_value(option, "");
  }
  for (const Command& command : commands) {
    for (const Option& option : command.options) {
      // Two commands may have one option with other choices.
      if (!option.choices.empty()) {
        values += absl::StrCat("        \"", command.path, " ", option.name,
                               "\") COMPREPLY=($(compgen -W \"", absl::StrJoin(option.choices, " "),
                               "\" -- \"$word\")); return ;;\n");
      }
      add_value({option.name, "", option.to}, command.path);
    }
    absl::StrAppend(&cases, "        \"", command.path, "\") words=\"", Options(command),
                    "\" ;;\n");
    const std::vector<std::string> path = absl::StrSplit(command.path, ' ');
    if (path.size() > 1 && groups.insert(path[0]).second) {
      absl::StrAppend(&cases, "        \"", path[0], "\") words=\"", Words(commands, path[0]),
                      "\" ;;\n");
    }
  }
  return absl::StrCat(
      "# Completion of aftercallctl for bash, as printed by: aftercallctl completion bash\n"
      "_aftercallctl() {\n"
      "    local word=\"${COMP_WORDS[COMP_CWORD]}\" before=\"${COMP_WORDS[COMP_CWORD-1]}\"\n"
      "    local path=\"\" words=\"\" skip=\"\" i\n"
      "    # The command so far: words that are neither options nor their values.\n"
      "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "        if [[ -n $skip ]]; then skip=\"\"; continue; fi\n"
      "        case \"${COMP_WORDS[i]}\" in\n"
      "            --server|--token-file|--tls-ca|--language) skip=1 ;;\n"
      "            -*) ;;\n"
      "            *) [[ $path == *\" \"* ]] || path=\"${path:+$path }${COMP_WORDS[i]}\" ;;\n"
      "        esac\n"
      "    done\n"
      "    case \" $path \" in\n"
      "        \" user \"*|\" team \"*|\" form \"*|\" assess \"*|\" review \"*|\" kudos \"*|\" "
      "policy \"*|\" pause \"*|\" "
      "token \"*|\" "
      "interactions \"*|\" completion "
      "\"*) ;;\n"
      "        *) path=\"${path%% *}\" ;;\n"
      "    esac\n"
      "    case \"$before\" in\n"
      "        ",
      files,
      ") COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n"
      "    esac\n"
      "    case \"$path $before\" in\n",
      values,
      "    esac\n"
      "    case \"$path\" in\n"
      "        \"\") words=\"",
      Words(commands, ""), " ", global_names, "\" ;;\n", cases,
      "    esac\n"
      "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
      "    if [[ $path =~ ^(import|form check|form publish)$ && $word != -* ]]; then\n"
      "        COMPREPLY+=($(compgen -f -- \"$word\"))\n"
      "    fi\n"
      "}\n"
      "complete -o filenames -F _aftercallctl aftercallctl\n");
}

Command CompletionCommand(const i18n::Translator& tr) {
  Command command;
  command.path = "completion bash";
  command.summary = tr.Tr("Prints a script that completes commands and options in bash");
  command.examples = {"source <(aftercallctl completion bash)"};
  command.run = [](Context& context) {
    GlobalOptions options;
    context.out << BashCompletion(AllCommands(context.tr), DescribeGlobals(context.tr, &options));
    return absl::OkStatus();
  };
  return command;
}

}  // namespace aftercall::ctl
