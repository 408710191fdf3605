#include "backend/rpc/review_proto.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "backend/domain/reviewable.h"
#include "backend/rpc/assessment_proto.h"
#include "backend/rpc/gate.h"
#include "backend/rpc/time_proto.h"
#include "shared/base/ids.h"
#include "shared/forms/form_proto.h"

namespace aftercall::rpc {
namespace {

using domain::ReviewTask;

v1::Review::State Encode(domain::Review::State state) {
  return static_cast<v1::Review::State>(domain::ShownToRequester(state));
}

v1::ReviewTask::Answer AnswerOf(const domain::Review& review) {
  if (review.state == domain::Review::State::kAcknowledged) {
    return v1::ReviewTask::ANSWER_ACKNOWLEDGED;
  }
  return review.state == domain::Review::State::kDiffered ? v1::ReviewTask::ANSWER_DIFFERED
                                                          : v1::ReviewTask::ANSWER_UNSPECIFIED;
}

// What only whoever accepted may see of the interaction.
void AddMedia(const store::ListedReviewTask& listed, const commands::Policy& policy,
              const std::vector<std::string>& names, v1::ReviewTask& to) {
  const domain::Interaction& told = listed.interaction.told;
  if (domain::IsOnHosts(told.recording_uri, policy.recording_hosts)) {
    to.set_recording_uri(told.recording_uri);
  }
  to.set_text(domain::WithoutNames(told.text, names));
}

// What stands of a task depends on how far it is.
void AddByState(const store::ListedReviewTask& listed, const commands::Policy& policy,
                const std::vector<std::string>& names, bool with_words, v1::ReviewTask& to) {
  if (listed.task.state == ReviewTask::State::kAccepted) {
    if (with_words) AddMedia(listed, policy, names, to);
    if (listed.draft) *to.mutable_draft() = rpc::ToProto(*listed.draft);
    if (listed.draft_beside) *to.mutable_other_draft() = rpc::ToProto(*listed.draft_beside);
  }
  if (listed.task.state == ReviewTask::State::kSubmitted) {
    if (listed.draft) *to.mutable_content() = rpc::ToProto(listed.draft->content);
    to.set_answer(AnswerOf(listed.review));
    to.set_answer_words(domain::WithoutNames(listed.review.answer, names));
    to.set_thanked(listed.review.thanked);
    to.set_anchor(listed.review.origin == domain::Review::Origin::kAnchor);
    to.set_appeal_upheld(listed.review.appeal_upheld);
  }
}

}  // namespace

v1::DayPart ToProto(const domain::DayPart& part) {
  v1::DayPart proto;
  *proto.mutable_day() = ToProto(part.day);
  proto.set_half(static_cast<v1::DayPart::Half>(part.half));
  return proto;
}

v1::ReviewContent ToProto(const domain::ReviewContent& content) {
  v1::ReviewContent proto;
  for (const auto& element : content.elements) {
    auto& to = *proto.add_elements();
    to.set_element_id(element.id);
    if (element.score) to.set_score(*element.score);
    if (element.does_not_apply) to.set_does_not_apply(true);
    to.set_comment(element.comment);
    if (element.moment) *to.mutable_moment() = ToProto(*element.moment);
  }
  proto.set_praise(content.praise);
  proto.set_advice(content.advice);
  return proto;
}

std::string ReviewName(domain::UserId requester, domain::ReviewId review) {
  return absl::StrCat(UserName(requester), "/reviews/", base::FormatId(review.value));
}

std::string ReviewTaskName(domain::UserId reviewer, domain::ReviewTaskId task) {
  return absl::StrCat(UserName(reviewer), "/reviewTasks/", base::FormatId(task.value));
}

v1::Review ToProto(const domain::Review& review) {
  v1::Review proto;
  if (review.id) proto.set_name(ReviewName(review.requester, review.id));
  proto.set_state(Encode(review.state));
  proto.set_form(forms::FormName(review.form_id));
  proto.set_form_version(review.form_version);
  proto.set_question(review.question);
  for (const auto& element : review.elements) proto.add_elements(element);
  for (const auto moment : review.moments) *proto.add_moments() = ToProto(moment);
  *proto.mutable_requested_at() = ToProto(review.requested_at);
  proto.set_by_leader(review.by_leader);
  proto.set_could_be_asked(review.could_be_asked);
  proto.set_anonymous(domain::IsAnonymous(review));
  proto.set_answer(review.answer);
  proto.set_thanked(review.thanked);
  proto.set_lent(review.lent);
  proto.set_evaluation(review.origin == domain::Review::Origin::kEvaluation);
  proto.set_appeal_upheld(review.appeal_upheld);
  return proto;
}

v1::Review ToProto(const domain::ReviewTold& told, domain::UserId requester) {
  v1::Review proto;
  proto.set_name(ReviewName(requester, told.review));
  *proto.mutable_reference() = ToProto(told.reference);
  proto.set_state(Encode(told.state));
  proto.set_form(forms::FormName(told.form_id));
  proto.set_form_version(told.form_version);
  proto.set_by_leader(told.by_leader);
  proto.set_could_be_asked(told.could_be_asked);
  domain::Review rule;
  rule.by_leader = told.by_leader;
  rule.could_be_asked = told.could_be_asked;
  proto.set_anonymous(domain::IsAnonymous(rule));
  if (told.submitted) *proto.mutable_submitted() = ToProto(*told.submitted);
  proto.set_thanked(told.thanked);
  proto.set_evaluation(told.evaluation);
  proto.set_evaluator_display_name(told.evaluator_display_name);
  if (told.appealable_until) *proto.mutable_appealable_until() = ToProto(*told.appealable_until);
  proto.set_appeal_upheld(told.appeal_upheld);
  return proto;
}

v1::Review ToProto(const store::ListedReview& listed, const domain::Calendar& calendar) {
  v1::Review proto = ToProto(listed.review);
  *proto.mutable_reference() = ToProto(domain::ReferenceOf(listed.interaction));
  const domain::Calendar days = calendar.In(listed.interaction.day_zone);
  if (listed.review.submitted_at) {
    *proto.mutable_submitted() = ToProto(domain::DayPartOf(*listed.review.submitted_at, days));
  }
  if (listed.content) *proto.mutable_content() = ToProto(*listed.content);
  proto.set_evaluator_display_name(listed.evaluator_display_name);
  if (const auto until = domain::AppealableUntil(listed.review, days)) {
    *proto.mutable_appealable_until() = ToProto(*until);
  }
  return proto;
}

v1::ReviewTask ToProto(const ReviewTask& task) {
  v1::ReviewTask proto;
  proto.set_name(ReviewTaskName(task.reviewer, task.id));
  proto.set_state(static_cast<v1::ReviewTask::State>(task.state));
  proto.set_as_leader(task.as_leader);
  proto.set_minutes(task.minutes);
  if (domain::IsOpen(task.state)) *proto.mutable_due_at() = ToProto(task.deadline.DueAt());
  proto.set_reminded(task.reminded);
  return proto;
}

v1::ReviewTask ToProto(const domain::ReviewTaskTold& told, domain::UserId reviewer) {
  v1::ReviewTask proto;
  proto.set_name(ReviewTaskName(reviewer, told.task));
  proto.set_state(static_cast<v1::ReviewTask::State>(told.state));
  proto.set_as_leader(told.as_leader);
  proto.set_channel(static_cast<v1::Channel>(told.channel));
  proto.set_topic(told.topic);
  *proto.mutable_ended() = ToProto(told.ended);
  proto.set_minutes(told.minutes);
  if (domain::IsOpen(told.state)) *proto.mutable_due_at() = ToProto(told.due_at);
  proto.set_reminded(told.reminded);
  proto.set_form(forms::FormName(told.form_id));
  proto.set_form_version(told.form_version);
  proto.set_answer(static_cast<v1::ReviewTask::Answer>(told.answer));
  proto.set_thanked(told.thanked);
  proto.set_evaluation(told.evaluation);
  proto.set_agent_display_name(told.agent_display_name);
  proto.set_appeal_upheld(told.appeal_upheld);
  return proto;
}

v1::ReviewTask ToProto(const store::ListedReviewTask& listed, const commands::Policy& policy,
                       bool with_words) {
  const domain::Review& review = listed.review;
  const domain::Interaction& told = listed.interaction.told;
  v1::ReviewTask proto = ToProto(listed.task);
  std::vector<std::string> names;  // that the reviewer must not read
  if (review.origin == domain::Review::Origin::kEvaluation) {
    proto.set_evaluation(true);
    proto.set_agent_display_name(listed.requester_display_name);
  } else {
    names.push_back(listed.requester_display_name);
    for (const auto& leg : told.legs) names.push_back(leg.display_name);
  }
  proto.set_channel(static_cast<v1::Channel>(told.channel));
  proto.set_topic(told.topic);
  *proto.mutable_ended() =
      ToProto(domain::DayPartOf(told.ended, policy.calendar.In(listed.interaction.day_zone)));
  proto.set_form(forms::FormName(review.form_id));
  proto.set_form_version(review.form_version);
  proto.set_question(domain::WithoutNames(review.question, names));
  for (const auto& element : review.elements) proto.add_elements(element);
  for (const auto moment : review.moments) *proto.add_moments() = ToProto(moment);
  AddByState(listed, policy, names, with_words, proto);
  return proto;
}

v1::ReviewDraft ToProto(const domain::ReviewDraft& draft) {
  v1::ReviewDraft proto;
  proto.set_version(draft.version);
  *proto.mutable_content() = ToProto(draft.content);
  *proto.mutable_saved_at() = ToProto(draft.saved_at);
  return proto;
}

domain::ReviewContent FromProto(const v1::ReviewContent& proto) {
  domain::ReviewContent content;
  for (const auto& from : proto.elements()) {
    auto& element = content.elements.emplace_back();
    element.id = from.element_id();
    if (from.has_score()) element.score = from.score();
    element.does_not_apply = from.has_does_not_apply() && from.does_not_apply();
    element.comment = from.comment();
    if (from.has_moment()) element.moment = FromProto(from.moment());
  }
  content.praise = proto.praise();
  content.advice = proto.advice();
  return content;
}

}  // namespace aftercall::rpc
