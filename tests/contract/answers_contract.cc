#include <gmock/gmock.h>

#include "tests/contract/store_under_test.h"

// Answers, invitations, agent states, results of requests.
namespace aftercall::store {
namespace {

using testing::AnswerTo;
using testing::At;
using ::testing::ElementsAre;
using testing::InvitationTo;
using ::testing::IsEmpty;
using Outcome = domain::SurveyInvitation::Outcome;

domain::StoredResponse Stored(Transaction& t, domain::SurveyResponse told, int version = 1,
                              bool current = true) {
  return {{t.NewId()}, std::move(told), version, current, t.Now()};
}

std::vector<std::string> IdsOf(const std::vector<domain::StoredResponse>& responses) {
  std::vector<std::string> ids;
  for (const auto& response : responses) ids.push_back(response.told.external_id);
  return ids;
}

TEST_P(StoreContract, AnAnswerComesBackAsWritten) {
  const auto call = AddInteraction("c1", {1}, {1}, kDay);
  domain::SurveyResponse told = AnswerTo("c1", std::string("r\0'", 3), -3);
  told.comment = std::string("NUL \0, quote ' and 好\xf0\x9f\x98\x80", 25);
  told.redactions = {"phone_number"};
  told.company_fault = true;
  told.contacts = 3;
  Write([&](Transaction& t) { return t.InsertResponse(Stored(t, told), call); });
  Write([&](Transaction& t) {
    const auto tellings = Value(t.FindTellings("pbx", told.external_id));
    EXPECT_EQ(tellings.size(), 1u);
    EXPECT_EQ(tellings[0].response.told, told);
    EXPECT_EQ(tellings[0].interaction, call);
    EXPECT_EQ(tellings[0].response.arrived_at, t.Now());
    EXPECT_THAT(Value(t.FindTellings("pbx", "r")), IsEmpty());
    const auto facts = Value(t.LoadFacts(call));
    EXPECT_EQ(facts.responses.size(), 1u);
    EXPECT_EQ(facts.responses.at(0).told, told);
    return absl::OkStatus();
  });
  EXPECT_EQ(Value(reader_->FindInteraction(call))->facts.responses.at(0).told, told);
}

TEST_P(StoreContract, TellingsAreKeptOldestFirstAndOneIsCurrent) {
  const auto call = AddInteraction("c1", {1}, {1}, kDay);
  domain::SurveyResponse dated = AnswerTo("c1", "r1", 5);
  dated.answered = kDay;
  domain::SurveyResponse timeless = AnswerTo("c1", "r1", 3);
  timeless.answered.reset();
  Write([&](Transaction& t) {
    const auto first = Stored(t, dated);
    auto status = t.InsertResponse(first, call);
    if (status.ok()) status = t.SetCurrent(first.id, false);
    if (status.ok()) status = t.InsertResponse(Stored(t, timeless, 2), call);
    return status;
  });
  Write([&](Transaction& t) {
    const auto tellings = Value(t.FindTellings("pbx", "r1"));
    EXPECT_EQ(tellings.size(), 2u);
    EXPECT_EQ(tellings[0].response.told, dated);
    EXPECT_FALSE(tellings[0].response.current);
    EXPECT_EQ(tellings[1].response.told, timeless);
    EXPECT_TRUE(tellings[1].response.current);
    EXPECT_EQ(tellings[1].response.version, 2);
    return absl::OkStatus();
  });
}

TEST_P(StoreContract, WhatWaitsIsListedAndAdopted) {
  Write([&](Transaction& t) {
    auto status = t.InsertResponse(Stored(t, AnswerTo("c1", "r1", 1), 1, false), {});
    if (status.ok()) status = t.InsertResponse(Stored(t, AnswerTo("c1", "r1", 2), 2), {});
    if (status.ok()) status = t.InsertResponse(Stored(t, AnswerTo("c2", "r2", 3)), {});
    if (status.ok()) status = t.InsertResponse(Stored(t, AnswerTo("c1", "r3", 3)), {});
    if (status.ok()) status = t.PutInvitation({InvitationTo("c1", "i1", Outcome::kOffered), {}});
    return status;
  });
  const auto waiting = Value(reader_->ListPending({}, 10));
  EXPECT_THAT(IdsOf(waiting), ElementsAre("r1", "r2", "r3"));
  EXPECT_THAT(IdsOf(Value(reader_->ListPending({}, 2))), ElementsAre("r1", "r2"));
  EXPECT_THAT(IdsOf(Value(reader_->ListPending(waiting[1].id, 10))), ElementsAre("r3"));
  const auto call = AddInteraction("c1", {1}, {1}, kDay);
  Write([&](Transaction& t) { return t.AdoptPending(call, "crm", "c1"); });
  EXPECT_EQ(Value(reader_->ListPending({}, 10)).size(), 3u);
  Write([&](Transaction& t) { return t.AdoptPending(call, "pbx", "c1"); });
  EXPECT_THAT(IdsOf(Value(reader_->ListPending({}, 10))), ElementsAre("r2"));
  const auto listed = Value(reader_->FindInteraction(call));
  EXPECT_THAT(IdsOf(listed->facts.responses), ElementsAre("r1", "r1", "r3"));
  EXPECT_TRUE(listed->facts.offered);
}

TEST_P(StoreContract, AnInvitationComesBackAndIsReplaced) {
  const auto call = AddInteraction("c1", {1}, {1}, kDay);
  const auto told = InvitationTo("c1", "i1", Outcome::kUndeliverable);
  Write([&](Transaction& t) {
    EXPECT_FALSE(Value(t.FindInvitation("pbx", "i1")));
    return t.PutInvitation({told, call});
  });
  Write([&](Transaction& t) {
    const auto found = Value(t.FindInvitation("pbx", "i1"));
    EXPECT_TRUE(found);
    EXPECT_EQ(found->told, told);
    EXPECT_EQ(found->interaction, call);
    EXPECT_FALSE(Value(t.LoadFacts(call)).offered);
    return t.PutInvitation({InvitationTo("c1", "i1", Outcome::kDeclined), call});
  });
  // Who declined had been asked.
  EXPECT_TRUE(Value(reader_->FindInteraction(call))->facts.offered);
}

TEST_P(StoreContract, TheLatestAgentStateStands) {
  using State = domain::AgentState::State;
  const auto ann = AddUser("Ann");
  const auto put = [&](State state, double since, int open) {
    bool fresh = false;
    Write([&](Transaction& t) {
      fresh = Value(t.PutAgentState(ann, {state, At(since), open, t.Now()}));
      return absl::OkStatus();
    });
    return fresh;
  };
  EXPECT_FALSE(Value(reader_->ReadStanding(ann, kDay)).state);
  EXPECT_TRUE(put(State::kOnInteraction, 10, 2));
  EXPECT_TRUE(put(State::kBreak, 9, 0));  // told late
  EXPECT_EQ(Value(reader_->ReadStanding(ann, kDay)).state->state, State::kOnInteraction);
  EXPECT_EQ(Value(reader_->ReadStanding(ann, kDay)).state->open_interactions, 2);
  EXPECT_FALSE(put(State::kOnInteraction, 10, 2));
  EXPECT_TRUE(put(State::kAvailable, 10, 0));
  const auto state = *Value(reader_->ReadStanding(ann, kDay)).state;
  EXPECT_EQ(state, (domain::AgentState{State::kAvailable, At(10), 0, clock_.Now()}));
}

TEST_P(StoreContract, ARequestIsKeptWithItsResult) {
  const std::string result("\0\xff result", 9);
  Write([&](Transaction& t) {
    EXPECT_FALSE(Value(t.FindRequest("q1")));
    return t.PutRequest("q1", {"print", result});
  });
  Reopen();
  Write([&](Transaction& t) {
    const auto found = Value(t.FindRequest("q1"));
    EXPECT_TRUE(found);
    EXPECT_EQ(found->fingerprint, "print");
    EXPECT_EQ(found->result, result);
    return absl::OkStatus();
  });
}

}  // namespace
}  // namespace aftercall::store
