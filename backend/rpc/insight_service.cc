#include "backend/rpc/insight_service.h"

#include <algorithm>

#include "backend/insight/elements.h"
#include "backend/insight/summary.h"
#include "backend/rpc/answered_tally.h"
#include "backend/rpc/feed_proto.h"
#include "backend/rpc/record_proto.h"
#include "backend/rpc/scope_proto.h"
#include "shared/forms/form_proto.h"

namespace aftercall::rpc {
namespace {

v1::Mean ToProto(const insight::Mean& mean) {
  v1::Mean proto;
  proto.set_n(mean.n);
  if (const auto value = mean.Value()) proto.set_value(*value);
  return proto;
}

v1::Nps ToProto(const insight::NetPromoter& nps) {
  v1::Nps proto;
  proto.set_n(nps.n);
  if (const auto score = nps.Score()) proto.set_score(*score);
  if (const auto interval = nps.Interval95()) {
    proto.set_low(interval->low);
    proto.set_high(interval->high);
  }
  return proto;
}

v1::HandleTime ToProto(const insight::HandleTime& handle_time) {
  v1::HandleTime proto;
  proto.set_n(handle_time.n);
  if (handle_time.n > 0) {
    proto.set_mean_seconds(static_cast<double>(handle_time.total_ms) / 1000.0 /
                           static_cast<double>(handle_time.n));
  }
  for (const auto& part : handle_time.parts) proto.add_parts(part);
  return proto;
}

void Fill(const insight::QuestionFigures& figures, v1::QuestionFigures& to) {
  *to.mutable_question() = rpc::ToProto(figures.question);
  *to.mutable_own() = rpc::ToProto(figures.own);
  *to.mutable_total() = rpc::ToProto(figures.total);
  *to.mutable_mean_rating() = ToProto(figures.mean_rating);
  for (const auto& [value, count] : figures.distribution) {
    auto* step = to.add_distribution();
    step->set_value(value);
    step->set_count(count);
  }
}

void Fill(const insight::Summary& summary, v1::Summary& to) {
  to.set_interactions(summary.counts.interactions);
  to.set_abandoned(summary.counts.abandoned);
  to.set_responses(summary.counts.responses);
  to.set_offered(summary.counts.offered);
  *to.mutable_response_rate() = rpc::ToProto(summary.response_rate);
  *to.mutable_csat() = rpc::ToProto(summary.csat);
  *to.mutable_csat_total() = rpc::ToProto(summary.csat_total);
  *to.mutable_mean_rating() = ToProto(summary.mean_rating);
  *to.mutable_resolved() = rpc::ToProto(summary.resolved);
  *to.mutable_nps() = ToProto(summary.nps);
  *to.mutable_fcr() = rpc::ToProto(summary.first_contact_resolution);
  *to.mutable_handle_time() = ToProto(summary.handle_time);
  to.set_appeals_upheld(summary.appeals_upheld);
  for (const auto& figures : summary.questions) Fill(figures, *to.add_questions());
}

absl::Status Answer(const Context& context, store::Reader& reader, const Caller& caller,
                    const v1::GetSummaryRequest& request, v1::GetSummaryResponse& response,
                    Looks& looks) {
  const auto period = ReadPeriod(request);
  if (!period.ok()) return period.status();
  if (!v1::GetSummaryRequest::Basis_IsValid(request.basis())) {
    return BadField("basis", absl::StrCat(request.basis()),
                    "The basis is BASIS_ENDED or BASIS_ANSWERED.");
  }
  const auto scope = ReadScope(reader, caller, request);
  if (!scope.ok()) return scope.status();
  if (auto status = Gate::MayRead(reader, caller, *scope, /*figures_only=*/true); !status.ok()) {
    return status;
  }
  if (scope->user && scope->user != caller.user) {
    looks.insert({scope->user, caller.user, domain::Look::Kind::kSummary});
  }
  const auto tally = request.basis() == v1::GetSummaryRequest::BASIS_ANSWERED
                         ? TallyByAnswered(reader, context.policy, *scope, *period)
                         : reader.ReadTally(*scope, *period);
  if (!tally.ok()) return tally.status();
  const auto questions = reader.ListQuestions();
  if (!questions.ok()) return questions.status();
  const auto of = scope->user ? insight::Of::kOne : insight::Of::kSeveral;
  Fill(insight::Summarise(*tally, *questions, of), *response.mutable_summary());
  return absl::OkStatus();
}

v1::Mean ToProto(const insight::Spread& spread, const insight::ElementFigures& scale) {
  v1::Mean proto;
  proto.set_n(spread.n);
  if (const auto mean = spread.Mean()) proto.set_value(*mean);
  if (const auto interval = spread.Interval95()) {
    proto.set_low(std::max<double>(interval->low, scale.low));
    proto.set_high(std::min<double>(interval->high, scale.high));
  }
  return proto;
}

v1::Rate RateOf(const insight::Spread& yes) { return rpc::ToProto(insight::Rate{yes.sum, yes.n}); }

void AddLeaders(const insight::ElementFigures& figures, v1::ElementFigures& to) {
  to.set_leader_upheld(figures.leader_upheld);
  if (figures.leader.n == 0) return;
  if (figures.IsYesNo()) {
    *to.mutable_leader_yes() = RateOf(figures.leader);
  } else {
    *to.mutable_leader_mean() = ToProto(figures.leader, figures);
  }
}

void Fill(const insight::ElementFigures& figures, v1::ElementFigures& to) {
  to.set_form(forms::FormName(figures.form_id));
  to.set_element_id(figures.element_id);
  to.set_low(figures.low);
  to.set_high(figures.high);
  to.set_withheld(figures.withheld);
  AddLeaders(figures, to);
  if (figures.withheld) return;
  to.set_question_id(figures.question_id);
  const bool is_compared = !figures.question_id.empty();
  const bool is_scored = figures.self.n > 0;
  if (figures.IsYesNo()) {
    if (is_scored) *to.mutable_self_yes() = RateOf(figures.self);
    if (is_compared) *to.mutable_customer_yes() = RateOf(figures.customer);
  } else {
    if (is_scored) *to.mutable_self_mean() = ToProto(figures.self, figures);
    if (is_compared) *to.mutable_customer_mean() = ToProto(figures.customer, figures);
  }
  if (!figures.gap) return;
  auto& gap = *to.mutable_gap();
  gap.set_n(figures.gap->n);
  gap.set_value(figures.gap->Mean().value_or(0));
  if (const auto interval = figures.gap->Interval95()) {
    gap.set_low(interval->low);
    gap.set_high(interval->high);
  }
}

absl::Status AnswerByElement(store::Reader& reader, const Caller& caller,
                             const v1::GetElementFiguresRequest& request,
                             v1::GetElementFiguresResponse& response) {
  const auto period = ReadPeriod(request);
  if (!period.ok()) return period.status();
  const auto scope = ReadScope(reader, caller, request);
  if (!scope.ok()) return scope.status();
  if (auto status = Gate::MayReadElements(reader, caller, *scope); !status.ok()) return status;
  const auto scores = reader.ReadElementTally(*scope, *period);
  if (!scores.ok()) return scores.status();
  const auto answers = reader.ReadTally(*scope, *period);
  if (!answers.ok()) return answers.status();
  const auto questions = reader.ListQuestions();
  if (!questions.ok()) return questions.status();
  const auto forms = reader.ListForms();
  if (!forms.ok()) return forms.status();
  const auto of = scope->user ? insight::Of::kOne : insight::Of::kSeveral;
  for (const auto& figures : insight::FiguresByElement(
           *scores, answers->answers, *forms, *questions, of, Gate::FewestPeople(*scope))) {
    Fill(figures, *response.add_elements());
  }
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* InsightService::GetSummary(grpc::CallbackServerContext* call,
                                                     const v1::GetSummaryRequest* request,
                                                     v1::GetSummaryResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  return AnswerByLooking(
      context_, call,
      [this, caller = *caller, request, response](store::Reader& reader, Looks& looks) {
        return Answer(context_, reader, caller, *request, *response, looks);
      });
}

grpc::ServerUnaryReactor* InsightService::GetElementFigures(
    grpc::CallbackServerContext* call, const v1::GetElementFiguresRequest* request,
    v1::GetElementFiguresResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  return AnswerByReading(context_, call,
                         [caller = *caller, request, response](store::Reader& reader) {
                           return AnswerByElement(reader, caller, *request, *response);
                         });
}

}  // namespace aftercall::rpc
