#include "backend/rpc/assessment_service.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "backend/commands/assess.h"
#include "backend/rpc/answer_once.h"
#include "backend/rpc/assessment_proto.h"
#include "backend/rpc/page_token.h"
#include "backend/rpc/time_proto.h"
#include "shared/base/ids.h"

namespace aftercall::rpc {
namespace {

constexpr size_t kStandardPage = 50;

using commands::SelfAssessmentKey;

absl::Status Malformed(const std::string& name) {
  return BadField("name", name,
                  "A self-assessment is called \"users/me/selfAssessments/{interaction}\".");
}

absl::StatusOr<SelfAssessmentKey> ReadName(const Caller& caller, const std::string& name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  if (parts.size() != 4 || parts[0] != "users" || parts[2] != "selfAssessments") {
    return Malformed(name);
  }
  const auto interaction = base::ParseId(parts[3]);
  if (!interaction) return Malformed(name);
  if (parts[1] != "me" && absl::StrCat("users/", parts[1]) != UserName(caller.user)) {
    return Gate::RefuseLook(caller, "name", name);
  }
  return SelfAssessmentKey{{*interaction}, caller.user};
}

v1::SelfAssessment Encode(const store::ListedSelfAssessment& listed) {
  v1::SelfAssessment proto = ToProto(listed.assessment);
  *proto.mutable_reference() = ToProto(listed.reference);
  AddScores(listed.scores, proto);
  return proto;
}

absl::Status List(store::Reader& reader, const Caller& caller,
                  const v1::ListSelfAssessmentsRequest& request,
                  v1::ListSelfAssessmentsResponse& response) {
  const auto size = ReadPageSize(request.page_size(), kStandardPage);
  if (!size.ok()) return size.status();
  const auto place = ReadPageToken(request.page_token(), 2);
  if (!place.ok()) return place.status();
  std::optional<domain::SelfAssessment> after;
  if (!place->empty()) {
    int64_t asked_at = 0;
    const auto interaction = base::ParseId((*place)[1]);
    if (!absl::SimpleAtoi((*place)[0], &asked_at) || !interaction) {
      return BadField("page_token", request.page_token(),
                      "The page token is not one that this list gave.");
    }
    after.emplace();
    after->asked_at = absl::FromUnixMicros(asked_at);
    after->interaction = {*interaction};
  }
  auto list = reader.ListSelfAssessments(caller.user, request.open_only(), after, *size + 1);
  if (!list.ok()) return list.status();
  if (list->size() > *size) {
    list->pop_back();
    const auto& last = list->back().assessment;
    response.set_next_page_token(MakePageToken(
        {absl::StrCat(absl::ToUnixMicros(last.asked_at)), base::FormatId(last.interaction.value)}));
  }
  for (const auto& listed : *list) *response.add_self_assessments() = Encode(listed);
  return absl::OkStatus();
}

// As AnswerOnce, for a move of the caller's own self-assessment: `move(transaction, key)`
// returns it as it is then.
template <typename Request, typename Response, typename MoveIt>
grpc::ServerUnaryReactor* AnswerByMove(const Context& context, grpc::CallbackServerContext* call,
                                       const Request* request, Response* response, MoveIt move) {
  const auto caller = context.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  const auto key = ReadName(*caller, request->name());
  if (!key.ok()) return End(call, key.status());
  return AnswerOnce(context, call, request, response,
                    [request, response, key = *key,
                     move = std::move(move)](store::Transaction& transaction) -> absl::Status {
                      const auto moved = move(transaction, key);
                      if (!moved.ok()) return moved.status();
                      *response->mutable_self_assessment() = ToProto(*moved);
                      if constexpr (requires { request->scores(); }) {
                        *response->mutable_self_assessment()->mutable_scores() = request->scores();
                      }
                      return absl::OkStatus();
                    });
}

}  // namespace

grpc::ServerUnaryReactor* AssessmentService::ListSelfAssessments(
    grpc::CallbackServerContext* call, const v1::ListSelfAssessmentsRequest* request,
    v1::ListSelfAssessmentsResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  return AnswerByReading(context_, call, [=, caller = *caller](store::Reader& reader) {
    return List(reader, caller, *request, *response);
  });
}

grpc::ServerUnaryReactor* AssessmentService::GetSelfAssessment(
    grpc::CallbackServerContext* call, const v1::GetSelfAssessmentRequest* request,
    v1::GetSelfAssessmentResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  const auto key = ReadName(*caller, request->name());
  if (!key.ok()) return End(call, key.status());
  return AnswerByReading(context_, call,
                         [request, response, key = *key](store::Reader& reader) -> absl::Status {
                           const auto found = reader.FindSelfAssessment(key.interaction, key.agent);
                           if (!found.ok()) return found.status();
                           if (!*found) return NotFound("name", request->name());
                           *response->mutable_self_assessment() = Encode(**found);
                           return absl::OkStatus();
                         });
}

grpc::ServerUnaryReactor* AssessmentService::RequestSelfAssessment(
    grpc::CallbackServerContext* call, const v1::RequestSelfAssessmentRequest* request,
    v1::RequestSelfAssessmentResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  const domain::InteractionId interaction{IdIn("interactions", request->interaction())};
  if (!interaction) {
    return End(call, BadField("interaction", request->interaction(),
                              "An interaction is called \"interactions/{interaction}\"."));
  }
  return AnswerOnce(context_, call, request, response,
                    [this, response, key = SelfAssessmentKey{interaction, caller->user}](
                        store::Transaction& transaction) -> absl::Status {
                      const auto asked = commands::Request(transaction, context_.policy, key);
                      if (!asked.ok()) return asked.status();
                      *response->mutable_self_assessment() = ToProto(*asked);
                      return absl::OkStatus();
                    });
}

grpc::ServerUnaryReactor* AssessmentService::SnoozeSelfAssessment(
    grpc::CallbackServerContext* call, const v1::SnoozeSelfAssessmentRequest* request,
    v1::SnoozeSelfAssessmentResponse* response) {
  return AnswerByMove(context_, call, request, response,
                      [this, request](store::Transaction& transaction, SelfAssessmentKey key) {
                        return commands::Snooze(transaction, context_.policy, key,
                                                FromProto(request->duration()));
                      });
}

grpc::ServerUnaryReactor* AssessmentService::RevealSelfAssessment(
    grpc::CallbackServerContext* call, const v1::RevealSelfAssessmentRequest* request,
    v1::RevealSelfAssessmentResponse* response) {
  return AnswerByMove(context_, call, request, response,
                      [this](store::Transaction& transaction, SelfAssessmentKey key) {
                        return commands::Reveal(transaction, context_.policy, key);
                      });
}

grpc::ServerUnaryReactor* AssessmentService::SkipSelfAssessment(
    grpc::CallbackServerContext* call, const v1::SkipSelfAssessmentRequest* request,
    v1::SkipSelfAssessmentResponse* response) {
  return AnswerByMove(context_, call, request, response,
                      [this](store::Transaction& transaction, SelfAssessmentKey key) {
                        return commands::Skip(transaction, context_.policy, key);
                      });
}

grpc::ServerUnaryReactor* AssessmentService::CommitSelfAssessment(
    grpc::CallbackServerContext* call, const v1::CommitSelfAssessmentRequest* request,
    v1::CommitSelfAssessmentResponse* response) {
  const auto scores = FromProto(request->scores());
  if (!scores.ok()) {
    // Who calls is looked at first, so that nobody learns anything without a token.
    const auto caller = context_.gate.Enter(*call);
    return End(call, caller.ok() ? scores.status() : caller.status());
  }
  return AnswerByMove(
      context_, call, request, response,
      [this, request, scores = *scores](store::Transaction& transaction, SelfAssessmentKey key) {
        return commands::Commit(transaction, context_.policy, key, scores, request->note());
      });
}

grpc::ServerUnaryReactor* AssessmentService::GetSamplingPolicy(
    grpc::CallbackServerContext* call, const v1::GetSamplingPolicyRequest*,
    v1::GetSamplingPolicyResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  return AnswerByReading(context_, call, [response](store::Reader& reader) -> absl::Status {
    const auto policy = reader.FindSamplingPolicy();
    if (!policy.ok()) return policy.status();
    *response->mutable_policy() = ToProto(*policy);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* AssessmentService::UpdateSamplingPolicy(
    grpc::CallbackServerContext* call, const v1::UpdateSamplingPolicyRequest* request,
    v1::UpdateSamplingPolicyResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  if (auto status = Gate::MaySetRules(*caller); !status.ok()) return End(call, status);
  return AnswerOnce(context_, call, request, response,
                    [request, response](store::Transaction& transaction) -> absl::Status {
                      const auto policy = FromProto(request->policy());
                      auto status = commands::ChangeSamplingPolicy(transaction, policy);
                      if (status.ok()) *response->mutable_policy() = ToProto(policy);
                      return status;
                    });
}

}  // namespace aftercall::rpc
