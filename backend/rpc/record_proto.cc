#include "backend/rpc/record_proto.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "backend/rpc/status.h"
#include "backend/rpc/time_proto.h"
#include "shared/base/text.h"

namespace aftercall::rpc {
namespace {

std::string KeyedHash(absl::string_view key, absl::string_view text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest, &size);
  // 128 bits tell a deployment's customers apart.
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<char*>(digest), 16));
}

absl::Status OutOfEnum(absl::string_view field, int value) {
  return BadField(field, absl::StrCat(value),
                  absl::StrCat(field, " is required, and ", value, " is none of its values."));
}

// Sets `to` where the timestamp is there.
absl::Status ReadTime(absl::string_view field, bool is_set,
                      const google::protobuf::Timestamp& timestamp, std::optional<absl::Time>& to) {
  if (!is_set) return absl::OkStatus();
  const auto time = FromProto(field, timestamp);
  if (!time.ok()) return time.status();
  to = *time;
  return absl::OkStatus();
}

absl::StatusOr<domain::Question> Read(const v1::SurveyQuestion& proto) {
  if (!v1::SurveyQuestion::Kind_IsValid(proto.kind()) || proto.kind() == 0) {
    return OutOfEnum("question.kind", proto.kind());
  }
  if (!v1::SurveyQuestion::Direction_IsValid(proto.direction())) {
    return OutOfEnum("question.direction", proto.direction());
  }
  domain::Question question;
  question.id = proto.question_id();
  question.prompt = proto.prompt();
  question.kind = static_cast<domain::Question::Kind>(proto.kind());
  question.low = proto.low();
  question.high = proto.high();
  question.direction = proto.direction() == v1::SurveyQuestion::DIRECTION_LOW_IS_BEST
                           ? domain::Question::Direction::kLowIsBest
                           : domain::Question::Direction::kHighIsBest;
  question.top_box_steps = proto.top_box_steps();
  for (const auto& step : proto.steps()) question.steps.push_back({step.value(), step.label()});
  // Kept by value, so that the same words in another order are the same question.
  std::sort(question.steps.begin(), question.steps.end(),
            [](const auto& a, const auto& b) { return a.value < b.value; });
  return question;
}

absl::StatusOr<domain::Leg> Read(const v1::Leg& proto) {
  if (!v1::Leg::Role_IsValid(proto.role())) return OutOfEnum("interaction.legs.role", proto.role());
  domain::Leg leg;
  leg.staff_number = proto.staff_number();
  leg.display_name = proto.display_name();
  if (proto.role() != 0) leg.role = static_cast<domain::Leg::Role>(proto.role());
  auto status = ReadTime("interaction.legs.started_at", proto.has_started_at(), proto.started_at(),
                         leg.started_at);
  if (status.ok()) {
    status =
        ReadTime("interaction.legs.ended_at", proto.has_ended_at(), proto.ended_at(), leg.ended_at);
  }
  if (!status.ok()) return status;
  return leg;
}

absl::StatusOr<domain::Moment> ReadEnd(const v1::Interaction& proto) {
  if (proto.has_ended_at()) return FromProto("interaction.ended_at", proto.ended_at());
  if (proto.has_ended_on()) return FromProto("interaction.ended_on", proto.ended_on());
  return BadField("interaction.ended_at", "",
                  "interaction.ended_at or interaction.ended_on is required: an answer counts on "
                  "the day its interaction ended.");
}

absl::StatusOr<domain::Interaction> Read(const v1::Interaction& proto, absl::string_view hash_key) {
  if (!v1::Channel_IsValid(proto.channel()) || proto.channel() == 0) {
    return OutOfEnum("interaction.channel", proto.channel());
  }
  domain::Interaction told;
  told.source = proto.source();
  told.external_id = proto.external_id();
  told.channel = static_cast<domain::Channel>(proto.channel());
  told.topic = proto.topic();
  told.queue = proto.queue();
  told.language = proto.language();
  for (const auto& leg : proto.legs()) {
    auto read = Read(leg);
    if (!read.ok()) return read.status();
    told.legs.push_back(*std::move(read));
  }
  auto status = ReadTime("interaction.started_at", proto.has_started_at(), proto.started_at(),
                         told.started_at);
  if (status.ok()) {
    status = ReadTime("interaction.revised_at", proto.has_revised_at(), proto.revised_at(),
                      told.revised_at);
  }
  if (!status.ok()) return status;
  const auto ended = ReadEnd(proto);
  if (!ended.ok()) return ended.status();
  told.ended = *ended;
  told.team = proto.team();
  told.abandoned = proto.abandoned();
  told.talk = FromProto(proto.talk());
  told.hold = FromProto(proto.hold());
  told.after_call_work = FromProto(proto.after_call_work());
  told.recording_uri = proto.recording_uri();
  told.text = proto.text();
  if (!proto.customer_reference().empty()) {
    told.customer_hash = KeyedHash(hash_key, proto.customer_reference());
  }
  told.time_zone = proto.time_zone();
  return told;
}

absl::StatusOr<domain::SurveyInvitation> Read(const v1::SurveyInvitation& proto) {
  if (!v1::SurveyInvitation::Outcome_IsValid(proto.outcome()) || proto.outcome() == 0) {
    return OutOfEnum("invitation.outcome", proto.outcome());
  }
  domain::SurveyInvitation told{proto.source(),
                                proto.external_id(),
                                proto.interaction_external_id(),
                                static_cast<domain::SurveyInvitation::Outcome>(proto.outcome()),
                                {}};
  auto status = ReadTime("invitation.invited_at", proto.has_invited_at(), proto.invited_at(),
                         told.invited_at);
  if (!status.ok()) return status;
  return told;
}

absl::StatusOr<domain::SurveyResponse> Read(const v1::SurveyResponse& proto) {
  domain::SurveyResponse told;
  told.source = proto.source();
  told.external_id = proto.external_id();
  told.interaction_external_id = proto.interaction_external_id();
  told.question_id = proto.question_id();
  told.rating = proto.rating();
  told.comment = proto.comment();
  told.company_fault = proto.company_fault();
  told.contacts = proto.contacts();
  if (proto.has_answered_at()) {
    const auto at = FromProto("response.answered_at", proto.answered_at());
    if (!at.ok()) return at.status();
    told.answered = *at;
  } else if (proto.has_answered_on()) {
    const auto on = FromProto("response.answered_on", proto.answered_on());
    if (!on.ok()) return on.status();
    told.answered = *on;
  }
  return told;
}

absl::StatusOr<commands::AgentStateRecord> Read(const v1::AgentState& proto) {
  if (!v1::AgentState::State_IsValid(proto.state()) || proto.state() == 0) {
    return OutOfEnum("agent_state.state", proto.state());
  }
  if (!proto.has_since()) {
    return BadField("agent_state.since", "", "agent_state.since is required.");
  }
  const auto since = FromProto("agent_state.since", proto.since());
  if (!since.ok()) return since.status();
  commands::AgentStateRecord record{{proto.source(), proto.staff_number()}, {}};
  record.state.state = static_cast<domain::AgentState::State>(proto.state());
  record.state.since = *since;
  record.state.open_interactions = proto.open_interactions();
  return record;
}

template <typename T>
commands::Record ToRecord(absl::StatusOr<T> read) {
  if (read.ok()) return *std::move(read);
  return wire::ProblemOf(read.status())
      .value_or(wire::Problem{"RECORD_INVALID", "", "", std::string(read.status().message())});
}

}  // namespace

commands::Record FromProto(const v1::IngestRecord& record, absl::string_view hash_key) {
  switch (record.record_case()) {
    case v1::IngestRecord::kQuestion:
      return ToRecord(Read(record.question()));
    case v1::IngestRecord::kInteraction:
      return ToRecord(Read(record.interaction(), hash_key));
    case v1::IngestRecord::kInvitation:
      return ToRecord(Read(record.invitation()));
    case v1::IngestRecord::kResponse:
      return ToRecord(Read(record.response()));
    case v1::IngestRecord::kAgentState:
      return ToRecord(Read(record.agent_state()));
    case v1::IngestRecord::RECORD_NOT_SET:
      break;
  }
  return wire::Problem{"RECORD_MISSING", "record", "", "A record holds one of its kinds."};
}

v1::IngestResult ToProto(const commands::BatchResult& result) {
  v1::IngestResult proto;
  proto.set_created(result.created);
  proto.set_changed(result.changed);
  proto.set_unchanged(result.unchanged);
  proto.set_pending(result.pending);
  proto.set_refused(result.refused);
  for (const auto& [index, refused, problem] : result.problems) {
    auto* to = proto.add_problems();
    to->set_index(index);
    to->set_refused(refused);
    to->set_reason(problem.reason);
    to->set_field(problem.field);
    to->set_value(base::Shorten(problem.value, 100));
    to->set_description(problem.description);
  }
  return proto;
}

v1::SurveyQuestion ToProto(const domain::Question& question) {
  v1::SurveyQuestion proto;
  proto.set_question_id(question.id);
  proto.set_prompt(question.prompt);
  proto.set_kind(static_cast<v1::SurveyQuestion::Kind>(question.kind));
  proto.set_low(question.low);
  proto.set_high(question.high);
  proto.set_direction(static_cast<v1::SurveyQuestion::Direction>(question.direction));
  proto.set_top_box_steps(question.top_box_steps);
  for (const auto& step : question.steps) {
    auto* to = proto.add_steps();
    to->set_value(step.value);
    to->set_label(step.label);
  }
  return proto;
}

}  // namespace aftercall::rpc
