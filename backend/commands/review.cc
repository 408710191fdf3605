// What whoever asks for a review does.

#include "backend/commands/review.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "backend/commands/choose_reviewer.h"
#include "backend/commands/paused.h"
#include "backend/commands/people.h"
#include "backend/commands/review_steps.h"
#include "backend/commands/route_review.h"
#include "backend/commands/taken.h"
#include "backend/commands/tell_review.h"
#include "backend/commands/words.h"
#include "backend/domain/limits.h"
#include "backend/domain/reviewable.h"
#include "backend/redaction/redaction.h"

namespace aftercall::commands {
namespace {

using domain::Review;
using domain::ReviewActor;
using domain::ReviewMove;

absl::Status NotThere() {
  return wire::ToStatus(absl::StatusCode::kNotFound,
                        {"NOT_FOUND", "name", "", "You have no such review."});
}

absl::Status CheckElements(const forms::Form& form, const std::vector<std::string>& elements) {
  std::set<std::string> known, seen;
  for (const auto& section : form.sections) {
    for (const auto& element : section.elements) known.insert(element.id);
  }
  for (const auto& id : elements) {
    if (known.count(id) == 0) {
      return Refuse({"ELEMENT_UNKNOWN", "elements", id,
                     absl::StrCat("The form \"", form.id, "\" has no element \"", id, "\".")});
    }
    if (!seen.insert(id).second) {
      return Refuse({"ELEMENT_REPEATED", "elements", id, "Each element is named once."});
    }
  }
  return absl::OkStatus();
}

absl::Status CheckMany(const char* field, size_t count, size_t most) {
  if (count <= most) return absl::OkStatus();
  return Refuse({"TOO_MANY", field, absl::StrCat(count),
                 absl::StrCat(field, " has ", count, " entries; at most ", most, " are taken.")});
}

absl::Status CheckRequest(const ReviewRequest& request, const forms::Form& form) {
  if (auto problem = domain::CheckText("question", request.question, kReviewQuestionCharacters)) {
    return Refuse(*std::move(problem));
  }
  auto status = CheckMany("elements", request.elements.size(), kMostReviewElements);
  if (status.ok()) status = CheckMany("moments", request.moments.size(), kMostReviewMoments);
  if (status.ok()) status = CheckMany("not_to_ask", request.unwanted.size(), kMostUnwanted);
  if (status.ok()) status = CheckElements(form, request.elements);
  if (!status.ok()) return status;
  for (const absl::Duration moment : request.moments) {
    if (moment >= absl::ZeroDuration() && moment <= forms::kLongestMoment) continue;
    return Refuse({"MOMENT_INVALID", "moments", absl::FormatDuration(moment),
                   "A moment is between 0 and 24 hours into the recording."});
  }
  return absl::OkStatus();
}

// One at a time of each interaction and agent.
absl::Status CheckNoneUnderWay(store::Transaction& transaction, const ReviewRequest& request) {
  const auto known = transaction.ListReviewsUnderWay(request.interaction);
  if (!known.ok()) return known.status();
  for (const auto id : *known) {
    const auto review = transaction.FindReview(id);
    if (!review.ok()) return review.status();
    if (!*review || (*review)->origin != Review::Origin::kRequest ||
        (*review)->requester != request.requester) {
      continue;
    }
    return wire::ToStatus(absl::StatusCode::kFailedPrecondition,
                          {"REVIEW_UNDER_WAY", "interaction", "",
                           "A review of this interaction is under way already."});
  }
  return absl::OkStatus();
}

absl::StatusOr<domain::PlacedInteraction> LoadReviewable(store::Transaction& transaction,
                                                         const Policy& policy,
                                                         const ReviewRequest& request) {
  auto facts = transaction.LoadFacts(request.interaction);
  if (absl::IsNotFound(facts.status()) ||
      (facts.ok() && facts->interaction.agent != request.requester)) {
    return wire::ToStatus(absl::StatusCode::kNotFound,
                          {"NOT_FOUND", "interaction", "", "You have no such interaction."});
  }
  if (!facts.ok()) return facts.status();
  if (auto problem = domain::WhyNotReviewable(facts->interaction.told, policy.recording_hosts)) {
    return wire::ToStatus(absl::StatusCode::kFailedPrecondition, *std::move(problem));
  }
  return std::move(facts->interaction);
}

// A review that is looked for, without an id yet.
absl::StatusOr<ReviewCase> Prepare(store::Transaction& transaction, const Policy& policy,
                                   const ReviewRequest& request) {
  auto status = CheckIsHere(transaction, request.requester);
  if (!status.ok()) return status;
  auto interaction = LoadReviewable(transaction, policy, request);
  if (!interaction.ok()) return interaction.status();
  const auto sampling = transaction.FindSamplingPolicy();
  if (!sampling.ok()) return sampling.status();
  const auto form = transaction.FindForm(sampling->form_id, 0);
  if (!form.ok()) return form.status();
  if (!*form) return absl::InternalError("the form of reviews is missing");
  status = CheckRequest(request, (*form)->form);
  if (status.ok()) status = CheckNoneUnderWay(transaction, request);
  if (!status.ok()) return status;
  Review review;
  review.interaction = request.interaction;
  review.requester = request.requester;
  review.form_id = sampling->form_id;
  review.form_version = (*form)->version;
  review.question = redaction::Redact(request.question).text;
  review.elements = request.elements;
  review.moments = request.moments;
  review.unwanted = request.unwanted;
  review.requested_at = transaction.Now();
  return ReviewCase{review, review, *std::move(interaction)};
}

absl::StatusOr<ReviewCase> Find(store::Transaction& transaction, ReviewKey key) {
  const auto review = transaction.FindReview(key.review);
  if (!review.ok()) return review.status();
  if (!*review || !domain::IsTold(**review) || (*review)->requester != key.requester) {
    return NotThere();
  }
  return LoadReviewCase(transaction, key.review);
}

// A move by the requester of what is submitted: `change` is what comes with it.
template <typename Change>
absl::StatusOr<Review> React(store::Transaction& transaction, const Policy& policy, ReviewKey key,
                             ReviewMove move, Change change) {
  auto found = Find(transaction, key);
  if (!found.ok()) return found.status();
  const auto next = domain::Move(found->review, ReviewActor::kRequester, move);
  if (!next.ok()) return next.status();
  found->review.state = *next;
  change(found->review);
  if (found->review == found->before) return found->review;
  auto status = KeepReview(transaction, policy, found->interaction, found->before, found->review);
  if (status.ok()) status = TellSubmitted(transaction, policy, *found);
  if (!status.ok()) return status;
  return found->review;
}

}  // namespace

absl::StatusOr<Review> RequestReview(store::Transaction& transaction, const Policy& policy,
                                     const ReviewRequest& request) {
  auto made = Prepare(transaction, policy, request);
  if (!made.ok()) return made.status();
  made->review.id = {transaction.NewId()};
  auto status = LookForReviewer(transaction, policy, made->interaction, made->review);
  if (status.ok()) {
    status = KeepReview(transaction, policy, made->interaction, std::nullopt, made->review);
  }
  if (!status.ok()) return status;
  return made->review;
}

absl::StatusOr<Review> PreviewReview(store::Transaction& transaction, const Policy& policy,
                                     const ReviewRequest& request) {
  auto made = Prepare(transaction, policy, request);
  if (!made.ok()) return made.status();
  const auto paused = IsPaused(transaction, {}, made->interaction.told.queue);
  if (!paused.ok()) return paused.status();
  if (*paused) return made->review;
  const auto choice = ChooseColleague(transaction, policy, made->interaction, made->review, {});
  if (!choice.ok()) return choice.status();
  made->review.by_leader = !choice->reviewer && !IsPausedOnly(*choice);
  made->review.could_be_asked = choice->eligible;
  return made->review;
}

absl::StatusOr<Review> ThankReviewer(store::Transaction& transaction, const Policy& policy,
                                     ReviewKey key) {
  return React(transaction, policy, key, ReviewMove::kThank,
               [](Review& review) { review.thanked = true; });
}

absl::StatusOr<Review> AcknowledgeReview(store::Transaction& transaction, const Policy& policy,
                                         ReviewKey key) {
  return React(transaction, policy, key, ReviewMove::kAcknowledge,
               [&](Review& review) { review.answered_at = transaction.Now(); });
}

absl::StatusOr<Review> DifferFromReview(store::Transaction& transaction, const Policy& policy,
                                        ReviewKey key, const std::string& answer) {
  if (auto status = CheckWords("answer", answer, kReviewAnswerCharacters); !status.ok()) {
    return status;
  }
  return React(transaction, policy, key, ReviewMove::kDiffer, [&](Review& review) {
    review.answered_at = transaction.Now();
    review.answer = redaction::Redact(answer).text;
  });
}

absl::StatusOr<Review> LendReview(store::Transaction& transaction, const Policy& policy,
                                  ReviewKey key, bool lent) {
  auto found = Find(transaction, key);
  if (!found.ok()) return found.status();
  const auto next = domain::Move(found->review, ReviewActor::kRequester, ReviewMove::kLend);
  if (!next.ok()) return next.status();
  found->review.lent = lent;
  auto status = KeepReview(transaction, policy, found->interaction, found->before, found->review);
  if (!status.ok()) return status;
  return found->review;
}

absl::StatusOr<Review> CloseReview(store::Transaction& transaction, const Policy& policy,
                                   ReviewKey key) {
  auto found = Find(transaction, key);
  if (!found.ok()) return found.status();
  const auto next = domain::Move(found->review, ReviewActor::kRequester, ReviewMove::kClose);
  if (!next.ok()) return next.status();
  found->review.state = *next;
  found->review.look_at.reset();
  auto status = WithdrawTasks(transaction, policy, *found, {});
  if (status.ok()) {
    status = KeepReview(transaction, policy, found->interaction, found->before, found->review);
  }
  if (!status.ok()) return status;
  return found->review;
}

}  // namespace aftercall::commands
