#include "client/ctl/command.h"

#include "absl/strings/cord.h"

namespace aftercall::ctl {
namespace {

constexpr char kUsage[] = "aftercall.ctl/usage";

}  // namespace

absl::Status UsageError(absl::string_view sentence) {
  absl::Status status = absl::InvalidArgumentError(sentence);
  status.SetPayload(kUsage, absl::Cord("1"));
  return status;
}

bool IsUsageError(const absl::Status& status) { return status.GetPayload(kUsage).has_value(); }

}  // namespace aftercall::ctl
