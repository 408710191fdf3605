#pragma once

#include "aftercall/v1/interaction_service.grpc.pb.h"
#include "backend/rpc/context.h"
#include "backend/rpc/question_catalog.h"

namespace aftercall::rpc {

class InteractionService final : public v1::InteractionService::CallbackService {
 public:
  InteractionService(const Context& context, QuestionCatalog& questions)
      : context_(context), questions_(questions) {}

  grpc::ServerUnaryReactor* ListInteractions(grpc::CallbackServerContext* call,
                                             const v1::ListInteractionsRequest* request,
                                             v1::ListInteractionsResponse* response) override;
  grpc::ServerUnaryReactor* GetInteraction(grpc::CallbackServerContext* call,
                                           const v1::GetInteractionRequest* request,
                                           v1::GetInteractionResponse* response) override;
  grpc::ServerUnaryReactor* OpenSeal(grpc::CallbackServerContext* call,
                                     const v1::OpenSealRequest* request,
                                     v1::OpenSealResponse* response) override;

 private:
  absl::Status List(store::Reader& reader, const Caller& caller,
                    const v1::ListInteractionsRequest& request,
                    v1::ListInteractionsResponse& response, Looks& looks);
  absl::Status ListPending(store::Reader& reader, const Caller& caller,
                           const v1::ListInteractionsRequest& request,
                           v1::ListInteractionsResponse& response);
  absl::Status Get(store::Reader& reader, const Caller& caller,
                   const v1::GetInteractionRequest& request, v1::GetInteractionResponse& response,
                   Looks& looks);
  absl::StatusOr<v1::Interaction> Encode(store::Reader& reader, const Caller& caller,
                                         const store::ListedInteraction& listed, bool whole);

  const Context& context_;
  QuestionCatalog& questions_;
};

}  // namespace aftercall::rpc
