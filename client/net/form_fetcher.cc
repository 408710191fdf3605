#include "client/net/form_fetcher.h"

#include <deque>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/net/retry.h"
#include "client/net/unary_call.h"
#include "shared/forms/form_proto.h"
#include "shared/i18n/translator.h"

namespace aftercall::net {
namespace {

absl::Status Check(const model::FormKey& key, const forms::Form& form) {
  const auto problems = forms::Check(form, i18n::Translator("en"));
  if (problems.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(key.name, " cannot be used: ", problems[0].field,
                                                 ": ", problems[0].description));
}

}  // namespace

// Touched by the loop's tasks only.
class FormFetcher::Impl : public std::enable_shared_from_this<FormFetcher::Impl> {
 public:
  Impl(Connection::Impl& connection, Inbox& inbox,
       std::function<void(const absl::Status&)> on_refused, const SessionOptions& options)
      : connection_(connection),
        inbox_(inbox),
        on_refused_(std::move(on_refused)),
        retry_(connection.loop, options) {}

  void Want(const std::vector<model::FormKey>& forms) {
    for (const model::FormKey& key : forms) {
      if (!asked_.insert(key).second) continue;
      waiting_.push_back(key);
      if (waiting_.size() == 1) Send();
    }
  }

  void Stop() {
    stopped_ = true;
    if (attempt_) attempt_->TryCancel();
  }

 private:
  void Send() {
    v1::GetFormRequest request;
    request.set_name(waiting_.front().name);
    request.set_version(waiting_.front().version);
    attempt_ = StartCall<v1::GetFormRequest, v1::GetFormResponse>(
        connection_, std::move(request),
        [this](auto... call) { connection_.forms->async()->GetForm(call...); },
        [weak = weak_from_this()](const absl::Status& status, const auto& response) {
          if (const auto self = weak.lock()) self->OnAnswer(status, response);
        });
  }

  void OnAnswer(const absl::Status& status, const v1::GetFormResponse& response) {
    attempt_.reset();
    if (stopped_) return;
    if (Retry::IsPassing(status)) {
      retry_.Later(status, [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (self && !self->stopped_) self->Send();
      });
      return;
    }
    const model::FormKey key = waiting_.front();
    forms::Form form = forms::FromProto(response.form());
    const absl::Status usable = status.ok() ? Check(key, form) : status;
    if (usable.ok()) {
      inbox_.Push({std::nullopt, model::FormTold{key, std::move(form)}});
    } else {
      on_refused_(usable);
    }
    retry_.Reset();
    waiting_.pop_front();
    if (!waiting_.empty()) Send();
  }

  Connection::Impl& connection_;
  Inbox& inbox_;
  const std::function<void(const absl::Status&)> on_refused_;
  Retry retry_;
  std::set<model::FormKey> asked_;
  std::deque<model::FormKey> waiting_;  // the first is under way, or waits to be sent again
  std::shared_ptr<grpc::ClientContext> attempt_;
  bool stopped_ = false;
};

FormFetcher::FormFetcher(Connection* connection, Inbox* inbox,
                         std::function<void(const absl::Status&)> on_refused,
                         SessionOptions options)
    : loop_(connection->impl().loop),
      impl_(std::make_shared<Impl>(connection->impl(), *inbox, std::move(on_refused), options)) {}

FormFetcher::~FormFetcher() {
  loop_->Post([impl = impl_] { impl->Stop(); });
}

void FormFetcher::Want(std::vector<model::FormKey> forms) {
  if (forms.empty()) return;
  loop_->Post([impl = impl_, forms = std::move(forms)] { impl->Want(forms); });
}

}  // namespace aftercall::net
