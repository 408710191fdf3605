#include <gtest/gtest.h>

#include "backend/domain/interaction.h"
#include "tests/support/make.h"

// Whose is the verdict: the last who spoke with the customer.
namespace aftercall::domain {
namespace {

using testing::At;
using testing::CallOf;
using Role = Leg::Role;

Leg LegFrom(const char* who, double from, std::optional<double> to, Role role = Role::kAgent) {
  Leg leg = testing::LegOf(who, role);
  leg.started_at = At(from);
  if (to) leg.ended_at = At(*to);
  return leg;
}

// The owner of a call from 10:00 to 11:00 with these legs; "" for nobody.
std::string OwnerOf(std::vector<Leg> legs) {
  Interaction call = CallOf("c1", "");
  call.ended = At(11);
  call.legs = std::move(legs);
  const Leg* owner = OwningLeg(call);
  return owner == nullptr ? "" : owner->staff_number;
}

TEST(OwningLeg, OfOneAgentIsTheirs) { EXPECT_EQ(OwnerOf({LegFrom("a", 10, 11)}), "a"); }

TEST(OwningLeg, OfATransferIsTheLastAgents) {
  EXPECT_EQ(OwnerOf({LegFrom("a", 10, 10.5), LegFrom("b", 10.5, 11)}), "b");
  EXPECT_EQ(OwnerOf({LegFrom("b", 10.5, 11), LegFrom("a", 10, 10.5)}), "b");
  // Given back: a has the customer twice.
  EXPECT_EQ(OwnerOf({LegFrom("a", 10, 10.3), LegFrom("b", 10.3, 10.6), LegFrom("a", 10.6, 11)}),
            "a");
}

TEST(OwningLeg, IsNeverThatOfOnesWhoDidNotSpeakWithTheCustomer) {
  for (const Role role : {Role::kMonitor, Role::kWhisper, Role::kBot, Role::kSilent}) {
    EXPECT_EQ(OwnerOf({LegFrom("a", 10, 10.5), LegFrom("x", 10, 11, role)}), "a");
    EXPECT_EQ(OwnerOf({LegFrom("x", 10, 11, role)}), "");
  }
  EXPECT_EQ(OwnerOf({}), "");
}

TEST(OwningLeg, IsTheLeadersOnlyIfAloneAtTheEnd) {
  EXPECT_EQ(OwnerOf({LegFrom("a", 10, 10.8), LegFrom("l", 10.5, 11, Role::kBarge)}), "l");
  EXPECT_EQ(OwnerOf({LegFrom("a", 10, 11), LegFrom("l", 10.5, 11, Role::kBarge)}), "a");
  EXPECT_EQ(OwnerOf({LegFrom("a", 10, 11), LegFrom("l", 10.5, 10.8, Role::kBarge)}), "a");
  EXPECT_EQ(OwnerOf({LegFrom("l", 10, 11, Role::kBarge)}), "l");
}

TEST(OwningLeg, ALegWithoutAnEndLastedUntilTheInteractionsEnd) {
  EXPECT_EQ(OwnerOf({LegFrom("a", 10, 10.5), LegFrom("b", 10.5, {})}), "b");
  EXPECT_EQ(OwnerOf({LegFrom("a", 10, {}), LegFrom("l", 10.5, {}, Role::kBarge)}), "a");
  EXPECT_EQ(OwnerOf({LegFrom("a", 10, 10.5), LegFrom("l", 10.4, {}, Role::kBarge)}), "l");
  // One source says when the call ended twice, the other once: both were there to the end.
  EXPECT_EQ(OwnerOf({LegFrom("a", 10, 11), LegFrom("l", 10.5, {}, Role::kBarge)}), "a");
  EXPECT_EQ(OwnerOf({LegFrom("a", 10, {}), LegFrom("b", 10.5, 11)}), "b");
}

TEST(OwningLeg, OfTwoThatEndedTogetherIsTheLaterComers) {
  EXPECT_EQ(OwnerOf({LegFrom("a", 10.2, 11), LegFrom("b", 10.1, 11)}), "a");
  EXPECT_EQ(OwnerOf({LegFrom("a", 10.1, 11), LegFrom("b", 10.2, 11)}), "b");
  // The same in everything: the one who is told last.
  EXPECT_EQ(OwnerOf({LegFrom("a", 10, 11), LegFrom("b", 10, 11)}), "b");
}

TEST(OwningLeg, NeedsNoTimes) {
  Interaction call = CallOf("c1", "");
  call.ended = absl::CivilDay(2026, 3, 9);
  call.started_at.reset();
  call.legs = {testing::LegOf("a"), testing::LegOf("b"), testing::LegOf("m", Role::kMonitor)};
  ASSERT_NE(OwningLeg(call), nullptr);
  EXPECT_EQ(OwningLeg(call)->staff_number, "b");
}

}  // namespace
}  // namespace aftercall::domain
