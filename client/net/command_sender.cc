#include "client/net/command_sender.h"

#include <optional>
#include <string>
#include <utility>

#include "client/net/retry.h"
#include "client/net/unary_call.h"
#include "shared/base/ids.h"

namespace aftercall::net {

// Touched by the loop's tasks only.
class CommandSender::Impl : public std::enable_shared_from_this<CommandSender::Impl> {
 public:
  Impl(Connection::Impl& connection, Inbox& inbox,
       std::function<void(const absl::Status&)> on_refused, const SessionOptions& options)
      : connection_(connection),
        inbox_(inbox),
        on_refused_(std::move(on_refused)),
        retry_(connection.loop, options) {}

  void MarkSeen(int64_t position) {
    if (refused_ == position || (under_way_ && under_way_->position == position)) return;
    next_ = position;
    if (!under_way_) SendNext();
  }

  void Stop() {
    stopped_ = true;
    if (attempt_) attempt_->TryCancel();
  }

 private:
  struct Command {
    int64_t position = 0;
    std::string request_id;
  };

  void SendNext() {
    if (!next_) return;
    auto& random = retry_.random();
    const uint64_t high = random();
    under_way_ = Command{*std::exchange(next_, std::nullopt), base::FormatUuid(high, random())};
    Send();
  }

  void Send() {
    v1::MarkFeedSeenRequest request;
    request.set_feed("users/me/feed");
    request.set_position(under_way_->position);
    request.set_request_id(under_way_->request_id);
    attempt_ = StartCall<v1::MarkFeedSeenRequest, v1::MarkFeedSeenResponse>(
        connection_, std::move(request),
        [this](auto... call) { connection_.feeds->async()->MarkFeedSeen(call...); },
        [weak = weak_from_this()](const absl::Status& status, const auto& response) {
          if (const auto self = weak.lock()) self->OnAnswer(status, response.seen_position());
        });
  }

  void OnAnswer(const absl::Status& status, int64_t seen_position) {
    attempt_.reset();
    if (stopped_) return;
    if (Retry::IsPassing(status)) {
      retry_.Later(status, [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (self && !self->stopped_) self->Send();
      });
      return;
    }
    if (status.ok()) {
      inbox_.Push({std::nullopt, model::SeenTold{seen_position}});
    } else {
      refused_ = under_way_->position;
      on_refused_(status);
    }
    retry_.Reset();
    under_way_.reset();
    SendNext();
  }

  Connection::Impl& connection_;
  Inbox& inbox_;
  const std::function<void(const absl::Status&)> on_refused_;
  Retry retry_;
  std::optional<Command> under_way_;  // sent, or waiting to be sent again
  std::optional<int64_t> next_;
  std::optional<int64_t> refused_;
  std::shared_ptr<grpc::ClientContext> attempt_;
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
