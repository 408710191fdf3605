#include "tests/bench/watchers.h"

#include <grpcpp/support/client_callback.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "aftercall/v1/feed_service.grpc.pb.h"
#include "tests/support/calls.h"

namespace aftercall::bench {

class Watchers::Watcher final : public grpc::ClientReadReactor<v1::WatchFeedResponse> {
 public:
  Watcher(Watchers& all, std::shared_ptr<grpc::Channel> channel, const std::string& token,
          const std::string& feed, const v1::FeedCursor* cursor)
      : all_(all), stub_(v1::FeedService::NewStub(std::move(channel))) {
    testing::SignIn(token, &context_);
    request_.set_feed(feed);
    if (cursor != nullptr) *request_.mutable_resume_after() = *cursor;
    stub_->async()->WatchFeed(&context_, &request_, this);
    StartRead(&response_);
    StartCall();
  }

  void Cancel() { context_.TryCancel(); }
  // Once it has ended.
  const v1::FeedCursor& cursor() const { return cursor_; }

  void OnReadDone(bool ok) override {
    if (!ok) return;
    if (response_.has_cursor()) cursor_ = response_.cursor();
    all_.OnMessage(response_);
    StartRead(&response_);
  }

  void OnDone(const grpc::Status& status) override {
    all_.OnEnd({static_cast<absl::StatusCode>(status.error_code()), status.error_message()});
  }

 private:
  Watchers& all_;
  std::unique_ptr<v1::FeedService::Stub> stub_;
  grpc::ClientContext context_;
  v1::WatchFeedRequest request_;
  v1::WatchFeedResponse response_;
  v1::FeedCursor cursor_;
};

Watchers::Watchers(const Place& place, int connections, const std::vector<v1::FeedCursor>& cursors,
                   Deliveries* deliveries)
    : pushed_(place.bare), deliveries_(deliveries) {
  const size_t count = place.watch_tokens.size();
  std::vector<std::shared_ptr<grpc::Channel>> channels(
      connections == 0 ? count : static_cast<size_t>(connections));
  for (auto& channel : channels) channel = place.Connect();
  for (size_t i = 0; i < count; ++i) {
    // The bare server knows an agent by the feed's name, ours by the token.
    const std::string feed = place.bare ? absl::StrCat("users/", i, "/feed") : "users/me/feed";
    watchers_.push_back(std::make_unique<Watcher>(*this, channels[i % channels.size()],
                                                  place.watch_tokens[i], feed,
                                                  cursors.empty() ? nullptr : &cursors[i]));
  }
}

Watchers::~Watchers() { Leave(); }

std::vector<v1::FeedCursor> Watchers::Leave() {
  for (const auto& watcher : watchers_) watcher->Cancel();
  absl::MutexLock lock(&mutex_);
  const auto all_ended = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
    return ended_ == watchers_.size();
  };
  mutex_.Await(absl::Condition(&all_ended));
  std::vector<v1::FeedCursor> cursors;
  for (const auto& watcher : watchers_) cursors.push_back(watcher->cursor());
  return cursors;
}

absl::Status Watchers::WaitUntilLive() {
  absl::MutexLock lock(&mutex_);
  const auto all_live = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
    return live_ == watchers_.size() || ended_ > 0;
  };
  const bool in_time = mutex_.AwaitWithTimeout(absl::Condition(&all_live), absl::Seconds(60));
  if (ended_ > 0) return failure_;
  if (in_time) return absl::OkStatus();
  return absl::DeadlineExceededError(absl::StrCat("only ", live_, " streams became live"));
}

void Watchers::OnMessage(const v1::WatchFeedResponse& message) {
  if (message.has_caught_up()) {
    absl::MutexLock lock(&mutex_);
    ++live_;
  }
  Deliveries* deliveries = deliveries_.load();
  if (deliveries == nullptr) return;
  for (const v1::FeedEntry& entry : message.entries().entries()) {
    deliveries->Receive(entry, pushed_ && entry.position() != 0);
  }
}

void Watchers::OnEnd(const absl::Status& status) {
  absl::MutexLock lock(&mutex_);
  ++ended_;
  failure_.Update(status);
}

}  // namespace aftercall::bench
