#pragma once

#include "client/model/appeal.h"
#include "client/net/json_values.h"

// Appeals and praise in the kept file. Reading throws as json_values.h says.
namespace aftercall::net {

json ToJson(const model::AppealItem& appeal);
model::AppealItem AppealItemFrom(const json& from);

// Without what the customer and the agent said: it is fetched anew when the task is opened.
json ToJson(const model::AppealTaskItem& task);
model::AppealTaskItem AppealTaskItemFrom(const json& from);

json ToJson(const model::KudosItem& kudos);
model::KudosItem KudosItemFrom(const json& from);

}  // namespace aftercall::net
