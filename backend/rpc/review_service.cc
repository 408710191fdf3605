#include "backend/rpc/review_service.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "backend/commands/review.h"
#include "backend/rpc/own_names.h"
#include "backend/rpc/review_proto.h"
#include "backend/rpc/reviewer_figures.h"
#include "backend/rpc/time_proto.h"
#include "shared/base/text.h"

namespace aftercall::rpc {
namespace {

// The two kinds of names, and who a thing of each kind belongs to.
struct ReviewNames {
  using Id = domain::ReviewId;
  static constexpr char kCollection[] = "reviews";
  static constexpr char kHowCalled[] = "A review is called \"users/me/reviews/{review}\".";
  static absl::StatusOr<domain::UserId> OwnerOf(store::Transaction& transaction, Id id) {
    const auto review = transaction.FindReview(id);
    if (!review.ok()) return review.status();
    return *review ? (*review)->requester : domain::UserId();
  }
};
struct TaskNames {
  using Id = domain::ReviewTaskId;
  static constexpr char kCollection[] = "reviewTasks";
  static constexpr char kHowCalled[] = "A review task is called \"users/me/reviewTasks/{task}\".";
  static absl::StatusOr<domain::UserId> OwnerOf(store::Transaction& transaction, Id id) {
    const auto task = transaction.FindReviewTask(id);
    if (!task.ok()) return task.status();
    return *task ? (*task)->reviewer : domain::UserId();
  }
};

template <typename Response>
absl::Status Put(const absl::StatusOr<domain::Review>& review, Response* response) {
  if (review.ok()) *response->mutable_review() = ToProto(*review);
  return review.status();
}

template <typename Response>
absl::Status Put(const absl::StatusOr<domain::ReviewTask>& task, Response* response) {
  if (task.ok()) *response->mutable_review_task() = ToProto(*task);
  return task.status();
}

absl::Status List(store::Reader& reader, const Context& context, const Caller& caller,
                  const v1::ListReviewsRequest& request, v1::ListReviewsResponse& response) {
  const auto size = ReadPageSize(request.page_size());
  if (!size.ok()) return size.status();
  const auto before = ReadPlace<domain::ReviewId>(request.page_token());
  if (!before.ok()) return before.status();
  auto list = reader.ListReviews(caller.user, request.open_only(), *before, *size + 1);
  if (!list.ok()) return list.status();
  response.set_next_page_token(
      CutPage(*list, *size, [](const auto& one) { return one.review.id; }));
  for (const auto& one : *list) *response.add_reviews() = ToProto(one, context.policy.calendar);
  return absl::OkStatus();
}

absl::Status List(store::Reader& reader, const Context& context, const Caller& caller,
                  const v1::ListReviewTasksRequest& request,
                  v1::ListReviewTasksResponse& response) {
  const auto size = ReadPageSize(request.page_size());
  if (!size.ok()) return size.status();
  const auto before = ReadPlace<domain::ReviewTaskId>(request.page_token());
  if (!before.ok()) return before.status();
  auto list = reader.ListReviewTasks(caller.user, request.open_only(), *before, *size + 1);
  if (!list.ok()) return list.status();
  response.set_next_page_token(CutPage(*list, *size, [](const auto& one) { return one.task.id; }));
  for (const auto& one : *list) {
    *response.add_review_tasks() = ToProto(one, context.policy, Gate::MayReadWords(caller));
  }
  return absl::OkStatus();
}

// Whoever is called so, or of this id: a name that several share means all of them, so that nothing
// is told about anybody.
absl::StatusOr<std::vector<domain::UserId>> ReadUnwanted(store::Transaction& transaction,
                                                         const v1::RequestReviewRequest& request) {
  std::vector<domain::UserId> unwanted;
  for (const std::string& name : request.not_to_ask()) {
    if (const int64_t id = IdIn("users", name); id != 0) {
      unwanted.push_back({id});
      continue;
    }
    const auto users = transaction.FindUsersByName(name);
    if (!users.ok()) return users.status();
    const size_t before = unwanted.size();
    for (const domain::User& user : *users) {
      if (user.state != domain::User::State::kDeactivated) unwanted.push_back(user.id);
    }
    if (unwanted.size() == before) {
      return wire::ToStatus(absl::StatusCode::kInvalidArgument,
                            {"COLLEAGUE_UNKNOWN", "not_to_ask", name,
                             absl::StrCat("Nobody is called \"", base::Shorten(name, 100),
                                          "\"; an exact display name was expected.")});
    }
  }
  return unwanted;
}

absl::Status Request(store::Transaction& transaction, const Context& context, const Caller& caller,
                     const v1::RequestReviewRequest& request, v1::RequestReviewResponse* response) {
  commands::ReviewRequest asked;
  asked.interaction = {IdIn("interactions", request.interaction())};
  asked.requester = caller.user;
  asked.question = request.question();
  asked.elements = {request.elements().begin(), request.elements().end()};
  for (const auto& moment : request.moments()) asked.moments.push_back(FromProto(moment));
  auto unwanted = ReadUnwanted(transaction, request);
  if (!unwanted.ok()) return unwanted.status();
  asked.unwanted = *std::move(unwanted);
  return Put(request.validate_only() ? commands::PreviewReview(transaction, context.policy, asked)
                                     : commands::RequestReview(transaction, context.policy, asked),
             response);
}

// Begins it, and writes down that the record was looked at. Of an interaction that the caller may
// not evaluate they learn nothing.
absl::Status Start(store::Transaction& transaction, const Context& context, const Caller& caller,
                   domain::InteractionId id, v1::StartEvaluationResponse* response) {
  const auto facts = transaction.LoadFacts(id);
  if (absl::IsNotFound(facts.status())) return NotFound("interaction", InteractionName(id));
  if (!facts.ok()) return facts.status();
  const domain::PlacedInteraction& placed = facts->interaction;
  if (placed.agent != caller.user) {
    const auto may = Gate::MayEvaluate(transaction, caller, placed);
    if (!may.ok()) return may.status();
    if (!*may) return Gate::RefuseLook(caller, "interaction", InteractionName(id));
  }
  const auto task = commands::StartEvaluation(transaction, context.policy, {id, caller.user});
  if (!task.ok()) return task.status();
  const auto review = transaction.FindReview(task->review);
  const auto agent = transaction.FindUser(placed.agent);
  if (!review.ok()) return review.status();
  if (!agent.ok()) return agent.status();
  if (!*review || !*agent) return absl::InternalError("an evaluation lacks its review or agent");
  store::ListedReviewTask listed;
  listed.task = *task;
  listed.review = **review;
  listed.interaction = placed;
  listed.requester_display_name = (*agent)->display_name;
  *response->mutable_review_task() = ToProto(listed, context.policy, Gate::MayReadWords(caller));
  return transaction.NoteLook({placed.agent, caller.user, domain::Look::Kind::kInteraction},
                              context.policy.calendar.DayOf(transaction.Now()));
}

std::optional<bool> OpenedOf(const v1::SubmitReviewRequest& request) {
  return request.has_opened() ? std::optional<bool>(request.opened()) : std::nullopt;
}

}  // namespace

grpc::ServerUnaryReactor* ReviewService::RequestReview(grpc::CallbackServerContext* call,
                                                       const v1::RequestReviewRequest* request,
                                                       v1::RequestReviewResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  if (IdIn("interactions", request->interaction()) == 0) {
    return End(call, BadField("interaction", request->interaction(),
                              "An interaction is called \"interactions/{interaction}\"."));
  }
  return AnswerOnce(context_, call, request, response,
                    [=, this, caller = *caller](store::Transaction& transaction) {
                      return Request(transaction, context_, caller, *request, response);
                    });
}

grpc::ServerUnaryReactor* ReviewService::ListReviews(grpc::CallbackServerContext* call,
                                                     const v1::ListReviewsRequest* request,
                                                     v1::ListReviewsResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  return AnswerByReading(context_, call, [=, this, caller = *caller](store::Reader& reader) {
    return List(reader, context_, caller, *request, *response);
  });
}

grpc::ServerUnaryReactor* ReviewService::GetReview(grpc::CallbackServerContext* call,
                                                   const v1::GetReviewRequest* request,
                                                   v1::GetReviewResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  const auto id = ReadOwnName<ReviewNames>(*caller, request->name());
  if (!id.ok()) return End(call, id.status());
  return AnswerByReading(
      context_, call, [=, this, caller = *caller, id = *id](store::Reader& reader) -> absl::Status {
        const auto found = reader.FindReview(id);
        if (!found.ok()) return found.status();
        if (!*found || !domain::IsTold((*found)->review)) return NotFound("name", request->name());
        if ((*found)->review.requester != caller.user) {
          return Gate::RefuseLook(caller, "name", request->name());
        }
        *response->mutable_review() = ToProto(**found, context_.policy.calendar);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* ReviewService::ThankReviewer(grpc::CallbackServerContext* call,
                                                       const v1::ThankReviewerRequest* request,
                                                       v1::ThankReviewerResponse* response) {
  return AnswerByMove<ReviewNames>(
      context_, call, request, response,
      [=, this](store::Transaction& transaction, domain::ReviewId id, domain::UserId user) {
        return Put(commands::ThankReviewer(transaction, context_.policy, {id, user}), response);
      });
}

grpc::ServerUnaryReactor* ReviewService::AcknowledgeReview(
    grpc::CallbackServerContext* call, const v1::AcknowledgeReviewRequest* request,
    v1::AcknowledgeReviewResponse* response) {
  return AnswerByMove<ReviewNames>(
      context_, call, request, response,
      [=, this](store::Transaction& transaction, domain::ReviewId id, domain::UserId user) {
        return Put(commands::AcknowledgeReview(transaction, context_.policy, {id, user}), response);
      });
}

grpc::ServerUnaryReactor* ReviewService::DifferFromReview(
    grpc::CallbackServerContext* call, const v1::DifferFromReviewRequest* request,
    v1::DifferFromReviewResponse* response) {
  return AnswerByMove<ReviewNames>(
      context_, call, request, response,
      [=, this](store::Transaction& transaction, domain::ReviewId id, domain::UserId user) {
        return Put(
            commands::DifferFromReview(transaction, context_.policy, {id, user}, request->answer()),
            response);
      });
}

grpc::ServerUnaryReactor* ReviewService::LendReview(grpc::CallbackServerContext* call,
                                                    const v1::LendReviewRequest* request,
                                                    v1::LendReviewResponse* response) {
  return AnswerByMove<ReviewNames>(
      context_, call, request, response,
      [=, this](store::Transaction& transaction, domain::ReviewId id, domain::UserId user) {
        return Put(commands::LendReview(transaction, context_.policy, {id, user}, request->lent()),
                   response);
      });
}

grpc::ServerUnaryReactor* ReviewService::CloseReview(grpc::CallbackServerContext* call,
                                                     const v1::CloseReviewRequest* request,
                                                     v1::CloseReviewResponse* response) {
  return AnswerByMove<ReviewNames>(
      context_, call, request, response,
      [=, this](store::Transaction& transaction, domain::ReviewId id, domain::UserId user) {
        return Put(commands::CloseReview(transaction, context_.policy, {id, user}), response);
      });
}

grpc::ServerUnaryReactor* ReviewService::StartEvaluation(grpc::CallbackServerContext* call,
                                                         const v1::StartEvaluationRequest* request,
                                                         v1::StartEvaluationResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  if (auto status = Gate::MayEvaluate(*caller); !status.ok()) return End(call, status);
  const domain::InteractionId id{IdIn("interactions", request->interaction())};
  if (!id) {
    return End(call, BadField("interaction", request->interaction(),
                              "An interaction is called \"interactions/{interaction}\"."));
  }
  return AnswerOnce(context_, call, request, response,
                    [=, this, caller = *caller](store::Transaction& transaction) {
                      return Start(transaction, context_, caller, id, response);
                    });
}

grpc::ServerUnaryReactor* ReviewService::ListReviewTasks(grpc::CallbackServerContext* call,
                                                         const v1::ListReviewTasksRequest* request,
                                                         v1::ListReviewTasksResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  return AnswerByReading(context_, call, [=, this, caller = *caller](store::Reader& reader) {
    return List(reader, context_, caller, *request, *response);
  });
}

grpc::ServerUnaryReactor* ReviewService::GetReviewTask(grpc::CallbackServerContext* call,
                                                       const v1::GetReviewTaskRequest* request,
                                                       v1::GetReviewTaskResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  const auto id = ReadOwnName<TaskNames>(*caller, request->name());
  if (!id.ok()) return End(call, id.status());
  return AnswerByReading(
      context_, call, [=, this, caller = *caller, id = *id](store::Reader& reader) -> absl::Status {
        const auto found = reader.FindReviewTask(id);
        if (!found.ok()) return found.status();
        if (!*found) return NotFound("name", request->name());
        if ((*found)->task.reviewer != caller.user) {
          return Gate::RefuseLook(caller, "name", request->name());
        }
        *response->mutable_review_task() =
            ToProto(**found, context_.policy, Gate::MayReadWords(caller));
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* ReviewService::AcceptReviewTask(
    grpc::CallbackServerContext* call, const v1::AcceptReviewTaskRequest* request,
    v1::AcceptReviewTaskResponse* response) {
  return AnswerByMove<TaskNames>(
      context_, call, request, response,
      [=, this](store::Transaction& transaction, domain::ReviewTaskId id, domain::UserId user) {
        return Put(commands::AcceptReview(transaction, context_.policy, {id, user}), response);
      });
}

grpc::ServerUnaryReactor* ReviewService::DeclineReviewTask(
    grpc::CallbackServerContext* call, const v1::DeclineReviewTaskRequest* request,
    v1::DeclineReviewTaskResponse* response) {
  return AnswerByMove<TaskNames>(
      context_, call, request, response,
      [=, this](store::Transaction& transaction, domain::ReviewTaskId id, domain::UserId user) {
        return Put(
            commands::DeclineReview(transaction, context_.policy, {id, user}, request->reason()),
            response);
      });
}

grpc::ServerUnaryReactor* ReviewService::SaveReviewDraft(grpc::CallbackServerContext* call,
                                                         const v1::SaveReviewDraftRequest* request,
                                                         v1::SaveReviewDraftResponse* response) {
  return AnswerByMove<TaskNames>(
      context_, call, request, response,
      [=](store::Transaction& transaction, domain::ReviewTaskId id, domain::UserId user) {
        const auto saved = commands::SaveReviewDraft(
            transaction, {id, user}, request->base_version(), FromProto(request->content()));
        if (!saved.ok()) return saved.status();
        *response->mutable_draft() = ToProto(saved->latest);
        if (saved->beside) *response->mutable_other_draft() = ToProto(*saved->beside);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* ReviewService::SubmitReview(grpc::CallbackServerContext* call,
                                                      const v1::SubmitReviewRequest* request,
                                                      v1::SubmitReviewResponse* response) {
  return AnswerByMove<TaskNames>(
      context_, call, request, response,
      [=, this](store::Transaction& transaction, domain::ReviewTaskId id, domain::UserId user) {
        return Put(commands::SubmitReview(transaction, context_.policy, {id, user},
                                          FromProto(request->content()), OpenedOf(*request)),
                   response);
      });
}

grpc::ServerUnaryReactor* ReviewService::ListReviewerFigures(
    grpc::CallbackServerContext* call, const v1::ListReviewerFiguresRequest* request,
    v1::ListReviewerFiguresResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  if (auto status = Gate::MayReadReviewers(*caller); !status.ok()) return End(call, status);
  return AnswerByReading(context_, call, [=, this](store::Reader& reader) {
    return AnswerReviewerFigures(reader, context_.policy.calendar, *request, *response);
  });
}

}  // namespace aftercall::rpc
