#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "backend/metrics/durations.h"

namespace aftercall::http {

// A figure that goes up and down.
struct Gauge {
  const char* name;
  const char* help;
  std::function<double()> read;
};

// How long something takes, in seconds.
struct Histogram {
  const char* name;
  const char* help;
  const metrics::Durations* durations;
};

// Serves figures of how the server does, none of persons, as Prometheus reads them (text format
// 0.0.4), by HTTP at /metrics.
class MetricsPage {
 public:
  // Serves at "HOST:PORT"; port 0 takes a free one. What the figures read outlives the page; they
  // are read on its threads. UNAVAILABLE where nothing can listen there.
  static absl::StatusOr<std::unique_ptr<MetricsPage>> Serve(const std::string& listen,
                                                            std::vector<Gauge> gauges,
                                                            std::vector<Histogram> histograms);
  virtual ~MetricsPage() = default;

  // Where it is found: "http://HOST:PORT/metrics".
  virtual std::string Url() const = 0;
};

}  // namespace aftercall::http
