#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <memory>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "aftercall/v1/appeal_service.grpc.pb.h"
#include "aftercall/v1/assessment_service.grpc.pb.h"
#include "aftercall/v1/directory_service.grpc.pb.h"
#include "aftercall/v1/feed_service.grpc.pb.h"
#include "aftercall/v1/form_service.grpc.pb.h"
#include "aftercall/v1/interaction_service.grpc.pb.h"
#include "aftercall/v1/kudos_service.grpc.pb.h"
#include "aftercall/v1/pause_service.grpc.pb.h"
#include "aftercall/v1/review_service.grpc.pb.h"
#include "client/net/connection.h"

// What the callers of this room share. Includes gRPC: for .cc files of this room only.
namespace aftercall::net {

namespace v1 = ::aftercall::v1;

// How many calls are in flight. Thread-safe.
class CallCount {
 public:
  void Add(int change) {
    absl::MutexLock lock(&mutex_);
    count_ += change;
  }
  void WaitForNone() {
    const auto none = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return count_ == 0; };
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(&none));
  }

 private:
  absl::Mutex mutex_;
  int count_ ABSL_GUARDED_BY(mutex_) = 0;
};

// Held by a call from its start to its very end; the Connection's destructor waits for it.
class CallLease {
 public:
  explicit CallLease(std::shared_ptr<CallCount> count) : count_(std::move(count)) {
    count_->Add(1);
  }
  CallLease(CallLease&&) = default;
  CallLease& operator=(CallLease&&) = delete;
  ~CallLease() {
    if (count_) count_->Add(-1);
  }

 private:
  std::shared_ptr<CallCount> count_;
};

struct Connection::Impl {
  std::string authorization;
  std::shared_ptr<Loop> loop;
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<v1::FeedService::Stub> feeds;
  std::unique_ptr<v1::AssessmentService::Stub> assessments;
  std::unique_ptr<v1::DirectoryService::Stub> directory;
  std::unique_ptr<v1::FormService::Stub> forms;
  std::unique_ptr<v1::ReviewService::Stub> reviews;
  std::unique_ptr<v1::AppealService::Stub> appeals;
  std::unique_ptr<v1::InteractionService::Stub> interactions;
  std::unique_ptr<v1::KudosService::Stub> kudos;
  std::unique_ptr<v1::PauseService::Stub> pauses;
  std::shared_ptr<CallCount> calls = std::make_shared<CallCount>();

  // Makes `context` that of a call of this person.
  void Prepare(grpc::ClientContext& context) const {
    context.AddMetadata("authorization", authorization);
  }
};

// gRPC's status with its details, in our form.
absl::Status FromGrpc(const grpc::Status& status);

}  // namespace aftercall::net
