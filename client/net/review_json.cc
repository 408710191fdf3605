#include "client/net/review_json.h"

#include <optional>
#include <string>

#include "client/net/assessment_json.h"
#include "client/net/told_json.h"

namespace aftercall::net {
namespace {

using model::Review;
using model::ReviewBody;
using model::ReviewTask;

using Element = forms::ReviewContent::Element;

json WriteElement(const Element& element) {
  return {{"element", element.id},
          {"score", element.score ? json(*element.score) : json()},
          {"does_not_apply", element.does_not_apply},
          {"comment", element.comment},
          {"moment_seconds", element.moment ? ToJson(*element.moment) : json()}};
}

Element ElementFrom(const json& from) {
  Element element;
  from.at("element").get_to(element.id);
  element.score = Optional(from, "score", NumberFrom<int>);
  from.at("does_not_apply").get_to(element.does_not_apply);
  from.at("comment").get_to(element.comment);
  element.moment = Optional(from, "moment_seconds", MomentFrom);
  return element;
}

json WriteBody(const ReviewBody& body) {
  return {{"question", body.question},
          {"content", ToJson(body.content)},
          {"answer", body.answer},
          {"lent", body.lent}};
}

ReviewBody BodyFrom(const json& from) {
  return {from.at("question").get<std::string>(), ReviewContentFrom(from.at("content")),
          from.at("answer").get<std::string>(), from.value("lent", false)};
}

json WriteBody(const model::ReviewTaskBody& body) {
  json moments = json::array();
  for (const absl::Duration moment : body.moments) moments.push_back(ToJson(moment));
  return {{"question", body.question},       {"elements", body.elements}, {"moments", moments},
          {"content", ToJson(body.content)}, {"answer", body.answer},     {"anchor", body.anchor}};
}

model::ReviewTaskBody TaskBodyFrom(const json& from) {
  model::ReviewTaskBody body;
  from.at("question").get_to(body.question);
  from.at("elements").get_to(body.elements);
  for (const json& moment : from.at("moments")) body.moments.push_back(MomentFrom(moment));
  body.content = ReviewContentFrom(from.at("content"));
  from.at("answer").get_to(body.answer);
  body.anchor = from.value("anchor", false);
  return body;
}

json WriteSaved(const model::SavedReview& saved) { return {saved.version, ToJson(saved.content)}; }

model::SavedReview SavedFrom(const json& from) {
  return {NumberFrom<int64_t>(from.at(0)), ReviewContentFrom(from.at(1))};
}

}  // namespace

json ToJson(absl::Duration moment) { return absl::ToInt64Seconds(moment); }

absl::Duration MomentFrom(const json& from) {
  const absl::Duration moment = absl::Seconds(NumberFrom<int>(from));
  if (moment < absl::ZeroDuration() || moment > forms::kLongestMoment) {
    throw Nonsense("no moment", from);
  }
  return moment;
}

json ToJson(const model::DayPart& part) { return {ToJson(part.day), part.afternoon}; }

model::DayPart DayPartFrom(const json& from) {
  return {DayFrom(from.at(0)), from.at(1).get<bool>()};
}

json ToJson(const model::ReviewItem& review) {
  const Review& told = review.told;
  return {{"name", told.name},
          {"reference", ToJson(told.reference)},
          {"state", told.state},
          {"form", ToJson(told.form)},
          {"by_leader", told.by_leader},
          {"anonymous", told.anonymous},
          {"submitted", told.submitted ? ToJson(*told.submitted) : json()},
          {"thanked", told.thanked},
          {"evaluation", told.evaluation},
          {"evaluator", told.evaluator_display_name},
          {"appealable_until", told.appealable_until ? ToJson(*told.appealable_until) : json()},
          {"appeal_upheld", told.appeal_upheld},
          {"position", review.position},
          {"released", review.released},
          {"waits_since", ToJson(review.waits_since)},
          {"body", review.body ? WriteBody(*review.body) : json()},
          {"body_position", review.body_position}};
}

model::ReviewItem ReviewItemFrom(const json& from) {
  model::ReviewItem review;
  Review& told = review.told;
  from.at("name").get_to(told.name);
  told.reference = ReferenceFrom(from.at("reference"));
  told.state = EnumFrom(from.at("state"), Review::State::kDiffered);
  told.form = FormKeyFrom(from.at("form"));
  from.at("by_leader").get_to(told.by_leader);
  from.at("anonymous").get_to(told.anonymous);
  told.submitted = Optional(from, "submitted", DayPartFrom);
  from.at("thanked").get_to(told.thanked);
  told.evaluation = from.value("evaluation", false);
  told.evaluator_display_name = from.value("evaluator", "");
  told.appealable_until = Optional(from, "appealable_until", DayFrom);
  told.appeal_upheld = from.value("appeal_upheld", false);
  review.position = NumberFrom<int64_t>(from.at("position"));
  if (told.name.empty() || review.position < 1) throw Nonsense("no review", from);
  from.at("released").get_to(review.released);
  review.waits_since = TimeFrom(from.at("waits_since"));
  review.body = Optional(from, "body", BodyFrom);
  review.body_position = NumberFrom<int64_t>(from.at("body_position"));
  return review;
}

json ToJson(const model::ReviewTaskItem& task) {
  const ReviewTask& told = task.told;
  json to = {{"state", told.state},
             {"as_leader", told.as_leader},
             {"channel", told.channel},
             {"topic", told.topic},
             {"ended", told.ended ? ToJson(*told.ended) : json()},
             {"minutes", told.minutes},
             {"due_at", told.due_at ? ToJson(*told.due_at) : json()},
             {"form", ToJson(told.form)},
             {"answer", told.answer},
             {"appeal_upheld", told.appeal_upheld},
             {"thanked", told.thanked},
             {"evaluation", told.evaluation},
             {"agent", told.agent_display_name},
             {"body", task.body ? WriteBody(*task.body) : json()}};
  AddTold(task, to);
  return to;
}

model::ReviewTaskItem ReviewTaskItemFrom(const json& from) {
  model::ReviewTaskItem task;
  TakeTold(from, task);
  ReviewTask& told = task.told;
  told.state = EnumFrom(from.at("state"), ReviewTask::State::kSubmitted);
  from.at("as_leader").get_to(told.as_leader);
  told.channel = EnumFrom(from.at("channel"), model::Channel::kSocial);
  from.at("topic").get_to(told.topic);
  told.ended = Optional(from, "ended", DayPartFrom);
  told.minutes = NumberFrom<int>(from.at("minutes"));
  told.due_at = Optional(from, "due_at", TimeFrom);
  told.form = FormKeyFrom(from.at("form"));
  told.answer = EnumFrom(from.at("answer"), ReviewTask::Answer::kDiffered);
  told.appeal_upheld = from.value("appeal_upheld", false);
  from.at("thanked").get_to(told.thanked);
  told.evaluation = from.value("evaluation", false);
  told.agent_display_name = from.value("agent", "");
  task.body = Optional(from, "body", TaskBodyFrom);
  return task;
}

json ToJson(const forms::ReviewContent& content) {
  json elements = json::array();
  for (const Element& element : content.elements) elements.push_back(WriteElement(element));
  return {{"elements", elements}, {"praise", content.praise}, {"advice", content.advice}};
}

forms::ReviewContent ReviewContentFrom(const json& from) {
  forms::ReviewContent content;
  for (const json& element : from.at("elements")) content.elements.push_back(ElementFrom(element));
  from.at("praise").get_to(content.praise);
  from.at("advice").get_to(content.advice);
  return content;
}

json ToJson(const model::ReviewDraft& draft) {
  return {{"content", ToJson(draft.content)},
          {"base_version", draft.base_version},
          {"unsaved_since", draft.unsaved_since ? ToJson(*draft.unsaved_since) : json()},
          {"other", draft.other ? WriteSaved(*draft.other) : json()}};
}

model::ReviewDraft ReviewDraftFrom(const json& from) {
  model::ReviewDraft draft;
  draft.content = ReviewContentFrom(from.at("content"));
  draft.base_version = NumberFrom<int64_t>(from.at("base_version"));
  draft.unsaved_since = Optional(from, "unsaved_since", TimeFrom);
  draft.other = Optional(from, "other", SavedFrom);
  return draft;
}

}  // namespace aftercall::net
