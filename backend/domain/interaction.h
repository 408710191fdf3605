#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "backend/domain/calendar.h"
#include "backend/domain/ids.h"
#include "shared/wire/problem.h"

namespace aftercall::domain {

enum class Channel { kVoice = 1, kEmail = 2, kChat = 3, kSocial = 4 };

// One party's part in an interaction, as the source tells it.
struct Leg {
  enum class Role { kAgent = 1, kMonitor = 2, kWhisper = 3, kBarge = 4, kBot = 5, kSilent = 6 };
  std::string staff_number;
  std::string display_name;
  Role role = Role::kAgent;
  std::optional<absl::Time> started_at;
  std::optional<absl::Time> ended_at;  // nothing: lasted until the interaction's end

  friend bool operator==(const Leg&, const Leg&) = default;
};

// One contact with a customer, as a source tells it. (source, external_id) is its identity.
struct Interaction {
  std::string source;
  std::string external_id;
  Channel channel = Channel::kVoice;
  std::string topic;
  std::string queue;
  std::string language;  // BCP 47 in its usual case; empty: not told
  std::vector<Leg> legs;
  std::optional<absl::Time> started_at;
  Moment ended;
  std::string team;  // display name; empty: the agent's main team then
  bool abandoned = false;
  absl::Duration talk;  // zero: not recorded
  absl::Duration hold;
  absl::Duration after_call_work;
  std::string recording_uri;
  std::string text;                      // redacted
  std::vector<std::string> redactions;   // rules that matched in text
  std::string customer_hash;             // keyed hash; empty: not told
  std::string time_zone;                 // IANA; empty: the team's, else the deployment's
  std::optional<absl::Time> revised_at;  // when the source last changed it

  friend bool operator==(const Interaction&, const Interaction&) = default;
};

// An interaction that has its place: whose, which team's, which day.
struct PlacedInteraction {
  InteractionId id;
  Interaction told;
  UserId agent;  // nobody: it reached no agent
  TeamId team;   // none: nobody knows
  absl::CivilDay day;
  // IANA: by whose clock the day was found. Kept, so that what was counted stays where it is when
  // the team's or the deployment's zone changes.
  std::string day_zone;
  std::vector<UserId> parties;  // who is behind each of told.legs; none for a bot
};

// What is wrong with `interaction`, if anything. Impossible values are not looked at here.
std::optional<wire::Problem> Check(const Interaction& interaction);

// Takes impossible values out of `interaction` and says which: an end before the beginning (the
// beginning goes), durations that are negative, longer than a day, or infinite, a language that is
// no tag.
std::vector<wire::Problem> DropImpossible(Interaction& interaction);

// The leg that owns the verdict: the last party who spoke with the customer. A leader who barged in
// owns it only if alone with the customer at the end. Nothing: it reached no agent.
const Leg* OwningLeg(const Interaction& interaction);

// Talk, hold and after-call work together; zero where none was recorded.
absl::Duration HandleTime(const Interaction& interaction);

}  // namespace aftercall::domain
