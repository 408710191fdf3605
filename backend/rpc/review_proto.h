#pragma once

#include "absl/status/statusor.h"
#include "aftercall/v1/review.pb.h"
#include "backend/commands/review.h"
#include "backend/domain/feed_event.h"
#include "backend/store/store.h"

// Reviews, from the wire and back: each side's without the other's name.
namespace aftercall::rpc {

// "users/{user}/reviews/{review}" and "users/{user}/reviewTasks/{task}".
std::string ReviewName(domain::UserId requester, domain::ReviewId review);
std::string ReviewTaskName(domain::UserId reviewer, domain::ReviewTaskId task);

v1::DayPart ToProto(const domain::DayPart& part);
v1::ReviewContent ToProto(const domain::ReviewContent& content);

// To the requester. Without its interaction; as a feed tells of the one of `requester`; whole.
v1::Review ToProto(const domain::Review& review);
v1::Review ToProto(const domain::ReviewTold& told, domain::UserId requester);
v1::Review ToProto(const store::ListedReview& listed, const domain::Calendar& calendar);

// To the reviewer, in the same way. A recording's link and a text come with it only while it is
// accepted, and where the policy and `with_words` allow.
v1::ReviewTask ToProto(const domain::ReviewTask& task);
v1::ReviewTask ToProto(const domain::ReviewTaskTold& told, domain::UserId reviewer);
v1::ReviewTask ToProto(const store::ListedReviewTask& listed, const commands::Policy& policy,
                       bool with_words);

v1::ReviewDraft ToProto(const domain::ReviewDraft& draft);
domain::ReviewContent FromProto(const v1::ReviewContent& proto);

}  // namespace aftercall::rpc
