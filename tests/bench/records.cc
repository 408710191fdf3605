#include "tests/bench/records.h"

#include <chrono>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace aftercall::bench {
namespace {

constexpr char kSource[] = "bench";
constexpr char kQuestion[] = "bench-satisfaction";

}  // namespace

std::string InteractionId(const std::string& series, int agent, size_t number) {
  return absl::StrCat(series, "/", agent, "/", number);
}

std::optional<AnswerPlace> ReadInteractionId(absl::string_view id) {
  AnswerPlace place;
  const size_t first = id.find('/');
  const size_t second = id.find('/', first + 1);
  if (first == absl::string_view::npos || second == absl::string_view::npos) return std::nullopt;
  place.series = id.substr(0, first);
  uint64_t number = 0;
  if (!absl::SimpleAtoi(id.substr(first + 1, second - first - 1), &place.agent) ||
      !absl::SimpleAtoi(id.substr(second + 1), &number)) {
    return std::nullopt;
  }
  place.number = number;
  return place;
}

std::string AgentName(int agent) { return absl::StrCat("Agent ", agent); }

v1::IngestRecord QuestionRecord() {
  v1::IngestRecord record;
  v1::SurveyQuestion* question = record.mutable_question();
  question->set_question_id(kQuestion);
  question->set_prompt("How satisfied were you?");
  question->set_kind(v1::SurveyQuestion::KIND_CSAT);
  question->set_low(1);
  question->set_high(5);
  question->set_top_box_steps(2);
  return record;
}

v1::IngestRecord InteractionRecord(const std::string& series, int agent, size_t number) {
  v1::IngestRecord record;
  v1::Interaction* interaction = record.mutable_interaction();
  interaction->set_source(kSource);
  interaction->set_external_id(InteractionId(series, agent, number));
  interaction->set_channel(v1::CHANNEL_VOICE);
  interaction->set_topic("Delivery");
  v1::Leg* leg = interaction->add_legs();
  leg->set_staff_number(AgentName(agent));
  leg->set_display_name(AgentName(agent));
  const int64_t now = absl::ToUnixSeconds(absl::Now());
  interaction->mutable_started_at()->set_seconds(now - 300);
  interaction->mutable_ended_at()->set_seconds(now - 60);
  interaction->set_team("Bench");
  return record;
}

v1::IngestRecord AnswerRecord(const std::string& series, int agent, size_t number) {
  v1::IngestRecord record;
  v1::SurveyResponse* response = record.mutable_response();
  response->set_source(kSource);
  response->set_external_id(InteractionId(series, agent, number));
  response->set_interaction_external_id(response->external_id());
  response->set_question_id(kQuestion);
  response->set_rating(1 + static_cast<int>(number % 5));
  response->set_comment("Solved in two minutes, thank you.");
  return record;
}

v1::IngestRecord RecordOfAYear(int agent, size_t number, size_t a_day) {
  const size_t call = number / 2;
  if (number % 2 == 1) return AnswerRecord("year", agent, call);
  v1::IngestRecord record = InteractionRecord("year", agent, call);
  v1::Interaction& interaction = *record.mutable_interaction();
  const auto days = static_cast<int64_t>(call / a_day);
  const int64_t ago = days * absl::ToInt64Seconds(absl::Hours(24));
  interaction.mutable_started_at()->set_seconds(interaction.started_at().seconds() - ago);
  interaction.mutable_ended_at()->set_seconds(interaction.ended_at().seconds() - ago);
  return record;
}

int64_t Nanoseconds() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace aftercall::bench
