#include "backend/first_start.h"

#include <filesystem>
#include <optional>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "backend/auth/token_file.h"
#include "backend/commands/change_directory.h"
#include "backend/runtime/logging.h"
#include "shared/base/ids.h"

namespace aftercall {
namespace {

constexpr char kName[] = "Administrator";

absl::StatusOr<std::optional<domain::UserId>> FindAdministrator(store::Reader& reader) {
  const auto users = reader.FindUsersByName(kName);
  if (!users.ok()) return users.status();
  for (const auto& user : *users) {
    if (user.role == domain::Role::kAdministrator && user.state == domain::User::State::kActive) {
      return user.id;
    }
  }
  return std::nullopt;
}

absl::StatusOr<domain::UserId> MakeAdministrator(store::Store& store) {
  absl::Notification done;
  absl::StatusOr<domain::User> made = absl::InternalError("not run");
  store.Submit({[&](store::Transaction& transaction) {
                  commands::UserChange user;
                  user.display_name = kName;
                  user.role = domain::Role::kAdministrator;
                  made = commands::CreateUser(transaction, user);
                  return made.status();
                },
                [&](const absl::Status& status) {
                  if (!status.ok()) made = status;
                  done.Notify();
                }});
  done.WaitForNotification();
  if (!made.ok()) return made.status();
  return made->id;
}

}  // namespace

absl::Status EnsureAdministrator(store::Store& store, const auth::TokenIssuer& issuer,
                                 const base::Clock& clock, const std::string& token_path) {
  auto reader = store.NewReader();
  if (!reader.ok()) return reader.status();
  const auto found = FindAdministrator(**reader);
  if (!found.ok()) return found.status();
  std::error_code error;
  if (*found && std::filesystem::exists(token_path, error)) return absl::OkStatus();
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

}  // namespace aftercall
