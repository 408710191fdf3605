#include "backend/rpc/appeal_service.h"

#include "absl/strings/str_cat.h"
#include "backend/commands/appeal.h"
#include "backend/rpc/appeal_proto.h"
#include "backend/rpc/own_names.h"

namespace aftercall::rpc {
namespace {

// The two kinds of names, and who a thing of each kind belongs to.
struct AppealNames {
  using Id = domain::AppealId;
  static constexpr char kCollection[] = "appeals";
  static constexpr char kHowCalled[] = "An appeal is called \"users/me/appeals/{appeal}\".";
  static absl::StatusOr<domain::UserId> OwnerOf(store::Transaction& transaction, Id id) {
    const auto appeal = transaction.FindAppeal(id);
    if (!appeal.ok()) return appeal.status();
    return *appeal ? (*appeal)->agent : domain::UserId();
  }
};
struct TaskNames {
  using Id = domain::AppealTaskId;
  static constexpr char kCollection[] = "appealTasks";
  static constexpr char kHowCalled[] = "An appeal task is called \"users/me/appealTasks/{task}\".";
  static absl::StatusOr<domain::UserId> OwnerOf(store::Transaction& transaction, Id id) {
    const auto task = transaction.FindAppealTask(id);
    if (!task.ok()) return task.status();
    return *task ? (*task)->arbiter : domain::UserId();
  }
};

template <typename Response>
absl::Status Put(const absl::StatusOr<domain::Appeal>& appeal, Response* response) {
  if (appeal.ok()) *response->mutable_appeal() = ToProto(*appeal);
  return appeal.status();
}

template <typename Response>
absl::Status Put(const absl::StatusOr<domain::AppealTask>& task, Response* response) {
  if (task.ok()) *response->mutable_appeal_task() = ToProto(*task);
  return task.status();
}

absl::Status List(store::Reader& reader, const Context& context, const Caller& caller,
                  const v1::ListAppealsRequest& request, v1::ListAppealsResponse& response) {
  const auto size = ReadPageSize(request.page_size());
  if (!size.ok()) return size.status();
  const auto before = ReadPlace<domain::AppealId>(request.page_token());
  if (!before.ok()) return before.status();
  auto list = reader.ListAppeals(caller.user, request.open_only(), *before, *size + 1);
  if (!list.ok()) return list.status();
  response.set_next_page_token(
      CutPage(*list, *size, [](const auto& one) { return one.appeal.id; }));
  for (const auto& one : *list) *response.add_appeals() = ToProto(one, context.policy.calendar);
  return absl::OkStatus();
}

absl::Status List(store::Reader& reader, const Context& context, QuestionCatalog& questions,
                  const Caller& caller, const v1::ListAppealTasksRequest& request,
                  v1::ListAppealTasksResponse& response) {
  const auto size = ReadPageSize(request.page_size());
  if (!size.ok()) return size.status();
  const auto before = ReadPlace<domain::AppealTaskId>(request.page_token());
  if (!before.ok()) return before.status();
  auto list = reader.ListAppealTasks(caller.user, request.open_only(), *before, *size + 1);
  if (!list.ok()) return list.status();
  response.set_next_page_token(CutPage(*list, *size, [](const auto& one) { return one.task.id; }));
  for (const auto& one : *list) {
    *response.add_appeal_tasks() = ToProto(
        one, context.policy, QuestionOf(one.appeal, reader, questions), Gate::MayReadWords(caller));
  }
  return absl::OkStatus();
}

absl::StatusOr<commands::AppealDecision> ReadDecision(const v1::DecideAppealRequest& request) {
  switch (request.decision()) {
    case v1::DecideAppealRequest::DECISION_UPHOLD:
      return commands::AppealDecision::kUphold;
    case v1::DecideAppealRequest::DECISION_DECLINE:
      return commands::AppealDecision::kDecline;
    default:
      return BadField("decision", absl::StrCat(request.decision()),
                      "The decision is DECISION_UPHOLD or DECISION_DECLINE.");
  }
}

struct ContestedNames {
  using Id = domain::ReviewId;
  static constexpr char kCollection[] = "reviews";
  static constexpr char kHowCalled[] = "A review is called \"users/me/reviews/{review}\".";
};

// Against a verdict or a review, and not both.
absl::StatusOr<commands::AppealRequest> ReadAppeal(const v1::OpenAppealRequest& request,
                                                   const Caller& caller) {
  commands::AppealRequest appeal;
  appeal.agent = caller.user;
  appeal.reason = request.reason();
  if (!request.review().empty()) {
    if (!request.interaction().empty() || !request.question_id().empty()) {
      return BadField("review", request.review(),
                      "A review is told in place of interaction and question_id.");
    }
    const auto review = ReadOwnName<ContestedNames>(caller, request.review(), "review");
    if (!review.ok()) return review.status();
    appeal.review = *review;
    return appeal;
  }
  appeal.interaction = {IdIn("interactions", request.interaction())};
  if (!appeal.interaction) {
    return BadField("interaction", request.interaction(),
                    "An interaction is called \"interactions/{interaction}\".");
  }
  appeal.question_id = request.question_id();
  return appeal;
}

}  // namespace

grpc::ServerUnaryReactor* AppealService::OpenAppeal(grpc::CallbackServerContext* call,
                                                    const v1::OpenAppealRequest* request,
                                                    v1::OpenAppealResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  const auto appeal = ReadAppeal(*request, *caller);
  if (!appeal.ok()) return End(call, appeal.status());
  return AnswerOnce(context_, call, request, response,
                    [=, this, asked = *appeal](store::Transaction& transaction) {
                      return Put(commands::OpenAppeal(transaction, context_.policy, asked),
                                 response);
                    });
}

grpc::ServerUnaryReactor* AppealService::ListAppeals(grpc::CallbackServerContext* call,
                                                     const v1::ListAppealsRequest* request,
                                                     v1::ListAppealsResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  return AnswerByReading(context_, call, [=, this, caller = *caller](store::Reader& reader) {
    return List(reader, context_, caller, *request, *response);
  });
}

grpc::ServerUnaryReactor* AppealService::GetAppeal(grpc::CallbackServerContext* call,
                                                   const v1::GetAppealRequest* request,
                                                   v1::GetAppealResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  const auto id = ReadOwnName<AppealNames>(*caller, request->name());
  if (!id.ok()) return End(call, id.status());
  return AnswerByReading(
      context_, call, [=, this, caller = *caller, id = *id](store::Reader& reader) -> absl::Status {
        const auto found = reader.FindAppeal(id);
        if (!found.ok()) return found.status();
        if (!*found) return NotFound("name", request->name());
        if ((*found)->appeal.agent != caller.user) {
          return Gate::RefuseLook(caller, "name", request->name());
        }
        *response->mutable_appeal() = ToProto(**found, context_.policy.calendar);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* AppealService::WithdrawAppeal(grpc::CallbackServerContext* call,
                                                        const v1::WithdrawAppealRequest* request,
                                                        v1::WithdrawAppealResponse* response) {
  return AnswerByMove<AppealNames>(
      context_, call, request, response,
      [=, this](store::Transaction& transaction, domain::AppealId id, domain::UserId user) {
        return Put(commands::WithdrawAppeal(transaction, context_.policy, {id, user}), response);
      });
}

grpc::ServerUnaryReactor* AppealService::ListAppealTasks(grpc::CallbackServerContext* call,
                                                         const v1::ListAppealTasksRequest* request,
                                                         v1::ListAppealTasksResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  return AnswerByReading(context_, call, [=, this, caller = *caller](store::Reader& reader) {
    return List(reader, context_, questions_, caller, *request, *response);
  });
}

grpc::ServerUnaryReactor* AppealService::GetAppealTask(grpc::CallbackServerContext* call,
                                                       const v1::GetAppealTaskRequest* request,
                                                       v1::GetAppealTaskResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  const auto id = ReadOwnName<TaskNames>(*caller, request->name());
  if (!id.ok()) return End(call, id.status());
  return AnswerByReading(
      context_, call, [=, this, caller = *caller, id = *id](store::Reader& reader) -> absl::Status {
        const auto found = reader.FindAppealTask(id);
        if (!found.ok()) return found.status();
        if (!*found) return NotFound("name", request->name());
        if ((*found)->task.arbiter != caller.user) {
          return Gate::RefuseLook(caller, "name", request->name());
        }
        *response->mutable_appeal_task() =
            ToProto(**found, context_.policy, QuestionOf((*found)->appeal, reader, questions_),
                    Gate::MayReadWords(caller));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* AppealService::TakeAppealTask(grpc::CallbackServerContext* call,
                                                        const v1::TakeAppealTaskRequest* request,
                                                        v1::TakeAppealTaskResponse* response) {
  return AnswerByMove<TaskNames>(
      context_, call, request, response,
      [=, this](store::Transaction& transaction, domain::AppealTaskId id, domain::UserId user) {
        return Put(commands::TakeAppeal(transaction, context_.policy, {id, user}), response);
      });
}

grpc::ServerUnaryReactor* AppealService::DecideAppeal(grpc::CallbackServerContext* call,
                                                      const v1::DecideAppealRequest* request,
                                                      v1::DecideAppealResponse* response) {
  return AnswerByMove<TaskNames>(
      context_, call, request, response,
      [=, this](store::Transaction& transaction, domain::AppealTaskId id, domain::UserId user) {
        const auto decision = ReadDecision(*request);
        if (!decision.ok()) return decision.status();
        return Put(commands::DecideAppeal(transaction, context_.policy, {id, user}, *decision,
                                          request->reason()),
                   response);
      });
}

}  // namespace aftercall::rpc
