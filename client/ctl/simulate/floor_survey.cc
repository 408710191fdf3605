// What customers say: the part of Floor that asks them.

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "client/ctl/input/wire_time.h"
#include "client/ctl/simulate/floor.h"

namespace aftercall::ctl {
namespace {

// Contacts of each agent before the start.
constexpr int kBacklog = 5;

// How satisfied, as a step of the scale.
int Step(const v1::SurveyQuestion& question, Mood mood, Dice* dice) {
  const int steps = question.high() - question.low();
  double part = 0;  // 0 the worst, 1 the best
  if (question.kind() == v1::SurveyQuestion::KIND_RESOLVED) {
    part = mood == Mood::kBad ? 0 : 1;
  } else if (mood == Mood::kGood) {
    part = dice->Chance(0.7) ? 1 : 1 - 1.0 / steps;
  } else if (mood == Mood::kMiddling) {
    part = 0.5;
  } else {
    part = dice->Chance(0.6) ? 0 : 1.0 / steps;
  }
  const int above = static_cast<int>(std::lround(part * steps));
  return question.direction() == v1::SurveyQuestion::DIRECTION_LOW_IS_BEST ? question.high() - above
                                                                           : question.low() + above;
}

Mood DrawMood(double quality, Dice* dice) {
  return dice->Chance(quality) ? Mood::kGood : dice->Chance(0.45) ? Mood::kMiddling : Mood::kBad;
}

}  // namespace

// Drawn from the contact's id, so that whoever asks later is told the same.
Mood Floor::MoodOf(size_t agent, const std::string& external_id) const {
  uint64_t hash = 0xCBF29CE484222325U ^ options_.seed;  // FNV-1a
  for (const char c : external_id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  Dice dice(hash);
  return DrawMood(agents_[agent].quality, &dice);
}

void Floor::PlanSurvey(const Contact& contact, bool live) {
  const bool chinese = teams_[agents_[contact.agent].team].chinese;
  const bool always = IsFocus(contact.agent) && live;
  const double fate = always ? 0 : dice_.Unit();
  if (fate >= 0.85) return;  // not asked
  v1::SurveyInvitation* invitation = Plan(contact.told)->mutable_invitation();
  invitation->set_source(contact.interaction.source());
  invitation->set_external_id(absl::StrCat(contact.interaction.external_id(), ":asked"));
  invitation->set_interaction_external_id(contact.interaction.external_id());
  invitation->set_outcome(fate < 0.70   ? v1::SurveyInvitation::OUTCOME_OFFERED
                          : fate < 0.80 ? v1::SurveyInvitation::OUTCOME_DECLINED
                                        : v1::SurveyInvitation::OUTCOME_UNDELIVERABLE);
  *invitation->mutable_invited_at() = input::ToTimestamp(contact.ended);
  if (fate >= 0.70 || (!always && dice_.Chance(0.4))) return;
  const v1::Channel channel = contact.interaction.channel();
  const v1::SurveyQuestion question =
      chinese && channel == v1::CHANNEL_VOICE
          ? ThreeSteps()
          : (channel == v1::CHANNEL_EMAIL && dice_.Chance(0.4) ? Recommend() : FiveSteps());
  // Mostly at once, at times before the call is told, at times long after it.
  absl::Duration at = contact.told + dice_.Seconds(0.1, 0.9);
  if (live && dice_.Chance(0.05)) at = contact.told - dice_.Seconds(0.1, 0.6);
  if (live && !always && dice_.Chance(0.08)) at = contact.told + dice_.Seconds(10, 40);
  PlanAnswer(contact, question, at, live);
}

void Floor::PlanAnswer(const Contact& contact, const v1::SurveyQuestion& question,
                       absl::Duration at, bool live) {
  at = std::max(at, live ? absl::ZeroDuration() : contact.told);
  v1::SurveyResponse answer = MakeAnswer(contact, question);
  const absl::Time given = live ? std::max(start_ + at, contact.ended) : contact.ended;
  *answer.mutable_answered_at() = input::ToTimestamp(given);
  *Plan(at)->mutable_response() = answer;
  if (dice_.Chance(0.35)) {
    v1::SurveyResponse solved = MakeAnswer(contact, Solved());
    solved.set_rating(answer.company_fault() || dice_.Chance(0.2) ? 0 : 1);
    solved.clear_comment();
    solved.set_company_fault(false);
    solved.set_contacts(dice_.Chance(0.75) ? 1 : 2);
    *solved.mutable_answered_at() = input::ToTimestamp(given);
    *Plan(at)->mutable_response() = std::move(solved);
  }
  if (!live || !dice_.Chance(0.05)) return;
  // Some think again.
  v1::SurveyResponse changed = MakeAnswer(contact, question);
  const absl::Duration later = at + dice_.Seconds(4, 10);
  *changed.mutable_answered_at() = input::ToTimestamp(std::max(start_ + later, given));
  *Plan(later)->mutable_response() = std::move(changed);
}

v1::SurveyResponse Floor::MakeAnswer(const Contact& contact, const v1::SurveyQuestion& question) {
  const SimulatedAgent& agent = agents_[contact.agent];
  const Mood mood = dice_.Chance(0.8) ? contact.mood : DrawMood(agent.quality, &dice_);
  v1::SurveyResponse answer;
  answer.set_source(contact.interaction.source());
  answer.set_external_id(
      absl::StrCat(contact.interaction.external_id(), ":", question.question_id()));
  answer.set_interaction_external_id(contact.interaction.external_id());
  answer.set_question_id(question.question_id());
  answer.set_rating(Step(question, mood, &dice_));
  if (dice_.Chance(0.65)) {
    answer.set_comment(dice_.Pick(Comments(teams_[agent.team].chinese, mood)));
  }
  answer.set_company_fault(mood == Mood::kBad && dice_.Chance(0.3));
  return answer;
}

// Contacts of the agent's last shift: at night from 22:00 to 6:00 with one across midnight, by day
// within the last hours.
absl::Time Floor::BacklogTime(size_t agent) {
  if (!agents_[agent].night) return start_ - dice_.Seconds(60, 3 * 3600);
  const absl::TimeZone& zone = teams_[agents_[agent].team].zone;
  const absl::Time midnight = absl::FromCivil(absl::ToCivilDay(start_, zone), zone);
  const absl::Time ended = midnight + dice_.Seconds(-2 * 3600, 6 * 3600);
  return ended < start_ ? ended : ended - absl::Hours(24);
}

void Floor::PlanBacklog(size_t agent) {
  for (int i = 0; i < kBacklog; ++i) {
    absl::Time ended = BacklogTime(agent);
    if (agents_[agent].night && i == 0) {
      const absl::TimeZone& zone = teams_[agents_[agent].team].zone;
      // Every contact lasts a minute at least: this one was begun the day before.
      ended = absl::FromCivil(absl::ToCivilDay(start_, zone), zone) + absl::Seconds(30);
      if (ended >= start_) ended -= absl::Hours(24);
    }
    const Contact contact = MakeContact(agent, ended - start_, ended, PickChannel());
    *Plan(contact.told)->mutable_interaction() = contact.interaction;
    if (!contact.interaction.abandoned()) PlanSurvey(contact, /*live=*/false);
  }
}

}  // namespace aftercall::ctl
