#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/ctl/link/server_link.h"
#include "client/ctl/simulate/cast.h"
#include "client/ctl/simulate/dice.h"
#include "client/ctl/simulate/hands.h"

namespace aftercall::ctl {

struct LeaderOptions {
  uint64_t seed = 1;
  // Evaluations that are begun in a minute, by all; 0: none.
  double evaluations_a_minute = 1;
  // From beginning something to writing it down, about.
  absl::Duration writing = absl::Seconds(20);
};

struct LeaderCounts {
  int64_t evaluated = 0;
  int64_t reviewed = 0;  // what agents asked for and no colleague could do
  int64_t upheld = 0;    // appeals
  int64_t declined = 0;
  int64_t refused = 0;  // by the server
};

// The hands of those who lead the simulated teams, one each: they evaluate, review what lands with
// them, and decide appeals from the other team. The first time they are made users, and leaders
// beside whoever else leads. What they do depends on the seed and on what they find. Not
// thread-safe.
class Leaders {
 public:
  // `administrator` makes them and issues their tokens; it outlives this.
  Leaders(LeaderOptions options, ServerLink* administrator, ConnectAs connect);

  // Lets the next of them act, at `now` from the start. What the server refuses, and one that is
  // away, ends nothing; an error means that they cannot be given a token.
  absl::Status Act(absl::Duration now);

  const LeaderCounts& counts() const { return counts_; }

 private:
  struct Leader {
    explicit Leader(uint64_t seed) : dice(seed) {}
    Dice dice;
    size_t team = 0;
    std::string user;  // empty until the server knows them
    std::unique_ptr<ServerLink> link;
    std::map<std::string, absl::Duration> writing;  // tasks, and when each will be done
    std::set<std::string> evaluated;                // interactions
  };

  absl::StatusOr<ServerLink*> LinkOf(Leader* leader);
  absl::Status Appoint(Leader* leader);
  void Evaluate(Leader* leader, absl::Duration now);
  void LookAtTasks(Leader* leader, absl::Duration now);
  void LookAtAppeals(Leader* leader, absl::Duration now);
  // Whether what was begun is thought through.
  bool IsDone(Leader* leader, const std::string& task, absl::Duration now);
  bool Went(const absl::Status& status);

  const LeaderOptions options_;
  ServerLink& administrator_;
  const ConnectAs connect_;
  const std::vector<SimulatedTeam> teams_;
  FormShelf forms_;
  std::vector<Leader> leaders_;
  Dice dice_;  // when somebody evaluates
  absl::Duration next_evaluation_;
  size_t turn_ = 0;
  LeaderCounts counts_;
};

}  // namespace aftercall::ctl
