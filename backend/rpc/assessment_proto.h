#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "aftercall/v1/assessment.pb.h"
#include "backend/domain/feed_event.h"
#include "backend/domain/sampling.h"
#include "backend/domain/self_assessment.h"
#include "backend/domain/share.h"

// Self-assessments, from the wire and back.
namespace aftercall::rpc {

// "users/{user}/selfAssessments/{interaction}".
std::string SelfAssessmentName(domain::UserId agent, domain::InteractionId interaction);

v1::InteractionReference ToProto(const domain::InteractionReference& reference);
v1::SelfAssessment ToProto(const domain::SelfAssessment& assessment);
// As a feed tells of the one of `agent`.
v1::SelfAssessment ToProto(const domain::SelfAssessmentTold& told, domain::UserId agent);
v1::SelfAssessment::Share ToProto(const domain::Share& share);
void AddScores(const domain::Scores& scores, v1::SelfAssessment& to);
v1::SamplingPolicy ToProto(const domain::SamplingPolicy& policy);

// INVALID_ARGUMENT for an element without a value, or told twice.
absl::StatusOr<domain::Scores> FromProto(
    const google::protobuf::RepeatedPtrField<v1::SelfAssessment::Score>& scores);
domain::SamplingPolicy FromProto(const v1::SamplingPolicy& proto);

}  // namespace aftercall::rpc
