#include "backend/rpc/kudos_service.h"

#include "backend/commands/kudos.h"
#include "backend/domain/placement.h"
#include "backend/rpc/kudos_proto.h"
#include "backend/rpc/own_names.h"

namespace aftercall::rpc {
namespace {

struct KudosTaskNames {
  using Id = domain::ReviewTaskId;
  static constexpr char kCollection[] = "reviewTasks";
  static constexpr char kHowCalled[] = "A review task is called \"users/me/reviewTasks/{task}\".";
};

absl::Status CheckFor(const v1::GiveKudosRequest& request) {
  if (request.user().empty() && request.review_task().empty()) {
    return BadField("user", "", "Either user or review_task is required.");
  }
  if (!request.user().empty() && !request.review_task().empty()) {
    return BadField("review_task", request.review_task(),
                    "Either user or review_task is expected, and both are there.");
  }
  if (!request.interaction().empty() && !request.review_task().empty()) {
    return BadField("interaction", request.interaction(),
                    "An interaction goes with user; a review task is of one already.");
  }
  return absl::OkStatus();
}

// The interaction that it is for; none where none is told. What the caller may not read, what is
// not the recipient's and what is not there are refused alike.
absl::StatusOr<domain::InteractionId> ReadInteraction(store::Transaction& transaction,
                                                      const Caller& caller, const std::string& name,
                                                      domain::UserId recipient) {
  if (name.empty()) return domain::InteractionId();
  const domain::InteractionId id{IdIn("interactions", name)};
  if (!id) {
    return BadField("interaction", name,
                    "An interaction is called \"interactions/{interaction}\".");
  }
  const auto facts = transaction.LoadFacts(id);
  if (absl::IsNotFound(facts.status())) return Gate::RefuseLook(caller, "interaction", name);
  if (!facts.ok()) return facts.status();
  const auto may = Gate::MayReadInteraction(transaction, caller, facts->interaction);
  if (!may.ok()) return may.status();
  if (!*may || facts->interaction.agent != recipient) {
    return Gate::RefuseLook(caller, "interaction", name);
  }
  return id;
}

absl::Status GiveToUser(store::Transaction& transaction, const Context& context,
                        const Caller& caller, const v1::GiveKudosRequest& request,
                        v1::GiveKudosResponse* response) {
  const auto recipient = ResolveUser(transaction, caller, "user", request.user());
  if (!recipient.ok()) return recipient.status();
  const auto interaction = ReadInteraction(transaction, caller, request.interaction(), *recipient);
  if (!interaction.ok()) return interaction.status();
  const auto kudos = commands::GiveKudos(transaction, context.policy, caller.user, *recipient,
                                         request.words(), *interaction);
  if (!kudos.ok()) return kudos.status();
  const auto giver = transaction.FindUser(caller.user);
  if (!giver.ok()) return giver.status();
  store::ListedKudos given{*kudos, *giver ? (*giver)->display_name : ""};
  if (*interaction) {
    const auto facts = transaction.LoadFacts(*interaction);
    if (!facts.ok()) return facts.status();
    given.reference = domain::ReferenceOf(facts->interaction);
  }
  *response->mutable_kudos() = ToProto(given);
  return absl::OkStatus();
}

absl::Status GiveForReview(store::Transaction& transaction, const Context& context,
                           const Caller& caller, const v1::GiveKudosRequest& request,
                           v1::GiveKudosResponse* response) {
  const std::string& name = request.review_task();
  const auto id = ReadOwnName<KudosTaskNames>(caller, name, "review_task");
  if (!id.ok()) return id.status();
  const auto task = transaction.FindReviewTask(*id);
  if (!task.ok()) return task.status();
  if (!*task || (*task)->reviewer != caller.user) {
    return Gate::RefuseLook(caller, "review_task", name);
  }
  const auto kudos =
      commands::GiveKudosForReview(transaction, context.policy, **task, request.words());
  if (kudos.ok()) *response->mutable_kudos() = ToProtoForReviewer(*kudos);
  return kudos.status();
}

absl::Status Give(store::Transaction& transaction, const Context& context, const Caller& caller,
                  const v1::GiveKudosRequest& request, v1::GiveKudosResponse* response) {
  if (auto status = CheckFor(request); !status.ok()) return status;
  return request.review_task().empty()
             ? GiveToUser(transaction, context, caller, request, response)
             : GiveForReview(transaction, context, caller, request, response);
}

absl::Status List(store::Reader& reader, const Caller& caller, const v1::ListKudosRequest& request,
                  v1::ListKudosResponse& response) {
  const auto size = ReadPageSize(request.page_size());
  if (!size.ok()) return size.status();
  const auto before = ReadPlace<domain::KudosId>(request.page_token());
  if (!before.ok()) return before.status();
  auto list = reader.ListKudos(caller.user, *before, *size + 1);
  if (!list.ok()) return list.status();
  response.set_next_page_token(CutPage(*list, *size, [](const auto& one) { return one.kudos.id; }));
  for (const auto& one : *list) *response.add_kudos() = ToProto(one);
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* KudosService::GiveKudos(grpc::CallbackServerContext* call,
                                                  const v1::GiveKudosRequest* request,
                                                  v1::GiveKudosResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  if (auto status = Gate::MayGiveKudos(*caller); !status.ok()) return End(call, status);
  return AnswerOnce(context_, call, request, response,
                    [=, this, caller = *caller](store::Transaction& transaction) {
                      return Give(transaction, context_, caller, *request, response);
                    });
}

grpc::ServerUnaryReactor* KudosService::ListKudos(grpc::CallbackServerContext* call,
                                                  const v1::ListKudosRequest* request,
                                                  v1::ListKudosResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  return AnswerByReading(context_, call, [=, caller = *caller](store::Reader& reader) {
    return List(reader, caller, *request, *response);
  });
}

}  // namespace aftercall::rpc
