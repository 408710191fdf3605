#include "backend/rpc/appeal_proto.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "backend/domain/reviewable.h"
#include "backend/rpc/assessment_proto.h"
#include "backend/rpc/gate.h"
#include "backend/rpc/review_proto.h"
#include "backend/rpc/time_proto.h"
#include "shared/base/ids.h"
#include "shared/forms/form_proto.h"

namespace aftercall::rpc {
namespace {

using domain::AppealTask;

v1::Appeal::State Encode(domain::Appeal::State state) {
  return static_cast<v1::Appeal::State>(domain::ShownToAgent(state));
}

// What is contested, as it stands now.
void AddVerdict(const store::ListedAppealTask& listed, const commands::Policy& policy,
                const std::vector<std::string>& names, bool with_words, v1::AppealTask& to) {
  domain::Facts facts = listed.interaction.facts;
  facts.calendar = policy.calendar.In(facts.interaction.day_zone);
  for (const auto* response : facts.Counting(policy.rerating_window)) {
    if (response->told.question_id != listed.appeal.question_id) continue;
    to.set_rating(response->told.rating);
    if (with_words) to.set_comment(domain::WithoutNames(response->told.comment, names));
  }
}

// As AddVerdict, of a review.
void AddReview(const store::ListedAppealTask::Contested& contested, std::vector<std::string> names,
               bool with_words, v1::AppealTask& to) {
  to.set_form(forms::FormName(contested.form_id));
  to.set_form_version(contested.form_version);
  if (!with_words) return;
  names.push_back(contested.reviewer_display_name);
  domain::ReviewContent content = contested.content;
  for (auto& element : content.elements) {
    element.comment = domain::WithoutNames(std::move(element.comment), names);
  }
  content.praise = domain::WithoutNames(std::move(content.praise), names);
  content.advice = domain::WithoutNames(std::move(content.advice), names);
  *to.mutable_content() = rpc::ToProto(content);
}

void AddMedia(const domain::Interaction& told, const commands::Policy& policy,
              const std::vector<std::string>& names, v1::AppealTask& to) {
  if (domain::IsOnHosts(told.recording_uri, policy.recording_hosts)) {
    to.set_recording_uri(told.recording_uri);
  }
  to.set_text(domain::WithoutNames(told.text, names));
}

// What stands of a task depends on how far it is.
void AddByState(const store::ListedAppealTask& listed, const commands::Policy& policy,
                const std::vector<std::string>& names, bool with_words, v1::AppealTask& to) {
  const domain::Appeal& appeal = listed.appeal;
  const bool is_decided = listed.task.state == AppealTask::State::kDecided;
  if (!is_decided && !domain::IsOpen(listed.task.state)) return;
  if (with_words) to.set_reason(domain::WithoutNames(appeal.reason, names));
  if (is_decided) {
    to.set_upheld(appeal.state == domain::Appeal::State::kUpheld);
    to.set_decision(appeal.decision);
    return;
  }
  if (listed.contested) {
    AddReview(*listed.contested, names, with_words, to);
  } else {
    AddVerdict(listed, policy, names, with_words, to);
  }
  if (listed.task.state == AppealTask::State::kTaken && with_words) {
    AddMedia(listed.interaction.facts.interaction.told, policy, names, to);
  }
}

}  // namespace

std::string AppealName(domain::UserId agent, domain::AppealId appeal) {
  return absl::StrCat(UserName(agent), "/appeals/", base::FormatId(appeal.value));
}

std::string AppealTaskName(domain::UserId arbiter, domain::AppealTaskId task) {
  return absl::StrCat(UserName(arbiter), "/appealTasks/", base::FormatId(task.value));
}

v1::Appeal ToProto(const domain::Appeal& appeal) {
  v1::Appeal proto;
  proto.set_name(AppealName(appeal.agent, appeal.id));
  proto.set_question_id(appeal.question_id);
  proto.set_state(Encode(appeal.state));
  proto.set_reason(appeal.reason);
  *proto.mutable_opened_at() = ToProto(appeal.opened_at);
  proto.set_decision(appeal.decision);
  if (appeal.review) proto.set_review(ReviewName(appeal.agent, appeal.review));
  return proto;
}

v1::Appeal ToProto(const domain::AppealTold& told, domain::UserId agent) {
  v1::Appeal proto;
  proto.set_name(AppealName(agent, told.appeal));
  *proto.mutable_reference() = ToProto(told.reference);
  proto.set_question_id(told.question_id);
  proto.set_state(Encode(told.state));
  if (told.decided) *proto.mutable_decided() = ToProto(*told.decided);
  if (told.review) proto.set_review(ReviewName(agent, told.review));
  return proto;
}

v1::Appeal ToProto(const store::ListedAppeal& listed, const domain::Calendar& calendar) {
  v1::Appeal proto = ToProto(listed.appeal);
  *proto.mutable_reference() = ToProto(domain::ReferenceOf(listed.interaction));
  if (listed.appeal.decided_at) {
    *proto.mutable_decided() = ToProto(
        domain::DayPartOf(*listed.appeal.decided_at, calendar.In(listed.interaction.day_zone)));
  }
  return proto;
}

v1::AppealTask ToProto(const AppealTask& task) {
  v1::AppealTask proto;
  proto.set_name(AppealTaskName(task.arbiter, task.id));
  proto.set_state(static_cast<v1::AppealTask::State>(task.state));
  if (domain::IsOpen(task.state)) *proto.mutable_due_at() = ToProto(task.due_at);
  return proto;
}

v1::AppealTask ToProto(const domain::AppealTaskTold& told, domain::UserId arbiter) {
  v1::AppealTask proto;
  proto.set_name(AppealTaskName(arbiter, told.task));
  proto.set_state(static_cast<v1::AppealTask::State>(told.state));
  proto.set_channel(static_cast<v1::Channel>(told.channel));
  proto.set_topic(told.topic);
  *proto.mutable_ended() = ToProto(told.ended);
  if (domain::IsOpen(told.state)) *proto.mutable_due_at() = ToProto(told.due_at);
  proto.set_evaluation(told.evaluation);
  if (!told.evaluation) proto.mutable_question()->set_question_id(told.question_id);
  return proto;
}

v1::AppealTask ToProto(const store::ListedAppealTask& listed, const commands::Policy& policy,
                       const v1::SurveyQuestion& question, bool with_words) {
  const domain::PlacedInteraction& placed = listed.interaction.facts.interaction;
  std::vector<std::string> names = {listed.interaction.agent_display_name};
  for (const auto& leg : placed.told.legs) names.push_back(leg.display_name);
  v1::AppealTask proto = ToProto(listed.task);
  proto.set_channel(static_cast<v1::Channel>(placed.told.channel));
  proto.set_topic(placed.told.topic);
  *proto.mutable_ended() =
      ToProto(domain::DayPartOf(placed.told.ended, policy.calendar.In(placed.day_zone)));
  proto.set_evaluation(listed.contested.has_value());
  if (!listed.contested) *proto.mutable_question() = question;
  AddByState(listed, policy, names, with_words, proto);
  return proto;
}

v1::SurveyQuestion QuestionOf(const domain::Appeal& appeal, store::Reader& reader,
                              QuestionCatalog& questions) {
  if (appeal.review) return v1::SurveyQuestion();
  return questions.Find(reader, appeal.question_id);
}

}  // namespace aftercall::rpc
