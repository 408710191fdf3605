#include "backend/rpc/feed_proto.h"

#include <algorithm>

#include "backend/insight/summary.h"
#include "backend/rpc/appeal_proto.h"
#include "backend/rpc/assessment_proto.h"
#include "backend/rpc/gate.h"
#include "backend/rpc/kudos_proto.h"
#include "backend/rpc/record_proto.h"
#include "backend/rpc/review_proto.h"
#include "backend/rpc/time_proto.h"

namespace aftercall::rpc {
namespace {

struct Encoder {
  QuestionCatalog& questions;
  store::Reader& reader;
  domain::UserId owner;

  void Fill(const domain::Verdict& verdict, v1::Verdict& to) const {
    to.set_interaction(InteractionName(verdict.interaction));
    to.set_interaction_external_id(verdict.interaction_external_id);
    *to.mutable_question() = questions.Find(reader, verdict.question_id);
    to.set_rating(verdict.rating);
    to.set_comment(verdict.comment);
    if (const auto* day = std::get_if<absl::CivilDay>(&verdict.answered)) {
      *to.mutable_answered_on() = ToProto(*day);
    } else {
      *to.mutable_answered_at() = ToProto(std::get<absl::Time>(verdict.answered));
    }
    to.set_channel(static_cast<v1::Channel>(verdict.channel));
    to.set_topic(verdict.topic);
    if (verdict.ended_at) *to.mutable_ended_at() = ToProto(*verdict.ended_at);
    *to.mutable_business_day() = ToProto(verdict.day);
    to.set_company_fault(verdict.company_fault);
    to.set_appeal_upheld(verdict.appeal_upheld);
    for (const auto& rule : verdict.redactions) to.add_redactions(rule);
    if (verdict.agent) to.set_agent(UserName(verdict.agent));
    to.set_agent_display_name(verdict.agent_display_name);
    to.set_team_display_name(verdict.team_display_name);
  }

  void Fill(const domain::FeedEntry& entry, v1::FeedEntry& to) const {
    to.set_position(entry.position);
    // When a colleague was at it says who it was.
    if (!std::holds_alternative<domain::ReviewTold>(entry.event) &&
        !std::holds_alternative<domain::AppealTold>(entry.event)) {
      *to.mutable_created_at() = ToProto(entry.created_at);
    }
    if (const auto* verdict = std::get_if<domain::Verdict>(&entry.event)) {
      Fill(*verdict, *to.mutable_verdict());
    } else if (const auto* changed = std::get_if<domain::VerdictChanged>(&entry.event)) {
      Fill(changed->verdict, *to.mutable_verdict_changed()->mutable_verdict());
      to.mutable_verdict_changed()->set_previous_rating(changed->previous_rating);
    } else if (const auto* withdrawn = std::get_if<domain::VerdictWithdrawn>(&entry.event)) {
      auto& event = *to.mutable_verdict_withdrawn();
      event.set_interaction(InteractionName(withdrawn->interaction));
      event.set_question_id(withdrawn->question_id);
      event.set_reason(static_cast<v1::VerdictWithdrawn::Reason>(withdrawn->reason));
    } else if (const auto* seen = std::get_if<domain::VerdictSeen>(&entry.event)) {
      auto& event = *to.mutable_verdict_seen();
      event.set_interaction(InteractionName(seen->interaction));
      event.set_question_id(seen->question_id);
      event.set_agent(UserName(seen->agent));
      event.set_agent_display_name(seen->agent_display_name);
    } else if (const auto* sealed = std::get_if<domain::VerdictSealed>(&entry.event)) {
      *to.mutable_verdict_sealed()->mutable_reference() = ToProto(sealed->reference);
      to.mutable_verdict_sealed()->set_question_id(sealed->question_id);
    } else if (const auto* self = std::get_if<domain::SelfAssessmentTold>(&entry.event)) {
      *to.mutable_self_assessment() = ToProto(*self, owner);
    } else if (const auto* review = std::get_if<domain::ReviewTold>(&entry.event)) {
      *to.mutable_review() = ToProto(*review, owner);
    } else if (const auto* task = std::get_if<domain::ReviewTaskTold>(&entry.event)) {
      *to.mutable_review_task() = ToProto(*task, owner);
    } else if (const auto* appeal = std::get_if<domain::AppealTold>(&entry.event)) {
      *to.mutable_appeal() = ToProto(*appeal, owner);
    } else if (const auto* decide = std::get_if<domain::AppealTaskTold>(&entry.event)) {
      *to.mutable_appeal_task() = ToProto(*decide, owner);
    } else if (const auto* kudos = std::get_if<domain::KudosTold>(&entry.event)) {
      *to.mutable_kudos() = ToProto(*kudos, owner);
    }
  }

  void Fill(const feed::Standing& standing, v1::Standing& to) const {
    *to.mutable_business_day() = ToProto(standing.today);
    to.set_for_earlier_days(standing.row.for_earlier_days);
    if (standing.row.state) {
      const domain::AgentState& state = *standing.row.state;
      to.set_state(static_cast<v1::AgentState::State>(state.state));
      *to.mutable_state_told_at() = ToProto(state.told_at);
      *to.mutable_state_since() = ToProto(state.since);
      to.set_open_interactions(state.open_interactions);
    }
    if (standing.row.paused_until) {
      *to.mutable_paused_until() = ToProto(*standing.row.paused_until);
    }
    for (const auto& led : standing.row.led_teams) {
      auto& team = *to.add_led_teams();
      team.set_team(TeamName(led.team));
      team.set_display_name(led.display_name);
      if (led.paused_until) *team.mutable_paused_until() = ToProto(*led.paused_until);
    }
    if (standing.row.today.answers.empty()) return;
    const auto all = questions.All(reader);
    for (const auto& figures :
         insight::Summarise(standing.row.today, *all, insight::Of::kOne).questions) {
      auto* figure = to.add_figures();
      *figure->mutable_question() = ToProto(figures.question);
      *figure->mutable_own() = ToProto(figures.own);
      *figure->mutable_total() = ToProto(figures.total);
    }
  }
};

void Fill(const feed::Opened& opened, const FeedIdentity& identity, v1::Opened& to) {
  using Reason = feed::Opened::Reason;
  to.set_mode(opened.reason == Reason::kResumed ? v1::Opened::MODE_RESUMED
                                                : v1::Opened::MODE_SNAPSHOT);
  switch (opened.reason) {
    case Reason::kResumed:
      break;
    case Reason::kNoCursor:
      to.set_reason(v1::Opened::REASON_NO_CURSOR);
      break;
    case Reason::kOtherEpoch:
      to.set_reason(v1::Opened::REASON_OTHER_EPOCH);
      break;
    case Reason::kTooOld:
      to.set_reason(v1::Opened::REASON_TOO_OLD);
      break;
    case Reason::kFromTheFuture:
      to.set_reason(v1::Opened::REASON_FROM_THE_FUTURE);
      break;
  }
  *to.mutable_bookmark_interval() = ToProto(identity.bookmark_interval);
  to.set_feed(identity.feed);
  to.set_display_name(identity.display_name);
  to.set_seen_position(opened.seen);
}

}  // namespace

v1::WatchFeedResponse ToProto(const feed::Message& message, const FeedIdentity& identity,
                              QuestionCatalog& questions, store::Reader& reader) {
  const Encoder encoder{questions, reader, identity.owner};
  v1::WatchFeedResponse response;
  if (message.cursor) {
    response.mutable_cursor()->set_epoch(message.cursor->epoch);
    response.mutable_cursor()->set_position(message.cursor->position);
  }
  if (const auto* opened = std::get_if<feed::Opened>(&message.payload)) {
    Fill(*opened, identity, *response.mutable_opened());
  } else if (const auto* snapshot = std::get_if<feed::Snapshot>(&message.payload)) {
    auto& batch = *response.mutable_snapshot();
    for (const auto& entry : snapshot->entries) encoder.Fill(entry, *batch.add_entries());
  } else if (const auto* entries = std::get_if<feed::Entries>(&message.payload)) {
    auto& batch = *response.mutable_entries();
    for (const auto& entry : entries->entries) encoder.Fill(entry, *batch.add_entries());
    if (entries->standing) encoder.Fill(*entries->standing, *batch.mutable_standing());
  } else if (std::holds_alternative<feed::CaughtUp>(message.payload)) {
    response.mutable_caught_up();
  } else if (std::holds_alternative<feed::Bookmark>(message.payload)) {
    response.mutable_bookmark();
  } else if (const auto* standing = std::get_if<feed::Standing>(&message.payload)) {
    encoder.Fill(*standing, *response.mutable_standing());
  }
  return response;
}

v1::Rate ToProto(const insight::Rate& rate) {
  v1::Rate proto;
  proto.set_count(rate.count);
  proto.set_n(rate.n);
  if (const auto percent = rate.Percent()) proto.set_percent(*percent);
  if (const auto interval = rate.Interval95()) {
    proto.set_low(interval->low);
    proto.set_high(interval->high);
  }
  return proto;
}

}  // namespace aftercall::rpc
