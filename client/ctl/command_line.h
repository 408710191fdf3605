#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "client/ctl/command.h"
#include "shared/i18n/translator.h"

namespace aftercall::ctl {

// Options of the program itself, which may stand before or after the command.
struct GlobalOptions {
  std::string server;
  std::string token_file;
  std::string tls_ca;
  std::string output = "table";
  std::string language;
};

// What a command line asks for.
struct Invocation {
  // Set for --help and --version: print it and end with success.
  std::optional<std::string> text;
  // The command to run otherwise.
  const Command* command = nullptr;
};

// The program's own options, for parsing and for completion.
std::vector<Option> DescribeGlobals(const i18n::Translator& tr, GlobalOptions* globals);

// Reads a command line (without the program's name) into the options of `commands` and `globals`.
// A usage error names what is wrong. This is the only unit that sees the parsing library.
absl::StatusOr<Invocation> ParseCommandLine(const std::vector<std::string>& arguments,
                                            const std::vector<Command>& commands,
                                            GlobalOptions* globals, const i18n::Translator& tr);

}  // namespace aftercall::ctl
