#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/bench/deliveries.h"
#include "tests/bench/load.h"
#include "tests/bench/place.h"
#include "tests/load/floor.h"
#include "tests/load/options.h"
#include "tests/load/report.h"

namespace aftercall::load {

// A server with all its agents, and what they go through. Figures go into the report.
class Visit {
 public:
  Visit(const Options& options, Report* report) : options_(options), report_(*report) {}

  // Starts the bare server, and remembers what connecting to it takes.
  absl::Status MeasureBare();
  // Starts aftercalld on `folder` with all its agents, who connect.
  absl::Status Begin(const std::string& folder);

  // Nothing happens for a while.
  absl::Status StayIdle();
  // Every agent gets one answer, as fast as can be.
  absl::Status Broadcast();
  // Answers come at the rate.
  absl::Status Direct();
  // The server is killed, and started again, while answers come.
  absl::Status Storm();

  const Counts& counts() const { return floor_->counts(); }

 private:
  struct Connected {
    double seconds = 0;
    double kilobytes = 0;  // of the server, an agent
  };
  absl::StatusOr<Connected> Connect(const bench::Place& place, std::unique_ptr<Floor>* floor) const;
  // Records the interactions of a series, which the agents follow from now on.
  absl::StatusOr<bench::Deliveries*> Prepare(const std::string& series, size_t count);
  bench::Telling Manner() const;
  size_t AnswersAtRate() const;
  void Keep(const std::string& scenario, const std::string& name, double ours,
            std::optional<double> bare = std::nullopt, const std::string& goal = "");
  void KeepLatency(const std::string& scenario, const bench::Deliveries& deliveries);

  const Options& options_;
  Report& report_;
  bench::Backend backend_;
  bench::Place place_;
  std::optional<Connected> bare_;
  // The floor goes first: it tells these what it receives.
  std::deque<bench::Deliveries> series_;
  std::unique_ptr<Floor> floor_;
};

}  // namespace aftercall::load
