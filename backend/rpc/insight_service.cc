#include "backend/rpc/insight_service.h"

#include "backend/insight/summary.h"
#include "backend/rpc/answered_tally.h"
#include "backend/rpc/feed_proto.h"
#include "backend/rpc/record_proto.h"
#include "backend/rpc/scope_proto.h"

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
  Fill(insight::Summarise(*tally, *questions), *response.mutable_summary());
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

}  // namespace aftercall::rpc
