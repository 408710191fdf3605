#pragma once

#include <grpcpp/support/server_callback.h>

#include <functional>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "backend/rpc/status.h"
#include "shared/base/handover.h"

// Streams driven by a thread that may wait, such as the caretaker's; gRPC's own threads never do.
// Each deletes itself when its call is over, which is never before End.
namespace aftercall::rpc {

// A stream of responses.
template <typename Response>
class LongWriter final : public grpc::ServerWriteReactor<Response> {
 public:
  LongWriter() { base::HandOver(this); }

  // Sends, once the response before is on its way. False: the client is gone.
  bool Write(Response response) {
    {
      absl::MutexLock lock(&mutex_);
      mutex_.Await(absl::Condition(this, &LongWriter::IsIdle));
      if (gone_) return false;
      writing_ = true;
    }
    response_ = std::move(response);
    base::HandOver(this);
    this->StartWrite(&response_);
    return true;
  }

  // Ends the call when the last response is on its way.
  void End(const absl::Status& status) {
    {
      absl::MutexLock lock(&mutex_);
      mutex_.Await(absl::Condition(this, &LongWriter::IsIdle));
    }
    base::HandOver(this);
    this->Finish(ToGrpc(status));
  }

  bool is_gone() const {
    absl::ReaderMutexLock lock(&mutex_);
    return gone_;
  }

  void OnWriteDone(bool ok) override {
    base::TakeOver(this);
    absl::MutexLock lock(&mutex_);
    writing_ = false;
    gone_ = gone_ || !ok;
  }
  void OnCancel() override {
    base::TakeOver(this);
    absl::MutexLock lock(&mutex_);
    gone_ = true;
  }
  void OnDone() override {
    base::TakeOver(this);
    delete this;
  }

 private:
  bool IsIdle() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return !writing_; }

  Response response_;  // of whoever writes; in flight while writing_
  mutable absl::Mutex mutex_;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool gone_ ABSL_GUARDED_BY(mutex_) = false;
};

// A stream of requests.
template <typename Request>
class LongReader final : public grpc::ServerReadReactor<Request> {
 public:
  // `on_over` is called when the client has its answer.
  explicit LongReader(std::function<void()> on_over) : on_over_(std::move(on_over)) {
    base::HandOver(this);
  }

  // Waits for the next request; nullptr at the end, or when the client is gone. Valid until the
  // next call.
  const Request* Read() {
    {
      absl::MutexLock lock(&mutex_);
      reading_ = true;
    }
    base::HandOver(this);
    this->StartRead(&request_);
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(this, &LongReader::IsIdle));
    return ok_ ? &request_ : nullptr;
  }

  void End(const absl::Status& status) {
    base::HandOver(this);
    this->Finish(ToGrpc(status));
  }

  bool is_gone() const {
    absl::ReaderMutexLock lock(&mutex_);
    return gone_;
  }

  void OnReadDone(bool ok) override {
    base::TakeOver(this);
    absl::MutexLock lock(&mutex_);
    reading_ = false;
    ok_ = ok;
  }
  void OnCancel() override {
    base::TakeOver(this);
    absl::MutexLock lock(&mutex_);
    gone_ = true;
  }
  void OnDone() override {
    base::TakeOver(this);
    const auto on_over = std::move(on_over_);
    delete this;
    on_over();
  }

 private:
  bool IsIdle() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return !reading_; }

  std::function<void()> on_over_;
  Request request_;
  mutable absl::Mutex mutex_;
  bool reading_ ABSL_GUARDED_BY(mutex_) = false;
  bool ok_ ABSL_GUARDED_BY(mutex_) = false;
  bool gone_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace aftercall::rpc
