#include "client/net/appeal_json.h"

#include "client/net/assessment_json.h"
#include "client/net/review_json.h"
#include "client/net/told_json.h"

namespace aftercall::net {

using model::Appeal;
using model::AppealTask;

json ToJson(const model::AppealItem& appeal) {
  const Appeal& told = appeal.told;
  json to = {{"reference", ToJson(told.reference)},
             {"question", told.question_id},
             {"review", told.review},
             {"state", told.state},
             {"decided", told.decided ? ToJson(*told.decided) : json()},
             {"body", appeal.body ? json{appeal.body->reason, appeal.body->decision} : json()}};
  AddTold(appeal, to);
  return to;
}

model::AppealItem AppealItemFrom(const json& from) {
  model::AppealItem appeal;
  TakeTold(from, appeal);
  appeal.told.reference = ReferenceFrom(from.at("reference"));
  from.at("question").get_to(appeal.told.question_id);
  appeal.told.review = from.value("review", "");
  appeal.told.state = EnumFrom(from.at("state"), Appeal::State::kDeclined);
  appeal.told.decided = Optional(from, "decided", DayPartFrom);
  appeal.body = Optional(from, "body", [](const json& body) {
    return model::AppealBody{body.at(0).get<std::string>(), body.at(1).get<std::string>()};
  });
  return appeal;
}

json ToJson(const model::AppealTaskItem& task) {
  const AppealTask& told = task.told;
  json to = {{"state", told.state},
             {"channel", told.channel},
             {"topic", told.topic},
             {"ended", told.ended ? ToJson(*told.ended) : json()},
             {"due_at", told.due_at ? ToJson(*told.due_at) : json()},
             {"evaluation", told.evaluation}};
  AddTold(task, to);
  return to;
}

model::AppealTaskItem AppealTaskItemFrom(const json& from) {
  model::AppealTaskItem task;
  TakeTold(from, task);
  task.told.state = EnumFrom(from.at("state"), AppealTask::State::kDecided);
  task.told.channel = EnumFrom(from.at("channel"), model::Channel::kSocial);
  from.at("topic").get_to(task.told.topic);
  task.told.ended = Optional(from, "ended", DayPartFrom);
  task.told.due_at = Optional(from, "due_at", TimeFrom);
  task.told.evaluation = from.value("evaluation", false);
  return task;
}

json ToJson(const model::KudosItem& kudos) {
  json to = {{"giver", kudos.told.giver_display_name},
             {"words", kudos.told.words},
             {"given_at", ToJson(kudos.told.given_at)},
             {"reference", kudos.told.reference ? ToJson(*kudos.told.reference) : json()}};
  AddTold(kudos, to);
  return to;
}

model::KudosItem KudosItemFrom(const json& from) {
  model::KudosItem kudos;
  TakeTold(from, kudos);
  from.at("giver").get_to(kudos.told.giver_display_name);
  from.at("words").get_to(kudos.told.words);
  kudos.told.given_at = TimeFrom(from.at("given_at"));
  kudos.told.reference = Optional(from, "reference", ReferenceFrom);
  return kudos;
}

}  // namespace aftercall::net
