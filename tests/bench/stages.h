#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace aftercall::bench {

// How long each stage of aftercalld took until now, as its metrics tell it.
class Stages {
 public:
  // In the order in which an answer passes them.
  static const std::vector<std::string>& Names();

  // Reads the page at `url`.
  static absl::StatusOr<Stages> Read(const std::string& url);
  // Reads Prometheus' text format.
  static absl::StatusOr<Stages> Parse(absl::string_view page);

  // What has been added since `before`.
  Stages Since(const Stages& before) const;
  // Microseconds that `share` of a stage's times did not exceed: the upper end of a bucket, or -1
  // beyond the last. 0 where there is none.
  double Percentile(const std::string& stage, double share) const;

 private:
  // By stage: how many took at most so many seconds.
  std::map<std::string, std::map<double, double>> counts_;
};

}  // namespace aftercall::bench
