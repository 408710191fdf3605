#include "backend/commands/choose_reviewer.h"
#include "backend/commands/paused.h"
#include "backend/commands/review_steps.h"
#include "backend/commands/route_review.h"
#include "backend/domain/anchor.h"
#include "backend/domain/reviewable.h"

namespace aftercall::commands {
namespace {

using domain::Review;
using domain::UserId;

// So many that are lent are tried for one reviewer.
constexpr size_t kMostAnchorsTried = 20;

// On the form as it is now: scores on an older version are not compared with those to come.
absl::StatusOr<std::vector<domain::ReviewId>> LoadLent(store::Transaction& transaction,
                                                       UserId reviewer) {
  const auto sampling = transaction.FindSamplingPolicy();
  if (!sampling.ok()) return sampling.status();
  const auto form = transaction.FindForm(sampling->form_id, 0);
  if (!form.ok()) return form.status();
  if (!*form) return absl::InternalError("the form of reviews is missing");
  return transaction.ListLentReviews(sampling->form_id, (*form)->version, reviewer,
                                     kMostAnchorsTried);
}

// By the rules that hold for every other review.
absl::StatusOr<bool> MayReviewAnchor(store::Transaction& transaction, const Policy& policy,
                                     const ReviewCase& lent, UserId reviewer) {
  const auto& interaction = lent.interaction;
  if (interaction.agent != lent.review.requester ||
      domain::WhyNotReviewable(interaction.told, policy.recording_hosts)) {
    return false;
  }
  const auto paused = IsPaused(transaction, {}, interaction.told.queue);
  if (!paused.ok() || *paused) return paused.ok() ? absl::StatusOr<bool>(false) : paused;
  const auto arbiters = transaction.ListArbiters(interaction.id);
  if (!arbiters.ok()) return arbiters.status();
  return MayBeAsked(transaction, policy, interaction, lent.review, *arbiters, reviewer);
}

// What is lent, for one more person to review; it looks like any other request.
Review AnchorOf(const Review& lent, domain::ReviewId id, absl::Time now) {
  Review anchor = lent;
  anchor.id = id;
  anchor.state = Review::State::kOffered;
  anchor.by_leader = false;
  anchor.could_be_asked = 1;
  anchor.requested_at = now;
  anchor.submitted_at.reset();
  anchor.answered_at.reset();
  anchor.answer.clear();
  anchor.thanked = false;
  anchor.lent = false;
  anchor.appeal_upheld = false;
  anchor.origin = Review::Origin::kAnchor;
  return anchor;
}

}  // namespace

absl::Status AskForAnchor(store::Transaction& transaction, const Policy& policy, UserId reviewer) {
  const auto done = transaction.CountReviewsDone(reviewer);
  if (!done.ok()) return done.status();
  if (!domain::IsAnchorDue(*done)) return absl::OkStatus();
  const auto lent = LoadLent(transaction, reviewer);
  if (!lent.ok()) return lent.status();
  for (const auto id : *lent) {
    const auto found = LoadReviewCase(transaction, id);
    if (!found.ok()) return found.status();
    const auto may = MayReviewAnchor(transaction, policy, *found, reviewer);
    if (!may.ok()) return may.status();
    if (!*may) continue;
    const Review anchor = AnchorOf(found->review, {transaction.NewId()}, transaction.Now());
    auto status = transaction.PutReview(anchor);
    if (!status.ok()) return status;
    return AskOne(transaction, policy, found->interaction, anchor, reviewer, /*as_leader=*/false);
  }
  return absl::OkStatus();
}

}  // namespace aftercall::commands
