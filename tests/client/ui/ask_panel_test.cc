#include "client/ui/ask_panel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "shared/forms/default_form.h"
#include "tests/client/ui/view_harness.h"

namespace aftercall::ui {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr int kHeight = 800;

class AskPanelTest : public testing::Test {
 protected:
  explicit AskPanelTest(const std::string& language = "en")
      : harness_(kPanelWidth, kHeight, language) {
    if (const auto form = forms::DefaultForm(); form.ok()) form_ = *form;
    view_.reference.interaction = "interactions/7";
    view_.reference.channel = model::Channel::kVoice;
    view_.reference.topic = "Billing";
    view_.is_live = true;
  }

  void Ask() {
    const PanelFrame frame = panel_.Draw(view_, harness_.theme(), harness_.type(), harness_.tr(),
                                         kNow, absl::UTCTimeZone());
    for (const Intent& intent : frame.intents) {
      // As the program does: the next frame shows the draft of this one.
      if (const auto* edit = std::get_if<EditDraft>(&intent)) view_.draft = edit->draft;
      intents_.push_back(intent);
    }
  }
  void Run() {
    harness_.Frame([this] { Ask(); });
  }
  void RunAnew() {
    harness_.ClearTexts();
    Run();
  }
  void PressAsk() {
    harness_.Click(kPanelWidth - 40, kHeight - 28, [this] { Ask(); });
  }
  void Type(const std::string& text) {
    for (const char c : text) {
      ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(c));
      Run();
    }
  }
  // To the next field.
  void Tab() {
    do {
      harness_.Key(ImGuiKey_Tab, [this] { Ask(); });
      harness_.Frame([this] { Ask(); });
    } while (!ImGui::GetIO().WantTextInput);
  }
  std::vector<model::Doing> Wanted() const {
    std::vector<model::Doing> wanted;
    for (const Intent& intent : intents_) {
      if (const auto* wish = std::get_if<Do>(&intent)) wanted.push_back(wish->what);
    }
    return wanted;
  }

  ViewHarness harness_;
  AskPanel panel_;
  forms::Form form_;
  const model::ReviewPreview preview_{6, false, true, "", ""};
  model::AskView view_;
  Intents intents_;
};

TEST_F(AskPanelTest, AsksOnlyOnceItIsKnownWhoCouldBeAsked) {
  Run();
  EXPECT_TRUE(harness_.Drew("Asking the server who could be asked"));
  Run();  // ImGui gives the focus in the next frames
  Run();
  Type("why");
  EXPECT_EQ(view_.draft.note, "why") << "keys go into the question at once";
  PressAsk();
  EXPECT_THAT(Wanted(), IsEmpty());
  view_.preview = &preview_;
  Run();
  EXPECT_TRUE(harness_.Drew("One of 6 colleagues will look at it."));
  EXPECT_TRUE(harness_.Drew("it is anonymous"));
  PressAsk();
  EXPECT_THAT(Wanted(), ElementsAre(model::Doing(model::RequestReview{"interactions/7", "why"})));
  intents_.clear();
  Run();  // answered before it was ever drawn as sent
  EXPECT_THAT(intents_, ElementsAre(Intent(OpenReviews{})));
}

TEST_F(AskPanelTest, TheSimpleCaseIsOneClick) {
  view_.preview = &preview_;
  view_.form = &form_;
  Run();
  PressAsk();
  EXPECT_THAT(Wanted(), ElementsAre(model::Doing(model::RequestReview{"interactions/7", ""})));
}

TEST_F(AskPanelTest, TabGoesFromFieldToFieldAndAllOfItIsAsked) {
  view_.preview = &preview_;
  view_.form = &form_;
  Run();
  Run();
  Run();
  Type("why");
  Tab();
  Type("0:12 3:05");
  Tab();
  Type("Bob, Cat");
  view_.draft.ask.elements = {"need"};
  PressAsk();
  EXPECT_THAT(Wanted(),
              ElementsAre(model::Doing(model::RequestReview{"interactions/7",
                                                            "why",
                                                            {"need"},
                                                            {absl::Seconds(12), absl::Seconds(185)},
                                                            {"Bob", "Cat"}})));
}

TEST_F(AskPanelTest, ElementsAreChosenAndLeftOutByAPress) {
  view_.form = &form_;
  RunAnew();
  EXPECT_TRUE(harness_.Drew("What matters? (optional)"));
  EXPECT_TRUE(harness_.Drew("Understood the need"));
  float y = 150;
  while (y < 400 && view_.draft.ask.elements.empty()) {
    y += 8;
    harness_.Click(60, y, [this] { Ask(); });
  }
  ASSERT_EQ(view_.draft.ask.elements.size(), 1u);
  RunAnew();
  EXPECT_TRUE(harness_.Drew("✓ "));
  harness_.Click(60, y, [this] { Ask(); });
  EXPECT_THAT(view_.draft.ask.elements, IsEmpty());
}

TEST_F(AskPanelTest, OfElementsNoMoreThanTheServerTakes) {
  forms::Section section;
  for (size_t i = 0; i < model::kMostAskElements + 1; ++i) {
    forms::Element element;
    element.id = "e" + std::to_string(i);
    element.title = {{"en", element.id}};
    section.elements.push_back(element);
    if (i > 0) view_.draft.ask.elements.push_back(element.id);
  }
  form_.languages = {"en"};
  form_.sections = {section};
  view_.form = &form_;
  RunAnew();
  EXPECT_TRUE(harness_.Drew("No more than 12."));
  const auto chosen = view_.draft.ask.elements;
  harness_.Click(32, 200, [this] { Ask(); });  // e0, on the first line
  EXPECT_EQ(view_.draft.ask.elements, chosen);
}

TEST_F(AskPanelTest, WhatIsNoMomentIsNamedAndNotSent) {
  view_.preview = &preview_;
  view_.draft.ask.moments = "0:12 soon";
  RunAnew();
  EXPECT_TRUE(harness_.Drew("“soon” is no moment"));
  PressAsk();
  EXPECT_THAT(Wanted(), IsEmpty());
  view_.draft.ask.moments.clear();
  for (int i = 0; i < 13; ++i) view_.draft.ask.moments += std::to_string(i) + ":00 ";
  RunAnew();
  EXPECT_TRUE(harness_.Drew("No more than 12 moments."));
  PressAsk();
  EXPECT_THAT(Wanted(), IsEmpty());
}

TEST_F(AskPanelTest, TooManyNamesAreNotSent) {
  view_.preview = &preview_;
  for (int i = 0; i < 21; ++i) view_.draft.ask.not_to_ask += "N" + std::to_string(i) + ",";
  RunAnew();
  EXPECT_TRUE(harness_.Drew("No more than 20 names."));
  PressAsk();
  EXPECT_THAT(Wanted(), IsEmpty());
}

TEST_F(AskPanelTest, SaysWhyItCannotBeAskedFor) {
  const model::ReviewPreview mute{0, false, false, "It has neither.", "REVIEW_NOTHING_TO_SHOW"};
  view_.preview = &mute;
  Run();
  EXPECT_TRUE(harness_.Drew("There is no recording and no text of it"));
  const model::ReviewPreview unknown{0, false, false, "Nobody …", "COLLEAGUE_UNKNOWN", "Bo"};
  view_.preview = &unknown;
  Run();
  EXPECT_TRUE(harness_.Drew("Nobody is called “Bo” here."));
  PressAsk();
  EXPECT_THAT(Wanted(), IsEmpty());
}

TEST_F(AskPanelTest, DuringAPauseItSaysThatARequestWaits) {
  const model::ReviewPreview paused{0, false, false, "", ""};
  view_.preview = &paused;
  Run();
  EXPECT_TRUE(harness_.Drew("Requests are paused just now."));
  EXPECT_FALSE(harness_.Drew("colleagues will look"));
  PressAsk();
  EXPECT_EQ(Wanted().size(), 1u) << "it is kept";
}

TEST_F(AskPanelTest, PromisesNoMoreThanItCanKeep) {
  const model::ReviewPreview few{3, false, false, "", ""};
  view_.preview = &few;
  Run();
  EXPECT_FALSE(harness_.Drew("anonymous"));
  const model::ReviewPreview leader{2, true, false, "", ""};
  view_.preview = &leader;
  Run();
  EXPECT_TRUE(harness_.Drew("a team leader will look at it"));
}

TEST_F(AskPanelTest, ARefusedRequestStaysWithItsWords) {
  view_.preview = &preview_;
  view_.draft.note = "why";
  Run();
  PressAsk();
  intents_.clear();
  const model::Refusal refusal{"REVIEW_UNDER_WAY", "…"};
  view_.refusal = &refusal;
  RunAnew();
  EXPECT_TRUE(harness_.Drew("A review of it is under way already."));
  EXPECT_THAT(intents_, IsEmpty());
  harness_.Click(100, 120, [this] { Ask(); });  // the question
  Type("?");
  ASSERT_EQ(view_.draft.note, "why?");
  RunAnew();
  EXPECT_TRUE(harness_.Drew("One of 6 colleagues will look at it.")) << "it may be taken now";
}

class AskByNameTest : public AskPanelTest {
 protected:
  AskByNameTest() {
    view_.preview = &preview_;
    view_.colleagues = &colleagues_;
  }
  void AddColleagues(int count) {
    for (int i = 0; i < count; ++i) {
      const std::string id = std::to_string(i);
      colleagues_.push_back({"users/" + id, "Agent " + id, "Blue"});
    }
  }
  // Presses down the left side, where the names are, until they say something else.
  float PressAName() {
    const std::string before = view_.draft.ask.not_to_ask;
    float y = 210;
    while (y < 600 && view_.draft.ask.not_to_ask == before) {
      y += 8;
      harness_.Click(40, y, [this] { Ask(); });
    }
    return y;
  }

  std::vector<model::Colleague> colleagues_;
};

TEST_F(AskByNameTest, ColleaguesAreLeftOutAndTakenBackByAPress) {
  AddColleagues(3);
  Run();
  EXPECT_TRUE(harness_.Drew("Agent 2"));
  const float y = PressAName();
  EXPECT_EQ(view_.draft.ask.not_to_ask, "Agent 0, ");
  RunAnew();
  EXPECT_TRUE(harness_.Drew("✓ Agent 0"));
  PressAsk();
  EXPECT_THAT(
      Wanted(),
      ElementsAre(model::Doing(model::RequestReview{"interactions/7", "", {}, {}, {"Agent 0"}})));
  harness_.Click(40, y, [this] { Ask(); });
  EXPECT_EQ(view_.draft.ask.not_to_ask, "");
}

TEST_F(AskByNameTest, ANameIsPressedBesideWhatMatters) {
  view_.form = &form_;
  AddColleagues(3);
  Run();
  PressAName();
  EXPECT_EQ(view_.draft.ask.not_to_ask, "Agent 0, ");
}

TEST_F(AskByNameTest, OfManyTheyAreLookedForInTheField) {
  AddColleagues(30);
  RunAnew();
  EXPECT_TRUE(harness_.Drew("18 more: write a few letters of a name."));
  EXPECT_FALSE(harness_.Drew("Agent 27"));
  view_.draft.ask.not_to_ask = "Agent 3, t 27";
  RunAnew();
  EXPECT_TRUE(harness_.Drew("✓ Agent 3"));
  EXPECT_TRUE(harness_.Drew("Agent 27"));
  EXPECT_FALSE(harness_.Drew("Agent 5"));
}

TEST_F(AskByNameTest, WhatIsWrittenByHandCountsAsBefore) {
  AddColleagues(3);
  view_.draft.ask.not_to_ask = "Agent 1, Zoe";
  RunAnew();
  EXPECT_TRUE(harness_.Drew("✓ Agent 1"));
  PressAsk();
  EXPECT_THAT(Wanted(), ElementsAre(model::Doing(model::RequestReview{
                            "interactions/7", "", {}, {}, {"Agent 1", "Zoe"}})));
}

class AskAwayTest : public AskPanelTest {
 protected:
  AskAwayTest() {
    view_.is_live = false;
    view_.draft.note = "why";
    later_ = {view_.reference, {"interactions/7", "why"}, true, "id"};
  }

  // Presses along the foot, from right to left, until `wanted` is there.
  bool PressInFoot(const Intent& wanted) {
    for (float x = kPanelWidth - 24; x > 20; x -= 8) {
      harness_.Click(x, kHeight - 28, [this] { Ask(); });
      if (std::find(intents_.begin(), intents_.end(), wanted) != intents_.end()) return true;
    }
    return false;
  }
  void PressToggle() {
    for (float y = 300; y < 600 && view_.draft.ask.only_anonymous; y += 8) {
      harness_.Click(60, y, [this] { Ask(); });
    }
  }

  model::AskLater later_;
  const model::ReviewPreview few_{2, false, false, "", ""};
};

TEST_F(AskAwayTest, CanBeGivenForWhenTheServerIsBack) {
  RunAnew();
  EXPECT_TRUE(harness_.Drew("The server is not there."));
  EXPECT_TRUE(harness_.Drew("Only if it stays anonymous"));
  EXPECT_TRUE(harness_.Drew("and it stays anonymous. If not"));
  EXPECT_TRUE(harness_.Drew("Ask when connected"));
  PressAsk();
  EXPECT_THAT(intents_,
              ElementsAre(Intent(AskOnceKnown{view_.reference, {"interactions/7", "why"}, true})));
}

TEST_F(AskAwayTest, TheConditionIsThePersonsChoice) {
  Run();
  PressToggle();
  ASSERT_FALSE(view_.draft.ask.only_anonymous);
  RunAnew();
  EXPECT_TRUE(harness_.Drew("they may guess"));
  intents_.clear();
  PressAsk();
  EXPECT_THAT(intents_,
              ElementsAre(Intent(AskOnceKnown{view_.reference, {"interactions/7", "why"}, false})));
}

TEST_F(AskAwayTest, WhatTheServerWouldRefuseIsNotKept) {
  view_.draft.ask.moments = "soon";
  Run();
  PressAsk();
  EXPECT_THAT(intents_, ElementsAre(Intent(TellMissing{})));
}

TEST_F(AskAwayTest, WhatIsKeptIsShownAndCanBeTakenBack) {
  view_.later = &later_;
  RunAnew();
  EXPECT_TRUE(harness_.Drew("Kept, and not sent yet"));
  EXPECT_TRUE(harness_.Drew("why"));
  EXPECT_TRUE(harness_.Drew("When the server is back"));
  EXPECT_TRUE(PressInFoot(TakeBackAsk{"interactions/7", false}));
  intents_.clear();
  EXPECT_TRUE(PressInFoot(TakeBackAsk{"interactions/7", true}));
  intents_.clear();
  view_.later = nullptr;
  RunAnew();
  EXPECT_TRUE(harness_.Drew("Ask when connected")) << "to be changed";
  EXPECT_THAT(intents_, IsEmpty()) << "it has not gone out";
}

TEST_F(AskAwayTest, OnceItHasGoneOutTheListFollows) {
  view_.later = &later_;
  Run();
  view_.is_live = true;
  later_.said = preview_;
  RunAnew();
  EXPECT_TRUE(harness_.Drew("Kept, and not sent yet"));
  view_.is_sent = true;
  RunAnew();
  EXPECT_TRUE(harness_.Drew("On its way."));
  view_.is_sent = false;
  view_.later = nullptr;
  view_.draft = {};
  Run();
  EXPECT_THAT(intents_, ElementsAre(Intent(OpenReviews{})));
}

TEST_F(AskAwayTest, WhatWaitsForThePersonIsAskedAsUsual) {
  view_.later = &later_;
  Run();
  view_.is_live = true;
  later_.said = few_;
  view_.preview = &few_;
  RunAnew();
  EXPECT_TRUE(harness_.Drew("Nothing has been sent yet"));
  EXPECT_TRUE(harness_.Drew("One of 2 colleagues will look at it."));
  PressAsk();
  EXPECT_THAT(Wanted(), ElementsAre(model::Doing(model::RequestReview{"interactions/7", "why"})));
  intents_.clear();
  RunAnew();
  EXPECT_TRUE(PressInFoot(TakeBackAsk{"interactions/7", true}));
}

TEST_F(AskAwayTest, WhoeverIsInAHurryNeedNotWaitForTheServersWord) {
  view_.is_live = true;
  RunAnew();
  EXPECT_FALSE(harness_.Drew("Only if it stays anonymous")) << "it comes at any moment";
  PressAsk();
  intents_.clear();
  RunAnew();
  EXPECT_TRUE(harness_.Drew("Only if it stays anonymous"));
  EXPECT_TRUE(harness_.Drew("Ask once that is known"));
  PressAsk();
  EXPECT_THAT(intents_,
              ElementsAre(Intent(AskOnceKnown{view_.reference, {"interactions/7", "why"}, true})));
}

class ChineseAskPanelTest : public AskPanelTest {
 protected:
  ChineseAskPanelTest() : AskPanelTest("zh_CN") {}
};

TEST_F(ChineseAskPanelTest, SpeaksChineseThroughout) {
  const model::ReviewPreview unknown{0, false, false, "Nobody …", "COLLEAGUE_UNKNOWN", "王方"};
  view_.preview = &unknown;
  view_.form = &form_;
  Run();
  for (const char* text :
       {"找人听听", "想听哪些方面", "从哪里听", "不想请谁", "听懂需求", "这里没有叫“王方”的人"}) {
    EXPECT_TRUE(harness_.Drew(text)) << text;
  }
  view_.preview = nullptr;
  view_.is_live = false;
  RunAnew();
  EXPECT_TRUE(harness_.Drew("能匿名才发出"));
  EXPECT_TRUE(harness_.Drew("连上后再请人听"));
}

}  // namespace
}  // namespace aftercall::ui
