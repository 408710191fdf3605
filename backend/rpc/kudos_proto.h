#pragma once

#include "aftercall/v1/kudos.pb.h"
#include "backend/domain/feed_event.h"
#include "backend/store/store.h"

namespace aftercall::rpc {

// As listed; and as the feed of `recipient` tells of it.
v1::Kudos ToProto(const store::ListedKudos& listed);
v1::Kudos ToProto(const domain::KudosTold& told, domain::UserId recipient);
// As a reviewer may know what they gave: not to whom.
v1::Kudos ToProtoForReviewer(const domain::Kudos& kudos);

}  // namespace aftercall::rpc
