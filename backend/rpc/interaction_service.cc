#include "backend/rpc/interaction_service.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "backend/commands/assess.h"
#include "backend/domain/reviewable.h"
#include "backend/rpc/answer_once.h"
#include "backend/rpc/page_token.h"
#include "backend/rpc/record_proto.h"
#include "backend/rpc/scope_proto.h"
#include "shared/base/ids.h"

namespace aftercall::rpc {
namespace {

v1::Leg EncodeLeg(const domain::Leg& leg) {
  v1::Leg proto;
  proto.set_staff_number(leg.staff_number);
  proto.set_display_name(leg.display_name);
  proto.set_role(static_cast<v1::Leg::Role>(leg.role));
  if (leg.started_at) *proto.mutable_started_at() = ToProto(*leg.started_at);
  if (leg.ended_at) *proto.mutable_ended_at() = ToProto(*leg.ended_at);
  return proto;
}

// The interaction's own facts, without answers.
v1::Interaction EncodePlaced(const domain::PlacedInteraction& placed) {
  const domain::Interaction& told = placed.told;
  v1::Interaction proto;
  proto.set_name(InteractionName(placed.id));
  proto.set_source(told.source);
  proto.set_external_id(told.external_id);
  proto.set_channel(static_cast<v1::Channel>(told.channel));
  proto.set_topic(told.topic);
  proto.set_queue(told.queue);
  proto.set_language(told.language);
  for (const auto& leg : told.legs) *proto.add_legs() = EncodeLeg(leg);
  if (told.started_at) *proto.mutable_started_at() = ToProto(*told.started_at);
  if (const auto* day = std::get_if<absl::CivilDay>(&told.ended)) {
    *proto.mutable_ended_on() = ToProto(*day);
  } else {
    *proto.mutable_ended_at() = ToProto(std::get<absl::Time>(told.ended));
  }
  proto.set_abandoned(told.abandoned || !placed.agent);
  if (told.talk > absl::ZeroDuration()) *proto.mutable_talk() = ToProto(told.talk);
  if (told.hold > absl::ZeroDuration()) *proto.mutable_hold() = ToProto(told.hold);
  if (told.after_call_work > absl::ZeroDuration()) {
    *proto.mutable_after_call_work() = ToProto(told.after_call_work);
  }
  proto.set_time_zone(placed.day_zone);
  if (told.revised_at) *proto.mutable_revised_at() = ToProto(*told.revised_at);
  if (placed.agent) proto.set_agent(UserName(placed.agent));
  *proto.mutable_business_day() = ToProto(placed.day);
  return proto;
}

v1::SurveyResponse EncodeResponse(const domain::StoredResponse& response, bool with_words) {
  const domain::SurveyResponse& told = response.told;
  v1::SurveyResponse proto;
  proto.set_name("responses/" + base::FormatId(response.id.value));
  proto.set_source(told.source);
  proto.set_external_id(told.external_id);
  proto.set_interaction_external_id(told.interaction_external_id);
  proto.set_question_id(told.question_id);
  proto.set_rating(told.rating);
  if (with_words) proto.set_comment(told.comment);
  if (told.answered) {
    if (const auto* day = std::get_if<absl::CivilDay>(&*told.answered)) {
      *proto.mutable_answered_on() = ToProto(*day);
    } else {
      *proto.mutable_answered_at() = ToProto(std::get<absl::Time>(*told.answered));
    }
  }
  proto.set_company_fault(told.company_fault);
  proto.set_contacts(told.contacts);
  for (const auto& rule : told.redactions) proto.add_redactions(rule);
  return proto;
}

absl::StatusOr<domain::InteractionId> ReadName(const std::string& name) {
  const domain::InteractionId id{IdIn("interactions", name)};
  if (id) return id;
  return BadField("name", name, "A name is like \"interactions/{interaction}\".");
}

void NoteLook(const store::ListedInteraction& listed, const Caller& caller, domain::Look::Kind kind,
              Looks& looks) {
  const domain::UserId agent = listed.facts.interaction.agent;
  if (agent && agent != caller.user) looks.insert({agent, caller.user, kind});
}

absl::Status OpenIt(store::Transaction& transaction, const Context& context, const Caller& caller,
                    domain::InteractionId id) {
  const auto facts = transaction.LoadFacts(id);
  if (absl::IsNotFound(facts.status())) return NotFound("name", InteractionName(id));
  if (!facts.ok()) return facts.status();
  const domain::PlacedInteraction& placed = facts->interaction;
  if (placed.agent == caller.user) {
    return Denied("SEAL_OWN",
                  "This contact is your own: assess yourself, or reveal what the customer said.");
  }
  const auto may_open = Gate::MayOpenSeal(transaction, caller, placed);
  if (!may_open.ok()) return may_open.status();
  if (!*may_open) return Gate::RefuseLook(caller, "name", InteractionName(id));
  if (auto status = commands::OpenSeal(transaction, {id, placed.agent}); !status.ok()) {
    return status;
  }
  return transaction.NoteLook({placed.agent, caller.user, domain::Look::Kind::kSeal},
                              context.policy.calendar.DayOf(transaction.Now()));
}

// Nobody else may ask for a review of it.
void NoteNotReviewable(const domain::PlacedInteraction& interaction, const Caller& caller,
                       const commands::Policy& policy, v1::ListInteractionsResponse& response) {
  if (!interaction.agent || interaction.agent != caller.user) return;
  const auto problem = domain::WhyNotReviewable(interaction.told, policy.recording_hosts);
  if (!problem) return;
  (*response.mutable_not_reviewable())[InteractionName(interaction.id)] = problem->reason;
}

}  // namespace

absl::StatusOr<v1::Interaction> InteractionService::Encode(store::Reader& reader,
                                                           const Caller& caller,
                                                           const store::ListedInteraction& listed,
                                                           bool whole) {
  const bool with_words = Gate::MayReadWords(caller);
  domain::Facts facts = listed.facts;
  facts.calendar = context_.policy.calendar.In(facts.interaction.day_zone);
  v1::Interaction proto = EncodePlaced(facts.interaction);
  proto.set_agent_display_name(listed.agent_display_name);
  proto.set_team(listed.team_display_name);
  proto.set_sealed(facts.sealed);
  proto.set_seal_opened(facts.sealed && facts.leader_opened);
  if (facts.leader_opened && facts.interaction.agent != caller.user) facts.sealed = false;
  const auto counting = facts.Counting(context_.policy.rerating_window);
  for (const auto* response : counting) {
    auto* to = proto.add_responses();
    *to = EncodeResponse(*response, with_words);
    *to->mutable_question() = questions_.Find(reader, response->told.question_id);
    to->set_appeal_upheld(facts.IsUpheld(response->told.question_id));
  }
  if (!whole) return proto;
  for (const auto& response : facts.responses) {
    if (facts.sealed) break;
    if (std::find(counting.begin(), counting.end(), &response) == counting.end()) {
      *proto.add_superseded_responses() = EncodeResponse(response, with_words);
    }
  }
  if (with_words) {
    proto.set_text(facts.interaction.told.text);
    proto.set_recording_uri(facts.interaction.told.recording_uri);
    for (const auto& rule : facts.interaction.told.redactions) proto.add_redactions(rule);
  }
  return proto;
}

absl::Status InteractionService::List(store::Reader& reader, const Caller& caller,
                                      const v1::ListInteractionsRequest& request,
                                      v1::ListInteractionsResponse& response, Looks& looks) {
  if (request.has_pending() && request.pending()) {
    return ListPending(reader, caller, request, response);
  }
  const auto period = ReadPeriod(request);
  if (!period.ok()) return period.status();
  const auto size = ReadPageSize(request.page_size());
  if (!size.ok()) return size.status();
  const auto place = ReadPageToken(request.page_token(), 2);
  if (!place.ok()) return place.status();
  store::ListKey before;
  if (!place->empty()) {
    const auto id = base::ParseId((*place)[1]);
    if (!id || !absl::ParseCivilTime((*place)[0], &before.day)) {
      return BadField("page_token", request.page_token(),
                      "The page token is not one that this list gave.");
    }
    before.id = {*id};
  }
  const auto scope = ReadScope(reader, caller, request);
  if (!scope.ok()) return scope.status();
  if (auto status = Gate::MayRead(reader, caller, *scope, /*figures_only=*/false); !status.ok()) {
    return status;
  }
  if (request.took_part() && !scope->user) {
    return BadField("took_part", "true", "took_part goes with user.");
  }
  const auto part = request.took_part() ? store::Part::kEarlier : store::Part::kOwner;
  // One more than asked for tells whether there is a next page.
  auto list = reader.ListInteractions(*scope, part, *period, before, *size + 1);
  if (!list.ok()) return list.status();
  if (list->size() > *size) {
    list->pop_back();
    const auto& last = list->back().facts.interaction;
    response.set_next_page_token(
        MakePageToken({absl::FormatCivilTime(last.day), base::FormatId(last.id.value)}));
  }
  for (const auto& listed : *list) {
    NoteLook(listed, caller, domain::Look::Kind::kInteractions, looks);
    auto encoded = Encode(reader, caller, listed, /*whole=*/false);
    if (!encoded.ok()) return encoded.status();
    // The verdict is for the agent who had it at the end.
    if (part == store::Part::kEarlier) encoded->clear_responses();
    NoteNotReviewable(listed.facts.interaction, caller, context_.policy, response);
    *response.add_interactions() = *std::move(encoded);
  }
  return absl::OkStatus();
}

absl::Status InteractionService::ListPending(store::Reader& reader, const Caller& caller,
                                             const v1::ListInteractionsRequest& request,
                                             v1::ListInteractionsResponse& response) {
  if (auto status = Gate::MayIngest(caller); !status.ok()) return status;
  const auto size = ReadPageSize(request.page_size());
  if (!size.ok()) return size.status();
  const auto place = ReadPageToken(request.page_token(), 1);
  if (!place.ok()) return place.status();
  domain::ResponseId after;
  if (!place->empty()) after = {base::ParseId((*place)[0]).value_or(0)};
  auto list = reader.ListPending(after, *size + 1);
  if (!list.ok()) return list.status();
  if (list->size() > *size) {
    list->pop_back();
    response.set_next_page_token(MakePageToken({base::FormatId(list->back().id.value)}));
  }
  for (const auto& waiting : *list) {
    auto* interaction = response.add_interactions();
    interaction->set_source(waiting.told.source);
    interaction->set_external_id(waiting.told.interaction_external_id);
    auto* answer = interaction->add_responses();
    *answer = EncodeResponse(waiting, Gate::MayReadWords(caller));
    *answer->mutable_question() = questions_.Find(reader, waiting.told.question_id);
  }
  return absl::OkStatus();
}

absl::Status InteractionService::Get(store::Reader& reader, const Caller& caller,
                                     const v1::GetInteractionRequest& request,
                                     v1::GetInteractionResponse& response, Looks& looks) {
  const auto id = ReadName(request.name());
  if (!id.ok()) return id.status();
  const auto listed = reader.FindInteraction(*id);
  if (!listed.ok()) return listed.status();
  // Those who may not read it learn nothing, not even that it exists.
  auto missing = NotFound("name", request.name());
  if (!*listed) return missing;
  const auto& placed = (*listed)->facts.interaction;
  auto status = Gate::MayRead(reader, caller, {placed.agent, {}}, /*figures_only=*/false);
  if (absl::IsPermissionDenied(status) && placed.team) {
    status = Gate::MayRead(reader, caller, {{}, placed.team}, /*figures_only=*/false);
  }
  if (absl::IsPermissionDenied(status)) return missing;
  if (!status.ok()) return status;
  NoteLook(**listed, caller, domain::Look::Kind::kInteraction, looks);
  auto encoded = Encode(reader, caller, **listed, /*whole=*/true);
  if (!encoded.ok()) return encoded.status();
  *response.mutable_interaction() = *std::move(encoded);
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* InteractionService::ListInteractions(
    grpc::CallbackServerContext* call, const v1::ListInteractionsRequest* request,
    v1::ListInteractionsResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  return AnswerByLooking(
      context_, call,
      [this, caller = *caller, request, response](store::Reader& reader, Looks& looks) {
        return List(reader, caller, *request, *response, looks);
      });
}

grpc::ServerUnaryReactor* InteractionService::GetInteraction(
    grpc::CallbackServerContext* call, const v1::GetInteractionRequest* request,
    v1::GetInteractionResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  return AnswerByLooking(
      context_, call,
      [this, caller = *caller, request, response](store::Reader& reader, Looks& looks) {
        return Get(reader, caller, *request, *response, looks);
      });
}

grpc::ServerUnaryReactor* InteractionService::OpenSeal(grpc::CallbackServerContext* call,
                                                       const v1::OpenSealRequest* request,
                                                       v1::OpenSealResponse* response) {
  const auto caller = context_.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  if (auto status = Gate::MayOpenSeals(*caller); !status.ok()) return End(call, status);
  const auto id = ReadName(request->name());
  if (!id.ok()) return End(call, id.status());
  return AnswerOnce(context_, call, request, response,
                    [this, caller = *caller, id = *id](store::Transaction& transaction) {
                      return OpenIt(transaction, context_, caller, id);
                    });
}

}  // namespace aftercall::rpc
