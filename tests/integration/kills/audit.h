#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/integration/kills/people.h"
#include "tests/integration/kills/server.h"
#include "tests/integration/kills/story.h"
#include "tests/integration/kills/told.h"
#include "tests/support/findings.h"

// Whether what was told and acknowledged is there in the end, once, and all else follows from it.
namespace aftercall::kills {

// A verdict that has to stand.
struct Standing {
  int agent = 0;
  int team = 0;
  int rating = 0;
  std::string comment;
};
// By the external id of the call and the question.
using Verdicts = std::map<std::pair<std::string, std::string>, Standing>;
Verdicts VerdictsOf(const std::vector<const Story*>& stories);

// The last position of each feed in the database, by "users/…". Others may be writing it.
absl::StatusOr<std::map<std::string, int64_t>> ReadHeads(const std::string& database);

// Asks the running backend: interactions with the answers that count, and figures.
absl::Status AuditAnswers(const Server& server, const People& people,
                          const std::vector<const Story*>& stories, testing::Findings* findings);

// Looks at the database of a backend that has ended. `requests` ids were acknowledged.
class Audit {
 public:
  static absl::StatusOr<Audit> Open(const std::string& database);

  // Every telling of an answer is a row, and nothing else is; the database is sound.
  void CheckRows(const std::vector<const Story*>& stories, int64_t requests);
  // Roll-ups are what the rows add up to.
  void CheckFigures();
  // Feeds are gapless, tell nothing twice, and leave standing what has to stand.
  void CheckFeeds(const People& people, const std::vector<const Story*>& stories);

  const Log& LogOf(const std::string& user) const { return logs_.at(user); }
  const testing::Findings& findings() const { return findings_; }

 private:
  explicit Audit(std::string database) : database_(std::move(database)) {}
  absl::Status ReadLogs();
  void CheckLog(const std::string& user, const Log& log, std::map<Key, Told>* standing);

  std::string database_;
  std::map<std::string, Log> logs_;  // by "users/…"
  testing::Findings findings_;
};

}  // namespace aftercall::kills
