#include "client/net/feed_session.h"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <variant>

#include "absl/random/random.h"
#include "absl/status/status.h"
#include "client/net/watch_call.h"
#include "shared/base/backoff.h"
#include "shared/wire/problem.h"

namespace aftercall::net {
namespace {

using model::Link;

constexpr double kStaleAfter = 2.5;   // bookmark intervals
constexpr double kGiveUpAfter = 5.0;  // bookmark intervals
// A stream that ended sooner does not shorten the waits again: a server that fails at once would be
// asked without pause by thousands.
constexpr absl::Duration kSteadyAfter = absl::Seconds(10);
constexpr absl::Duration kLongestAskedWait = absl::Minutes(5);
constexpr absl::Duration kLeastDrainJitter = absl::Seconds(1);

// What an ended stream means for the person.
Link LinkAfter(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnauthenticated:
      return Link::kTokenExpired;
    case absl::StatusCode::kPermissionDenied:
      return Link::kRefused;
    case absl::StatusCode::kResourceExhausted:
      return Link::kServerFull;
    case absl::StatusCode::kUnavailable:
      return wire::RetryAfterOf(status) ? Link::kDraining : Link::kNoServer;
    default:
      return Link::kNoServer;
  }
}

bool Stops(Link link) { return link == Link::kTokenExpired || link == Link::kRefused; }

}  // namespace

// Touched by the loop's tasks only. A task that was posted for an earlier stream finds another
// `stream_` and does nothing.
class FeedSession::Impl : public std::enable_shared_from_this<FeedSession::Impl> {
 public:
  Impl(Connection::Impl& connection, Inbox& inbox, const SessionOptions& options)
      : connection_(connection),
        inbox_(inbox),
        random_(options.seed != 0 ? options.seed : absl::Uniform<uint64_t>(absl::BitGen())),
        backoff_(options.first_retry, options.longest_retry) {}

  void Start(std::optional<model::Cursor> cursor) {
    cursor_ = std::move(cursor);
    Tell(Link::kConnecting, "");
    Connect();
  }

  void Resync(std::optional<model::Cursor> cursor) {
    if (stopped_) return;
    cursor_ = std::move(cursor);
    Retry(Link::kConnecting, "something was missing", absl::ZeroDuration());
  }

  void Stop() {
    stopped_ = true;
    EndStream();
  }

  void ReadOn() {
    if (call_ == nullptr || !paused_) return;
    paused_ = false;
    last_heard_ = Now();  // it was us who did not listen
    call_->ReadOn();
  }

 private:
  absl::Duration Now() const { return connection_.loop->Elapsed(); }

  bool Tell(Link link, std::string detail) {
    link_ = link;
    return inbox_.Push({std::nullopt, model::LinkState{link, std::move(detail)}});
  }

  // Posts `method` with the arguments that come later, for as long as this stream is the one.
  template <typename Method>
  auto OnLoop(Method method) {
    return [weak = weak_from_this(), loop = connection_.loop, stream = stream_,
            method](auto... arguments) {
      loop->Post([=]() mutable {
        const auto self = weak.lock();
        if (self && self->stream_ == stream) (self.get()->*method)(std::move(arguments)...);
      });
    };
  }

  void Connect() {
    ++stream_;
    opened_ = false;
    paused_ = false;
    started_ = last_heard_ = Now();
    interval_ = model::Opened().bookmark_interval;
    call_ =
        WatchCall::Start(connection_, cursor_, {OnLoop(&Impl::OnMessage), OnLoop(&Impl::OnDone)});
    CheckSilenceLater();
  }

  void EndStream() {
    ++stream_;
    if (call_) call_->Cancel();
    call_.reset();
  }

  void OnMessage(model::FeedEvent event) {
    last_heard_ = Now();
    bool live = link_ == Link::kStale;
    if (const auto* opened = std::get_if<model::Opened>(&event.payload)) {
      opened_ = true;
      in_snapshot_ = opened->snapshot;
      interval_ = opened->bookmark_interval;
      CheckSilenceLater();
    } else if (std::holds_alternative<model::CaughtUp>(event.payload)) {
      live = true;
      in_snapshot_ = false;
    }
    // Half a snapshot is nothing to resume from.
    if (event.cursor && !in_snapshot_) cursor_ = event.cursor;
    bool has_room = inbox_.Push(std::move(event));
    if (live) has_room = Tell(Link::kLive, "");
    paused_ = !has_room;
    if (has_room) call_->ReadOn();
  }

  void OnDone(absl::Status status) {
    call_.reset();
    const Link link = LinkAfter(status);
    if (Stops(link)) {
      ++stream_;
      stopped_ = true;
      Tell(link, std::string(status.message()));
      return;
    }
    absl::Duration wait;
    if (const auto asked = wire::RetryAfterOf(status)) {
      wait = std::clamp(*asked, absl::ZeroDuration(), kLongestAskedWait);
      wait += absl::Uniform(random_, 0.0, 1.0) * std::max(wait, kLeastDrainJitter);
    }
    Retry(link, std::string(status.message()), wait);
  }

  // Tries again after `wait`, or after the next of our own waits where it is zero.
  void Retry(Link link, std::string detail, absl::Duration wait) {
    EndStream();
    if (Now() - started_ >= kSteadyAfter) backoff_.Reset();
    if (wait == absl::ZeroDuration()) wait = backoff_.Next(random_);
    if (link != link_) Tell(link, std::move(detail));
    connection_.loop->After(wait, [weak = weak_from_this(), stream = stream_] {
      const auto self = weak.lock();
      if (self && self->stream_ == stream) self->Connect();
    });
  }

  void CheckSilenceLater() {
    const int check = ++silence_check_;
    const double intervals = link_ == Link::kStale || !opened_ ? kGiveUpAfter : kStaleAfter;
    const absl::Duration left = last_heard_ + intervals * interval_ - Now();
    connection_.loop->After(
        std::max(left, absl::Milliseconds(1)), [weak = weak_from_this(), stream = stream_, check] {
          const auto self = weak.lock();
          if (self && self->stream_ == stream && self->silence_check_ == check) {
            self->CheckSilence();
          }
        });
  }

  void CheckSilence() {
    if (paused_) last_heard_ = Now();
    const absl::Duration silence = Now() - last_heard_;
    if (silence >= kGiveUpAfter * interval_) {
      Retry(Link::kNoServer, "the server has been silent for too long", absl::ZeroDuration());
      return;
    }
    if (opened_ && silence >= kStaleAfter * interval_ && link_ != Link::kStale) {
      Tell(Link::kStale, "");
    }
    CheckSilenceLater();
  }

  Connection::Impl& connection_;
  Inbox& inbox_;
  std::mt19937_64 random_;
  base::Backoff backoff_;
  std::shared_ptr<WatchCall> call_;  // of the present stream; nothing between streams
  std::optional<model::Cursor> cursor_;
  Link link_ = Link::kConnecting;
  int stream_ = 0;  // rises with each stream and each end of one
  int silence_check_ = 0;
  bool stopped_ = false;
  bool opened_ = false;
  bool in_snapshot_ = false;  // what comes is not applied before CaughtUp
  bool paused_ = false;       // the inbox is full
  absl::Duration started_;
  absl::Duration last_heard_;
  absl::Duration interval_;
};

FeedSession::FeedSession(Connection* connection, Inbox* inbox, SessionOptions options)
    : loop_(connection->impl().loop),
      inbox_(inbox),
      impl_(std::make_shared<Impl>(connection->impl(), *inbox, options)) {
  inbox->SetOnRoom([loop = loop_, weak = std::weak_ptr<Impl>(impl_)] {
    loop->Post([weak] {
      if (const auto impl = weak.lock()) impl->ReadOn();
    });
  });
}

FeedSession::~FeedSession() {
  inbox_->SetOnRoom(nullptr);
  loop_->Post([impl = impl_] { impl->Stop(); });
}

void FeedSession::Start(std::optional<model::Cursor> cursor) {
  loop_->Post([impl = impl_, cursor = std::move(cursor)] { impl->Start(cursor); });
}

void FeedSession::Resync(std::optional<model::Cursor> cursor) {
  loop_->Post([impl = impl_, cursor = std::move(cursor)] { impl->Resync(cursor); });
}

}  // namespace aftercall::net
