#include "tests/backend/rpc/watcher.h"

#include "absl/strings/str_cat.h"
#include "shared/wire/problem.h"

namespace aftercall::rpc {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(30);

}  // namespace

Watcher::Watcher(v1::FeedService::Stub& stub, const std::string& token,
                 std::optional<v1::FeedCursor> resume_after, const std::string& feed) {
  v1::WatchFeedRequest request;
  request.set_feed(feed);
  if (resume_after) *request.mutable_resume_after() = *resume_after;
  if (!token.empty()) context_.AddMetadata("authorization", absl::StrCat("Bearer ", token));
  thread_ = std::thread([this, &stub, request] { Read(stub, request); });
}

Watcher::~Watcher() {
  context_.TryCancel();
  thread_.join();
}

void Watcher::Read(v1::FeedService::Stub& stub, const v1::WatchFeedRequest& request) {
  const auto reader = stub.WatchFeed(&context_, request);
  v1::WatchFeedResponse response;
  while (reader->Read(&response)) {
    absl::MutexLock lock(&mutex_);
    messages_.push_back(response);
  }
  const grpc::Status status = reader->Finish();
  absl::MutexLock lock(&mutex_);
  end_ = wire::FromWire(static_cast<absl::StatusCode>(status.error_code()), status.error_message(),
                        status.error_details());
}

bool Watcher::WaitFor(const std::function<bool(const Messages&)>& holds) {
  absl::MutexLock lock(&mutex_);
  const auto done = [&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return end_.has_value() || holds(messages_);
  };
  mutex_.AwaitWithTimeout(absl::Condition(&done), kPatience);
  return holds(messages_);
}

bool Watcher::WaitUntilLive() {
  return WaitFor([](const Messages& messages) {
    for (const auto& message : messages) {
      if (message.has_caught_up()) return true;
    }
    return false;
  });
}

bool Watcher::WaitForEntries(size_t n) {
  return WaitFor([n](const Messages& messages) {
    size_t entries = 0;
    for (const auto& message : messages) entries += message.entries().entries_size();
    return entries >= n;
  });
}

absl::Status Watcher::End() {
  absl::MutexLock lock(&mutex_);
  const auto ended = [&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return end_.has_value(); };
  if (!mutex_.AwaitWithTimeout(absl::Condition(&ended), kPatience)) {
    return absl::DeadlineExceededError("the stream has not ended");
  }
  return *end_;
}

Watcher::Messages Watcher::messages() const {
  absl::MutexLock lock(&mutex_);
  return messages_;
}

std::vector<v1::FeedEntry> Watcher::entries() const {
  std::vector<v1::FeedEntry> entries;
  for (const auto& message : messages()) {
    for (const auto& entry : message.entries().entries()) entries.push_back(entry);
  }
  return entries;
}

std::vector<v1::FeedEntry> Watcher::snapshot() const {
  std::vector<v1::FeedEntry> entries;
  for (const auto& message : messages()) {
    for (const auto& entry : message.snapshot().entries()) entries.push_back(entry);
  }
  return entries;
}

v1::FeedCursor Watcher::cursor() const {
  v1::FeedCursor cursor;
  for (const auto& message : messages()) {
    if (message.has_cursor()) cursor = message.cursor();
  }
  return cursor;
}

}  // namespace aftercall::rpc
