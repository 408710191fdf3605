#include "tests/bench/bare_server.h"

#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <cstdio>
#include <deque>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "aftercall/v1/feed_service.grpc.pb.h"
#include "aftercall/v1/ingest_service.grpc.pb.h"
#include "tests/bench/records.h"

namespace aftercall::bench {
namespace {

// One watcher's stream: one write in flight, the rest waits.
class BareStream final : public grpc::ServerWriteReactor<v1::WatchFeedResponse> {
 public:
  void Send(v1::WatchFeedResponse message) {
    absl::MutexLock lock(&mutex_);
    if (over_) return;
    waiting_.push_back(std::move(message));
    if (waiting_.size() == 1) StartWrite(&waiting_.front());
  }

  void OnWriteDone(bool ok) override {
    absl::MutexLock lock(&mutex_);
    waiting_.pop_front();
    if (!ok) return End();
    if (!over_ && !waiting_.empty()) StartWrite(&waiting_.front());
  }

  void OnCancel() override {
    absl::MutexLock lock(&mutex_);
    End();
  }

  void OnDone() override { self_.reset(); }

  // Keeps itself until the call is over.
  void Keep(std::shared_ptr<BareStream> self) { self_ = std::move(self); }

 private:
  void End() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (!std::exchange(over_, true)) Finish(grpc::Status::OK);
  }

  std::shared_ptr<BareStream> self_;
  absl::Mutex mutex_;
  std::deque<v1::WatchFeedResponse> waiting_ ABSL_GUARDED_BY(mutex_);
  bool over_ ABSL_GUARDED_BY(mutex_) = false;
};

// What it pushes by itself.
constexpr int kPushed = 4;
constexpr char kPushedWords[] = "Solved in two minutes, thank you.";

// A series of entries that it pushes by itself.
struct PushOrder {
  double rate = 0;
  size_t count = 0;
  int streams = 0;
  std::string series;
};

// Streams by agent.
class Streams {
 public:
  void Add(int agent, const std::shared_ptr<BareStream>& stream) {
    absl::MutexLock lock(&mutex_);
    streams_[agent] = stream;
    for (auto number = static_cast<size_t>(agent); number < waiting_.count;
         number += static_cast<size_t>(waiting_.streams)) {
      Send(*stream, InteractionId(waiting_.series, agent, number), kPushed, kPushedWords, 0);
    }
  }

  // Every stream that is added from now on gets its share of these.
  void LetWait(const PushOrder& order) {
    absl::MutexLock lock(&mutex_);
    waiting_ = order;
  }

  // The `number`th of a series, now.
  void PushNumber(const std::string& series, int agent, size_t number) {
    if (const auto stream = Find(agent)) {
      Send(*stream, InteractionId(series, agent, number), kPushed, kPushedWords, Nanoseconds());
    }
  }

  void Push(int agent, const std::string& interaction, int rating, const std::string& comment) {
    if (const auto stream = Find(agent)) Send(*stream, interaction, rating, comment, 0);
  }

 private:
  std::shared_ptr<BareStream> Find(int agent) {
    absl::ReaderMutexLock lock(&mutex_);
    const auto found = streams_.find(agent);
    return found == streams_.end() ? nullptr : found->second;
  }

  void Send(BareStream& stream, const std::string& interaction, int rating,
            const std::string& comment, int64_t position) const {
    v1::WatchFeedResponse message;
    message.mutable_cursor()->set_epoch("bare");
    v1::FeedEntry* entry = message.mutable_entries()->add_entries();
    entry->set_position(position);
    v1::Verdict* verdict = entry->mutable_verdict();
    verdict->set_interaction_external_id(interaction);
    *verdict->mutable_question() = question_;
    verdict->set_rating(rating);
    verdict->set_comment(comment);
    stream.Send(std::move(message));
  }

  const v1::SurveyQuestion question_ = QuestionRecord().question();
  absl::Mutex mutex_;
  absl::flat_hash_map<int, std::shared_ptr<BareStream>> streams_ ABSL_GUARDED_BY(mutex_);
  PushOrder waiting_ ABSL_GUARDED_BY(mutex_);
};

class BareIngest final : public v1::IngestService::CallbackService {
 public:
  explicit BareIngest(Streams& streams) : streams_(streams) {}

  grpc::ServerUnaryReactor* BatchIngest(grpc::CallbackServerContext* call,
                                        const v1::BatchIngestRequest* request,
                                        v1::BatchIngestResponse* response) override {
    for (const v1::IngestRecord& record : request->records()) {
      const std::string& interaction = record.response().interaction_external_id();
      const auto place = ReadInteractionId(interaction);
      if (!place || place->series == "echo") continue;
      streams_.Push(place->agent, interaction, record.response().rating(),
                    record.response().comment());
    }
    response->mutable_result()->set_created(request->records_size());
    auto* reactor = call->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

 private:
  Streams& streams_;
};

class BareFeed final : public v1::FeedService::CallbackService {
 public:
  explicit BareFeed(Streams& streams) : streams_(streams) {}

  grpc::ServerWriteReactor<v1::WatchFeedResponse>* WatchFeed(
      grpc::CallbackServerContext*, const v1::WatchFeedRequest* request) override {
    absl::string_view agent = request->feed();
    absl::ConsumePrefix(&agent, "users/");
    absl::ConsumeSuffix(&agent, "/feed");
    int number = 0;
    (void)absl::SimpleAtoi(agent, &number);
    auto stream = std::make_shared<BareStream>();
    stream->Keep(stream);
    v1::WatchFeedResponse message;
    message.mutable_opened()->set_feed(request->feed());
    message.mutable_opened()->set_mode(v1::Opened::MODE_SNAPSHOT);
    stream->Send(message);
    streams_.Add(number, stream);
    message.mutable_cursor()->set_epoch("bare");
    message.mutable_caught_up();
    stream->Send(std::move(message));
    return stream.get();
  }

 private:
  Streams& streams_;
};

void Push(const PushOrder& order, Streams* streams) {
  const absl::Time start = absl::Now();
  for (size_t number = 0; number < order.count; ++number) {
    absl::SleepFor(start + absl::Seconds(static_cast<double>(number) / order.rate) - absl::Now());
    const int agent = static_cast<int>(number % order.streams);
    streams->PushNumber(order.series, agent, number);
  }
}

}  // namespace

int ServeBare() {
  Streams streams;
  BareIngest ingest(streams);
  BareFeed feed(streams);
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&ingest);
  builder.RegisterService(&feed);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) return 1;
  std::printf("bare: listening on 127.0.0.1:%d\n", port);
  std::fflush(stdout);
  std::string line;
  while (std::getline(std::cin, line)) {
    std::istringstream words(line);
    std::string verb;
    PushOrder order;
    if (!(words >> verb >> order.rate >> order.count >> order.streams >> order.series)) continue;
    if (order.rate > 0) {
      Push(order, &streams);
    } else {
      streams.LetWait(order);
    }
    std::printf("pushed\n");
    std::fflush(stdout);
  }
  server->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(1));
  return 0;
}

}  // namespace aftercall::bench
