#include "backend/rpc/feed_service.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "backend/commands/mark_seen.h"
#include "backend/rpc/answer_once.h"
#include "shared/wire/problem.h"

namespace aftercall::rpc {
namespace {

constexpr absl::string_view kFeedSuffix = "/feed";

// Only its owner may read a feed.
absl::Status CheckFeed(const Caller& caller, absl::string_view feed) {
  if (feed == "users/me/feed" || feed == absl::StrCat(UserName(caller.user), kFeedSuffix)) {
    return absl::OkStatus();
  }
  absl::string_view owner = feed;
  if (!absl::ConsumeSuffix(&owner, kFeedSuffix) || IdIn("users", owner) == 0) {
    return BadField("feed", feed, "A feed is called \"users/{user}/feed\" or \"users/me/feed\".");
  }
  return Denied("FEED_NOT_YOURS", "Only its owner may read a feed.");
}

absl::Status DrainingStatus() {
  thread_local absl::InsecureBitGen random;
  return wire::WithRetryAfter(
      wire::ToStatus(absl::StatusCode::kUnavailable,
                     {"DRAINING", "", "", "The server is stopping; come back in a moment."}),
      absl::Milliseconds(absl::Uniform(random, 200, 2000)));
}

absl::Status TooMany(absl::string_view reason, std::string description, absl::Duration retry) {
  return wire::WithRetryAfter(wire::ToStatus(absl::StatusCode::kResourceExhausted,
                                             {std::string(reason), "", "", std::move(description)}),
                              retry);
}

// A stream that is refused before it begins.
class RefusedStream final : public grpc::ServerWriteReactor<v1::WatchFeedResponse> {
 public:
  explicit RefusedStream(const absl::Status& status) { Finish(ToGrpc(status)); }
  void OnDone() override { delete this; }
};

}  // namespace

absl::StatusOr<std::shared_ptr<WatchFeedReactor>> FeedService::Admit(
    const Caller& caller, const v1::WatchFeedRequest& request) {
  std::optional<feed::Cursor> resume_after;
  if (request.has_resume_after()) {
    if (request.resume_after().position() < 0) {
      return BadField("resume_after.position", absl::StrCat(request.resume_after().position()),
                      "A position is 0 or more.");
    }
    resume_after = feed::Cursor{request.resume_after().epoch(), request.resume_after().position()};
  }
  auto forget = [this, user = caller.user](WatchFeedReactor* stream) { Forget(user, stream); };
  std::shared_ptr<WatchFeedReactor> stream;
  std::shared_ptr<WatchFeedReactor> displaced;
  {
    absl::MutexLock lock(&mutex_);
    if (draining_) return DrainingStatus();
    if (streams_.size() >= static_cast<size_t>(context_.max_streams)) {
      return TooMany("TOO_MANY_STREAMS",
                     absl::StrCat("This server already feeds ", context_.max_streams, " streams."),
                     absl::Seconds(5));
    }
    displaced = Displace(caller.user);
    stream = std::make_shared<WatchFeedReactor>(context_, questions_, caller,
                                                std::move(resume_after), std::move(forget));
    streams_.insert(stream.get());
    streams_of_[caller.user].push_back(stream.get());
  }
  if (displaced) {
    displaced->EndWith(TooMany("TOO_MANY_STREAMS_OF_USER",
                               absl::StrCat("This person's feed is watched in more than ",
                                            context_.max_streams_per_user, " places."),
                               absl::Minutes(1)));
  }
  return stream;
}

size_t FeedService::Streams() const {
  absl::ReaderMutexLock lock(&mutex_);
  return streams_.size();
}

// The oldest gives way, since it may be one whose client has gone without a word.
std::shared_ptr<WatchFeedReactor> FeedService::Displace(domain::UserId user) {
  const auto own = streams_of_.find(user);
  if (own == streams_of_.end() ||
      own->second.size() < static_cast<size_t>(context_.max_streams_per_user)) {
    return nullptr;
  }
  auto oldest = own->second.front()->shared_from_this();
  own->second.erase(own->second.begin());
  return oldest;
}

void FeedService::Forget(domain::UserId user, WatchFeedReactor* stream) {
  absl::MutexLock lock(&mutex_);
  streams_.erase(stream);
  const auto own = streams_of_.find(user);
  if (own == streams_of_.end()) return;
  own->second.erase(std::remove(own->second.begin(), own->second.end(), stream), own->second.end());
  if (own->second.empty()) streams_of_.erase(own);
}

grpc::ServerWriteReactor<v1::WatchFeedResponse>* FeedService::WatchFeed(
    grpc::CallbackServerContext* call, const v1::WatchFeedRequest* request) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return new RefusedStream(caller.status());
  if (auto status = CheckFeed(*caller, request->feed()); !status.ok()) {
    return new RefusedStream(status);
  }
  auto stream = Admit(*caller, *request);
  if (!stream.ok()) return new RefusedStream(stream.status());
  (*stream)->Start();
  return stream->get();
}

grpc::ServerUnaryReactor* FeedService::MarkFeedSeen(grpc::CallbackServerContext* call,
                                                    const v1::MarkFeedSeenRequest* request,
                                                    v1::MarkFeedSeenResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  if (auto status = CheckFeed(*caller, request->feed()); !status.ok()) return End(call, status);
  return AnswerOnce(context_, call, request, response,
                    [user = caller->user, request, response](store::Transaction& transaction) {
                      const auto seen = commands::MarkSeen(transaction, user, request->position());
                      if (seen.ok()) response->set_seen_position(*seen);
                      return seen.status();
                    });
}

void FeedService::Drain() {
  std::vector<std::shared_ptr<WatchFeedReactor>> streams;
  {
    absl::MutexLock lock(&mutex_);
    draining_ = true;
    // Kept alive over the loop below: a stream in the set has not been let go of.
    for (WatchFeedReactor* stream : streams_) streams.push_back(stream->shared_from_this());
  }
  for (const auto& stream : streams) stream->EndWith(DrainingStatus());
}

}  // namespace aftercall::rpc
