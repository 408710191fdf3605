#include "tests/support/random_floor.h"

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "tests/support/make.h"

namespace aftercall::testing {

std::vector<commands::Record> RandomFloor::Questions() { return {Stars(), PressOneForBest()}; }

commands::Record RandomFloor::Next() {
  const int kind = Below(100);
  if (kind < 40) return Call();
  if (kind < 85) return Answer();
  if (kind < 95) {
    return InvitationTo(CallId(), absl::StrCat("i", Below(30)),
                        static_cast<domain::SurveyInvitation::Outcome>(1 + Below(3)));
  }
  commands::AgentStateRecord record{{"pbx", std::to_string(Below(5))}, {}};
  record.state.state = static_cast<domain::AgentState::State>(1 + Below(5));
  record.state.since = Time();
  return record;
}

commands::Record RandomFloor::Call() {
  domain::Interaction call = CallOf(CallId(), "");
  const absl::Time ended = Time();
  call.ended = ended;
  call.started_at = ended - absl::Seconds(Below(900));
  if (Chance(0.1)) call.ended = absl::CivilDay(absl::ToCivilDay(ended, absl::UTCTimeZone()));
  if (Chance(0.2)) call.started_at.reset();
  for (int legs = Below(4); legs > 0; --legs) {
    domain::Leg leg = LegOf(std::to_string(Below(5)), static_cast<domain::Leg::Role>(1 + Below(6)));
    if (Chance(0.5)) leg.role = domain::Leg::Role::kAgent;
    if (Chance(0.7)) leg.started_at = ended - absl::Seconds(Below(900));
    if (Chance(0.7)) leg.ended_at = ended - absl::Seconds(Below(3) * 60);
    call.legs.push_back(leg);
  }
  call.channel = static_cast<domain::Channel>(1 + Below(4));
  call.topic = Chance(0.5) ? "billing" : "delivery";
  call.team = Chance(0.3) ? "" : Chance(0.5) ? "Red" : "Blue";
  call.abandoned = Chance(0.1);
  call.talk = absl::Seconds(Below(3) * 100);
  if (Chance(0.1)) call.talk = -call.talk;  // taken without it
  call.after_call_work = absl::Milliseconds(Below(2) * 1500);
  if (Chance(0.2)) call.time_zone = Chance(0.5) ? "Asia/Shanghai" : "America/New_York";
  if (Chance(0.5)) call.revised_at = Time();
  return call;
}

commands::Record RandomFloor::Answer() {
  const bool stars = Chance(0.7);
  domain::SurveyResponse answer =
      AnswerTo(CallId(), absl::StrCat(stars ? "s" : "p", Below(60)), 1 + Below(stars ? 6 : 4));
  answer.question_id = stars ? "stars" : "press-one";
  answer.answered = Time();
  if (Chance(0.1)) answer.answered.reset();
  if (Chance(0.1)) {
    answer.answered = domain::Moment(absl::ToCivilDay(Time(), absl::UTCTimeZone()));
  }
  answer.comment = Chance(0.5) ? "" : absl::StrCat("word ", Below(3));
  answer.company_fault = Chance(0.2);
  answer.contacts = Below(4);
  return answer;
}

uint64_t SeedOr(uint64_t usual) {
  const char* seed = std::getenv("AFTERCALL_SEED");
  return seed == nullptr ? usual : std::strtoull(seed, nullptr, 10);
}

}  // namespace aftercall::testing
