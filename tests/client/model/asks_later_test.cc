#include "client/model/asks_later.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/model/bar_view.h"
#include "client/model/review_view.h"
#include "tests/client/model/make.h"

// Requests for a review that are given while nobody can say who could be asked.
namespace aftercall::model {
namespace {

using make::kNow;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kCall[] = "interactions/a";

ReviewPreview Colleagues(int count, bool anonymous) {
  return {count, false, anonymous, "", "", "", {}};
}
ReviewPreview Refused() { return {0, false, false, "Nothing.", "REVIEW_NOTHING_TO_SHOW", "", {}}; }

TEST(GoesOut, OnlyToColleaguesAndAsThePersonWished) {
  EXPECT_TRUE(GoesOut(Colleagues(6, true), true));
  EXPECT_FALSE(GoesOut(Colleagues(2, false), true)) << "they may guess";
  EXPECT_TRUE(GoesOut(Colleagues(2, false), false));
  for (const bool only_anonymous : {true, false}) {
    EXPECT_FALSE(GoesOut({2, true, true, "", ""}, only_anonymous)) << "a leader would look";
    EXPECT_FALSE(GoesOut(Colleagues(0, true), only_anonymous)) << "requests are paused";
    EXPECT_FALSE(GoesOut(Refused(), only_anonymous));
  }
}

class AsksLaterTest : public testing::Test {
 protected:
  AsksLaterTest() {
    for (const FeedEvent& event :
         {make::Snapshotting(), make::Snapshot({}), make::StateNeverTold(), make::CaughtUpAt(0)}) {
      Apply(event);
    }
  }

  void Apply(const FeedEvent& event) { ASSERT_TRUE(desk_.Apply(event, kNow).ok()); }
  void Give(bool only_anonymous = true, std::vector<std::string> not_to_ask = {}) {
    InteractionReference reference;
    reference.interaction = kCall;
    reference.topic = "Billing";
    desk_.mutable_hand().SetDraft(AboutAsking(kCall), {{}, "why?"});
    desk_.AskOnceKnown(
        {reference, {kCall, "why?", {}, {}, std::move(not_to_ask)}, only_anonymous, "id-1"});
  }
  void Say(const ReviewPreview& said, std::vector<std::string> not_to_ask = {}) {
    Apply({std::nullopt, PreviewTold{{kCall, std::move(not_to_ask)}, said}});
  }
  // As the program does.
  void SendWhatIsDue() {
    for (Command& command : desk_.AsksToSend()) desk_.mutable_hand().Give(std::move(command));
  }
  void Answer(std::optional<Refusal> refusal = {}) {
    Apply({std::nullopt, CommandAnswered{"id-1", std::move(refusal), {}}});
  }
  AskView View() const { return AskViewOf(desk_, kCall).value_or(AskView{}); }

  Desk desk_;
};

TEST_F(AsksLaterTest, IsPreviewedAndGoesOutOnceUnderItsOwnId) {
  Give(true, {"Bob"});
  EXPECT_THAT(desk_.WantedNow(kNow).previews, ElementsAre(PreviewKey{kCall, {"Bob"}}));
  EXPECT_THAT(desk_.AsksToSend(), IsEmpty()) << "nobody has said yet who could be asked";
  Say(Colleagues(6, true), {"Bob"});
  EXPECT_THAT(desk_.WantedNow(kNow).previews, IsEmpty());
  const Command expected{"id-1", AboutAsking(kCall), RequestReview{kCall, "why?", {}, {}, {"Bob"}}};
  EXPECT_THAT(desk_.AsksToSend(), ElementsAre(expected));
  SendWhatIsDue();
  EXPECT_THAT(desk_.AsksToSend(), IsEmpty()) << "it is on its way";
  EXPECT_TRUE(View().is_sent);
  EXPECT_EQ(ViewOf(desk_, kNow).reviews, 0) << "nothing waits for the person";
  Answer();
  EXPECT_EQ(desk_.asks_later().Find(kCall), nullptr);
  EXPECT_EQ(desk_.hand().draft(AboutAsking(kCall)), Draft());
}

TEST_F(AsksLaterTest, WaitsForThePersonWhereItIsNotAsTheyWished) {
  Give();
  Say(Colleagues(2, false));
  EXPECT_THAT(desk_.AsksToSend(), IsEmpty());
  const BarView bar = ViewOf(desk_, kNow);
  EXPECT_EQ(bar.reviews, 1);
  ASSERT_NE(bar.look_at, nullptr);
  EXPECT_EQ(bar.look_at->said->could_be_asked, 2);
  Say(Colleagues(6, true));
  EXPECT_THAT(desk_.AsksToSend(), IsEmpty()) << "from now on it is the person's to send";
  desk_.mutable_hand().Give({"id-2", AboutAsking(kCall), RequestReview{kCall, "why?"}});
  EXPECT_EQ(ViewOf(desk_, kNow).reviews, 0) << "they have sent it";
  EXPECT_EQ(ViewOf(desk_, kNow).look_at, nullptr);
  Apply({std::nullopt, CommandAnswered{"id-2", {}, {}}});
  EXPECT_EQ(desk_.asks_later().Find(kCall), nullptr);
}

TEST_F(AsksLaterTest, ARefusedOneWaitsToo) {
  Give();
  Say(Colleagues(6, true));
  SendWhatIsDue();
  Answer(Refusal{"ELEMENT_UNKNOWN", "No such element."});
  EXPECT_THAT(desk_.AsksToSend(), IsEmpty());
  ASSERT_NE(View().later, nullptr);
  EXPECT_TRUE(WaitsForPerson(*View().later));
  EXPECT_EQ(View().later->said->refusal_reason, "ELEMENT_UNKNOWN");
  EXPECT_EQ(desk_.hand().draft(AboutAsking(kCall)).note, "why?");
  EXPECT_EQ(ViewOf(desk_, kNow).reviews, 1);
  Give();
  EXPECT_EQ(View().refusal, nullptr) << "another try is another matter";
}

TEST_F(AsksLaterTest, AnAnswerToAnEarlierQuestionIsNone) {
  Give(true, {"Bob"});
  Say(Colleagues(6, true));
  EXPECT_THAT(desk_.AsksToSend(), IsEmpty()) << "that was without Bob left out";
  EXPECT_THAT(desk_.WantedNow(kNow).previews, SizeIs(1));
}

TEST_F(AsksLaterTest, CanBeTakenBackUntilItIsOnItsWay) {
  Give();
  desk_.TakeBackAsk(kCall);
  Say(Colleagues(6, true));
  EXPECT_THAT(desk_.AsksToSend(), IsEmpty());
  EXPECT_THAT(desk_.WantedNow(kNow).previews, IsEmpty());
  EXPECT_EQ(desk_.hand().draft(AboutAsking(kCall)).note, "why?") << "to be changed";
  Give();
  Say(Colleagues(6, true));
  SendWhatIsDue();
  desk_.TakeBackAsk(kCall);
  EXPECT_NE(desk_.asks_later().Find(kCall), nullptr);
  EXPECT_TRUE(View().is_sent);
}

TEST_F(AsksLaterTest, ThatItWaitsIsNotSaidDuringAnInteraction) {
  Apply(make::Told(AgentState::kOnInteraction, kNow, 1));
  Give();
  Say(Refused());
  BarView bar = ViewOf(desk_, kNow);
  EXPECT_EQ(bar.reviews, 0);
  EXPECT_EQ(bar.look_at, nullptr);
  EXPECT_EQ(bar.waiting.count, 1) << "one neutral count";
  Apply(make::Told(AgentState::kBreak, kNow, 0));
  bar = ViewOf(desk_, kNow);
  EXPECT_EQ(bar.reviews, 1);
  EXPECT_NE(bar.look_at, nullptr);
  EXPECT_EQ(bar.waiting.count, 0);
}

TEST_F(AsksLaterTest, WhatWaitsIsShownWhenThePersonAsksForIt) {
  Apply(make::Told(AgentState::kOnInteraction, kNow, 2));
  Give();
  Say(Refused());
  desk_.ReleaseHeld();
  EXPECT_EQ(ViewOf(desk_, kNow).reviews, 1);
}

TEST_F(AsksLaterTest, ComesBackFromTheDisk) {
  Give();
  uint64_t before = desk_.revision_by_hand();
  Desk unsaid;
  unsaid.Restore(*desk_.Keep());
  EXPECT_THAT(unsaid.WantedNow(kNow).previews, SizeIs(1));
  ASSERT_TRUE(AskViewOf(unsaid, kCall)) << "it knows of what it is, without any list of contacts";
  EXPECT_EQ(AskViewOf(unsaid, kCall)->reference.topic, "Billing");

  Say(Colleagues(6, true));
  EXPECT_NE(std::exchange(before, desk_.revision_by_hand()), before);
  Desk due;
  due.Restore(*desk_.Keep());
  EXPECT_THAT(due.AsksToSend(), IsEmpty()) << "what was said may hold no more";
  EXPECT_THAT(due.WantedNow(kNow).previews, SizeIs(1));

  SendWhatIsDue();
  Desk sent;
  sent.Restore(*desk_.Keep());
  EXPECT_THAT(sent.WantedNow(kNow).previews, IsEmpty());
  EXPECT_THAT(sent.AsksToSend(), IsEmpty()) << "the command goes on by itself";
  EXPECT_THAT(sent.hand().commands(), SizeIs(1));

  Answer(Refusal{"X", "No."});
  Desk waits;
  waits.Restore(*desk_.Keep());
  EXPECT_THAT(waits.WantedNow(kNow).previews, IsEmpty());
  EXPECT_EQ(ViewOf(waits, kNow).reviews, 1);
}

TEST_F(AsksLaterTest, IsInTheListsUntilItIsOnItsWay) {
  Contact contact;
  contact.reference.interaction = kCall;
  desk_.OpenContacts(absl::CivilDay(2025, 6, 15));
  Apply({std::nullopt, ContactsTold{*desk_.WantedNow().contacts, {{contact}, false}}});
  EXPECT_THAT(AsksToList(desk_), IsEmpty());
  Give();
  EXPECT_THAT(AsksToList(desk_), SizeIs(1));
  EXPECT_NE(ContactsViewOf(desk_).rows[0].later, nullptr);
  EXPECT_FALSE(ContactsViewOf(desk_).rows[0].is_asked);
  Say(Colleagues(6, true));
  SendWhatIsDue();
  EXPECT_THAT(AsksToList(desk_), IsEmpty());
  EXPECT_EQ(ContactsViewOf(desk_).rows[0].later, nullptr);
  EXPECT_TRUE(ContactsViewOf(desk_).rows[0].is_asked);
}

}  // namespace
}  // namespace aftercall::model
