#include "client/net/fetcher.h"

#include <deque>
#include <set>
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "client/net/from_proto.h"
#include "client/net/refusal.h"
#include "client/net/retry.h"
#include "client/net/unary_call.h"
#include "shared/forms/form_proto.h"
#include "shared/i18n/translator.h"

namespace aftercall::net {
namespace {

// What the person committed on this interaction.
struct CommittedKey {
  std::string interaction;
  auto operator<=>(const CommittedKey&) const = default;
};
// A review task, an appeal or an appeal task.
template <typename Body>
struct OpenedThing {
  model::OpenedKey key;
  auto operator<=>(const OpenedThing&) const = default;
};
using ReviewTask = OpenedThing<model::ReviewTaskBody>;
using Appeal = OpenedThing<model::AppealBody>;
using AppealTask = OpenedThing<model::AppealTaskBody>;
using Key = std::variant<model::FormKey, model::ReviewKey, ReviewTask, Appeal, AppealTask,
                         model::PreviewKey, model::ContactsKey, model::ColleaguesKey,
                         model::QueuesKey, CommittedKey>;

// Of three days; more than anybody has.
constexpr int kMostContacts = 300;
// As many as the server gives at once. Whoever comes after them can still be named by hand.
constexpr int kMostColleagues = 1000;

absl::Status Check(const model::FormKey& key, const forms::Form& form) {
  const auto problems = forms::Check(form, i18n::Translator("en"));
  if (problems.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(key.name, " cannot be used: ", problems[0].field,
                                                 ": ", problems[0].description));
}

}  // namespace

// Touched by the loop's tasks only.
class Fetcher::Impl : public std::enable_shared_from_this<Fetcher::Impl> {
 public:
  Impl(Connection::Impl& connection, Inbox& inbox,
       std::function<void(const absl::Status&)> on_refused, const SessionOptions& options)
      : connection_(connection),
        inbox_(inbox),
        on_refused_(std::move(on_refused)),
        retry_(connection.loop, options) {}

  void Want(const model::Desk::Wanted& wanted) {
    for (const model::FormKey& key : wanted.forms) Want(Key(key));
    for (const model::ReviewKey& key : wanted.reviews) Want(Key(key));
    for (const model::OpenedKey& key : wanted.review_tasks) Want(Key(ReviewTask{key}));
    for (const model::OpenedKey& key : wanted.appeals) Want(Key(Appeal{key}));
    for (const model::OpenedKey& key : wanted.appeal_tasks) Want(Key(AppealTask{key}));
    for (const model::PreviewKey& key : wanted.previews) Want(Key(key));
    if (wanted.contacts) Want(Key(*wanted.contacts));
    if (wanted.colleagues) Want(Key(*wanted.colleagues));
    if (wanted.queues) Want(Key(*wanted.queues));
    for (const std::string& interaction : wanted.committed) Want(Key(CommittedKey{interaction}));
  }

  void Stop() {
    stopped_ = true;
    if (attempt_) attempt_->TryCancel();
  }

 private:
  void Want(const Key& key) {
    if (!asked_.insert(key).second) return;
    waiting_.push_back(key);
    if (waiting_.size() == 1) Send();
  }

  void Send() {
    std::visit([this](const auto& key) { Send(key); }, waiting_.front());
  }

  void Send(const model::FormKey& key) {
    v1::GetFormRequest request;
    request.set_name(key.name);
    request.set_version(key.version);
    Call<v1::GetFormResponse>(
        std::move(request), [this](auto... call) { connection_.forms->async()->GetForm(call...); });
  }

  void Send(const model::ReviewKey& key) {
    v1::GetReviewRequest request;
    request.set_name(key.name);
    Call<v1::GetReviewResponse>(std::move(request), [this](auto... call) {
      connection_.reviews->async()->GetReview(call...);
    });
  }

  void Send(const ReviewTask& task) {
    v1::GetReviewTaskRequest request;
    request.set_name(task.key.name);
    Call<v1::GetReviewTaskResponse>(std::move(request), [this](auto... call) {
      connection_.reviews->async()->GetReviewTask(call...);
    });
  }

  void Send(const Appeal& appeal) {
    v1::GetAppealRequest request;
    request.set_name(appeal.key.name);
    Call<v1::GetAppealResponse>(std::move(request), [this](auto... call) {
      connection_.appeals->async()->GetAppeal(call...);
    });
  }

  void Send(const AppealTask& task) {
    v1::GetAppealTaskRequest request;
    request.set_name(task.key.name);
    Call<v1::GetAppealTaskResponse>(std::move(request), [this](auto... call) {
      connection_.appeals->async()->GetAppealTask(call...);
    });
  }

  void Send(const CommittedKey& key) {
    v1::GetSelfAssessmentRequest request;
    request.set_name(SelfAssessmentName(key.interaction));
    Call<v1::GetSelfAssessmentResponse>(std::move(request), [this](auto... call) {
      connection_.assessments->async()->GetSelfAssessment(call...);
    });
  }

  void Send(const model::PreviewKey& key) {
    v1::RequestReviewRequest request;
    request.set_interaction(key.interaction);
    for (const std::string& name : key.not_to_ask) request.add_not_to_ask(name);
    request.set_validate_only(true);
    Call<v1::RequestReviewResponse>(std::move(request), [this](auto... call) {
      connection_.reviews->async()->RequestReview(call...);
    });
  }

  void Send(const model::ContactsKey& key) {
    v1::ListInteractionsRequest request;
    request.set_user("users/me");
    request.mutable_from()->set_year(static_cast<int>(key.from.year()));
    request.mutable_from()->set_month(key.from.month());
    request.mutable_from()->set_day(key.from.day());
    request.set_page_size(kMostContacts);
    Call<v1::ListInteractionsResponse>(std::move(request), [this](auto... call) {
      connection_.interactions->async()->ListInteractions(call...);
    });
  }

  void Send(const model::ColleaguesKey&) {
    v1::ListColleaguesRequest request;
    request.set_page_size(kMostColleagues);
    Call<v1::ListColleaguesResponse>(std::move(request), [this](auto... call) {
      connection_.directory->async()->ListColleagues(call...);
    });
  }

  void Send(const model::QueuesKey&) {
    Call<v1::ListQueuesResponse>(v1::ListQueuesRequest(), [this](auto... call) {
      connection_.pauses->async()->ListQueues(call...);
    });
  }

  template <typename Response, typename Request, typename Start>
  void Call(Request request, Start start) {
    attempt_ = StartCall<Request, Response>(
        connection_, std::move(request), std::move(start),
        [weak = weak_from_this()](const absl::Status& status, const Response& response) {
          if (const auto self = weak.lock()) self->OnAnswer(status, response);
        });
  }

  template <typename Response>
  void OnAnswer(const absl::Status& status, const Response& response) {
    attempt_.reset();
    if (stopped_) return;
    if (Retry::IsPassing(status)) {
      retry_.Later(status, [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (self && !self->stopped_) self->Send();
      });
      return;
    }
    const Key key = waiting_.front();
    const absl::Status taken = Take(key, status, response);
    if (!taken.ok()) on_refused_(taken);
    retry_.Reset();
    waiting_.pop_front();
    if (!waiting_.empty()) Send();
  }

  absl::Status Take(const Key& key, const absl::Status& status,
                    const v1::GetFormResponse& response) {
    if (!status.ok()) return status;
    const auto& form_key = std::get<model::FormKey>(key);
    forms::Form form = forms::FromProto(response.form());
    if (absl::Status usable = Check(form_key, form); !usable.ok()) return usable;
    inbox_.Push({std::nullopt, model::FormTold{form_key, std::move(form)}});
    return absl::OkStatus();
  }

  absl::Status Take(const Key& key, const absl::Status& status,
                    const v1::GetReviewResponse& response) {
    if (!status.ok()) return status;
    inbox_.Push({std::nullopt, model::ReviewTold{std::get<model::ReviewKey>(key),
                                                 ReviewBodyFromProto(response.review())}});
    return absl::OkStatus();
  }

  absl::Status Take(const Key& key, const absl::Status& status,
                    const v1::GetReviewTaskResponse& response) {
    return Tell(key, status, ReviewTaskBodyFromProto(response.review_task()));
  }

  absl::Status Take(const Key& key, const absl::Status& status,
                    const v1::GetAppealResponse& response) {
    return Tell(key, status, AppealBodyFromProto(response.appeal()));
  }

  absl::Status Take(const Key& key, const absl::Status& status,
                    const v1::GetAppealTaskResponse& response) {
    return Tell(key, status, AppealTaskBodyFromProto(response.appeal_task()));
  }

  absl::Status Take(const Key& key, const absl::Status& status,
                    const v1::GetSelfAssessmentResponse& response) {
    if (!status.ok()) return status;
    // It may have been taken back meanwhile: the interaction became another's.
    if (response.self_assessment().state() != v1::SelfAssessment::STATE_COMMITTED) {
      return absl::OkStatus();
    }
    inbox_.Push(
        {std::nullopt, model::CommittedTold{std::get<CommittedKey>(key).interaction,
                                            CommittedFromProto(response.self_assessment())}});
    return absl::OkStatus();
  }

  template <typename Body>
  absl::Status Tell(const Key& key, const absl::Status& status, Body body) {
    if (!status.ok()) return status;
    const model::OpenedKey& opened = std::get<OpenedThing<Body>>(key).key;
    inbox_.Push({std::nullopt, model::BodyTold<Body>{opened, std::move(body)}});
    return absl::OkStatus();
  }

  absl::Status Take(const Key& key, const absl::Status& status,
                    const v1::RequestReviewResponse& response) {
    asked_.erase(key);
    model::ReviewPreview preview;
    if (status.ok()) {
      preview.could_be_asked = response.review().could_be_asked();
      preview.by_leader = response.review().by_leader();
      preview.anonymous = response.review().anonymous();
      preview.form = {response.review().form(), response.review().form_version()};
    } else {
      model::Refusal refusal = RefusalOf(status);
      preview.refusal = std::move(refusal.sentence);
      preview.refusal_reason = std::move(refusal.reason);
      preview.refused_value = std::move(refusal.value);
    }
    inbox_.Push(
        {std::nullopt, model::PreviewTold{std::get<model::PreviewKey>(key), std::move(preview)}});
    return absl::OkStatus();
  }

  absl::Status Take(const Key& key, const absl::Status& status,
                    const v1::ListInteractionsResponse& response) {
    asked_.erase(key);
    model::ContactsTold told{std::get<model::ContactsKey>(key), ContactsFromProto(response)};
    if (!status.ok()) told.refusal = RefusalOf(status);
    inbox_.Push({std::nullopt, std::move(told)});
    return absl::OkStatus();
  }

  absl::Status Take(const Key& key, const absl::Status& status,
                    const v1::ListColleaguesResponse& response) {
    asked_.erase(key);
    model::ColleaguesTold told{std::get<model::ColleaguesKey>(key), std::nullopt};
    // A server that does not give them is one where names are written by hand.
    if (status.ok()) told.colleagues = ColleaguesFromProto(response);
    inbox_.Push({std::nullopt, std::move(told)});
    return absl::OkStatus();
  }

  absl::Status Take(const Key& key, const absl::Status& status,
                    const v1::ListQueuesResponse& response) {
    asked_.erase(key);
    model::QueuesTold told{std::get<model::QueuesKey>(key), std::nullopt};
    // Not everybody who leads a team may pause queues.
    if (status.ok()) told.queues = QueuesFromProto(response);
    inbox_.Push({std::nullopt, std::move(told)});
    return absl::OkStatus();
  }

  Connection::Impl& connection_;
  Inbox& inbox_;
  const std::function<void(const absl::Status&)> on_refused_;
  Retry retry_;
  std::set<Key> asked_;
  std::deque<Key> waiting_;  // the first is under way, or waits to be sent again
  std::shared_ptr<grpc::ClientContext> attempt_;
  bool stopped_ = false;
};

Fetcher::Fetcher(Connection* connection, Inbox* inbox,
                 std::function<void(const absl::Status&)> on_refused, SessionOptions options)
    : loop_(connection->impl().loop),
      impl_(std::make_shared<Impl>(connection->impl(), *inbox, std::move(on_refused), options)) {}

Fetcher::~Fetcher() {
  loop_->Post([impl = impl_] { impl->Stop(); });
}

void Fetcher::Want(model::Desk::Wanted wanted) {
  if (wanted == model::Desk::Wanted()) return;
  loop_->Post([impl = impl_, wanted = std::move(wanted)] { impl->Want(wanted); });
}

}  // namespace aftercall::net
