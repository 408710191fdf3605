#pragma once

#include <string>

#include "aftercall/v1/appeal.pb.h"
#include "backend/commands/policy.h"
#include "backend/domain/feed_event.h"
#include "backend/rpc/question_catalog.h"
#include "backend/store/store.h"

// Appeals on the wire: each side's without the other's name.
namespace aftercall::rpc {

// "users/{user}/appeals/{appeal}" and "users/{user}/appealTasks/{task}".
std::string AppealName(domain::UserId agent, domain::AppealId appeal);
std::string AppealTaskName(domain::UserId arbiter, domain::AppealTaskId task);

// To the agent. Without its interaction; as a feed tells of the one of `agent`; whole.
v1::Appeal ToProto(const domain::Appeal& appeal);
v1::Appeal ToProto(const domain::AppealTold& told, domain::UserId agent);
v1::Appeal ToProto(const store::ListedAppeal& listed, const domain::Calendar& calendar);

// To the arbiter, in the same way.
v1::AppealTask ToProto(const domain::AppealTask& task);
v1::AppealTask ToProto(const domain::AppealTaskTold& told, domain::UserId arbiter);

// Whole. The verdict, or the review without names, and the agent's reason come with it while it
// waits for the arbiter, a recording's link and a text only once they have taken it, and where the
// policy and `with_words` allow.
v1::AppealTask ToProto(const store::ListedAppealTask& listed, const commands::Policy& policy,
                       const v1::SurveyQuestion& question, bool with_words);
// The question that it is about; none where a review is contested.
v1::SurveyQuestion QuestionOf(const domain::Appeal& appeal, store::Reader& reader,
                              QuestionCatalog& questions);

}  // namespace aftercall::rpc
