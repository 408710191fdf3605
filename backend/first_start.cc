#include "backend/first_start.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "backend/auth/token_file.h"
#include "backend/commands/change_directory.h"
#include "backend/commands/publish_form.h"
#include "backend/runtime/logging.h"
#include "backend/upkeep/writing.h"
#include "shared/base/ids.h"

namespace aftercall {
namespace {

constexpr char kName[] = "Administrator";

bool IsActiveAdministrator(const domain::User& user) {
  return user.role == domain::Role::kAdministrator && user.state == domain::User::State::kActive;
}

absl::StatusOr<std::optional<domain::UserId>> FindAdministrator(store::Reader& reader) {
  const auto users = reader.FindUsersByName(kName);
  if (!users.ok()) return users.status();
  for (const auto& user : *users) {
    if (IsActiveAdministrator(user)) return user.id;
  }
  return std::nullopt;
}

absl::StatusOr<domain::UserId> MakeAdministrator(store::Store& store) {
  domain::UserId id;
  const auto status = upkeep::WriteAndWait(store, [&](store::Transaction& transaction) {
    commands::UserChange user;
    user.display_name = kName;
    user.role = domain::Role::kAdministrator;
    const auto made = commands::CreateUser(transaction, user);
    if (made.ok()) id = made->id;
    return made.status();
  });
  if (!status.ok()) return status;
  return id;
}

// Whether the token in the file is one of an active administrator of this database.
absl::StatusOr<bool> LetsIn(store::Reader& reader, const auth::TokenVerifier& verifier,
                            absl::Time now, const std::string& token_path) {
  const auto token = auth::ReadTokenFile(token_path);
  if (!token.ok()) return false;
  const auto identity = verifier.Verify(*token, now);
  if (!identity.ok() || identity->role != auth::Role::kAdministrator) return false;
  const auto id = base::ParseId(absl::StripPrefix(identity->subject, "users/"));
  if (!id) return false;
  const auto user = reader.FindUser({*id});
  if (!user.ok()) return user.status();
  return user->has_value() && IsActiveAdministrator(**user);
}

}  // namespace

absl::Status EnsureAdministrator(store::Store& store, const auth::TokenIssuer& issuer,
                                 const auth::TokenVerifier& verifier, const base::Clock& clock,
                                 const std::string& token_path) {
  auto reader = store.NewReader();
  if (!reader.ok()) return reader.status();
  const auto lets_in = LetsIn(**reader, verifier, clock.Now(), token_path);
  if (!lets_in.ok()) return lets_in.status();
  if (*lets_in) return absl::OkStatus();
  const auto found = FindAdministrator(**reader);
  if (!found.ok()) return found.status();
  const auto user = *found ? absl::StatusOr<domain::UserId>(**found) : MakeAdministrator(store);
  if (!user.ok()) return user.status();
  const auto token =
      issuer.Issue(absl::StrCat("users/", base::FormatId(user->value)), auth::Role::kAdministrator,
                   clock.Now(), auth::kLongestTimeToLive);
  if (!token.ok()) return token.status();
  if (auto status = auth::WriteTokenFile(token_path, token->token); !status.ok()) return status;
  runtime::LogInfo("the administrator's token is in ", token_path);
  return absl::OkStatus();
}

absl::Status EnsureForm(store::Store& store) {
  return upkeep::WriteAndWait(store, commands::EnsureDefaultForm);
}

}  // namespace aftercall
