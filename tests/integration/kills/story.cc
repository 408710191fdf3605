#include "tests/integration/kills/story.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace aftercall::kills {
namespace {

// How far back corrections and changes reach.
constexpr size_t kRecent = 40;
constexpr int kNeverTold = 3;  // calls

void Put(absl::Time time, google::protobuf::Timestamp* to) {
  const int64_t micros = absl::ToUnixMicros(time);
  to->set_seconds(micros / 1000000);
  to->set_nanos(static_cast<int32_t>(micros % 1000000) * 1000);
}

v1::IngestRecord Question(const std::string& id, int high, bool low_is_best) {
  v1::IngestRecord record;
  v1::SurveyQuestion* question = record.mutable_question();
  question->set_question_id(id);
  question->set_prompt("How satisfied were you?");
  question->set_kind(v1::SurveyQuestion::KIND_CSAT);
  question->set_low(1);
  question->set_high(high);
  question->set_direction(low_is_best ? v1::SurveyQuestion::DIRECTION_LOW_IS_BEST
                                      : v1::SurveyQuestion::DIRECTION_HIGH_IS_BEST);
  question->set_top_box_steps(low_is_best ? 1 : 2);
  return record;
}

void Remember(const std::string& id, std::vector<std::string>& recent) {
  recent.push_back(id);
  if (recent.size() > kRecent) recent.erase(recent.begin());
}

}  // namespace

Story::Story(const People& people, int number, uint64_t seed, absl::Time now)
    : people_(people),
      name_(absl::StrCat("s", number)),
      began_(now - absl::Hours(1)),
      random_(seed) {}

std::vector<v1::IngestRecord> Story::Next(int answers) {
  std::vector<v1::IngestRecord> records;
  if (ticks_ == 0) records = {Question("stars", 5, false), Question("press-one", 3, true)};
  const int until = answers_ + answers;
  while (answers_ < until) {
    const int what = Below(100);
    if (recent_calls_.empty() || what < 30) {
      const std::string call = NewCall();
      const bool answer_first = Chance(0.2);
      if (answer_first) records.push_back(NewAnswer(call));
      // Of those that come after their answer, some come much later.
      if (!answer_first || Chance(0.5)) records.push_back(TellCall(call));
    } else if (what < 38) {
      records.push_back(TellCall(RecentCall()));
    } else if (what < 42) {
      records.push_back(State());
    } else if (what < 45 && !records.empty()) {
      records.push_back(records[static_cast<size_t>(Below(static_cast<int>(records.size())))]);
    } else {
      records.push_back(AnswerOrChange());
    }
  }
  return records;
}

std::vector<v1::IngestRecord> Story::Rest() {
  std::vector<v1::IngestRecord> records;
  std::vector<std::string> waiting;
  for (const auto& [id, call] : calls_) {
    if (!call.told) waiting.push_back(id);
  }
  for (size_t i = kNeverTold; i < waiting.size(); ++i) records.push_back(TellCall(waiting[i]));
  return records;
}

std::string Story::NewCall() {
  const std::string id = absl::StrCat(name_, "-c", calls_.size());
  Call& call = calls_[id];
  call.agent = Below(static_cast<int>(people_.agents.size()));
  Remember(id, recent_calls_);
  return id;
}

const std::string& Story::RecentCall() {
  return recent_calls_[static_cast<size_t>(Below(static_cast<int>(recent_calls_.size())))];
}

// Told again, a call is corrected: often it was another agent's.
v1::IngestRecord Story::TellCall(const std::string& id) {
  Call& call = calls_[id];
  if (call.told && Chance(0.6)) call.agent = Below(static_cast<int>(people_.agents.size()));
  call.told = true;
  call.abandoned = Chance(0.03);
  const bool elsewhere = Chance(0.2);
  call.team = elsewhere ? Below(people_.teams()) : people_.TeamOf(call.agent);
  v1::IngestRecord record;
  v1::Interaction* told = record.mutable_interaction();
  told->set_source(kSource);
  told->set_external_id(id);
  told->set_channel(Chance(0.5) ? v1::CHANNEL_VOICE : v1::CHANNEL_CHAT);
  told->set_topic(Chance(0.5) ? "billing" : "delivery");
  if (elsewhere) told->set_team(People::TeamName(call.team));
  told->set_abandoned(call.abandoned);
  told->mutable_talk()->set_seconds(60 + Below(600));
  if (Chance(0.3)) told->add_legs()->set_staff_number("0");
  told->add_legs()->set_staff_number(absl::StrCat(call.agent));
  // Before all answers, and some on an earlier day than they come in.
  const absl::Time ended = began_ - (Chance(0.1) ? absl::Hours(24) : absl::ZeroDuration());
  Put(ended - absl::Minutes(10), told->mutable_started_at());
  Put(ended, told->mutable_ended_at());
  for (int i = 0; i + 1 < told->legs_size(); ++i) {
    Put(ended - absl::Minutes(5), told->mutable_legs(i)->mutable_ended_at());
  }
  Put(Tick(), told->mutable_revised_at());
  return record;
}

v1::IngestRecord Story::TellAnswer(const std::string& id, const std::string& call) {
  ++answers_;
  Answer& answer = given_[id];
  const absl::Time when = Tick();
  answer.tellings.push_back({call, 1 + Below(answer.question == "stars" ? 5 : 3),
                             Chance(0.3) ? absl::StrCat("words ", answers_) : "", ticks_});
  const Telling& telling = answer.tellings.back();
  v1::IngestRecord record;
  v1::SurveyResponse* told = record.mutable_response();
  told->set_source(kSource);
  told->set_external_id(id);
  told->set_interaction_external_id(telling.call);
  told->set_question_id(answer.question);
  told->set_rating(telling.rating);
  told->set_comment(telling.comment);
  told->set_company_fault(Chance(0.1));
  told->set_contacts(Below(3));
  Put(when, told->mutable_answered_at());
  return record;
}

v1::IngestRecord Story::NewAnswer(const std::string& call) {
  const std::string id = absl::StrCat(name_, "-a", given_.size());
  given_[id].question = Chance(0.7) ? "stars" : "press-one";
  Remember(id, recent_answers_);
  return TellAnswer(id, call);
}

v1::IngestRecord Story::AnswerOrChange() {
  if (recent_answers_.empty() || Chance(0.75)) return NewAnswer(RecentCall());
  const std::string& id =
      recent_answers_[static_cast<size_t>(Below(static_cast<int>(recent_answers_.size())))];
  // Some belong to another call than was told first.
  return TellAnswer(id, Chance(0.3) ? RecentCall() : given_[id].tellings.back().call);
}

v1::IngestRecord Story::State() {
  v1::IngestRecord record;
  v1::AgentState* state = record.mutable_agent_state();
  state->set_source(kSource);
  state->set_staff_number(absl::StrCat(Below(static_cast<int>(people_.agents.size()))));
  const bool busy = Chance(0.5);
  state->set_state(busy ? v1::AgentState::STATE_ON_INTERACTION : v1::AgentState::STATE_AVAILABLE);
  state->set_open_interactions(busy ? 1 : 0);
  Put(Tick(), state->mutable_since());
  return record;
}

}  // namespace aftercall::kills
