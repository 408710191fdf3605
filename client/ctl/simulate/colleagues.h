#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/ctl/link/server_link.h"
#include "client/ctl/simulate/dice.h"
#include "client/ctl/simulate/floor.h"
#include "client/ctl/simulate/hands.h"

namespace aftercall::ctl {

struct ColleagueOptions {
  uint64_t seed = 1;
  // Of the self-assessments that are asked, the share that is committed; the rest is skipped.
  double commits = 0.75;
  // Reviews asked for in a minute, by all; 0: nobody asks.
  double requests_a_minute = 2;
  // Appeals against what customers said, in a minute, by all; 0: none. Of leaders' evaluations a
  // few are appealed against besides.
  double appeals_a_minute = 0;
  // From a task's acceptance to its submission, about.
  absl::Duration writing = absl::Seconds(20);
};

struct ColleagueCounts {
  int64_t committed = 0;
  int64_t skipped = 0;
  int64_t requested = 0;
  int64_t accepted = 0;
  int64_t declined = 0;
  int64_t submitted = 0;
  int64_t thanked = 0;
  int64_t lent = 0;
  int64_t acknowledged = 0;
  int64_t differed = 0;
  int64_t appealed = 0;
  int64_t refused = 0;  // by the server, as when somebody else was faster
};

// The hands of those who work on a floor: they assess themselves when asked, ask each other for
// reviews, accept or decline, write, thank, take note, differ or appeal. Each comes to their desk
// in turn and acts there with a token of their own, through the services that people use. What
// somebody does depends on the seed and on what they find.
//
// The focus agent has no hands, since a person watches in their place, but once they are asked for
// a review, and once they ask for one and get it: both as soon as it can be. Not thread-safe.
class Colleagues {
 public:
  // `administrator` issues the tokens. `floor` and `administrator` outlive this.
  Colleagues(ColleagueOptions options, const Floor* floor, ServerLink* administrator,
             ConnectAs connect);

  // Told to the server just now.
  void Note(const v1::IngestRecord& record);

  // When somebody comes to their desk next, from the start.
  absl::Duration next() const { return next_; }

  // Lets them, at `now`. What the server refuses, and one that is away, ends nothing; an error
  // means that nobody here can be given a token.
  absl::Status Act(absl::Duration now);

  const ColleagueCounts& counts() const { return counts_; }

 private:
  struct Person {
    explicit Person(uint64_t seed) : dice(seed) {}
    Dice dice;
    std::string user;  // "users/…"; empty until the server knows them
    std::unique_ptr<ServerLink> link;
    v1::AgentState::State state = v1::AgentState::STATE_UNSPECIFIED;
    std::map<std::string, absl::Duration> writing;  // accepted tasks, and when each will be done
    std::set<std::string> asked_about;              // interactions
    std::set<std::string> appealed;                 // interactions
  };
  // What the focus agent still waits for.
  enum class Focus { kTask, kRequest, kReview, kNothing };

  absl::StatusOr<ServerLink*> LinkOf(size_t agent);
  absl::Status MeetUsers();
  // Whether it went well; counts what the server refused.
  bool Went(const absl::Status& status);

  void Visit(size_t agent, ServerLink* link, absl::Duration now);
  void Assess(size_t agent, ServerLink* link);
  void LookAtTasks(size_t agent, ServerLink* link, absl::Duration now);
  void Answer(Person* person, ServerLink* link, const v1::ReviewTask& task, absl::Duration now,
              bool chinese);
  void Submit(Person* person, ServerLink* link, const v1::ReviewTask& task, absl::Duration now,
              bool chinese);
  void React(size_t agent, ServerLink* link);
  // Against an evaluation; against the latest answer that was no good one.
  void Appeal(Person* person, ServerLink* link, const v1::Review& review, bool chinese);
  void AppealLatest(size_t agent, ServerLink* link);
  bool Request(size_t agent, ServerLink* link, std::vector<std::string> not_to_ask, int fewest = 1);
  std::vector<std::string> WhoReadsAnotherLanguage(size_t agent) const;

  absl::Status CareForFocus(size_t focus, absl::Duration now);
  absl::Status AskFocus(size_t focus);
  std::optional<std::vector<std::string>> AllButFocus(size_t focus, size_t requester) const;

  const ColleagueOptions options_;
  const Floor& floor_;
  ServerLink& administrator_;
  const ConnectAs connect_;
  std::vector<Person> people_;
  std::map<std::string, size_t> agent_of_;  // by staff number
  FormShelf forms_;
  Dice dice_;         // when somebody asks for a review
  Dice appeal_dice_;  // when somebody appeals
  absl::Duration next_;
  absl::Duration next_request_;
  absl::Duration next_appeal_;
  absl::Duration next_care_;
  size_t turn_ = 0;
  size_t asks_focus_ = 0;
  Focus waits_for_ = Focus::kNothing;
  ColleagueCounts counts_;
};

}  // namespace aftercall::ctl
