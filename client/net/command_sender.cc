#include "client/net/command_sender.h"

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <utility>

#include "absl/random/random.h"
#include "absl/strings/str_format.h"
#include "client/net/connection_impl.h"
#include "shared/base/backoff.h"
#include "shared/base/handover.h"
#include "shared/wire/problem.h"

namespace aftercall::net {
namespace {

constexpr absl::Duration kDeadline = absl::Seconds(10);

// Whether the same command could be taken another time.
bool IsPassing(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
      return true;
    default:
      return false;
  }
}

std::string Uuid(std::mt19937_64& random) {
  const uint64_t high = random();
  const uint64_t low = random();
  return absl::StrFormat("%08x-%04x-4%03x-%04x-%012x", high >> 32, (high >> 16) & 0xFFFF,
                         high & 0xFFF, 0x8000 | ((low >> 48) & 0x3FFF), low & 0xFFFFFFFFFFFF);
}

// One attempt. Kept alive by its callback.
struct Attempt {
  explicit Attempt(const std::shared_ptr<CallCount>& calls) : lease(calls) {}
  CallLease lease;  // first: given back after all else is gone
  grpc::ClientContext context;
  v1::MarkFeedSeenRequest request;
  v1::MarkFeedSeenResponse response;
};

}  // namespace

// Touched by the loop's tasks only.
class CommandSender::Impl : public std::enable_shared_from_this<CommandSender::Impl> {
 public:
  Impl(Connection::Impl& connection, Inbox& inbox,
       std::function<void(const absl::Status&)> on_refused, const SessionOptions& options)
      : connection_(connection),
        inbox_(inbox),
        on_refused_(std::move(on_refused)),
        random_(options.seed != 0 ? options.seed : absl::Uniform<uint64_t>(absl::BitGen())),
        backoff_(options.first_retry, options.longest_retry) {}

  void MarkSeen(int64_t position) {
    if (refused_ == position || (under_way_ && under_way_->position == position)) return;
    next_ = position;
    if (!under_way_) SendNext();
  }

  void Stop() {
    stopped_ = true;
    if (attempt_) attempt_->context.TryCancel();
  }

 private:
  struct Command {
    int64_t position = 0;
    std::string request_id;
  };

  void SendNext() {
    if (!next_) return;
    under_way_ = Command{*std::exchange(next_, std::nullopt), Uuid(random_)};
    Send();
  }

  void Send() {
    attempt_ = std::make_shared<Attempt>(connection_.calls);
    connection_.Prepare(attempt_->context);
    attempt_->context.set_deadline(absl::ToChronoTime(absl::Now() + kDeadline));
    attempt_->request.set_feed("users/me/feed");
    attempt_->request.set_position(under_way_->position);
    attempt_->request.set_request_id(under_way_->request_id);
    base::HandOver(attempt_.get());
    connection_.feeds->async()->MarkFeedSeen(
        &attempt_->context, &attempt_->request, &attempt_->response,
        [weak = weak_from_this(), loop = connection_.loop,
         attempt = attempt_](const grpc::Status& status) {
          base::TakeOver(attempt.get());
          loop->Post([weak, seen = attempt->response.seen_position(), status = FromGrpc(status)] {
            if (const auto self = weak.lock()) self->OnAnswer(status, seen);
          });
        });
  }

  void OnAnswer(const absl::Status& status, int64_t seen_position) {
    attempt_.reset();
    if (stopped_) return;
    if (!status.ok() && IsPassing(status.code())) {
      RetryLater(status);
      return;
    }
    if (status.ok()) {
      inbox_.Push({std::nullopt, model::SeenTold{seen_position}});
    } else {
      refused_ = under_way_->position;
      on_refused_(status);
    }
    backoff_.Reset();
    under_way_.reset();
    SendNext();
  }

  void RetryLater(const absl::Status& status) {
    const absl::Duration asked = wire::RetryAfterOf(status).value_or(absl::ZeroDuration());
    const absl::Duration wait = std::max(backoff_.Next(random_), std::min(asked, absl::Minutes(5)));
    connection_.loop->After(wait, [weak = weak_from_this()] {
      const auto self = weak.lock();
      if (self && !self->stopped_) self->Send();
    });
  }

  Connection::Impl& connection_;
  Inbox& inbox_;
  const std::function<void(const absl::Status&)> on_refused_;
  std::mt19937_64 random_;
  base::Backoff backoff_;
  std::optional<Command> under_way_;  // sent, or waiting to be sent again
  std::optional<int64_t> next_;
  std::optional<int64_t> refused_;
  std::shared_ptr<Attempt> attempt_;
  bool stopped_ = false;
};

CommandSender::CommandSender(Connection* connection, Inbox* inbox,
                             std::function<void(const absl::Status&)> on_refused,
                             SessionOptions options)
    : loop_(connection->impl().loop),
      impl_(std::make_shared<Impl>(connection->impl(), *inbox, std::move(on_refused), options)) {}

CommandSender::~CommandSender() {
  loop_->Post([impl = impl_] { impl->Stop(); });
}

void CommandSender::MarkSeen(int64_t position) {
  loop_->Post([impl = impl_, position] { impl->MarkSeen(position); });
}

}  // namespace aftercall::net
