#include <gmock/gmock.h>

#include "tests/contract/store_under_test.h"

// Interactions and how they are listed.
namespace aftercall::store {
namespace {

using testing::At;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> IdsOf(const std::vector<ListedInteraction>& list) {
  std::vector<std::string> ids;
  for (const auto& listed : list) ids.push_back(listed.facts.interaction.told.external_id);
  return ids;
}

domain::Interaction Full() {
  domain::Interaction told = testing::CallOf(std::string("c\0'1", 4), "7");
  told.channel = domain::Channel::kChat;
  told.queue = "q1";
  told.language = "zh-Hant-HK";
  told.legs.push_back(testing::LegOf("8", domain::Leg::Role::kBarge));
  told.legs[0].started_at = At(10.25);
  told.legs[1].ended_at = At(10.5);
  told.after_call_work = absl::Seconds(31);
  told.recording_uri = "https://rec/1?a=b";
  told.text = "she said \"hello\"\r\n, 好";
  told.redactions = {"email_address", "card_number"};
  told.customer_hash = "0011";
  told.time_zone = "Asia/Shanghai";
  told.revised_at = At(12) + absl::Microseconds(7);
  return told;
}

TEST_P(StoreContract, AnInteractionComesBackAsWritten) {
  domain::PlacedInteraction placed;
  placed.told = Full();
  placed.agent = {5};
  placed.team = {6};
  placed.day = kDay;
  placed.day_zone = "Asia/Urumqi";
  placed.parties = {{5}, {7}};
  Write([&](Transaction& t) {
    placed.id = {t.NewId()};
    EXPECT_FALSE(Value(t.FindInteraction("pbx", placed.told.external_id)));
    return t.InsertInteraction(placed);
  });
  const auto expect_as_written = [&] {
    Write([&](Transaction& t) {
      EXPECT_EQ(Value(t.FindInteraction("pbx", placed.told.external_id)), placed.id);
      EXPECT_FALSE(Value(t.FindInteraction("pbx", "c")));
      EXPECT_FALSE(Value(t.FindInteraction("crm", placed.told.external_id)));
      const auto facts = Value(t.LoadFacts(placed.id));
      EXPECT_EQ(facts.interaction.told, placed.told);
      EXPECT_EQ(facts.interaction.agent, placed.agent);
      EXPECT_EQ(facts.interaction.team, placed.team);
      EXPECT_EQ(facts.interaction.day, placed.day);
      EXPECT_EQ(facts.interaction.day_zone, placed.day_zone);
      EXPECT_EQ(facts.interaction.parties, placed.parties);
      EXPECT_FALSE(facts.offered);
      return absl::OkStatus();
    });
    const auto listed = Value(reader_->FindInteraction(placed.id));
    ASSERT_TRUE(listed);
    EXPECT_EQ(listed->facts.interaction.told, placed.told);
    EXPECT_EQ(listed->facts.interaction.day_zone, placed.day_zone);
  };
  expect_as_written();
  placed.told.legs.pop_back();
  placed.parties = {{}};
  placed.told.ended = absl::CivilDay(1999, 12, 31);
  placed.told.started_at.reset();
  placed.told.revised_at.reset();
  placed.told.abandoned = true;
  placed.agent = {};
  placed.team = {};
  placed.day = absl::CivilDay(1999, 12, 31);
  Write([&](Transaction& t) { return t.UpdateInteraction(placed); });
  expect_as_written();
}

TEST_P(StoreContract, AnExternalIdIsOneInteractionOfItsSource) {
  AddInteraction("c1", {1}, {1}, kDay);
  EXPECT_FALSE(testing::Run(*store_, [](Transaction& t) {
                 domain::PlacedInteraction again;
                 again.id = {t.NewId()};
                 again.told = testing::CallOf("c1", "7");
                 again.day = kDay;
                 again.parties = {{1}};
                 return t.InsertInteraction(again);
               }).ok());
}

TEST_P(StoreContract, WhatIsNotThereIsNotFound) {
  EXPECT_FALSE(Value(reader_->FindInteraction({4711})));
  EXPECT_FALSE(
      testing::Run(*store_, [](Transaction& t) { return t.LoadFacts({4711}).status(); }).ok());
}

TEST_P(StoreContract, InteractionsAreListedFromTheLatestDayAndIdOn) {
  const auto ann = AddUser("Ann"), bob = AddUser("Bob");
  const auto red = AddTeam("Red"), blue = AddTeam("Blue");
  AddInteraction("c1", ann, red, kDay);
  AddInteraction("c2", ann, blue, kDay + 1);
  AddInteraction("c3", bob, red, kDay);
  AddInteraction("c4", ann, red, kDay);
  AddInteraction("c5", {}, red, kDay - 1);
  const auto list = [&](Scope scope, Period period = {}, ListKey before = {}, size_t limit = 10) {
    return Value(reader_->ListInteractions(scope, Part::kOwner, period, before, limit));
  };
  EXPECT_THAT(IdsOf(list({})), ElementsAre("c2", "c4", "c3", "c1", "c5"));
  EXPECT_THAT(IdsOf(list({ann, {}})), ElementsAre("c2", "c4", "c1"));
  EXPECT_THAT(IdsOf(list({{}, red})), ElementsAre("c4", "c3", "c1", "c5"));
  EXPECT_THAT(IdsOf(list({}, {kDay, kDay})), ElementsAre("c4", "c3", "c1"));
  EXPECT_THAT(IdsOf(list({}, {kDay + 1, {}})), ElementsAre("c2"));
  EXPECT_THAT(IdsOf(list({}, {{}, kDay - 1})), ElementsAre("c5"));
  // Page by page, nothing twice and nothing left out.
  std::vector<std::string> paged;
  ListKey before;
  while (true) {
    const auto page = list({}, {}, before, 2);
    if (page.empty()) break;
    for (const auto& id : IdsOf(page)) paged.push_back(id);
    before = {page.back().facts.interaction.day, page.back().facts.interaction.id};
  }
  EXPECT_THAT(paged, ElementsAre("c2", "c4", "c3", "c1", "c5"));
  const auto names = list({ann, {}}, {}, {}, 1);
  EXPECT_EQ(names[0].agent_display_name, "Ann");
  EXPECT_EQ(names[0].team_display_name, "Blue");
}

TEST_P(StoreContract, EarlierPartsAreListedApartFromThoseOwned) {
  const auto add = [&](const char* external_id, std::vector<domain::UserId> parties) {
    domain::PlacedInteraction placed;
    placed.told = testing::CallOf(external_id, "7");
    placed.told.legs.resize(parties.size(), placed.told.legs[0]);
    placed.agent = parties.back();
    placed.parties = std::move(parties);
    placed.day = kDay;
    Write([&](Transaction& t) {
      placed.id = {t.NewId()};
      return t.InsertInteraction(placed);
    });
  };
  const domain::UserId ann{1}, bob{2};
  add("c1", {ann, bob});
  add("c2", {bob});
  add("c3", {ann, ann, bob});  // had it twice: listed once
  add("c4", {bob, ann});
  const auto list = [&](domain::UserId user, Part part) {
    return IdsOf(Value(reader_->ListInteractions({user, {}}, part, {}, {}, 10)));
  };
  EXPECT_THAT(list(ann, Part::kEarlier), ElementsAre("c3", "c1"));
  EXPECT_THAT(list(ann, Part::kOwner), ElementsAre("c4"));
  EXPECT_THAT(list(bob, Part::kEarlier), ElementsAre("c4"));
}

TEST_P(StoreContract, ARemovedDayIsLeftWhenAnInteractionMoves) {
  const auto id = AddInteraction("c1", {1}, {1}, kDay);
  Write([&](Transaction& t) {
    auto facts = Value(t.LoadFacts(id));
    facts.interaction.day = kDay + 5;
    facts.interaction.agent = {2};
    return t.UpdateInteraction(facts.interaction);
  });
  EXPECT_THAT(Value(reader_->ListInteractions({{1}, {}}, Part::kOwner, {}, {}, 10)), IsEmpty());
  EXPECT_EQ(Value(reader_->ListInteractions({{2}, {}}, Part::kOwner, {}, {}, 10)).size(), 1u);
}

}  // namespace
}  // namespace aftercall::store
