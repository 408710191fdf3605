#pragma once

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "aftercall/v1/feed_service.grpc.pb.h"

namespace aftercall::net {

namespace v1 = ::aftercall::v1;

// A stream as a test's script writes it.
class FakeStream {
 public:
  FakeStream(grpc::ServerContext* context, grpc::ServerWriter<v1::WatchFeedResponse>* writer)
      : context_(context), writer_(writer) {}

  // Each returns whether the client is still there.
  bool Opened(bool snapshot, int64_t seen = 0, int interval_seconds = 10);
  bool Verdicts(int64_t first, int64_t last, const std::string& comment = "");
  bool Snapshot(const std::vector<int64_t>& positions);
  bool CaughtUp(int64_t position);
  bool Bookmark(int64_t position);
  bool Standing();
  bool Write(const v1::WatchFeedResponse& message) { return writer_->Write(message); }

  // Stays open until the client or the server ends it, or `until` is true.
  grpc::Status Stay(const std::function<bool()>& until = [] { return false; });

 private:
  grpc::ServerContext* context_;
  grpc::ServerWriter<v1::WatchFeedResponse>* writer_;
};

// A feed service in this process that does what a script says.
class FakeServer final : public v1::FeedService::Service {
 public:
  using Script = std::function<grpc::Status(const v1::WatchFeedRequest&, FakeStream&)>;
  using SeenScript = std::function<grpc::Status(const v1::MarkFeedSeenRequest&, int call)>;

  FakeServer();
  ~FakeServer() override { Stop(); }

  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

  void SetScript(Script script);
  void SetSeenScript(SeenScript script);

  // Serves `service` as well, from the next start.
  void Add(grpc::Service* service) { others_.push_back(service); }

  void Start(const std::shared_ptr<grpc::ServerCredentials>& credentials = nullptr);
  void Stop();

  std::vector<v1::WatchFeedRequest> watched();
  std::vector<v1::MarkFeedSeenRequest> marked();
  std::vector<std::string> authorizations();

  // Whether a stream's script is running now.
  bool is_serving() const { return serving_ > 0; }

 private:
  grpc::Status WatchFeed(grpc::ServerContext* context, const v1::WatchFeedRequest* request,
                         grpc::ServerWriter<v1::WatchFeedResponse>* writer) override;
  grpc::Status MarkFeedSeen(grpc::ServerContext* context, const v1::MarkFeedSeenRequest* request,
                            v1::MarkFeedSeenResponse* response) override;
  void NoteCaller(const grpc::ServerContext& context);

  int port_ = 0;
  std::vector<grpc::Service*> others_;
  std::unique_ptr<grpc::Server> server_;
  std::atomic<int> serving_ = 0;
  absl::Mutex mutex_;
  Script script_ ABSL_GUARDED_BY(mutex_);
  SeenScript seen_script_ ABSL_GUARDED_BY(mutex_);
  std::vector<v1::WatchFeedRequest> watched_ ABSL_GUARDED_BY(mutex_);
  std::vector<v1::MarkFeedSeenRequest> marked_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::string> authorizations_ ABSL_GUARDED_BY(mutex_);
};

// Our status as gRPC's, with its details.
grpc::Status ToGrpc(const absl::Status& status);

}  // namespace aftercall::net
