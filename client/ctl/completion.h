#pragma once

#include <string>
#include <vector>

#include "client/ctl/command.h"

namespace aftercall::ctl {

// A bash script that completes commands, options, choices and files.
std::string BashCompletion(const std::vector<Command>& commands,
                           const std::vector<Option>& globals);

// "completion bash": prints that script for the commands there are.
Command CompletionCommand(const i18n::Translator& tr);

}  // namespace aftercall::ctl
