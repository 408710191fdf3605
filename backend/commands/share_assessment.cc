#include "backend/commands/share_assessment.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "backend/commands/taken.h"
#include "shared/base/ids.h"

namespace aftercall::commands {
namespace {

using Shares = std::vector<domain::Share>;

// Those of the author's own.
absl::StatusOr<Shares> FindShares(store::Transaction& transaction, SelfAssessmentKey key) {
  const auto own = transaction.FindSelfAssessment(key.interaction, key.agent);
  if (!own.ok()) return own.status();
  if (!*own) {
    return wire::ToStatus(absl::StatusCode::kNotFound,
                          {"NOT_FOUND", "name", "", "You have no such self-assessment."});
  }
  return transaction.ListShares(key.interaction, key.agent);
}

Shares::iterator Holding(Shares& shares, domain::UserId reader) {
  return std::find_if(shares.begin(), shares.end(), [&](const domain::Share& share) {
    return share.reader == reader && !share.withdrawn_at;
  });
}

absl::Status CheckPerson(store::Transaction& transaction, domain::UserId author,
                         domain::UserId reader) {
  const std::string name = absl::StrCat("users/", base::FormatId(reader.value));
  if (reader == author) {
    return Refuse({"READER_INVALID", "user", name, "It is yours already; share it with others."});
  }
  const auto user = transaction.FindUser(reader);
  if (!user.ok()) return user.status();
  if (*user && (*user)->state != domain::User::State::kDeactivated) return absl::OkStatus();
  return Refuse({"READER_INVALID", "user", name, "This account does not exist or was closed."});
}

absl::Status CheckLeaders(store::Transaction& transaction, domain::UserId author) {
  const auto place = transaction.MainTeamAt(author, transaction.Now());
  if (!place.ok()) return place.status();
  const auto team = *place ? transaction.FindTeam((*place)->id) : std::optional<domain::Team>();
  if (!team.ok()) return team.status();
  if (*team) {
    for (const auto leader : (*team)->leaders) {
      if (leader != author) return absl::OkStatus();
    }
  }
  return wire::ToStatus(
      absl::StatusCode::kFailedPrecondition,
      {"NO_LEADER", "leaders", "", "Nobody else leads your team; share it with one person."});
}

}  // namespace

absl::StatusOr<Shares> ShareWith(store::Transaction& transaction, SelfAssessmentKey key,
                                 domain::UserId reader) {
  auto shares = FindShares(transaction, key);
  if (!shares.ok() || Holding(*shares, reader) != shares->end()) return shares;
  auto status =
      reader ? CheckPerson(transaction, key.agent, reader) : CheckLeaders(transaction, key.agent);
  if (!status.ok()) return status;
  if (shares->size() >= kMostShares) {
    return Refuse({"TOO_MANY_SHARES", "name", absl::StrCat(shares->size()),
                   absl::StrCat("It has been shared ", kMostShares, " times already.")});
  }
  domain::Share share;
  share.reader = reader;
  share.shared_at = transaction.Now();
  status = transaction.PutShare(key.interaction, key.agent, share);
  if (!status.ok()) return status;
  return transaction.ListShares(key.interaction, key.agent);
}

absl::StatusOr<Shares> UnshareWith(store::Transaction& transaction, SelfAssessmentKey key,
                                   domain::UserId reader) {
  auto shares = FindShares(transaction, key);
  if (!shares.ok()) return shares;
  const auto share = Holding(*shares, reader);
  if (share == shares->end()) {
    return wire::ToStatus(
        absl::StatusCode::kFailedPrecondition,
        {"NOT_SHARED", reader ? "user" : "leaders", "", "It is not shared with them now."});
  }
  share->withdrawn_at = transaction.Now();
  auto status = transaction.PutShare(key.interaction, key.agent, *share);
  if (!status.ok()) return status;
  return shares;
}

}  // namespace aftercall::commands
