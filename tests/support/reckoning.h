#pragma once

#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "backend/domain/calendar.h"
#include "backend/store/store.h"

// What figures and feeds ought to hold, reckoned from the rows alone and in other ways than the
// backend's.
namespace aftercall::testing {

struct Rules {
  domain::Calendar calendar;
  absl::Duration rerating_window = absl::Hours(24);
};

// Figures by (user, team, day, channel, topic), as text, so that a difference can be read.
using Figures = std::map<std::string, int64_t>;

// An answer that stands: whose it is and what it says.
struct Standing {
  domain::UserId agent;
  domain::TeamId team;
  int rating = 0;
  std::string comment;
  friend bool operator==(const Standing&, const Standing&) = default;
};
using VerdictKey = std::pair<int64_t, std::string>;  // interaction, question

struct Reckoning {
  Figures figures;  // without zeroes
  std::map<VerdictKey, Standing> verdicts;
};

// Reads every interaction that there is.
Reckoning Reckon(store::Reader& reader, const Rules& rules);

// The roll-ups of the SQLite database at `path`, in the same form.
Figures ReadRollups(const std::string& path);

// The verdicts that a person's log leaves standing, with the agent as the log names them.
std::map<VerdictKey, Standing> Fold(const std::vector<domain::FeedEntry>& log);

}  // namespace aftercall::testing
