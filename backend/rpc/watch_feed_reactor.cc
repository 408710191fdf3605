#include "backend/rpc/watch_feed_reactor.h"

#include <algorithm>
#include <utility>

#include "shared/base/handover.h"
#include "shared/wire/problem.h"

namespace aftercall::rpc {
namespace {

// Figures are state, not events: where no entry takes them along, they are sent a moment later,
// once for many changes.
constexpr absl::Duration kStandingDelay = absl::Milliseconds(100);
// And no more often than a person looks: an agent's own answers are seconds apart, a leader's team
// answers all the time. Jittered, since streams that once had to wait for something together would
// be served together, and make others wait, ever after.
constexpr absl::Duration kStandingInterval = absl::Seconds(1);
constexpr double kLongestStandingInterval = 1.5;

double Jitter(double from, double to) {
  thread_local absl::InsecureBitGen random;
  return absl::Uniform(random, from, to);
}

// Share of the interval after which a silent stream may say that it is alive.
constexpr double kShortestSilence = 0.75;

absl::Time NextStanding(absl::Time now) {
  return now + Jitter(1.0, kLongestStandingInterval) * kStandingInterval;
}

}  // namespace

WatchFeedReactor::WatchFeedReactor(const Context& context, QuestionCatalog& questions,
                                   const Caller& caller, std::optional<feed::Cursor> resume_after,
                                   std::function<void(WatchFeedReactor*)> on_gone)
    : context_(context),
      questions_(questions),
      caller_(caller),
      on_gone_(std::move(on_gone)),
      stream_(context.hub, std::string(context.store.Epoch()), caller.user, std::move(resume_after),
              context.policy.calendar),
      identity_{caller.user, UserName(caller.user) + "/feed", "", context.bookmark_interval} {}

void WatchFeedReactor::Start() {
  self_ = shared_from_this();
  base::HandOver(this);
  context_.hub.Subscribe(caller_.user, this);
  Schedule();
  StartTimer(absl::Now());
}

void WatchFeedReactor::EndWith(const absl::Status& status) {
  {
    absl::MutexLock lock(&mutex_);
    if (!ending_) ending_ = status;
  }
  Schedule();
}

void WatchFeedReactor::Wake(bool standing_only) {
  const bool along = !standing_only && TakeTurnOfStanding();
  if (along) stream_.WantStanding();
  if (!standing_only) {
    stream_.MarkGrown();
    Schedule(absl::Now());
  }
  if (!along) WantStandingSoon();
}

// Whether the standing may be sent now, along with entries.
bool WatchFeedReactor::TakeTurnOfStanding() {
  const absl::Time now = absl::Now();
  absl::MutexLock lock(&mutex_);
  if (standing_due_ || now < next_standing_) return false;
  next_standing_ = NextStanding(now);
  return true;
}

void WatchFeedReactor::WantStandingSoon() {
  absl::Time when = absl::Now() + kStandingDelay;
  {
    absl::MutexLock lock(&mutex_);
    if (standing_due_ || finished_) return;
    standing_due_ = true;
    when = std::max(when, next_standing_);
  }
  context_.readers.PostAt(when, [self = shared_from_this()](store::Reader&) {
    {
      absl::MutexLock lock(&self->mutex_);
      self->standing_due_ = false;
      self->next_standing_ = NextStanding(absl::Now());
    }
    self->stream_.WantStanding();
    self->Schedule();
  });
}

void WatchFeedReactor::Schedule(std::optional<absl::Time> grown) {
  {
    absl::MutexLock lock(&mutex_);
    wanted_ = true;
    if (!grown_at_) grown_at_ = grown;
    if (scheduled_ || writing_ || finished_) return;
    scheduled_ = true;
  }
  context_.readers.Post([self = shared_from_this()](store::Reader& reader) { self->Pump(reader); });
}

void WatchFeedReactor::Pump(store::Reader& reader) {
  std::optional<absl::Status> ending;
  {
    absl::MutexLock lock(&mutex_);
    wanted_ = false;
    ending = ending_;
    if (ending) {
      // Never while a write is in flight: a pump runs only between writes.
      scheduled_ = false;
      finished_ = true;
    }
  }
  if (ending) {
    base::HandOver(this);
    Finish(ToGrpc(*ending));
    return;
  }
  auto next = stream_.Next(reader, context_.clock.Now());
  if (next.ok() && *next) {
    Send(reader, **next);
    return;
  }
  bool again = false;
  {
    absl::MutexLock lock(&mutex_);
    scheduled_ = false;
    if (!next.ok() && !ending_) ending_ = next.status();
    again = wanted_ || ending_;
  }
  if (again) Schedule();
}

void WatchFeedReactor::Send(store::Reader& reader, const feed::Message& message) {
  if (std::holds_alternative<feed::Opened>(message.payload)) {
    const auto user = reader.FindUser(caller_.user);
    if (user.ok() && *user) identity_.display_name = (*user)->display_name;
  }
  response_ = ToProto(message, identity_, questions_, reader);
  {
    absl::MutexLock lock(&mutex_);
    scheduled_ = false;
    writing_ = true;
    last_write_ = absl::Now();
    if (grown_at_ && std::holds_alternative<feed::Entries>(message.payload)) {
      context_.stages.wake.Note(last_write_ - *grown_at_);
      grown_at_.reset();
    }
  }
  base::HandOver(this);
  StartWrite(&response_);
}

void WatchFeedReactor::OnWriteDone(bool ok) {
  base::TakeOver(this);
  bool more = false;
  {
    absl::MutexLock lock(&mutex_);
    writing_ = false;
    context_.stages.write.Note(absl::Now() - last_write_);
    if (!ok && !ending_) ending_ = absl::CancelledError("The client is gone.");
    more = wanted_ || ending_ || stream_.has_more();
  }
  if (more) Schedule();
}

void WatchFeedReactor::OnCancel() {
  base::TakeOver(this);
  EndWith(absl::CancelledError("The client is gone."));
}

void WatchFeedReactor::OnDone() {
  base::TakeOver(this);
  context_.hub.Unsubscribe(caller_.user, this);
  on_gone_(this);
  self_.reset();
}

void WatchFeedReactor::StartTimer(absl::Time silent_since) {
  // Jittered, so that thousands of streams that began together do not speak together.
  absl::Time when = silent_since + Jitter(kShortestSilence, 1.0) * context_.bookmark_interval;
  when = std::min(when, absl::Now() + std::max(caller_.expires_at - context_.clock.Now(),
                                               absl::ZeroDuration()));
  context_.readers.PostAt(when, [self = weak_from_this()](store::Reader&) {
    if (const auto reactor = self.lock()) reactor->OnTimer();
  });
}

void WatchFeedReactor::OnTimer() {
  if (context_.clock.Now() >= caller_.expires_at) {
    EndWith(wire::ToStatus(absl::StatusCode::kUnauthenticated,
                           {"TOKEN_EXPIRED", "", "", "The token has expired; get a new one."}));
    return;
  }
  const absl::Time now = absl::Now();
  absl::Time last_write;
  {
    absl::MutexLock lock(&mutex_);
    if (finished_) return;
    last_write = last_write_;
  }
  // Something was said meanwhile: the silence began then.
  if (now - last_write < kShortestSilence * context_.bookmark_interval) {
    StartTimer(last_write);
    return;
  }
  stream_.WantBookmark();
  Schedule();
  StartTimer(now);
}

}  // namespace aftercall::rpc
