#include "backend/rpc/kudos_service.h"

#include "backend/commands/kudos.h"
#include "backend/rpc/kudos_proto.h"
#include "backend/rpc/own_names.h"

namespace aftercall::rpc {
namespace {

absl::Status Give(store::Transaction& transaction, const Context& context, const Caller& caller,
                  const v1::GiveKudosRequest& request, v1::GiveKudosResponse* response) {
  const auto recipient = ResolveUser(transaction, caller, "user", request.user());
  if (!recipient.ok()) return recipient.status();
  const auto kudos =
      commands::GiveKudos(transaction, context.policy, caller.user, *recipient, request.words());
  if (!kudos.ok()) return kudos.status();
  const auto giver = transaction.FindUser(caller.user);
  if (!giver.ok()) return giver.status();
  *response->mutable_kudos() =
      ToProto(store::ListedKudos{*kudos, *giver ? (*giver)->display_name : ""});
  return absl::OkStatus();
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
