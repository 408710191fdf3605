#include "client/net/courier.h"

#include <deque>
#include <string>
#include <utility>

#include "client/net/from_proto.h"
#include "client/net/refusal.h"
#include "client/net/retry.h"
#include "client/net/unary_call.h"

namespace aftercall::net {
namespace {

std::string NameOf(const model::Command& command) { return SelfAssessmentName(command.about); }

// About a self-assessment, or about a review, which is called by its own name.
template <typename Request>
Request RequestFor(const model::Command& command, std::string name) {
  Request request;
  request.set_name(std::move(name));
  request.set_request_id(command.request_id);
  return request;
}

template <typename Request>
Request RequestAbout(const model::PauseTarget& target, const model::Command& command) {
  Request request;
  if (target.queue.empty()) {
    request.set_team(target.team);
  } else {
    request.set_queue(target.queue);
  }
  request.set_request_id(command.request_id);
  return request;
}

}  // namespace

// Touched by the loop's tasks only.
class Courier::Impl : public std::enable_shared_from_this<Courier::Impl> {
 public:
  Impl(Connection::Impl& connection, Inbox& inbox, const SessionOptions& options)
      : connection_(connection), inbox_(inbox), retry_(connection.loop, options) {}

  void Bring(model::Command command) {
    commands_.push_back(std::move(command));
    if (commands_.size() == 1) Send();
  }

  void Stop() {
    stopped_ = true;
    if (attempt_) attempt_->TryCancel();
  }

 private:
  void Send() {
    std::visit([this](const auto& what) { Send(what); }, commands_.front().what);
  }

  void Send(const model::CommitAssessment& commit) {
    auto request =
        RequestFor<v1::CommitSelfAssessmentRequest>(commands_.front(), NameOf(commands_.front()));
    for (const auto& [element, value] : commit.draft.scores) {
      auto& score = *request.add_scores();
      score.set_element_id(element);
      if (value) {
        score.set_score(*value);
      } else {
        score.set_does_not_apply(true);
      }
    }
    request.set_note(commit.draft.note);
    Call<v1::CommitSelfAssessmentResponse>(std::move(request), [this](auto... call) {
      connection_.assessments->async()->CommitSelfAssessment(call...);
    });
  }

  void Send(const model::SkipAssessment&) {
    Call<v1::SkipSelfAssessmentResponse>(
        RequestFor<v1::SkipSelfAssessmentRequest>(commands_.front(), NameOf(commands_.front())),
        [this](auto... call) { connection_.assessments->async()->SkipSelfAssessment(call...); });
  }

  void Send(const model::SnoozeAssessment& snooze) {
    auto request =
        RequestFor<v1::SnoozeSelfAssessmentRequest>(commands_.front(), NameOf(commands_.front()));
    request.mutable_duration()->set_seconds(absl::ToInt64Seconds(snooze.duration));
    Call<v1::SnoozeSelfAssessmentResponse>(std::move(request), [this](auto... call) {
      connection_.assessments->async()->SnoozeSelfAssessment(call...);
    });
  }

  void Send(const model::RevealAssessment&) {
    Call<v1::RevealSelfAssessmentResponse>(
        RequestFor<v1::RevealSelfAssessmentRequest>(commands_.front(), NameOf(commands_.front())),
        [this](auto... call) { connection_.assessments->async()->RevealSelfAssessment(call...); });
  }

  void Send(const model::RequestAssessment&) {
    v1::RequestSelfAssessmentRequest request;
    request.set_interaction(commands_.front().about);
    request.set_request_id(commands_.front().request_id);
    Call<v1::RequestSelfAssessmentResponse>(std::move(request), [this](auto... call) {
      connection_.assessments->async()->RequestSelfAssessment(call...);
    });
  }

  void Send(const model::RequestReview& asked) {
    v1::RequestReviewRequest request;
    request.set_interaction(asked.interaction);
    request.set_question(asked.question);
    for (const std::string& element : asked.elements) request.add_elements(element);
    for (const absl::Duration moment : asked.moments) {
      request.add_moments()->set_seconds(absl::ToInt64Seconds(moment));
    }
    for (const std::string& name : asked.not_to_ask) request.add_not_to_ask(name);
    request.set_request_id(commands_.front().request_id);
    Call<v1::RequestReviewResponse>(std::move(request), [this](auto... call) {
      connection_.reviews->async()->RequestReview(call...);
    });
  }

  void Send(const model::ThankReviewer&) {
    Call<v1::ThankReviewerResponse>(
        RequestFor<v1::ThankReviewerRequest>(commands_.front(), commands_.front().about),
        [this](auto... call) { connection_.reviews->async()->ThankReviewer(call...); });
  }

  void Send(const model::LendReview& lend) {
    auto request = RequestFor<v1::LendReviewRequest>(commands_.front(), commands_.front().about);
    request.set_lent(lend.lent);
    Call<v1::LendReviewResponse>(std::move(request), [this](auto... call) {
      connection_.reviews->async()->LendReview(call...);
    });
  }

  void Send(const model::AcknowledgeReview&) {
    Call<v1::AcknowledgeReviewResponse>(
        RequestFor<v1::AcknowledgeReviewRequest>(commands_.front(), commands_.front().about),
        [this](auto... call) { connection_.reviews->async()->AcknowledgeReview(call...); });
  }

  void Send(const model::DifferFromReview& differ) {
    auto request =
        RequestFor<v1::DifferFromReviewRequest>(commands_.front(), commands_.front().about);
    request.set_answer(differ.answer);
    Call<v1::DifferFromReviewResponse>(std::move(request), [this](auto... call) {
      connection_.reviews->async()->DifferFromReview(call...);
    });
  }

  void Send(const model::CloseReview&) {
    Call<v1::CloseReviewResponse>(
        RequestFor<v1::CloseReviewRequest>(commands_.front(), commands_.front().about),
        [this](auto... call) { connection_.reviews->async()->CloseReview(call...); });
  }

  void Send(const model::AcceptReview&) {
    Call<v1::AcceptReviewTaskResponse>(
        RequestFor<v1::AcceptReviewTaskRequest>(commands_.front(), commands_.front().about),
        [this](auto... call) { connection_.reviews->async()->AcceptReviewTask(call...); });
  }

  void Send(const model::DeclineReview& decline) {
    auto request =
        RequestFor<v1::DeclineReviewTaskRequest>(commands_.front(), commands_.front().about);
    request.set_reason(decline.reason);
    Call<v1::DeclineReviewTaskResponse>(std::move(request), [this](auto... call) {
      connection_.reviews->async()->DeclineReviewTask(call...);
    });
  }

  void Send(const model::SaveReviewDraft& save) {
    auto request =
        RequestFor<v1::SaveReviewDraftRequest>(commands_.front(), commands_.front().about);
    request.set_base_version(save.base_version);
    *request.mutable_content() = ToProto(save.content);
    Call<v1::SaveReviewDraftResponse>(std::move(request), [this](auto... call) {
      connection_.reviews->async()->SaveReviewDraft(call...);
    });
  }

  void Send(const model::SubmitReview& submit) {
    auto request = RequestFor<v1::SubmitReviewRequest>(commands_.front(), commands_.front().about);
    *request.mutable_content() = ToProto(submit.content);
    if (submit.opened) request.set_opened(*submit.opened);
    Call<v1::SubmitReviewResponse>(std::move(request), [this](auto... call) {
      connection_.reviews->async()->SubmitReview(call...);
    });
  }

  void Send(const model::StartEvaluation& start) {
    v1::StartEvaluationRequest request;
    request.set_interaction(start.interaction);
    request.set_request_id(commands_.front().request_id);
    Call<v1::StartEvaluationResponse>(std::move(request), [this](auto... call) {
      connection_.reviews->async()->StartEvaluation(call...);
    });
  }

  void Send(const model::OpenAppeal& appeal) {
    v1::OpenAppealRequest request;
    request.set_interaction(appeal.interaction);
    request.set_question_id(appeal.question_id);
    request.set_reason(appeal.reason);
    request.set_review(appeal.review);
    request.set_request_id(commands_.front().request_id);
    Call<v1::OpenAppealResponse>(std::move(request), [this](auto... call) {
      connection_.appeals->async()->OpenAppeal(call...);
    });
  }

  void Send(const model::WithdrawAppeal&) {
    Call<v1::WithdrawAppealResponse>(
        RequestFor<v1::WithdrawAppealRequest>(commands_.front(), commands_.front().about),
        [this](auto... call) { connection_.appeals->async()->WithdrawAppeal(call...); });
  }

  void Send(const model::TakeAppeal&) {
    Call<v1::TakeAppealTaskResponse>(
        RequestFor<v1::TakeAppealTaskRequest>(commands_.front(), commands_.front().about),
        [this](auto... call) { connection_.appeals->async()->TakeAppealTask(call...); });
  }

  void Send(const model::DecideAppeal& decide) {
    auto request = RequestFor<v1::DecideAppealRequest>(commands_.front(), commands_.front().about);
    request.set_decision(decide.uphold ? v1::DecideAppealRequest::DECISION_UPHOLD
                                       : v1::DecideAppealRequest::DECISION_DECLINE);
    request.set_reason(decide.reason);
    Call<v1::DecideAppealResponse>(std::move(request), [this](auto... call) {
      connection_.appeals->async()->DecideAppeal(call...);
    });
  }

  void Send(const model::GiveKudos& kudos) {
    v1::GiveKudosRequest request;
    request.set_user(kudos.user);
    request.set_words(kudos.words);
    request.set_interaction(kudos.interaction);
    request.set_review_task(kudos.review_task);
    request.set_request_id(commands_.front().request_id);
    Call<v1::GiveKudosResponse>(std::move(request), [this](auto... call) {
      connection_.kudos->async()->GiveKudos(call...);
    });
  }

  void Send(const model::StartPause& start) {
    auto request = RequestAbout<v1::StartPauseRequest>(start.target, commands_.front());
    Call<v1::StartPauseResponse>(std::move(request), [this](auto... call) {
      connection_.pauses->async()->StartPause(call...);
    });
  }

  void Send(const model::EndPause& end) {
    auto request = RequestAbout<v1::EndPauseRequest>(end.target, commands_.front());
    Call<v1::EndPauseResponse>(std::move(request), [this](auto... call) {
      connection_.pauses->async()->EndPause(call...);
    });
  }

  template <typename Response, typename Request, typename Start>
  void Call(Request request, Start start) {
    attempt_ = StartCall<Request, Response>(
        connection_, std::move(request), std::move(start),
        [weak = weak_from_this()](const absl::Status& status, const Response& response) {
          const auto self = weak.lock();
          if (!self) return;
          self->OnAnswer(status, response);
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
    model::CommandAnswered answered;
    answered.request_id = commands_.front().request_id;
    if (!status.ok()) {
      answered.refusal = RefusalOf(status);
    } else {
      // Of all else the feed tells what came of it.
      Take(response, answered);
    }
    inbox_.Push({std::nullopt, std::move(answered)});
    retry_.Reset();
    commands_.pop_front();
    if (!commands_.empty()) Send();
  }

  static void Take(const v1::CommitSelfAssessmentResponse& response,
                   model::CommandAnswered& answered) {
    if (response.self_assessment().state() == v1::SelfAssessment::STATE_COMMITTED) {
      answered.committed = CommittedFromProto(response.self_assessment());
    }
  }
  static void Take(const v1::SaveReviewDraftResponse& response, model::CommandAnswered& answered) {
    answered.saved =
        model::DraftSaved{SavedReviewFromProto(response.draft()), response.has_other_draft()};
  }
  static void Take(const v1::StartEvaluationResponse& response, model::CommandAnswered& answered) {
    answered.review_task = response.review_task().name();
  }
  template <typename Response>
  static void Take(const Response&, model::CommandAnswered&) {}

  Connection::Impl& connection_;
  Inbox& inbox_;
  Retry retry_;
  std::deque<model::Command> commands_;  // the first is under way, or waits to be sent again
  std::shared_ptr<grpc::ClientContext> attempt_;
  bool stopped_ = false;
};

Courier::Courier(Connection* connection, Inbox* inbox, SessionOptions options)
    : loop_(connection->impl().loop),
      impl_(std::make_shared<Impl>(connection->impl(), *inbox, options)) {}

Courier::~Courier() {
  loop_->Post([impl = impl_] { impl->Stop(); });
}

void Courier::Bring(model::Command command) {
  loop_->Post([impl = impl_, command = std::move(command)] { impl->Bring(command); });
}

}  // namespace aftercall::net
