#include "backend/rpc/assessment_service.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "backend/commands/assess.h"
#include "backend/commands/share_assessment.h"
#include "backend/rpc/answer_once.h"
#include "backend/rpc/assessment_proto.h"
#include "backend/rpc/page_token.h"
#include "backend/rpc/time_proto.h"
#include "shared/base/ids.h"

namespace aftercall::rpc {
namespace {

using commands::SelfAssessmentKey;

absl::Status Malformed(const std::string& name) {
  return BadField("name", name,
                  "A self-assessment is called \"users/me/selfAssessments/{interaction}\".");
}

// The one that a name is of, whosever it is.
absl::StatusOr<SelfAssessmentKey> ReadAnyName(const Caller& caller, const std::string& name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  if (parts.size() != 4 || parts[0] != "users" || parts[2] != "selfAssessments") {
    return Malformed(name);
  }
  const auto interaction = base::ParseId(parts[3]);
  if (!interaction) return Malformed(name);
  if (parts[1] == "me") return SelfAssessmentKey{{*interaction}, caller.user};
  const auto user = base::ParseId(parts[1]);
  if (!user) return Gate::RefuseLook(caller, "name", name);
  return SelfAssessmentKey{{*interaction}, {*user}};
}

absl::StatusOr<SelfAssessmentKey> ReadName(const Caller& caller, const std::string& name) {
  auto key = ReadAnyName(caller, name);
  if (key.ok() && key->agent != caller.user) return Gate::RefuseLook(caller, "name", name);
  return key;
}

// For somebody who may read it.
v1::SelfAssessment Encode(const store::ListedSelfAssessment& listed, const Caller& caller) {
  v1::SelfAssessment proto = ToProto(listed.assessment);
  *proto.mutable_reference() = ToProto(listed.reference);
  proto.set_agent_display_name(listed.agent_display_name);
  AddScores(listed.scores, proto);
  if (listed.assessment.agent == caller.user) {
    for (const auto& share : listed.shares) *proto.add_shares() = ToProto(share);
  }
  return proto;
}

// Notes that a self-assessment has been shown to `caller`.
void NoteLook(const domain::SelfAssessment& assessment, const Caller& caller, Looks& looks) {
  if (assessment.agent == caller.user) return;
  looks.insert({assessment.agent, caller.user, domain::Look::Kind::kSelfAssessment});
}

absl::Status List(store::Reader& reader, const Caller& caller,
                  const v1::ListSelfAssessmentsRequest& request,
                  v1::ListSelfAssessmentsResponse& response, Looks& looks) {
  const auto size = ReadPageSize(request.page_size());
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
  auto list = request.shared_with_me()
                  ? reader.ListSharedSelfAssessments(caller.user, after, *size + 1)
                  : reader.ListSelfAssessments(caller.user, request.open_only(), after, *size + 1);
  if (!list.ok()) return list.status();
  if (list->size() > *size) {
    list->pop_back();
    const auto& last = list->back().assessment;
    response.set_next_page_token(MakePageToken(
        {absl::StrCat(absl::ToUnixMicros(last.asked_at)), base::FormatId(last.interaction.value)}));
  }
  for (const auto& listed : *list) {
    NoteLook(listed.assessment, caller, looks);
    *response.add_self_assessments() = Encode(listed, caller);
  }
  return absl::OkStatus();
}

absl::Status Get(store::Reader& reader, const Caller& caller,
                 const v1::GetSelfAssessmentRequest& request,
                 v1::GetSelfAssessmentResponse& response, Looks& looks) {
  const auto key = ReadAnyName(caller, request.name());
  if (!key.ok()) return key.status();
  const auto found = reader.FindSelfAssessment(key->interaction, key->agent);
  if (!found.ok()) return found.status();
  if (!*found && key->agent == caller.user) return NotFound("name", request.name());
  const auto may_read =
      *found ? Gate::MayReadSelfAssessment(reader, caller, **found) : absl::StatusOr<bool>(false);
  if (!may_read.ok()) return may_read.status();
  if (!*may_read) return Gate::RefuseLook(caller, "name", request.name());
  NoteLook((*found)->assessment, caller, looks);
  *response.mutable_self_assessment() = Encode(**found, caller);
  return absl::OkStatus();
}

// With whom a request shares, none: the author's leaders.
template <typename Request>
absl::StatusOr<domain::UserId> ReadWith(store::Transaction& transaction, const Caller& caller,
                                        const Request& request) {
  if (request.has_user()) return ResolveUser(transaction, caller, "user", request.user());
  if (request.has_leaders() && request.leaders()) return domain::UserId();
  return BadField("user", "", "One of leaders and user is required.");
}

// As AnswerOnce, for `change(transaction, key, reader)` of with whom one of the caller's own is
// shared.
template <typename Request, typename Response, typename Change>
grpc::ServerUnaryReactor* AnswerByShare(const Context& context, grpc::CallbackServerContext* call,
                                        const Request* request, Response* response, Change change) {
  const auto caller = context.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  const auto key = ReadName(*caller, request->name());
  if (!key.ok()) return End(call, key.status());
  return AnswerOnce(context, call, request, response,
                    [request, response, change, caller = *caller,
                     key = *key](store::Transaction& transaction) -> absl::Status {
                      const auto reader = ReadWith(transaction, caller, *request);
                      if (!reader.ok()) return reader.status();
                      const auto shares = change(transaction, key, *reader);
                      if (!shares.ok()) return shares.status();
                      for (const auto& share : *shares) *response->add_shares() = ToProto(share);
                      return absl::OkStatus();
                    });
}

// What a move brought along and its author hears again: of a commit its scores.
template <typename Request>
void TellScores(const Request&, v1::SelfAssessment&) {}
void TellScores(const v1::CommitSelfAssessmentRequest& request, v1::SelfAssessment& to) {
  *to.mutable_scores() = request.scores();
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
                      TellScores(*request, *response->mutable_self_assessment());
                      return absl::OkStatus();
                    });
}

}  // namespace

grpc::ServerUnaryReactor* AssessmentService::ListSelfAssessments(
    grpc::CallbackServerContext* call, const v1::ListSelfAssessmentsRequest* request,
    v1::ListSelfAssessmentsResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  return AnswerByLooking(context_, call,
                         [=, caller = *caller](store::Reader& reader, Looks& looks) {
                           return List(reader, caller, *request, *response, looks);
                         });
}

grpc::ServerUnaryReactor* AssessmentService::GetSelfAssessment(
    grpc::CallbackServerContext* call, const v1::GetSelfAssessmentRequest* request,
    v1::GetSelfAssessmentResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  return AnswerByLooking(
      context_, call, [request, response, caller = *caller](store::Reader& reader, Looks& looks) {
        return Get(reader, caller, *request, *response, looks);
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

grpc::ServerUnaryReactor* AssessmentService::ShareSelfAssessment(
    grpc::CallbackServerContext* call, const v1::ShareSelfAssessmentRequest* request,
    v1::ShareSelfAssessmentResponse* response) {
  return AnswerByShare(context_, call, request, response, commands::ShareWith);
}

grpc::ServerUnaryReactor* AssessmentService::UnshareSelfAssessment(
    grpc::CallbackServerContext* call, const v1::UnshareSelfAssessmentRequest* request,
    v1::UnshareSelfAssessmentResponse* response) {
  return AnswerByShare(context_, call, request, response, commands::UnshareWith);
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
