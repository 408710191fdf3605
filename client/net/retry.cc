#include "client/net/retry.h"

#include <algorithm>
#include <utility>

#include "absl/random/random.h"
#include "shared/wire/problem.h"

namespace aftercall::net {

Retry::Retry(std::shared_ptr<Loop> loop, const SessionOptions& options)
    : loop_(std::move(loop)),
      random_(options.seed != 0 ? options.seed : absl::Uniform<uint64_t>(absl::BitGen())),
      backoff_(options.first_retry, options.longest_retry) {}

bool Retry::IsPassing(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
      return true;
    default:
      return false;
  }
}

void Retry::Later(const absl::Status& trouble, std::function<void()> task) {
  const absl::Duration asked = wire::RetryAfterOf(trouble).value_or(absl::ZeroDuration());
  loop_->After(std::max(backoff_.Next(random_), std::min(asked, absl::Minutes(5))),
               std::move(task));
}

}  // namespace aftercall::net
