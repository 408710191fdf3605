#include "tests/support/make.h"

#include "absl/strings/str_cat.h"

namespace aftercall::testing {

absl::Time On(int month, int day, double hours) {
  return absl::FromCivil(absl::CivilDay(2026, month, day), absl::UTCTimeZone()) +
         absl::Seconds(hours * 3600);
}

absl::Time At(double hours) { return On(3, 9, hours); }

domain::Leg LegOf(absl::string_view staff_number, domain::Leg::Role role) {
  domain::Leg leg;
  leg.staff_number = std::string(staff_number);
  leg.display_name = absl::StrCat("Agent ", staff_number);
  leg.role = role;
  return leg;
}

domain::Interaction CallOf(absl::string_view external_id, absl::string_view agent) {
  domain::Interaction call;
  call.source = "pbx";
  call.external_id = std::string(external_id);
  call.topic = "billing";
  if (!agent.empty()) call.legs = {LegOf(agent)};
  call.started_at = At(10);
  call.ended = At(10) + absl::Minutes(10);
  call.team = "Red";
  call.talk = absl::Minutes(8);
  call.hold = absl::Minutes(2);
  return call;
}

domain::Question Stars() {
  domain::Question question;
  question.id = "stars";
  question.prompt = "How satisfied are you?";
  return question;
}

domain::Question PressOneForBest() {
  domain::Question question;
  question.id = "press-one";
  question.prompt = "Press 1 for very satisfied, 2 for satisfied, 3 for dissatisfied.";
  question.low = 1;
  question.high = 3;
  question.direction = domain::Question::Direction::kLowIsBest;
  question.top_box_steps = 1;
  question.steps = {{1, "very satisfied"}, {2, "satisfied"}, {3, "dissatisfied"}};
  return question;
}

domain::SurveyResponse AnswerTo(absl::string_view call, absl::string_view external_id, int rating) {
  domain::SurveyResponse response;
  response.source = "pbx";
  response.external_id = std::string(external_id);
  response.interaction_external_id = std::string(call);
  response.question_id = "stars";
  response.rating = rating;
  response.answered = At(11);
  return response;
}

domain::SurveyInvitation InvitationTo(absl::string_view call, absl::string_view external_id,
                                      domain::SurveyInvitation::Outcome outcome) {
  return {"pbx", std::string(external_id), std::string(call), outcome, At(10.5)};
}

domain::Verdict VerdictOf(int64_t interaction, int rating, absl::string_view comment) {
  domain::Verdict verdict;
  verdict.interaction = {interaction};
  verdict.interaction_external_id = absl::StrCat("call-", interaction);
  verdict.question_id = "stars";
  verdict.rating = rating;
  verdict.comment = std::string(comment);
  verdict.answered = At(11);
  verdict.topic = "billing";
  verdict.ended_at = At(10);
  verdict.day = absl::CivilDay(2026, 3, 9);
  verdict.team_display_name = "Red";
  return verdict;
}

}  // namespace aftercall::testing
