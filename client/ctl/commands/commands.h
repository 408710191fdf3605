#pragma once

#include <vector>

#include "client/ctl/command.h"
#include "shared/i18n/translator.h"

// One function a file, each making the commands of its name.
namespace aftercall::ctl {

Command ImportCommand(const i18n::Translator& tr);
Command SimulateCommand(const i18n::Translator& tr);
Command WatchCommand(const i18n::Translator& tr);
Command SummaryCommand(const i18n::Translator& tr);
std::vector<Command> InteractionCommands(const i18n::Translator& tr);
std::vector<Command> UserCommands(const i18n::Translator& tr);
Command LooksCommand(const i18n::Translator& tr);
std::vector<Command> TeamCommands(const i18n::Translator& tr);
std::vector<Command> AssessCommands(const i18n::Translator& tr);
std::vector<Command> ReviewCommands(const i18n::Translator& tr);
Command ReviewerFiguresCommand(const i18n::Translator& tr);
// Also "review …": what is contested there.
std::vector<Command> AppealCommands(const i18n::Translator& tr);
std::vector<Command> KudosCommands(const i18n::Translator& tr);
Command AssessFiguresCommand(const i18n::Translator& tr);
std::vector<Command> PauseCommands(const i18n::Translator& tr);
std::vector<Command> PolicyCommands(const i18n::Translator& tr);
std::vector<Command> FormCommands(const i18n::Translator& tr);
Command TokenCommand(const i18n::Translator& tr);
Command VerifyCommand(const i18n::Translator& tr);
Command BackupCommand(const i18n::Translator& tr);
Command RestoreCommand(const i18n::Translator& tr);

}  // namespace aftercall::ctl
