#include "client/ctl/commands/figures_json.h"

namespace aftercall::ctl {

Json RateJson(const v1::Rate& rate) {
  return Json{{"percent", OrNull(rate.has_percent(), rate, &v1::Rate::percent)},
              {"n", rate.n()},
              {"count", rate.count()},
              {"low", OrNull(rate.has_low(), rate, &v1::Rate::low)},
              {"high", OrNull(rate.has_high(), rate, &v1::Rate::high)}};
}

}  // namespace aftercall::ctl
