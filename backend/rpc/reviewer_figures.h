#pragma once

#include "absl/status/status.h"
#include "aftercall/v1/review_service.pb.h"
#include "backend/domain/calendar.h"
#include "backend/store/store.h"

// How people review, for the wire.
namespace aftercall::rpc {

// Fills `response` for the days that `request` names; INVALID_ARGUMENT where these are none.
absl::Status AnswerReviewerFigures(store::Reader& reader, const domain::Calendar& calendar,
                                   const v1::ListReviewerFiguresRequest& request,
                                   v1::ListReviewerFiguresResponse& response);

}  // namespace aftercall::rpc
