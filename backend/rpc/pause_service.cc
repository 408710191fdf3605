#include "backend/rpc/pause_service.h"

#include "backend/commands/pause.h"
#include "backend/rpc/answer_once.h"
#include "backend/rpc/time_proto.h"

namespace aftercall::rpc {
namespace {

// As pause_service.proto says; beside those that are paused.
constexpr size_t kMostQueues = 100;

v1::Pause ToProto(const store::ListedPause& listed) {
  const domain::Pause& pause = listed.pause;
  v1::Pause proto;
  if (pause.team) {
    proto.set_team(TeamName(pause.team));
    proto.set_team_display_name(listed.team_display_name);
  } else {
    proto.set_queue(pause.queue);
  }
  proto.set_user(UserName(pause.by));
  proto.set_user_display_name(listed.by_display_name);
  *proto.mutable_started_at() = rpc::ToProto(pause.started_at);
  *proto.mutable_ends_at() = rpc::ToProto(pause.ended_at.value_or(pause.ends_at));
  return proto;
}

// With its names.
absl::StatusOr<v1::Pause> Complete(store::Transaction& transaction, const domain::Pause& pause) {
  store::ListedPause listed{pause, "", ""};
  if (pause.team) {
    const auto team = transaction.FindTeam(pause.team);
    if (!team.ok()) return team.status();
    if (*team) listed.team_display_name = (*team)->display_name;
  }
  const auto by = transaction.FindUser(pause.by);
  if (!by.ok()) return by.status();
  if (*by) listed.by_display_name = (*by)->display_name;
  return ToProto(listed);
}

// What a request is about, where the caller may pause it.
template <typename Request>
absl::StatusOr<commands::PauseTarget> ReadTarget(store::Transaction& transaction,
                                                 const Caller& caller, const Request& request) {
  if (request.has_team()) {
    const auto team = ResolveTeam(transaction, "team", request.team());
    if (!team.ok()) return team.status();
    if (auto status = Gate::MayPauseTeam(caller, *team); !status.ok()) return status;
    return commands::PauseTarget{team->id, ""};
  }
  if (!request.has_queue()) return BadField("team", "", "One of team and queue is required.");
  if (auto status = Gate::MayPauseQueues(caller); !status.ok()) return status;
  return commands::PauseTarget{{}, request.queue()};
}

absl::Status StartIt(store::Transaction& transaction, const Context& context, const Caller& caller,
                     const v1::StartPauseRequest& request, v1::StartPauseResponse& response) {
  const auto target = ReadTarget(transaction, caller, request);
  if (!target.ok()) return target.status();
  const absl::Duration duration =
      request.has_duration() ? FromProto(request.duration()) : domain::kUsualPause;
  const auto started =
      commands::StartPause(transaction, context.policy, caller.user, *target, duration);
  if (!started.ok()) return started.status();
  auto pause = Complete(transaction, *started);
  if (!pause.ok()) return pause.status();
  *response.mutable_pause() = *std::move(pause);
  return absl::OkStatus();
}

absl::Status EndIt(store::Transaction& transaction, const Context& context, const Caller& caller,
                   const v1::EndPauseRequest& request, v1::EndPauseResponse& response) {
  const auto target = ReadTarget(transaction, caller, request);
  if (!target.ok()) return target.status();
  const auto ended = commands::EndPause(transaction, context.policy, *target);
  if (!ended.ok() || !*ended) return ended.status();
  auto pause = Complete(transaction, **ended);
  if (!pause.ok()) return pause.status();
  *response.mutable_pause() = *std::move(pause);
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* PauseService::StartPause(grpc::CallbackServerContext* call,
                                                   const v1::StartPauseRequest* request,
                                                   v1::StartPauseResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  return AnswerOnce(context_, call, request, response,
                    [=, this, caller = *caller](store::Transaction& transaction) {
                      return StartIt(transaction, context_, caller, *request, *response);
                    });
}

grpc::ServerUnaryReactor* PauseService::EndPause(grpc::CallbackServerContext* call,
                                                 const v1::EndPauseRequest* request,
                                                 v1::EndPauseResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  return AnswerOnce(context_, call, request, response,
                    [=, this, caller = *caller](store::Transaction& transaction) {
                      return EndIt(transaction, context_, caller, *request, *response);
                    });
}

grpc::ServerUnaryReactor* PauseService::ListPauses(grpc::CallbackServerContext* call,
                                                   const v1::ListPausesRequest*,
                                                   v1::ListPausesResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  if (auto status = Gate::MayListPauses(*caller); !status.ok()) return End(call, status);
  return AnswerByReading(context_, call, [response](store::Reader& reader) -> absl::Status {
    const auto list = reader.ListPauses();
    if (!list.ok()) return list.status();
    for (const auto& one : *list) *response->add_pauses() = ToProto(one);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PauseService::ListQueues(grpc::CallbackServerContext* call,
                                                   const v1::ListQueuesRequest*,
                                                   v1::ListQueuesResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  if (auto status = Gate::MayPauseQueues(*caller); !status.ok()) return End(call, status);
  const domain::UserId leader = Gate::MayPauseAnyTeam(*caller) ? domain::UserId() : caller->user;
  return AnswerByReading(context_, call, [this, leader, response](store::Reader& reader) {
    const auto list =
        reader.ListQueues(leader, context_.policy.calendar, context_.clock.Now(), kMostQueues);
    if (!list.ok()) return list.status();
    for (const auto& one : *list) {
      v1::Queue& queue = *response->add_queues();
      queue.set_queue(one.queue);
      if (one.paused_until) *queue.mutable_paused_until() = rpc::ToProto(*one.paused_until);
    }
    return absl::OkStatus();
  });
}

}  // namespace aftercall::rpc
