#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "backend/commands/policy.h"
#include "backend/domain/appeal.h"
#include "backend/store/store.h"

// Appeals. Each verb decides by domain::Move and tells both sides' feeds; whatever leaves an appeal
// without somebody who is asked finds others in the same transaction.
namespace aftercall::commands {

inline constexpr size_t kAppealCharacters = 1000;  // of a reason, on either side

struct AppealRequest {
  domain::InteractionId interaction;
  domain::UserId agent;
  std::string question_id;  // empty: the only one that the customer answered
  std::string reason;       // not redacted yet
  // What is contested instead, of a leader or a quality analyst; interaction and question are not
  // named then.
  domain::ReviewId review = {};
};

// Whose appeal or task, by its name. NOT_FOUND where it is another's.
struct AppealKey {
  domain::AppealId appeal;
  domain::UserId agent;
};
struct AppealTaskKey {
  domain::AppealTaskId task;
  domain::UserId arbiter;
};

// By the agent. Refused where they have no such verdict or it is sealed, it does not count for them
// anyway, it came in longer than domain::kTimeToAppeal ago, or they have appealed it before and not
// withdrawn that. And where they have no such review, it is a colleague's or not submitted, its
// interaction is no longer theirs, or its last day (domain::AppealableUntil) is over.
absl::StatusOr<domain::Appeal> OpenAppeal(store::Transaction& transaction, const Policy& policy,
                                          const AppealRequest& request);
absl::StatusOr<domain::Appeal> WithdrawAppeal(store::Transaction& transaction, const Policy& policy,
                                              AppealKey key);

// By whoever is asked to decide it.
absl::StatusOr<domain::AppealTask> TakeAppeal(store::Transaction& transaction, const Policy& policy,
                                              AppealTaskKey key);
// `reason` is not redacted yet, and not empty. What is upheld leaves the agent's figure at once.
enum class AppealDecision { kUphold, kDecline };
absl::StatusOr<domain::AppealTask> DecideAppeal(store::Transaction& transaction,
                                                const Policy& policy, AppealTaskKey key,
                                                AppealDecision decision, const std::string& reason);

// By the rules.
// The agent of `interaction` has no verdict on `questions` any more: their appeals that are under
// way end.
absl::Status VoidAppeals(store::Transaction& transaction, const Policy& policy,
                         const domain::PlacedInteraction& interaction,
                         const std::vector<std::string>& questions);
// The interaction is no longer `agent`'s, or reached nobody after all: their appeals against
// reviews of it that are under way end.
absl::Status VoidReviewAppeals(store::Transaction& transaction, const Policy& policy,
                               domain::InteractionId interaction, domain::UserId agent);
// Somebody has left: their appeals end, and what they were asked to decide goes to others. After
// their state is written.
absl::Status EndAppealsOf(store::Transaction& transaction, const Policy& policy,
                          domain::UserId user);
// Gives to others what was not taken or decided in time, and looks again for arbiters of what
// nobody could be asked for; at most about `limit` of each. Returns how many there were.
absl::StatusOr<size_t> RunDueAppeals(store::Transaction& transaction, const Policy& policy,
                                     size_t limit);

}  // namespace aftercall::commands
