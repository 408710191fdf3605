#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "aftercall/v1/directory.pb.h"
#include "client/ctl/command.h"

// What the commands about users, teams and tokens share.
namespace aftercall::ctl {

// Words that --role takes, and their meaning.
const std::vector<std::string>& RoleWords();
v1::User::Role RoleOf(const std::string& word);

// The user of an id ("users/…", bare or not) or exact name; the server's error where there is none
// or several.
absl::StatusOr<v1::User> FindUser(const std::string& name, ServerLink* server);

// The team of an id or exact name. NOT_FOUND where there is none.
absl::StatusOr<v1::Team> FindTeam(const std::string& name, const i18n::Translator& tr,
                                  ServerLink* server);

// All teams, by name.
absl::StatusOr<std::vector<v1::Team>> AllTeams(ServerLink* server);

void WriteUsers(const std::vector<v1::User>& users, bool one, const Context& context);
void WriteTeams(const std::vector<v1::Team>& teams, bool one, const Context& context);

// An id for a command that may be sent again.
std::string NewRequestId();

}  // namespace aftercall::ctl
