#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "aftercall/v1/directory.pb.h"
#include "backend/auth/identity.h"
#include "backend/commands/change_directory.h"
#include "backend/domain/access.h"
#include "backend/store/store.h"
#include "google/protobuf/field_mask.pb.h"

// People and teams, from the wire and back.
namespace aftercall::rpc {

v1::User ToProto(const domain::User& user);
v1::Team ToProto(const domain::Team& team);
v1::Access ToProto(const domain::Access& access);
v1::Colleague ToProto(const store::ListedColleague& colleague);

// What `mask` names of `user` as a change; all that is set where there is no mask. The main team,
// named by resource or display name, is looked up by the caller.
absl::StatusOr<commands::UserChange> ReadChange(const v1::User& user,
                                                const google::protobuf::FieldMask* mask);
absl::StatusOr<commands::TeamChange> ReadChange(const v1::Team& team,
                                                const google::protobuf::FieldMask* mask);

auth::Role ToAuth(domain::Role role);
absl::StatusOr<domain::Role> ReadRole(absl::string_view field, v1::User::Role role);

}  // namespace aftercall::rpc
