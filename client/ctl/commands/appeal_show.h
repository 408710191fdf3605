#pragma once

#include <string>
#include <vector>

#include "aftercall/v1/appeal.pb.h"
#include "client/ctl/command.h"

// Appeals and appeal tasks for people. Private to the review commands.
namespace aftercall::ctl {

std::string StateWords(v1::Appeal::State state, const i18n::Translator& tr);
std::string StateWords(v1::AppealTask::State state, const i18n::Translator& tr);

void WriteAppeals(const std::vector<v1::Appeal>& appeals, Context& context);
void WriteAppealTasks(const std::vector<v1::AppealTask>& tasks, Context& context);

// Whether `name` is one of an appeal or of an appeal task; and the one of that name, whole.
bool IsOfAppeal(const std::string& name);
absl::Status ShowAppeal(const std::string& name, Context& context);

}  // namespace aftercall::ctl
