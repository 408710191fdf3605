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
absl::Status CheckIsFirst(store::Transaction& transaction, const AppealRequest& request,
                          const std::string& question_id) {
  const auto earlier = transaction.ListAppeals(request.interaction, request.agent);
  if (!earlier.ok()) return earlier.status();
  for (const Appeal& appeal : *earlier) {
    if (appeal.question_id != question_id || appeal.state == Appeal::State::kWithdrawn) continue;
    return FailedPrecondition("APPEALED_BEFORE", "interaction",
                              domain::IsUnderWay(appeal.state)
                                  ? "You have appealed this verdict already."
                                  : "You have appealed this verdict before, and it is decided.");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Appeal> OpenAppeal(store::Transaction& transaction, const Policy& policy,
                                  const AppealRequest& request) {
  auto status = CheckIsHere(transaction, request.agent);
  if (status.ok()) status = CheckWords("reason", request.reason, kAppealCharacters);
  if (!status.ok()) return status;
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
  status = CheckIsFirst(transaction, request, response.told.question_id);
  if (status.ok()) status = CheckInTime(response, facts->calendar, transaction.Now());
  if (!status.ok()) return status;
  Appeal appeal;
  appeal.id = {transaction.NewId()};
  appeal.interaction = request.interaction;
  appeal.question_id = response.told.question_id;
  appeal.agent = request.agent;
  appeal.reason = redaction::Redact(request.reason).text;
  appeal.opened_at = transaction.Now();
  status = LookForArbiters(transaction, policy, facts->interaction, appeal);
  if (status.ok()) {
    status = KeepAppeal(transaction, policy, facts->interaction, std::nullopt, appeal);
  }
  if (!status.ok()) return status;
  return appeal;
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
