#include "backend/http/metrics_page.h"

#include <prometheus/collectable.h>
#include <prometheus/exposer.h>
#include <prometheus/metric_family.h>

#include <exception>
#include <utility>

#include "absl/strings/str_cat.h"

namespace aftercall::http {
namespace {

using prometheus::MetricFamily;

constexpr size_t kThreads = 1;

MetricFamily Family(const char* name, const char* help, prometheus::MetricType type) {
  MetricFamily family;
  family.name = name;
  family.help = help;
  family.type = type;
  family.metric.emplace_back();
  return family;
}

MetricFamily ToFamily(const Gauge& gauge) {
  MetricFamily family = Family(gauge.name, gauge.help, prometheus::MetricType::Gauge);
  family.metric[0].gauge.value = gauge.read();
  return family;
}

MetricFamily ToFamily(const Histogram& histogram) {
  using metrics::Durations;
  MetricFamily family = Family(histogram.name, histogram.help, prometheus::MetricType::Histogram);
  const Durations::Counts counts = histogram.durations->Read();
  auto& figures = family.metric[0].histogram;
  for (size_t i = 0; i < Durations::kBounds; ++i) {
    figures.sample_count += counts.buckets[i];
    figures.bucket.push_back(
        {figures.sample_count, absl::ToDoubleSeconds(Durations::UpperBound(i))});
  }
  figures.sample_count += counts.buckets[Durations::kBounds];
  figures.sample_sum = absl::ToDoubleSeconds(counts.sum);
  return family;
}

class Figures final : public prometheus::Collectable {
 public:
  Figures(std::vector<Gauge> gauges, std::vector<Histogram> histograms)
      : gauges_(std::move(gauges)), histograms_(std::move(histograms)) {}

  std::vector<MetricFamily> Collect() const override {
    std::vector<MetricFamily> families;
    for (const Gauge& gauge : gauges_) families.push_back(ToFamily(gauge));
    for (const Histogram& histogram : histograms_) families.push_back(ToFamily(histogram));
    return families;
  }

 private:
  const std::vector<Gauge> gauges_;
  const std::vector<Histogram> histograms_;
};

class ExposedPage final : public MetricsPage {
 public:
  // Throws where nothing can listen.
  ExposedPage(const std::string& listen, std::shared_ptr<Figures> figures)
      : host_(listen.substr(0, listen.rfind(':'))),
        figures_(std::move(figures)),
        exposer_(listen, kThreads) {
    exposer_.RegisterCollectable(figures_);
  }

  std::string Url() const override {
    return absl::StrCat("http://", host_, ":", exposer_.GetListeningPorts()[0], "/metrics");
  }

 private:
  const std::string host_;
  const std::shared_ptr<Figures> figures_;
  prometheus::Exposer exposer_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<MetricsPage>> MetricsPage::Serve(const std::string& listen,
                                                                std::vector<Gauge> gauges,
                                                                std::vector<Histogram> histograms) {
  auto figures = std::make_shared<Figures>(std::move(gauges), std::move(histograms));
  try {
    return std::make_unique<ExposedPage>(listen, std::move(figures));
  } catch (const std::exception&) {
    return absl::UnavailableError(
        absl::StrCat("Metrics cannot be served on ", listen, "; is the port taken?"));
  }
}

}  // namespace aftercall::http
