#include "backend/commands/kudos.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "backend/commands/people.h"
#include "backend/commands/review_steps.h"
#include "backend/commands/taken.h"
#include "backend/domain/limits.h"
#include "backend/domain/placement.h"
#include "backend/redaction/redaction.h"
#include "shared/base/ids.h"

namespace aftercall::commands {
namespace {

using domain::User;
using domain::UserId;

absl::Status RefuseTo(absl::StatusCode code, const char* reason, const User& recipient,
                      std::string description) {
  return wire::ToStatus(code,
                        {reason, "user", absl::StrCat("users/", base::FormatId(recipient.id.value)),
                         std::move(description)});
}

absl::StatusOr<std::string> SiteOf(store::Transaction& transaction, const Policy& policy,
                                   UserId user) {
  const auto place = transaction.MainTeamAt(user, transaction.Now());
  if (!place.ok()) return place.status();
  return *place && !(*place)->time_zone.empty() ? (*place)->time_zone : policy.calendar.zone.name();
}

absl::Status CheckIsColleague(store::Transaction& transaction, const Policy& policy,
                              const User& giver, const User& recipient) {
  if (giver.role != domain::Role::kAgent) return absl::OkStatus();
  const auto here = SiteOf(transaction, policy, giver.id);
  if (!here.ok()) return here.status();
  const auto there = SiteOf(transaction, policy, recipient.id);
  if (!there.ok()) return there.status();
  if (*here == *there) return absl::OkStatus();
  return RefuseTo(absl::StatusCode::kFailedPrecondition, "OTHER_SITE", recipient,
                  "Agents give kudos to colleagues of their own site.");
}

absl::StatusOr<User> FindHere(store::Transaction& transaction, UserId id) {
  if (auto status = CheckIsHere(transaction, id); !status.ok()) return status;
  auto user = transaction.FindUser(id);
  if (!user.ok()) return user.status();
  return **std::move(user);
}

absl::Status Check(store::Transaction& transaction, const Policy& policy, const User& giver,
                   const User& recipient, absl::CivilDay day) {
  if (giver.id == recipient.id) {
    return RefuseTo(absl::StatusCode::kInvalidArgument, "KUDOS_TO_ONESELF", recipient,
                    "Kudos are for others.");
  }
  if (auto status = CheckIsColleague(transaction, policy, giver, recipient); !status.ok()) {
    return status;
  }
  const auto known = transaction.HasKudos(giver.id, recipient.id, day);
  if (!known.ok()) return known.status();
  if (!*known) return absl::OkStatus();
  return RefuseTo(absl::StatusCode::kFailedPrecondition, "KUDOS_GIVEN_TODAY", recipient,
                  absl::StrCat("You have given kudos to ", recipient.display_name,
                               " today already; there is another day tomorrow."));
}

// What the recipient is told it is for.
absl::StatusOr<std::optional<domain::InteractionReference>> LoadReference(
    store::Transaction& transaction, domain::InteractionId id, const User& recipient) {
  if (!id) return std::nullopt;
  const auto facts = transaction.LoadFacts(id);
  if (!facts.ok() && !absl::IsNotFound(facts.status())) return facts.status();
  if (facts.ok() && facts->interaction.agent == recipient.id) {
    return domain::ReferenceOf(facts->interaction);
  }
  const std::string name = absl::StrCat("interactions/", base::FormatId(id.value));
  return wire::ToStatus(
      absl::StatusCode::kFailedPrecondition,
      {"KUDOS_INTERACTION_OTHERS", "interaction", name,
       absl::StrCat(name, " is not a conversation of ", recipient.display_name, ".")});
}

// The same whether it was declined, has lapsed or its requester has left.
absl::Status RefuseForTask(const domain::ReviewTask& task, const char* reason,
                           const char* description) {
  return wire::ToStatus(
      absl::StatusCode::kFailedPrecondition,
      {reason, "review_task", absl::StrCat("users/me/reviewTasks/", base::FormatId(task.id.value)),
       description});
}

absl::Status CheckTask(store::Transaction& transaction, const domain::ReviewTask& task,
                       const ReviewCase& reviewed) {
  using State = domain::ReviewTask::State;
  const auto recipient = transaction.FindUser(reviewed.review.requester);
  if (!recipient.ok()) return recipient.status();
  const bool is_here = *recipient && (*recipient)->state != User::State::kDeactivated;
  const bool has_reviewed = task.state == State::kAccepted || task.state == State::kSubmitted;
  if (!is_here || !has_reviewed || reviewed.interaction.agent != reviewed.review.requester) {
    return RefuseForTask(task, "KUDOS_REVIEW_OVER",
                         "Kudos are for what you have accepted to review or have reviewed; for "
                         "this one they cannot be given.");
  }
  const auto known = transaction.HasKudosFor(task.id);
  if (!known.ok()) return known.status();
  if (!*known) return absl::OkStatus();
  return RefuseForTask(task, "KUDOS_GIVEN_FOR_REVIEW",
                       "You have given kudos for this review already.");
}

absl::Status CheckWords(const std::string& words) {
  auto problem = domain::CheckText("words", words, domain::kKudosCharacters);
  return problem ? Refuse(*std::move(problem)) : absl::OkStatus();
}

domain::Kudos Make(store::Transaction& transaction, const Policy& policy,
                   const std::string& words) {
  domain::Kudos kudos;
  kudos.id = {transaction.NewId()};
  kudos.day = policy.calendar.DayOf(transaction.Now());
  kudos.words = redaction::Redact(absl::StripAsciiWhitespace(words)).text;
  kudos.given_at = transaction.Now();
  return kudos;
}

absl::StatusOr<domain::Kudos> Keep(store::Transaction& transaction, const domain::Kudos& kudos,
                                   domain::KudosTold told) {
  told.kudos = kudos.id;
  told.words = kudos.words;
  auto status = transaction.InsertKudos(kudos);
  if (status.ok()) {
    status = transaction.Append(std::vector<domain::FeedDraft>{{kudos.recipient, std::move(told)}});
  }
  if (!status.ok()) return status;
  return kudos;
}

}  // namespace

absl::StatusOr<domain::Kudos> GiveKudos(store::Transaction& transaction, const Policy& policy,
                                        UserId giver_id, UserId recipient_id,
                                        const std::string& words,
                                        domain::InteractionId interaction) {
  if (auto status = CheckWords(words); !status.ok()) return status;
  const auto giver = FindHere(transaction, giver_id);
  if (!giver.ok()) return giver.status();
  const auto recipient = FindHere(transaction, recipient_id);
  if (!recipient.ok()) return recipient.status();
  const absl::CivilDay day = policy.calendar.DayOf(transaction.Now());
  if (auto status = Check(transaction, policy, *giver, *recipient, day); !status.ok()) {
    return status;
  }
  const auto reference = LoadReference(transaction, interaction, *recipient);
  if (!reference.ok()) return reference.status();
  domain::Kudos kudos = Make(transaction, policy, words);
  kudos.giver = giver->id;
  kudos.recipient = recipient->id;
  kudos.interaction = interaction;
  return Keep(transaction, kudos, {{}, giver->id, giver->display_name, {}, *reference});
}

absl::StatusOr<domain::Kudos> GiveKudosForReview(store::Transaction& transaction,
                                                 const Policy& policy,
                                                 const domain::ReviewTask& task,
                                                 const std::string& words) {
  if (auto status = CheckWords(words); !status.ok()) return status;
  if (auto status = CheckIsHere(transaction, task.reviewer); !status.ok()) return status;
  const auto reviewed = LoadReviewCase(transaction, task.review);
  if (!reviewed.ok()) return reviewed.status();
  if (auto status = CheckTask(transaction, task, *reviewed); !status.ok()) return status;
  domain::Kudos kudos = Make(transaction, policy, words);
  kudos.giver = task.reviewer;
  kudos.recipient = reviewed->review.requester;
  kudos.interaction = reviewed->interaction.id;
  kudos.review_task = task.id;
  return Keep(transaction, kudos, {{}, {}, "", {}, domain::ReferenceOf(reviewed->interaction)});
}

}  // namespace aftercall::commands
