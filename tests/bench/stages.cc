#include "tests/bench/stages.h"

#include <cmath>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tests/support/http_get.h"

namespace aftercall::bench {

const std::vector<std::string>& Stages::Names() {
  static const auto& names = *new std::vector<std::string>{
      "write_queue",  "write_apply", "write_commit", "write_checkpoint",
      "write_answer", "feed_wake",   "feed_write"};
  return names;
}

absl::StatusOr<Stages> Stages::Read(const std::string& url) {
  const auto page = testing::HttpGet(url);
  if (!page.ok()) return page.status();
  return Parse(*page);
}

absl::StatusOr<Stages> Stages::Parse(absl::string_view page) {
  Stages stages;
  for (absl::string_view line : absl::StrSplit(page, '\n')) {
    for (const std::string& name : Names()) {
      absl::string_view rest = line;
      if (!absl::ConsumePrefix(&rest, absl::StrCat("aftercall_", name, "_seconds_bucket{le=\""))) {
        continue;
      }
      const std::vector<absl::string_view> parts = absl::StrSplit(rest, "\"} ");
      double bound = 0;
      double count = 0;
      if (parts.size() != 2 || !absl::SimpleAtod(parts[0], &bound) ||
          !absl::SimpleAtod(parts[1], &count)) {
        return absl::InternalError(absl::StrCat("no bucket of a histogram: ", line));
      }
      stages.counts_[name][bound] = count;
    }
  }
  if (stages.counts_.size() == Names().size()) return stages;
  return absl::InternalError("the metrics do not tell of every stage");
}

Stages Stages::Since(const Stages& before) const {
  Stages since = *this;
  for (auto& [name, counts] : since.counts_) {
    const auto& earlier = before.counts_.at(name);
    for (auto& [bound, count] : counts) count -= earlier.at(bound);
  }
  return since;
}

double Stages::Percentile(const std::string& stage, double share) const {
  const auto& counts = counts_.at(stage);
  const double all = counts.rbegin()->second;
  for (const auto& [bound, count] : counts) {
    if (count >= share * all) return all == 0 ? 0 : std::isinf(bound) ? -1 : bound * 1e6;
  }
  return -1;
}

}  // namespace aftercall::bench
