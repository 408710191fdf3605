#pragma once

#include "aftercall/v1/ingest_service.grpc.pb.h"
#include "backend/rpc/context.h"

namespace aftercall::rpc {

class IngestService final : public v1::IngestService::CallbackService {
 public:
  // `on_questions` is called after a question was told, on a thread of the store.
  IngestService(const Context& context, std::function<void()> on_questions)
      : context_(context), on_questions_(std::move(on_questions)) {}

  grpc::ServerUnaryReactor* BatchIngest(grpc::CallbackServerContext* call,
                                        const v1::BatchIngestRequest* request,
                                        v1::BatchIngestResponse* response) override;
  grpc::ServerReadReactor<v1::StreamIngestRequest>* StreamIngest(
      grpc::CallbackServerContext* call, v1::StreamIngestResponse* response) override;

 private:
  const Context& context_;
  const std::function<void()> on_questions_;
};

}  // namespace aftercall::rpc
