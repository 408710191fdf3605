#include "client/net/review_json.h"

#include <string>

#include "client/net/assessment_json.h"

namespace aftercall::net {
namespace {

using model::Remark;
using model::Review;
using model::ReviewBody;

json WriteRemark(const Remark& remark) {
  return {{"element", remark.element_id},
          {"score", remark.score ? json(*remark.score) : json()},
          {"does_not_apply", remark.does_not_apply},
          {"comment", remark.comment},
          {"moment_seconds", remark.moment ? json(absl::ToInt64Seconds(*remark.moment)) : json()}};
}

Remark RemarkFrom(const json& from) {
  Remark remark;
  from.at("element").get_to(remark.element_id);
  remark.score = Optional(from, "score", NumberFrom<int>);
  from.at("does_not_apply").get_to(remark.does_not_apply);
  from.at("comment").get_to(remark.comment);
  remark.moment = Optional(from, "moment_seconds", [](const json& member) {
    const int seconds = NumberFrom<int>(member);
    if (seconds < 0 || seconds >= 100 * 3600) throw Nonsense("no moment", member);
    return absl::Seconds(seconds);
  });
  return remark;
}

json WriteBody(const ReviewBody& body) {
  json remarks = json::array();
  for (const Remark& remark : body.remarks) remarks.push_back(WriteRemark(remark));
  return {{"question", body.question},
          {"remarks", remarks},
          {"praise", body.praise},
          {"advice", body.advice},
          {"answer", body.answer}};
}

ReviewBody BodyFrom(const json& from) {
  ReviewBody body;
  from.at("question").get_to(body.question);
  for (const json& remark : from.at("remarks")) body.remarks.push_back(RemarkFrom(remark));
  from.at("praise").get_to(body.praise);
  from.at("advice").get_to(body.advice);
  from.at("answer").get_to(body.answer);
  return body;
}

json WriteDayPart(const model::DayPart& part) { return {ToJson(part.day), part.afternoon}; }

model::DayPart DayPartFrom(const json& from) {
  return {DayFrom(from.at(0)), from.at(1).get<bool>()};
}

}  // namespace

json ToJson(const model::ReviewItem& review) {
  const Review& told = review.told;
  return {{"name", told.name},
          {"reference", ToJson(told.reference)},
          {"state", told.state},
          {"form", ToJson(told.form)},
          {"by_leader", told.by_leader},
          {"anonymous", told.anonymous},
          {"submitted", told.submitted ? WriteDayPart(*told.submitted) : json()},
          {"thanked", told.thanked},
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
  review.position = NumberFrom<int64_t>(from.at("position"));
  if (told.name.empty() || review.position < 1) throw Nonsense("no review", from);
  from.at("released").get_to(review.released);
  review.waits_since = TimeFrom(from.at("waits_since"));
  review.body = Optional(from, "body", BodyFrom);
  review.body_position = NumberFrom<int64_t>(from.at("body_position"));
  return review;
}

}  // namespace aftercall::net
