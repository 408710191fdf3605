#include "backend/rpc/assessment_proto.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "backend/rpc/gate.h"
#include "backend/rpc/status.h"
#include "backend/rpc/time_proto.h"
#include "shared/base/ids.h"
#include "shared/forms/form_proto.h"

namespace aftercall::rpc {

std::string SelfAssessmentName(domain::UserId agent, domain::InteractionId interaction) {
  return absl::StrCat(UserName(agent), "/selfAssessments/", base::FormatId(interaction.value));
}

v1::InteractionReference ToProto(const domain::InteractionReference& reference) {
  v1::InteractionReference proto;
  proto.set_interaction(InteractionName(reference.interaction));
  proto.set_interaction_external_id(reference.external_id);
  proto.set_channel(static_cast<v1::Channel>(reference.channel));
  proto.set_topic(reference.topic);
  if (reference.ended_at) *proto.mutable_ended_at() = ToProto(*reference.ended_at);
  *proto.mutable_business_day() = ToProto(reference.day);
  return proto;
}

v1::SelfAssessment ToProto(const domain::SelfAssessment& assessment) {
  v1::SelfAssessment proto;
  proto.set_name(SelfAssessmentName(assessment.agent, assessment.interaction));
  proto.set_state(static_cast<v1::SelfAssessment::State>(assessment.state));
  proto.set_why(static_cast<v1::SelfAssessment::Why>(assessment.why));
  proto.set_form(forms::FormName(assessment.form_id));
  proto.set_form_version(assessment.form_version);
  *proto.mutable_asked_at() = ToProto(assessment.asked_at);
  if (domain::IsOpen(assessment.state)) {
    *proto.mutable_lapses_at() = ToProto(assessment.lapses_at);
  }
  if (assessment.wakes_at) *proto.mutable_wakes_at() = ToProto(*assessment.wakes_at);
  proto.set_seen_first(assessment.seen_first);
  proto.set_leader_opened(assessment.leader_opened);
  if (assessment.committed_at) *proto.mutable_committed_at() = ToProto(*assessment.committed_at);
  proto.set_note(assessment.note);
  return proto;
}

v1::SelfAssessment ToProto(const domain::SelfAssessmentTold& told, domain::UserId agent) {
  v1::SelfAssessment proto;
  proto.set_name(SelfAssessmentName(agent, told.reference.interaction));
  *proto.mutable_reference() = ToProto(told.reference);
  proto.set_state(static_cast<v1::SelfAssessment::State>(told.state));
  proto.set_why(static_cast<v1::SelfAssessment::Why>(told.why));
  proto.set_form(forms::FormName(told.form_id));
  proto.set_form_version(told.form_version);
  if (told.state == domain::SelfAssessment::State::kSnoozed) {
    *proto.mutable_wakes_at() = ToProto(told.due_at);
  } else if (domain::IsOpen(told.state)) {
    *proto.mutable_lapses_at() = ToProto(told.due_at);
  }
  return proto;
}

v1::SelfAssessment::Share ToProto(const domain::Share& share) {
  v1::SelfAssessment::Share proto;
  if (share.reader) {
    proto.set_user(UserName(share.reader));
    proto.set_display_name(share.reader_display_name);
  } else {
    proto.set_leaders(true);
  }
  *proto.mutable_shared_at() = ToProto(share.shared_at);
  if (share.withdrawn_at) *proto.mutable_withdrawn_at() = ToProto(*share.withdrawn_at);
  return proto;
}

void AddScores(const domain::Scores& scores, v1::SelfAssessment& to) {
  for (const auto& [element, score] : scores) {
    auto& proto = *to.add_scores();
    proto.set_element_id(element);
    if (score) {
      proto.set_score(*score);
    } else {
      proto.set_does_not_apply(true);
    }
  }
}

v1::SamplingPolicy ToProto(const domain::SamplingPolicy& policy) {
  v1::SamplingPolicy proto;
  proto.set_share_ppm(policy.share_ppm);
  proto.set_most_per_shift(policy.most_per_shift);
  for (const auto& topic : policy.topics) proto.add_topics(topic);
  proto.set_form(forms::FormName(policy.form_id));
  return proto;
}

absl::StatusOr<domain::Scores> FromProto(
    const google::protobuf::RepeatedPtrField<v1::SelfAssessment::Score>& scores) {
  domain::Scores read;
  for (const auto& proto : scores) {
    const std::string field = absl::StrCat("scores[", proto.element_id(), "]");
    if (!proto.has_score() && !proto.does_not_apply()) {
      return BadField(field, "", "An element has a score, or does not apply.");
    }
    const auto score = proto.has_score() ? std::optional<int>(proto.score()) : std::nullopt;
    if (!read.emplace(proto.element_id(), score).second) {
      return BadField(field, "", "Each element is told once.");
    }
  }
  return read;
}

domain::SamplingPolicy FromProto(const v1::SamplingPolicy& proto) {
  return {proto.share_ppm(),
          proto.most_per_shift(),
          {proto.topics().begin(), proto.topics().end()},
          forms::FormIdIn(proto.form())};
}

}  // namespace aftercall::rpc
