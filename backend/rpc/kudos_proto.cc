#include "backend/rpc/kudos_proto.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "backend/rpc/assessment_proto.h"
#include "backend/rpc/gate.h"
#include "backend/rpc/time_proto.h"
#include "shared/base/ids.h"

namespace aftercall::rpc {

v1::Kudos ToProto(const domain::KudosTold& told, domain::UserId recipient) {
  v1::Kudos proto;
  proto.set_name(absl::StrCat(UserName(recipient), "/kudos/", base::FormatId(told.kudos.value)));
  if (told.giver) proto.set_giver(UserName(told.giver));
  proto.set_giver_display_name(told.giver_display_name);
  proto.set_words(told.words);
  if (told.reference) *proto.mutable_reference() = ToProto(*told.reference);
  return proto;
}

v1::Kudos ToProto(const store::ListedKudos& listed) {
  const domain::Kudos& kudos = listed.kudos;
  v1::Kudos proto = ToProto(domain::KudosTold{kudos.id, kudos.giver, listed.giver_display_name,
                                              kudos.words, listed.reference},
                            kudos.recipient);
  // The minute would tell who it was.
  if (!kudos.review_task) *proto.mutable_given_at() = ToProto(kudos.given_at);
  return proto;
}

v1::Kudos ToProtoForReviewer(const domain::Kudos& kudos) {
  v1::Kudos proto;
  proto.set_name(absl::StrCat("users/-/kudos/", base::FormatId(kudos.id.value)));
  proto.set_words(kudos.words);
  return proto;
}

}  // namespace aftercall::rpc
