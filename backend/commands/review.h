#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "backend/commands/policy.h"
#include "backend/domain/review.h"
#include "backend/domain/review_content.h"
#include "backend/store/store.h"

// Buddy review. Each verb decides by domain::Move and tells both sides' feeds; whatever leaves a
// review without somebody who is asked finds another in the same transaction.
namespace aftercall::commands {

inline constexpr size_t kReviewQuestionCharacters = 1000;
inline constexpr size_t kReviewAnswerCharacters = 1000;
inline constexpr size_t kDeclineCharacters = 500;
inline constexpr size_t kMostReviewElements = 12;
inline constexpr size_t kMostReviewMoments = 12;
inline constexpr size_t kMostUnwanted = 20;

struct ReviewRequest {
  domain::InteractionId interaction;
  domain::UserId requester;
  std::string question;  // not redacted yet
  std::vector<std::string> elements;
  std::vector<absl::Duration> moments;
  std::vector<domain::UserId> unwanted;
};

// Whose review or task, by its name. NOT_FOUND where it is another's.
struct ReviewKey {
  domain::ReviewId review;
  domain::UserId requester;
};
struct ReviewTaskKey {
  domain::ReviewTaskId task;
  domain::UserId reviewer;
};

// Of whose interaction, and who looks at it.
struct EvaluationStart {
  domain::InteractionId interaction;
  domain::UserId evaluator;
};

// By whoever asks for a review. Refused where the interaction is not theirs, there is nothing that
// a colleague could hear or read, or a review of it is under way.
absl::StatusOr<domain::Review> RequestReview(store::Transaction& transaction, const Policy& policy,
                                             const ReviewRequest& request);
// What RequestReview would come to; nothing is written, and the review has no id. Where it would
// wait for a pause to end nobody could be asked, and no leader is.
absl::StatusOr<domain::Review> PreviewReview(store::Transaction& transaction, const Policy& policy,
                                             const ReviewRequest& request);
// Thanking twice is thanking once.
absl::StatusOr<domain::Review> ThankReviewer(store::Transaction& transaction, const Policy& policy,
                                             ReviewKey key);
absl::StatusOr<domain::Review> AcknowledgeReview(store::Transaction& transaction,
                                                 const Policy& policy, ReviewKey key);
// `answer` is not redacted yet, and not empty.
absl::StatusOr<domain::Review> DifferFromReview(store::Transaction& transaction,
                                                const Policy& policy, ReviewKey key,
                                                const std::string& answer);
// Lets others review the same interaction, to see how strictly people score (domain/anchor.h), or
// not any more: whoever is at it finishes.
absl::StatusOr<domain::Review> LendReview(store::Transaction& transaction, const Policy& policy,
                                          ReviewKey key, bool lent);
absl::StatusOr<domain::Review> CloseReview(store::Transaction& transaction, const Policy& policy,
                                           ReviewKey key);

// By whoever leads the agent or analyses quality, which the caller has made sure of: begins a
// review that nobody asked for, accepted by `evaluator`. Its agent hears of it once it is
// submitted. Refused where the interaction is their own or nobody's, or they took part in it; its
// agent has left; there is nothing to hear or read; they have reviewed it, or are at it, or are
// asked to; or they are asked to decide an appeal about it, or have.
absl::StatusOr<domain::ReviewTask> StartEvaluation(store::Transaction& transaction,
                                                   const Policy& policy,
                                                   const EvaluationStart& start);

// By whoever is asked for one.
absl::StatusOr<domain::ReviewTask> AcceptReview(store::Transaction& transaction,
                                                const Policy& policy, ReviewTaskKey key);
// `reason` is not redacted yet, and not empty but of an evaluation, which is given up.
absl::StatusOr<domain::ReviewTask> DeclineReview(store::Transaction& transaction,
                                                 const Policy& policy, ReviewTaskKey key,
                                                 const std::string& reason);
struct SavedDraft {
  domain::ReviewDraft latest;
  // What was sent, where it was written on top of another version than the latest one.
  std::optional<domain::ReviewDraft> beside;
};
absl::StatusOr<SavedDraft> SaveReviewDraft(store::Transaction& transaction, ReviewTaskKey key,
                                           int64_t base_version,
                                           const domain::ReviewContent& content);
// Scores of leaders and quality analysts enter the agent's figures at once. `opened` says whether
// the recording or the text was opened, where that is known. Somebody who has reviewed enough may
// be asked for an anchor next.
absl::StatusOr<domain::ReviewTask> SubmitReview(store::Transaction& transaction,
                                                const Policy& policy, ReviewTaskKey key,
                                                const domain::ReviewContent& content,
                                                std::optional<bool> opened = std::nullopt);

// By the rules.
// The interaction became another agent's, or was abandoned after all: reviews of it that are under
// way end.
absl::Status WithdrawReviews(store::Transaction& transaction, const Policy& policy,
                             const domain::PlacedInteraction& interaction);
// Somebody has left: what they were asked to review goes to others, but for their evaluations,
// which end as what they asked for does and evaluations of theirs do. After their state is written.
absl::Status OnDeactivated(store::Transaction& transaction, const Policy& policy,
                           domain::UserId user);
// Somebody's state was told: the time that they have runs while they are there.
absl::Status OnPresenceTold(store::Transaction& transaction, const Policy& policy,
                            domain::UserId user);
// Reminds of what is due, gives it to others once the time is over, and looks again for reviewers
// of what nobody could be asked for; at most about `limit` of each. Returns how many there were.
absl::StatusOr<size_t> RunDueReviews(store::Transaction& transaction, const Policy& policy,
                                     size_t limit);

}  // namespace aftercall::commands
