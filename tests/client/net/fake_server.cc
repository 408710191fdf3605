#include "tests/client/net/fake_server.h"

#include <random>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "shared/wire/problem.h"

namespace aftercall::net {
namespace {

v1::WatchFeedResponse At(int64_t position) {
  v1::WatchFeedResponse message;
  message.mutable_cursor()->set_epoch("e1");
  message.mutable_cursor()->set_position(position);
  return message;
}

void FillVerdict(int64_t position, const std::string& comment, v1::FeedEntry* entry) {
  entry->set_position(position);
  entry->mutable_created_at()->set_seconds(1'750'000'000 + position);
  v1::Verdict& verdict = *entry->mutable_verdict();
  verdict.set_interaction(absl::StrCat("interactions/", position));
  verdict.set_rating(5);
  verdict.set_comment(comment);
  verdict.set_channel(v1::CHANNEL_VOICE);
  v1::SurveyQuestion& question = *verdict.mutable_question();
  question.set_question_id("csat");
  question.set_kind(v1::SurveyQuestion::KIND_CSAT);
  question.set_low(1);
  question.set_high(5);
  question.set_top_box_steps(2);
}

}  // namespace

bool FakeStream::Opened(bool snapshot, int64_t seen, int interval_seconds) {
  v1::WatchFeedResponse message;
  v1::Opened& opened = *message.mutable_opened();
  opened.set_mode(snapshot ? v1::Opened::MODE_SNAPSHOT : v1::Opened::MODE_RESUMED);
  opened.mutable_bookmark_interval()->set_seconds(interval_seconds);
  opened.set_feed("users/me/feed");
  opened.set_seen_position(seen);
  return Write(message);
}

bool FakeStream::Verdicts(int64_t first, int64_t last, const std::string& comment) {
  v1::WatchFeedResponse message = At(last);
  for (int64_t position = first; position <= last; ++position) {
    FillVerdict(position, comment, message.mutable_entries()->add_entries());
  }
  return Write(message);
}

bool FakeStream::Snapshot(const std::vector<int64_t>& positions) {
  v1::WatchFeedResponse message;
  message.mutable_snapshot();
  for (const int64_t position : positions) {
    FillVerdict(position, "", message.mutable_snapshot()->add_entries());
  }
  return Write(message);
}

bool FakeStream::CaughtUp(int64_t position) {
  v1::WatchFeedResponse message = At(position);
  message.mutable_caught_up();
  return Write(message);
}

bool FakeStream::Bookmark(int64_t position) {
  v1::WatchFeedResponse message = At(position);
  message.mutable_bookmark();
  return Write(message);
}

bool FakeStream::Standing() {
  v1::WatchFeedResponse message;
  message.mutable_standing();
  return Write(message);
}

grpc::Status FakeStream::Stay(const std::function<bool()>& until) {
  while (!context_->IsCancelled() && !until()) absl::SleepFor(absl::Milliseconds(1));
  return grpc::Status::OK;
}

FakeServer::FakeServer() {
  // Below the ports that the system gives to those who connect: a client that looks for a server
  // that is away must not be given that very port, and so find itself.
  std::random_device random;
  while (port_ == 0) {
    const int port = 20'000 + static_cast<int>(random() % 12'000);
    grpc::ServerBuilder builder;
    int bound = 0;
    builder.AddListeningPort(absl::StrCat("127.0.0.1:", port), grpc::InsecureServerCredentials(),
                             &bound);
    builder.RegisterService(this);
    if (const auto probe = builder.BuildAndStart(); probe && bound == port) port_ = port;
  }
}

void FakeServer::SetScript(Script script) {
  absl::MutexLock lock(&mutex_);
  script_ = std::move(script);
}

void FakeServer::SetSeenScript(SeenScript script) {
  absl::MutexLock lock(&mutex_);
  seen_script_ = std::move(script);
}

void FakeServer::Start(const std::shared_ptr<grpc::ServerCredentials>& credentials) {
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address(),
                           credentials ? credentials : grpc::InsecureServerCredentials());
  builder.RegisterService(this);
  for (grpc::Service* service : others_) builder.RegisterService(service);
  server_ = builder.BuildAndStart();
}

void FakeServer::Stop() {
  if (!server_) return;
  server_->Shutdown(std::chrono::system_clock::now());
  server_->Wait();
  server_.reset();
}

std::vector<v1::WatchFeedRequest> FakeServer::watched() {
  absl::MutexLock lock(&mutex_);
  return watched_;
}

std::vector<v1::MarkFeedSeenRequest> FakeServer::marked() {
  absl::MutexLock lock(&mutex_);
  return marked_;
}

std::vector<std::string> FakeServer::authorizations() {
  absl::MutexLock lock(&mutex_);
  return authorizations_;
}

void FakeServer::NoteCaller(const grpc::ServerContext& context) {
  const auto found = context.client_metadata().find("authorization");
  absl::MutexLock lock(&mutex_);
  authorizations_.push_back(found == context.client_metadata().end()
                                ? ""
                                : std::string(found->second.data(), found->second.size()));
}

grpc::Status FakeServer::WatchFeed(grpc::ServerContext* context,
                                   const v1::WatchFeedRequest* request,
                                   grpc::ServerWriter<v1::WatchFeedResponse>* writer) {
  NoteCaller(*context);
  Script script;
  {
    absl::MutexLock lock(&mutex_);
    watched_.push_back(*request);
    script = script_;
  }
  FakeStream stream(context, writer);
  ++serving_;
  grpc::Status status = script(*request, stream);
  --serving_;
  return status;
}

grpc::Status FakeServer::MarkFeedSeen(grpc::ServerContext* context,
                                      const v1::MarkFeedSeenRequest* request,
                                      v1::MarkFeedSeenResponse* response) {
  NoteCaller(*context);
  SeenScript script;
  int call;
  {
    absl::MutexLock lock(&mutex_);
    call = static_cast<int>(marked_.size());
    marked_.push_back(*request);
    script = seen_script_;
  }
  response->set_seen_position(request->position());
  return script ? script(*request, call) : grpc::Status::OK;
}

grpc::Status ToGrpc(const absl::Status& status) {
  return {static_cast<grpc::StatusCode>(status.code()), std::string(status.message()),
          wire::ToWire(status)};
}

}  // namespace aftercall::net
