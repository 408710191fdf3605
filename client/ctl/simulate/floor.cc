#include "client/ctl/simulate/floor.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "client/ctl/input/wire_time.h"
#include "client/ctl/simulate/conversation.h"

namespace aftercall::ctl {
namespace {

// Of ten contacts, about four end in an answer (asked, not declined, answered).
constexpr double kAnswersAContact = 0.42;

}  // namespace

Floor::Floor(FloorOptions options, absl::Time start)
    : options_(std::move(options)),
      start_(start),
      dice_(options_.seed),
      teams_(MakeTeams()),
      agents_(MakeAgents(options_.agents)) {}

absl::StatusOr<Floor> Floor::Open(FloorOptions options, absl::Time start) {
  Floor floor(std::move(options), start);
  const std::string& focus = floor.options_.focus_agent;
  for (size_t agent = 0; agent < floor.agents_.size(); ++agent) {
    const SimulatedAgent& one = floor.agents_[agent];
    if (focus == one.staff_number || focus == one.name) floor.focus_ = agent;
    if (floor.focus_.has_value() && *floor.focus_ == agent) break;
  }
  if (!focus.empty() && !floor.focus_.has_value()) {
    return absl::NotFoundError(
        absl::StrJoin(floor.agents_, ", ", [](std::string* out, const SimulatedAgent& agent) {
          absl::StrAppend(out, agent.name, " (", agent.staff_number, ")");
        }));
  }
  for (size_t agent = 0; agent < floor.agents_.size(); ++agent) {
    floor.next_.push_back(floor.dice_.Seconds(0, floor.IsFocus(agent) ? 0.5 : 4));
  }
  return floor;
}

v1::IngestRecord* Floor::Plan(absl::Duration at) {
  // Handed out before it is in its place in the heap: Next() puts new ones there.
  plan_.push_back({at, order_++, {}});
  return &plan_.back().record;
}

std::vector<v1::IngestRecord> Floor::Opening() {
  std::vector<v1::IngestRecord> records;
  for (v1::SurveyQuestion question : {FiveSteps(), ThreeSteps(), Recommend(), Solved()}) {
    *records.emplace_back().mutable_question() = std::move(question);
  }
  for (size_t agent = 0; agent < agents_.size(); ++agent) PlanBacklog(agent);
  std::stable_sort(plan_.begin(), plan_.end(),
                   [](const Planned& a, const Planned& b) { return b > a; });
  for (Planned& planned : plan_) records.push_back(std::move(planned.record));
  plan_.clear();
  return records;
}

FloorEvent Floor::Next() {
  while (true) {
    const size_t agent = std::min_element(next_.begin(), next_.end()) - next_.begin();
    const auto first = std::min_element(plan_.begin(), plan_.end(),
                                        [](const Planned& a, const Planned& b) { return b > a; });
    // Planning reaches back a little before the contact's begin: early answers.
    if (first != plan_.end() && first->at <= next_[agent] - absl::Seconds(2)) {
      FloorEvent event{first->at, std::move(first->record)};
      plan_.erase(first);
      return event;
    }
    Work(agent);
  }
}

v1::Channel Floor::PickChannel() {
  const double share = dice_.Unit();
  if (share < 0.62) return v1::CHANNEL_VOICE;
  if (share < 0.85) return v1::CHANNEL_CHAT;
  if (share < 0.96) return v1::CHANNEL_EMAIL;
  return v1::CHANNEL_SOCIAL;
}

// Plans an agent's next contact, or a break, and when the one after it begins.
void Floor::Work(size_t agent) {
  const double others = static_cast<double>(agents_.size() - (focus_.has_value() ? 1 : 0));
  const absl::Duration mean =
      absl::Minutes(1) * (others * kAnswersAContact) / std::max(options_.answers_a_minute, 1e-3);
  const absl::Duration gap = IsFocus(agent) ? options_.focus_every * dice_.Between(0.7, 1.3)
                                            : std::max(dice_.Wait(mean), absl::Seconds(1));
  const absl::Duration begin = next_[agent];
  next_[agent] = begin + gap;
  if (!IsFocus(agent) && dice_.Chance(0.03)) {
    PlanState(agent, begin, v1::AgentState::STATE_BREAK, 0);
    PlanState(agent, begin + gap * 0.9, v1::AgentState::STATE_AVAILABLE, 0);
    return;
  }
  const v1::Channel channel = PickChannel();
  const bool together = channel == v1::CHANNEL_CHAT && dice_.Chance(0.5);
  PlanState(agent, begin, v1::AgentState::STATE_ON_INTERACTION, together ? 2 : 1);
  PlanContact(agent, begin + gap * 0.4, gap, channel);
  if (together) {
    PlanState(agent, begin + gap * 0.4, v1::AgentState::STATE_ON_INTERACTION, 1);
    PlanContact(agent, begin + gap * 0.5, gap, channel);
  }
  PlanState(agent, begin + gap * 0.5, v1::AgentState::STATE_AFTER_CALL_WORK, 0);
  PlanState(agent, begin + gap * 0.8, v1::AgentState::STATE_AVAILABLE, 0);
}

void Floor::PlanContact(size_t agent, absl::Duration told, absl::Duration gap,
                        v1::Channel channel) {
  const Contact contact = MakeContact(agent, told, start_ + told, channel);
  *Plan(told)->mutable_interaction() = contact.interaction;
  if (contact.interaction.abandoned()) return;
  PlanSurvey(contact, /*live=*/true);
  if (!IsFocus(agent) && gap > absl::Seconds(2) && dice_.Chance(0.015)) PlanCorrection(contact);
}

void Floor::PlanState(size_t agent, absl::Duration at, v1::AgentState::State state, int open) {
  v1::AgentState* told = Plan(at)->mutable_agent_state();
  told->set_source(kSimulatorSource);
  told->set_staff_number(agents_[agent].staff_number);
  told->set_state(state);
  told->set_open_interactions(open);
  *told->mutable_since() = input::ToTimestamp(start_ + at);
}

Floor::Contact Floor::MakeContact(size_t agent, absl::Duration told, absl::Time ended,
                                  v1::Channel channel) {
  const SimulatedTeam& team = teams_[agents_[agent].team];
  Contact contact{agent, told, ended, Mood::kGood, {}};
  v1::Interaction& interaction = contact.interaction;
  interaction.set_source(kSimulatorSource);
  interaction.set_external_id(
      absl::StrCat(options_.seed, "-", absl::ToUnixSeconds(start_), "-", ++contacts_));
  interaction.set_channel(channel);
  interaction.set_topic(dice_.Pick(team.topics));
  interaction.set_queue(team.name);
  interaction.set_team(team.name);
  interaction.set_language(team.chinese ? "zh-CN" : "en");
  interaction.set_customer_reference(absl::StrCat("customer-", dice_.Below(5000)));
  *interaction.mutable_ended_at() = input::ToTimestamp(ended);
  const auto length =
      absl::Trunc(dice_.Seconds(60, channel == v1::CHANNEL_EMAIL ? 5400 : 600), absl::Seconds(1));
  *interaction.mutable_started_at() = input::ToTimestamp(ended - length);
  if (!IsFocus(agent) && channel == v1::CHANNEL_VOICE && dice_.Chance(0.05)) {
    interaction.set_abandoned(true);
    *interaction.mutable_started_at() = input::ToTimestamp(ended - dice_.Seconds(20, 90));
    return contact;
  }
  AddLegs(&contact, length);
  AddWords(&contact);
  if (channel == v1::CHANNEL_EMAIL) return contact;
  const int64_t seconds = absl::ToInt64Seconds(length);
  const int64_t hold = dice_.Chance(0.3) ? seconds / 10 : 0;
  interaction.mutable_talk()->set_seconds(seconds - hold);
  if (hold > 0) interaction.mutable_hold()->set_seconds(hold);
  interaction.mutable_after_call_work()->set_seconds(20 + static_cast<int64_t>(dice_.Below(100)));
  return contact;
}

// The agent, perhaps after a colleague who passed the customer on, perhaps with somebody listening.
void Floor::AddLegs(Contact* contact, absl::Duration length) {
  v1::Interaction& interaction = contact->interaction;
  const auto add = [&](const SimulatedAgent& agent, v1::Leg::Role role, absl::Time from,
                       absl::Time to) {
    v1::Leg* leg = interaction.add_legs();
    leg->set_staff_number(agent.staff_number);
    leg->set_display_name(agent.name);
    leg->set_role(role);
    *leg->mutable_started_at() = input::ToTimestamp(from);
    *leg->mutable_ended_at() = input::ToTimestamp(to);
  };
  const absl::Time began = contact->ended - length;
  absl::Time from = began;
  const size_t other = (contact->agent + 2) % agents_.size();
  if (other != contact->agent && !IsFocus(other) && dice_.Chance(0.1)) {
    from = began + length * 0.3;
    add(agents_[other], v1::Leg::ROLE_AGENT, began, from);
  }
  add(agents_[contact->agent], v1::Leg::ROLE_AGENT, from, contact->ended);
  if (other != contact->agent && interaction.legs_size() == 1 && dice_.Chance(0.03)) {
    add(agents_[other], v1::Leg::ROLE_MONITOR, began + length * 0.5, contact->ended);
  }
}

// What a colleague could hear or read of it.
void Floor::AddWords(Contact* contact) {
  v1::Interaction& interaction = contact->interaction;
  contact->mood = MoodOf(contact->agent, interaction.external_id());
  if (interaction.channel() != v1::CHANNEL_VOICE) {
    interaction.set_text(
        Conversation(SpeaksChinese(contact->agent), interaction.topic(), contact->mood, &dice_));
  } else if (!options_.recording_host.empty()) {
    interaction.set_recording_uri(
        absl::StrCat("https://", options_.recording_host, "/", interaction.external_id(), ".ogg"));
  }
}

// A record that was wrong: another agent had the customer at the end.
void Floor::PlanCorrection(const Contact& contact) {
  const size_t other = (contact.agent + 4) % agents_.size();
  if (other == contact.agent || IsFocus(other)) return;
  v1::Interaction corrected = contact.interaction;
  v1::Leg* last = corrected.mutable_legs(corrected.legs_size() - 1);
  last->set_staff_number(agents_[other].staff_number);
  last->set_display_name(agents_[other].name);
  *Plan(contact.told + dice_.Seconds(5, 20))->mutable_interaction() = std::move(corrected);
}

}  // namespace aftercall::ctl
