#pragma once

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "backend/commands/policy.h"
#include "backend/domain/placement.h"
#include "backend/store/store.h"

// How every change of an interaction or its answers reaches figures and feeds: load what is known
// before, change rows, load what is known after, publish the difference.
namespace aftercall::commands {

absl::StatusOr<domain::Told> Load(store::Transaction& transaction, const Policy& policy,
                                  domain::InteractionId id);

// `before` with one more telling of an answer, the last to arrive; where it is the current one, the
// telling before it no longer is. What Load would find after these rows are written, without
// reading them.
absl::StatusOr<domain::Told> WithResponse(store::Transaction& transaction, domain::Told before,
                                          const domain::StoredResponse& response);

// Appeals of verdicts that are gone end with it.
absl::Status Publish(store::Transaction& transaction, const Policy& policy,
                     const std::optional<domain::Told>& before, const domain::Told& after);

}  // namespace aftercall::commands
