#include "tests/backend/rpc/records.h"

#include "absl/strings/str_cat.h"

namespace aftercall::rpc {
namespace {

constexpr int64_t kTen = 1773050400;  // 10:00

}  // namespace

v1::IngestRecord StarsRecord() {
  v1::IngestRecord record;
  auto& question = *record.mutable_question();
  question.set_question_id("stars");
  question.set_prompt("How satisfied are you?");
  question.set_kind(v1::SurveyQuestion::KIND_CSAT);
  question.set_low(1);
  question.set_high(5);
  question.set_direction(v1::SurveyQuestion::DIRECTION_HIGH_IS_BEST);
  question.set_top_box_steps(2);
  return record;
}

v1::IngestRecord PressOneRecord() {
  v1::IngestRecord record = StarsRecord();
  auto& question = *record.mutable_question();
  question.set_question_id("press-one");
  question.set_high(3);
  question.set_direction(v1::SurveyQuestion::DIRECTION_LOW_IS_BEST);
  question.set_top_box_steps(1);
  const char* labels[] = {"very satisfied", "satisfied", "dissatisfied"};
  for (int value = 1; value <= 3; ++value) {
    auto* step = question.add_steps();
    step->set_value(value);
    step->set_label(labels[value - 1]);
  }
  return record;
}

v1::IngestRecord CallRecord(const std::string& call, const std::string& staff_number,
                            const std::string& team) {
  v1::IngestRecord record;
  auto& interaction = *record.mutable_interaction();
  interaction.set_source("pbx");
  interaction.set_external_id(call);
  interaction.set_channel(v1::CHANNEL_VOICE);
  interaction.set_topic("billing");
  interaction.set_team(team);
  interaction.mutable_started_at()->set_seconds(kTen);
  interaction.mutable_ended_at()->set_seconds(kTen + 600);
  auto* leg = interaction.add_legs();
  leg->set_staff_number(staff_number);
  leg->set_display_name(absl::StrCat("Agent ", staff_number));
  leg->set_role(v1::Leg::ROLE_AGENT);
  return record;
}

v1::IngestRecord AnswerRecord(const std::string& call, const std::string& external_id, int rating,
                              const std::string& comment) {
  v1::IngestRecord record;
  auto& response = *record.mutable_response();
  response.set_source("pbx");
  response.set_external_id(external_id);
  response.set_interaction_external_id(call);
  response.set_question_id("stars");
  response.set_rating(rating);
  response.set_comment(comment);
  response.mutable_answered_at()->set_seconds(kTen + 1200);
  return record;
}

}  // namespace aftercall::rpc
