#pragma once

#include <cstdint>
#include <optional>
#include <queue>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "aftercall/v1/ingest_service.pb.h"
#include "client/ctl/simulate/cast.h"
#include "client/ctl/simulate/dice.h"

namespace aftercall::ctl {

// The source of all that is told here.
inline constexpr char kSimulatorSource[] = "simulator";

struct FloorOptions {
  uint64_t seed = 1;
  size_t agents = 20;
  // Answers a minute, of all agents but the focus.
  double answers_a_minute = 40;
  // Staff number or name of an agent who gets an answer about every `focus_every`.
  std::string focus_agent;
  absl::Duration focus_every = absl::Seconds(3);
  // Where recordings of calls can be heard; empty: calls have none. Chats and e-mails have texts.
  std::string recording_host;
};

// Something that another system tells, and when, counted from the start.
struct FloorEvent {
  absl::Duration at;
  v1::IngestRecord record;
};

// A contact centre at work: calls, e-mails, concurrent chats, transfers, abandoned calls; customers
// who are asked or not, decline, answer early, late, twice; calls corrected afterwards; agents'
// states; a night shift. What happens depends on the options and the start alone. Contacts take
// minutes by their times but seconds by the clock, so that something is always happening. Not
// thread-safe.
class Floor {
 public:
  // NOT_FOUND, with the names there are, where the focus agent does not work here.
  static absl::StatusOr<Floor> Open(FloorOptions options, absl::Time start);

  // Told first: the questions, and what happened on the last shifts (nights cross midnight).
  std::vector<v1::IngestRecord> Opening();

  // The next event; they come in the order of their times, without end.
  FloorEvent Next();

  const std::vector<SimulatedAgent>& agents() const { return agents_; }
  // The focus agent's place among them.
  std::optional<size_t> focus() const { return focus_; }
  bool SpeaksChinese(size_t agent) const { return teams_[agents_[agent].team].chinese; }

  // How a contact of `agent` left its customer: what they answer is mostly of this mood.
  Mood MoodOf(size_t agent, const std::string& external_id) const;

 private:
  // One contact on its way into records.
  struct Contact {
    size_t agent = 0;
    // Of the record's telling, from the start, and the contact's own end.
    absl::Duration told;
    absl::Time ended;
    Mood mood = Mood::kGood;
    v1::Interaction interaction;
  };
  struct Planned {
    absl::Duration at;
    int64_t order = 0;
    v1::IngestRecord record;
    bool operator>(const Planned& other) const {
      return at != other.at ? at > other.at : order > other.order;
    }
  };

  Floor(FloorOptions options, absl::Time start);

  void Work(size_t agent);
  void PlanContact(size_t agent, absl::Duration told, absl::Duration gap, v1::Channel channel);
  Contact MakeContact(size_t agent, absl::Duration told, absl::Time ended, v1::Channel channel);
  void AddLegs(Contact* contact, absl::Duration length);
  void AddWords(Contact* contact);
  void PlanSurvey(const Contact& contact, bool live);
  void PlanAnswer(const Contact& contact, const v1::SurveyQuestion& question, absl::Duration at,
                  bool live);
  void PlanCorrection(const Contact& contact);
  void PlanState(size_t agent, absl::Duration at, v1::AgentState::State state, int open);
  void PlanBacklog(size_t agent);
  absl::Time BacklogTime(size_t agent);
  v1::SurveyResponse MakeAnswer(const Contact& contact, const v1::SurveyQuestion& question);
  v1::Channel PickChannel();
  v1::IngestRecord* Plan(absl::Duration at);
  bool IsFocus(size_t agent) const { return focus_.has_value() && *focus_ == agent; }

  FloorOptions options_;
  absl::Time start_;
  Dice dice_;
  std::vector<SimulatedTeam> teams_;
  std::vector<SimulatedAgent> agents_;
  std::optional<size_t> focus_;
  // When each agent's next contact begins to be planned.
  std::vector<absl::Duration> next_;
  std::vector<Planned> plan_;  // a heap
  int64_t order_ = 0;
  int64_t contacts_ = 0;
};

}  // namespace aftercall::ctl
