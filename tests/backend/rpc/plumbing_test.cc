#include <grpcpp/generic/generic_stub.h>

#include "grpc/health/v1/health.grpc.pb.h"
#include "tests/backend/rpc/served.h"

// What tools and balancers ask of any server.
namespace aftercall::rpc {
namespace {

using ::testing::HasSubstr;

class PlumbingTest : public ServedTest {};

TEST_F(PlumbingTest, HealthIsServed) {
  const auto stub = grpc::health::v1::Health::NewStub(channel_);
  grpc::health::v1::HealthCheckResponse response;
  Call call("");
  const auto status = ToAbsl(stub->Check(&call, {}, &response));
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(response.status(), grpc::health::v1::HealthCheckResponse::SERVING);
}

TEST_F(PlumbingTest, ReflectionIsServed) {
  grpc::GenericStub stub(channel_);
  Call context("");
  grpc::CompletionQueue queue;
  const auto next = [&] {
    void* tag = nullptr;
    bool ok = false;
    return queue.Next(&tag, &ok) && ok;
  };
  const auto call = stub.PrepareCall(
      &context, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", &queue);
  call->StartCall(nullptr);
  ASSERT_TRUE(next());
  // Field 7 of the request, "list_services", empty.
  const grpc::Slice list_services(std::string("\x3a\x00", 2));
  call->Write(grpc::ByteBuffer(&list_services, 1), nullptr);
  ASSERT_TRUE(next());
  grpc::ByteBuffer response;
  call->Read(&response, nullptr);
  ASSERT_TRUE(next());
  std::vector<grpc::Slice> slices;
  ASSERT_TRUE(response.Dump(&slices).ok());
  std::string text;
  for (const auto& slice : slices) {
    text.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  for (const char* service : {"IngestService", "FeedService", "InsightService",
                              "InteractionService", "DirectoryService"}) {
    EXPECT_THAT(text, HasSubstr(std::string("aftercall.v1.") + service));
  }
  context.TryCancel();
  grpc::Status status;
  call->Finish(&status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  queue.Shutdown();
}

}  // namespace
}  // namespace aftercall::rpc
