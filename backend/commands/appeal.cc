// What the agent does who appeals.

#include "backend/commands/appeal.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "backend/commands/appeal_steps.h"
#include "backend/commands/people.h"
#include "backend/commands/publish.h"
#include "backend/commands/route_appeal.h"
#include "backend/commands/taken.h"
#include "backend/commands/tell_appeal.h"
#include "backend/commands/words.h"
#include "backend/redaction/redaction.h"

namespace aftercall::commands {
namespace {

using domain::Appeal;
using Responses = std::vector<const domain::StoredResponse*>;

absl::Status NoSuchVerdict(const char* field) {
  return wire::ToStatus(absl::StatusCode::kNotFound,
                        {"NOT_FOUND", field, "", "You have no such verdict."});
}

absl::Status FailedPrecondition(const char* reason, const char* field, std::string description) {
  return wire::ToStatus(absl::StatusCode::kFailedPrecondition,
                        {reason, field, "", std::move(description)});
}

absl::StatusOr<domain::Facts> LoadOwn(store::Transaction& transaction, const Policy& policy,
                                      const AppealRequest& request) {
  auto told = Load(transaction, policy, request.interaction);
  if (absl::IsNotFound(told.status())) return NoSuchVerdict("interaction");
  if (!told.ok()) return told.status();
  const domain::PlacedInteraction& placed = told->facts.interaction;
  if (placed.agent != request.agent || placed.told.abandoned) return NoSuchVerdict("interaction");
  return std::move(told->facts);
}

// The answer that is contested, among those that count. There are none while they are sealed.
absl::StatusOr<const domain::StoredResponse*> Contested(const Responses& counting,
                                                        const std::string& question_id) {
  if (counting.empty()) return NoSuchVerdict("interaction");
  if (question_id.empty() && counting.size() == 1) return counting[0];
  if (question_id.empty()) {
    const auto id = [](std::string* out, const domain::StoredResponse* response) {
      absl::StrAppend(out, response->told.question_id);
    };
    return Refuse({"REQUIRED_FIELD_MISSING", "question_id", "",
                   absl::StrCat("The customer answered several questions; name one of ",
                                absl::StrJoin(counting, ", ", id), ".")});
  }
  for (const auto* response : counting) {
    if (response->told.question_id == question_id) return response;
  }
  return NoSuchVerdict("question_id");
}

absl::Status CheckInTime(const domain::StoredResponse& response, const domain::Calendar& calendar,
                         absl::Time now) {
  const absl::Time deadline = response.arrived_at + domain::kTimeToAppeal;
  if (now <= deadline) return absl::OkStatus();
  return FailedPrecondition(
      "APPEAL_TOO_LATE", "interaction",
      absl::StrCat("This verdict could be appealed until ",
                   absl::FormatTime("%Y-%m-%d %H:%M %Z", deadline, calendar.zone), "."));
}

// Once decided it is decided; what was withdrawn may be opened again.
absl::Status CheckIsFirst(store::Transaction& transaction, const Appeal& opened) {
  const auto earlier = transaction.ListAppeals(opened.interaction, opened.agent);
  if (!earlier.ok()) return earlier.status();
  const std::string what = opened.review ? "review" : "verdict";
  for (const Appeal& appeal : *earlier) {
    const bool is_same = appeal.question_id == opened.question_id && appeal.review == opened.review;
    if (!is_same || appeal.state == Appeal::State::kWithdrawn) continue;
    return FailedPrecondition(
        "APPEALED_BEFORE", opened.review ? "review" : "interaction",
        domain::IsUnderWay(appeal.state)
            ? absl::StrCat("You have appealed this ", what, " already.")
            : absl::StrCat("You have appealed this ", what, " before, and it is decided."));
  }
  return absl::OkStatus();
}

// Gives the appeal an id, asks arbiters and writes it.
absl::StatusOr<Appeal> Open(store::Transaction& transaction, const Policy& policy,
                            const domain::PlacedInteraction& interaction, Appeal appeal,
                            const std::string& reason) {
  appeal.id = {transaction.NewId()};
  appeal.reason = redaction::Redact(reason).text;
  appeal.opened_at = transaction.Now();
  auto status = LookForArbiters(transaction, policy, interaction, appeal);
  if (status.ok()) status = KeepAppeal(transaction, policy, interaction, std::nullopt, appeal);
  if (!status.ok()) return status;
  return appeal;
}

absl::StatusOr<Appeal> OpenAgainstVerdict(store::Transaction& transaction, const Policy& policy,
                                          const AppealRequest& request) {
  const auto facts = LoadOwn(transaction, policy, request);
  if (!facts.ok()) return facts.status();
  const Responses counting = facts->Counting(policy.rerating_window);
  const auto contested = Contested(counting, request.question_id);
  if (!contested.ok()) return contested.status();
  const domain::StoredResponse& response = **contested;
  if (response.told.company_fault) {
    return FailedPrecondition("VERDICT_DOES_NOT_COUNT", "interaction",
                              "The customer blames the company: this verdict is not in your "
                              "figure.");
  }
  Appeal appeal;
  appeal.interaction = request.interaction;
  appeal.question_id = response.told.question_id;
  appeal.agent = request.agent;
  auto status = CheckIsFirst(transaction, appeal);
  if (status.ok()) status = CheckInTime(response, facts->calendar, transaction.Now());
  if (!status.ok()) return status;
  return Open(transaction, policy, facts->interaction, std::move(appeal), request.reason);
}

// Whether a review may still be appealed, at all and today.
absl::Status CheckAppealable(const domain::Review& review, const domain::Calendar& calendar,
                             absl::Time now) {
  const auto until = domain::AppealableUntil(review, calendar);
  if (!until) {
    return FailedPrecondition("REVIEW_NOT_APPEALABLE", "review",
                              "Only what a leader or a quality analyst has submitted can be "
                              "appealed; a colleague's review is advice.");
  }
  if (calendar.DayOf(now) <= *until) return absl::OkStatus();
  return FailedPrecondition("APPEAL_TOO_LATE", "review",
                            absl::StrCat("This review could be appealed until the end of ",
                                         absl::FormatCivilTime(*until), "."));
}

absl::StatusOr<Appeal> OpenAgainstReview(store::Transaction& transaction, const Policy& policy,
                                         const AppealRequest& request) {
  const auto review = transaction.FindReview(request.review);
  if (!review.ok()) return review.status();
  if (!*review || !domain::IsTold(**review) || (*review)->requester != request.agent) {
    return wire::ToStatus(absl::StatusCode::kNotFound,
                          {"NOT_FOUND", "review", "", "You have no such review."});
  }
  const auto facts = transaction.LoadFacts((*review)->interaction);
  if (!facts.ok()) return facts.status();
  const domain::PlacedInteraction& placed = facts->interaction;
  if (placed.agent != request.agent || placed.told.abandoned) {
    return FailedPrecondition("REVIEW_DOES_NOT_COUNT", "review",
                              "This interaction is no longer yours: the review is not in your "
                              "figure.");
  }
  Appeal appeal;
  appeal.interaction = placed.id;
  appeal.review = request.review;
  appeal.agent = request.agent;
  auto status = CheckIsFirst(transaction, appeal);
  if (status.ok()) {
    status = CheckAppealable(**review, policy.calendar.In(placed.day_zone), transaction.Now());
  }
  if (!status.ok()) return status;
  return Open(transaction, policy, placed, std::move(appeal), request.reason);
}

}  // namespace

absl::StatusOr<Appeal> OpenAppeal(store::Transaction& transaction, const Policy& policy,
                                  const AppealRequest& request) {
  auto status = CheckIsHere(transaction, request.agent);
  if (status.ok()) status = CheckWords("reason", request.reason, kAppealCharacters);
  if (!status.ok()) return status;
  return request.review ? OpenAgainstReview(transaction, policy, request)
                        : OpenAgainstVerdict(transaction, policy, request);
}

absl::StatusOr<Appeal> WithdrawAppeal(store::Transaction& transaction, const Policy& policy,
                                      AppealKey key) {
  const auto appeal = transaction.FindAppeal(key.appeal);
  if (!appeal.ok()) return appeal.status();
  if (!*appeal || (*appeal)->agent != key.agent) {
    return wire::ToStatus(absl::StatusCode::kNotFound,
                          {"NOT_FOUND", "name", "", "You have no such appeal."});
  }
  auto found = LoadAppealCase(transaction, key.appeal);
  if (!found.ok()) return found.status();
  const auto next =
      domain::Move(found->appeal.state, domain::AppealActor::kAgent, domain::AppealMove::kWithdraw);
  if (!next.ok()) return next.status();
  found->appeal.state = *next;
  found->appeal.look_at.reset();
  auto status = WithdrawTasks(transaction, policy, *found, {});
  if (status.ok()) {
    status = KeepAppeal(transaction, policy, found->interaction, found->before, found->appeal);
  }
  if (!status.ok()) return status;
  return found->appeal;
}

}  // namespace aftercall::commands
