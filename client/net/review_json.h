#pragma once

#include "client/model/review_drafts.h"
#include "client/model/review_tasks.h"
#include "client/model/reviews.h"
#include "client/net/json_values.h"

// Reviews in the kept file. Reading throws as json_values.h says.
namespace aftercall::net {

json ToJson(const model::DayPart& part);
model::DayPart DayPartFrom(const json& from);

// Whole seconds.
json ToJson(absl::Duration moment);
absl::Duration MomentFrom(const json& from);

json ToJson(const model::ReviewItem& review);
model::ReviewItem ReviewItemFrom(const json& from);

// Without the interaction's recording and text, and without the server's drafts: they are fetched
// anew when the task is opened.
json ToJson(const model::ReviewTaskItem& task);
model::ReviewTaskItem ReviewTaskItemFrom(const json& from);

json ToJson(const forms::ReviewContent& content);
forms::ReviewContent ReviewContentFrom(const json& from);

json ToJson(const model::ReviewDraft& draft);
model::ReviewDraft ReviewDraftFrom(const json& from);

}  // namespace aftercall::net
