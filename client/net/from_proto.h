#pragma once

#include "aftercall/v1/appeal.pb.h"
#include "aftercall/v1/assessment.pb.h"
#include "aftercall/v1/directory_service.pb.h"
#include "aftercall/v1/feed_service.pb.h"
#include "aftercall/v1/interaction_service.pb.h"
#include "aftercall/v1/pause_service.pb.h"
#include "aftercall/v1/review.pb.h"
#include "client/model/command.h"
#include "client/model/feed_event.h"
#include "shared/forms/review_content.h"

namespace aftercall::net {

// The server's message as the model knows it. Never fails: what makes no sense is made harmless, so
// that a corrupt or hostile server cannot harm the window.
//   a verdict without a valid scale, or off its scale   Blank; the entry keeps its place
//   an event or enum value of a newer server            Blank, kUnknown, kOther
//   a time, date or rate out of its range               absent; of a rate: n = 0
//   a bookmark interval below 1 s or above 1 h          that bound
//   a text longer than 64 KiB                           cut at a character
//   a self-assessment without an interaction,
//   a review, an appeal, a task or kudos without a name Blank
//   a payload of a newer server                         Bookmark, so that its cursor is checked
model::FeedEvent FromProto(const aftercall::v1::WatchFeedResponse& message);

// What is in a review, by the server's answer to whoever asked for it. Elements without an id are
// left out.
model::ReviewBody ReviewBodyFromProto(const aftercall::v1::Review& review);

// What is in a review task, by the server's answer to whoever is asked.
model::ReviewTaskBody ReviewTaskBodyFromProto(const aftercall::v1::ReviewTask& task);
model::SavedReview SavedReviewFromProto(const aftercall::v1::ReviewDraft& draft);

// What is in an appeal, by the server's answer to whoever made it, and to whoever decides it.
model::AppealBody AppealBodyFromProto(const aftercall::v1::Appeal& appeal);
model::AppealTaskBody AppealTaskBodyFromProto(const aftercall::v1::AppealTask& task);

// The person's contacts, the latest first, without those that never reached them and without the
// answers, which may be sealed.
model::Contacts ContactsFromProto(const aftercall::v1::ListInteractionsResponse& response);

// In the server's order, without those that have no name.
std::vector<model::Colleague> ColleaguesFromProto(
    const aftercall::v1::ListColleaguesResponse& response);

// In the server's order, without those that have no name.
std::vector<model::Queue> QueuesFromProto(const aftercall::v1::ListQueuesResponse& response);

// What the person writes, as the server takes it.
aftercall::v1::ReviewContent ToProto(const forms::ReviewContent& content);

// What the person's self-assessment of "interactions/{interaction}" is called.
std::string SelfAssessmentName(absl::string_view interaction);

// What was committed, by the server's answer to its author.
model::Committed CommittedFromProto(const aftercall::v1::SelfAssessment& assessment);

}  // namespace aftercall::net
