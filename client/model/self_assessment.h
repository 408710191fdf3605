#pragma once

#include <map>
#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "shared/i18n/words.h"

// A self-assessment as the server tells of it: the agent's own view of one of their interactions,
// asked for before they see the customer's.
namespace aftercall::model {

using Channel = i18n::Channel;

// What names an interaction to somebody who had it.
struct InteractionReference {
  std::string interaction;              // "interactions/{interaction}"
  std::string interaction_external_id;  // its id in the source, to look it up there
  Channel channel = Channel::kUnknown;
  std::string topic;
  std::optional<absl::Time> ended_at;  // absent where only the day is known
  std::optional<absl::CivilDay> business_day;
  bool operator==(const InteractionReference&) const = default;
};

// One version of a form.
struct FormKey {
  std::string name;  // "forms/{form}"
  int version = 0;
  auto operator<=>(const FormKey&) const = default;
};

// A score by element id; nothing: "does not apply".
using Scores = std::map<std::string, std::optional<int>>;

struct SelfAssessment {
  enum class State {
    kOpen,       // asked; answers are sealed
    kSnoozed,    // asked, and put off; answers are sealed
    kRevealed,   // not committed, but the answers are open
    kCommitted,  // done
    kSkipped,    // the agent would rather not
    kLapsed,     // the time for it is over
    kWithdrawn,  // the interaction became another agent's
  };
  enum class Why { kUnknown, kSample, kRequested };

  InteractionReference reference;
  State state = State::kOpen;
  Why why = Why::kUnknown;
  FormKey form;
  bool operator==(const SelfAssessment&) const = default;
};

// Whether answers are sealed in this state.
inline bool IsSealing(SelfAssessment::State state) {
  return state == SelfAssessment::State::kOpen || state == SelfAssessment::State::kSnoozed;
}

// Whether the agent can still do something about it.
inline bool IsOpen(SelfAssessment::State state) {
  return IsSealing(state) || state == SelfAssessment::State::kRevealed;
}

// A customer has answered; how, is sealed until the agent has assessed themselves.
struct VerdictSealed {
  InteractionReference reference;
  std::string question_id;
};

// What the agent committed.
struct Committed {
  Scores scores;
  std::string note;
  bool seen_first = false;     // an answer had been seen before
  bool leader_opened = false;  // a team leader had opened it, while it was sealed
  bool operator==(const Committed&) const = default;
};

}  // namespace aftercall::model
