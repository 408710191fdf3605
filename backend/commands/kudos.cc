#include "backend/commands/kudos.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "backend/commands/people.h"
#include "backend/commands/taken.h"
#include "backend/domain/limits.h"
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

}  // namespace

absl::StatusOr<domain::Kudos> GiveKudos(store::Transaction& transaction, const Policy& policy,
                                        UserId giver_id, UserId recipient_id,
                                        const std::string& words) {
  if (auto problem = domain::CheckText("words", words, domain::kKudosCharacters)) {
    return Refuse(*std::move(problem));
  }
  const auto giver = FindHere(transaction, giver_id);
  if (!giver.ok()) return giver.status();
  const auto recipient = FindHere(transaction, recipient_id);
  if (!recipient.ok()) return recipient.status();
  domain::Kudos kudos;
  kudos.day = policy.calendar.DayOf(transaction.Now());
  auto status = Check(transaction, policy, *giver, *recipient, kudos.day);
  if (!status.ok()) return status;
  kudos.id = {transaction.NewId()};
  kudos.giver = giver->id;
  kudos.recipient = recipient->id;
  kudos.words = redaction::Redact(absl::StripAsciiWhitespace(words)).text;
  kudos.given_at = transaction.Now();
  status = transaction.InsertKudos(kudos);
  if (status.ok()) {
    status = transaction.Append(std::vector<domain::FeedDraft>{
        {recipient->id, domain::KudosTold{kudos.id, giver->id, giver->display_name, kudos.words}}});
  }
  if (!status.ok()) return status;
  return kudos;
}

}  // namespace aftercall::commands
