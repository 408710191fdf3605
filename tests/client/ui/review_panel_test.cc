#include "client/ui/review_panel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "shared/forms/default_form.h"
#include "tests/client/ui/view_harness.h"

namespace aftercall::ui {
namespace {

using State = model::Review::State;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr int kHeight = 720;
constexpr char kName[] = "users/me/reviews/r";

class ReviewPanelTest : public testing::Test {
 protected:
  explicit ReviewPanelTest(const std::string& language = "en")
      : harness_(kPanelWidth, kHeight, language), verdict_(MakeItem(7, 2, "Felt rushed.")) {
    const auto form = forms::DefaultForm();
    if (form.ok()) form_ = *form;
    item_.told.name = kName;
    item_.told.reference.interaction = "interactions/7";
    item_.told.reference.channel = model::Channel::kVoice;
    item_.told.reference.topic = "Billing";
    item_.told.state = State::kSubmitted;
    item_.told.anonymous = true;
    item_.told.submitted = model::DayPart{absl::CivilDay(2023, 11, 14), true};
    item_.body = model::ReviewBody{"Was I too quick?",
                                   {{{"need", 5, false, "", {}},
                                     {"care", 3, false, "Wait a moment.", absl::Seconds(80)},
                                     {"identity", {}, true, "", {}}},
                                    "You gave the date.",
                                    "Count to two."},
                                   ""};
    item_.released = true;
    view_.review = &item_;
    view_.form = &form_;
    view_.is_live = true;
    contacts_.is_live = contacts_.is_known = true;
    contact_.reference = item_.told.reference;
    contact_.reference.ended_at = kNow - absl::Minutes(30);
    contact_.duration = absl::Minutes(6);
  }

  void View() {
    Take(panel_.Draw(view_, harness_.theme(), harness_.type(), harness_.tr(), kNow,
                     absl::UTCTimeZone()));
  }
  void List(const std::vector<const model::ReviewItem*>& reviews = {}) {
    ReviewPanel::List list{reviews, appeals_, contacts_, harness_.tr(), kNow, absl::UTCTimeZone()};
    list.asks = asks_;
    Take(panel_.DrawList(list, harness_.theme(), harness_.type()));
  }
  void RunList(const std::vector<const model::ReviewItem*>& reviews = {}) {
    harness_.ClearTexts();
    harness_.Frame([&] { List(reviews); });
  }
  // Presses down the list until something is wanted.
  void PressInList(const std::vector<const model::ReviewItem*>& reviews = {}) {
    for (float y = 60; y < 400 && intents_.empty(); y += 8) {
      harness_.Click(60, y, [&] { List(reviews); });
    }
  }
  void Take(const PanelFrame& frame) {
    for (const Intent& intent : frame.intents) {
      // As the program does: the next frame shows the draft of this one.
      if (const auto* edit = std::get_if<EditDraft>(&intent)) {
        view_.answer = edit->draft.note;
      }
      intents_.push_back(intent);
    }
  }
  void Run() {
    harness_.Frame([this] { View(); });
  }
  // Presses along the foot, from right to left, until `wanted` is there.
  bool PressInFoot(const Intent& wanted) {
    for (float x = kPanelWidth - 24; x > 20; x -= 8) {
      harness_.Click(x, kHeight - 28, [this] { View(); });
      for (const Intent& intent : intents_) {
        if (intent == wanted) return true;
      }
    }
    return false;
  }
  std::vector<model::Doing> Wanted() const {
    std::vector<model::Doing> wanted;
    for (const Intent& intent : intents_) {
      if (const auto* wish = std::get_if<Do>(&intent)) wanted.push_back(wish->what);
    }
    return wanted;
  }

  ViewHarness harness_;
  ReviewPanel panel_;
  forms::Form form_;
  model::Item verdict_;
  model::ReviewItem item_;
  model::ReviewView view_;
  model::ContactsView contacts_;
  model::Contact contact_;
  std::vector<const model::AppealItem*> appeals_;
  std::vector<const model::AskLater*> asks_;
  Intents intents_;
};

TEST_F(ReviewPanelTest, ShowsAllThatWasSaidAndNobodysName) {
  const model::Committed own{{{"need", 4}, {"explanation", 2}}, "", false};
  view_.own = &own;
  Run();
  for (const char* text :
       {"A colleague has looked at it", "this afternoon", "anonymous", "Was I too quick?",
        "Understood the need", "Explained it clearly", "Made sure who it is", "You", "Colleague",
        "01:20 Wait a moment.", "You gave the date.", "Count to two."}) {
    EXPECT_TRUE(harness_.Drew(text)) << text;
  }
  EXPECT_FALSE(harness_.Drew("Opened warmly")) << "nobody said anything of it";
  EXPECT_FALSE(harness_.Drew("Customer")) << "no element has the customer's scale";
}

TEST_F(ReviewPanelTest, ANameThatMayBeGuessedIsNotCalledAnonymous) {
  item_.told.anonymous = false;
  Run();
  EXPECT_TRUE(harness_.Drew("name not shown"));
  EXPECT_FALSE(harness_.Drew("anonymous"));
}

TEST_F(ReviewPanelTest, CanBeTakenNoteOfAndThankedFor) {
  EXPECT_TRUE(PressInFoot(Do{kName, model::AcknowledgeReview{}}));
  EXPECT_TRUE(PressInFoot(Do{kName, model::ThankReviewer{}}));
  intents_.clear();
  view_.is_thanked = true;
  EXPECT_FALSE(PressInFoot(Do{kName, model::ThankReviewer{}})) << "once is enough";
}

TEST_F(ReviewPanelTest, CanBeLentToOthersAndTakenBack) {
  Run();
  EXPECT_TRUE(harness_.Drew("Let others review it too"));
  EXPECT_FALSE(harness_.Drew("You hear nothing of what they say."));
  const auto press = [&](bool lends) {
    intents_.clear();
    for (float y = 60; y < kHeight - 80; y += 6) {
      harness_.Click(50, y, [this] { View(); });
    }
    EXPECT_THAT(intents_, ::testing::Contains(Intent(Do{kName, model::LendReview{lends}})));
  };
  press(true);
  view_.is_lent = true;
  Run();
  EXPECT_TRUE(harness_.Drew("You hear nothing of what they say."));
  press(false);
}

TEST_F(ReviewPanelTest, WhatIsSettledIsOnlyRead) {
  item_.told.state = State::kDiffered;
  item_.body->answer = "They had asked twice.";
  Run();
  EXPECT_TRUE(harness_.Drew("They had asked twice."));
  EXPECT_FALSE(harness_.Drew("I see it differently"));
  EXPECT_TRUE(PressInFoot(ClosePanel{}));
  EXPECT_THAT(Wanted(), IsEmpty());
}

TEST_F(ReviewPanelTest, SeeingItDifferentlyTakesWords) {
  Run();
  EXPECT_FALSE(harness_.Drew("How do you see it?"));
  // The leftmost of the three opens the field; keys go into it at once.
  for (float x = 60; x < 260 && !harness_.Drew("How do you see it?"); x += 10) {
    harness_.Click(x, kHeight - 28, [this] { View(); });
  }
  ASSERT_TRUE(harness_.Drew("How do you see it?"));
  Run();
  for (const char c : {'s', 'o', ' '}) {
    ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(c));
    Run();
  }
  EXPECT_EQ(view_.answer, "so ");
  EXPECT_TRUE(PressInFoot(Do{kName, model::DifferFromReview{"so"}}));
}

TEST_F(ReviewPanelTest, AnEmptyAnswerIsNotSent) {
  Run();
  for (float x = 60; x < 260 && !harness_.Drew("How do you see it?"); x += 10) {
    harness_.Click(x, kHeight - 28, [this] { View(); });
  }
  ASSERT_TRUE(harness_.Drew("How do you see it?"));
  for (float x = kPanelWidth - 24; x > kPanelWidth - 70; x -= 8) {
    harness_.Click(x, kHeight - 28, [this] { View(); });
  }
  EXPECT_THAT(Wanted(), IsEmpty());
}

TEST_F(ReviewPanelTest, WhileItIsLookedForItSaysSoAndCanBeDoneWithout) {
  item_.told.state = State::kLooking;
  item_.body.reset();
  Run();
  EXPECT_TRUE(harness_.Drew("somebody is being looked for"));
  EXPECT_TRUE(PressInFoot(Do{kName, model::CloseReview{}}));
}

TEST_F(ReviewPanelTest, WhatHasNotBeenFetchedYetIsOnItsWay) {
  item_.body.reset();
  Run();
  EXPECT_TRUE(harness_.Drew("It is on its way."));
}

TEST_F(ReviewPanelTest, TheListOpensOne) {
  RunList({&item_});
  EXPECT_TRUE(harness_.Drew("an answer has come"));
  PressInList({&item_});
  EXPECT_THAT(intents_, Contains(Intent(OpenReview{kName})));
}

TEST_F(ReviewPanelTest, TheListHasAppealsToo) {
  model::AppealItem appeal;
  appeal.told.name = "users/me/appeals/p";
  appeal.told.reference.topic = "Refund";
  appeal.told.state = model::Appeal::State::kUpheld;
  appeal.position = 4;
  appeals_ = {&appeal};
  RunList();
  EXPECT_TRUE(harness_.Drew("Appeal: Refund"));
  EXPECT_TRUE(harness_.Drew("upheld"));
  EXPECT_FALSE(harness_.Drew("Asked earlier")) << "it is new";
  PressInList();
  EXPECT_THAT(intents_, Contains(Intent(OpenMadeAppeal{"users/me/appeals/p"})));
  appeal.read_position = 4;
  RunList();
  EXPECT_TRUE(harness_.Drew("Asked earlier"));
}

TEST_F(ReviewPanelTest, AContactOpensTheAskingAboutIt) {
  contacts_.rows = {{&contact_, nullptr, false}};
  RunList();
  for (const char* text :
       {"today and the two days before", "Today, 2023-11-14", "21:43  Billing · call · 6"}) {
    EXPECT_TRUE(harness_.Drew(text)) << text;
  }
  PressInList();
  EXPECT_THAT(intents_, ElementsAre(Intent(OpenAsk{"interactions/7"})));
}

TEST_F(ReviewPanelTest, AContactThatCannotBeAskedAboutSaysWhy) {
  for (const auto& [hindrance, words] :
       {std::pair(model::Contact::Hindrance::kNothingToShow, "nothing to hear or read"),
        std::pair(model::Contact::Hindrance::kRecordingElsewhere, "its recording cannot be opened"),
        std::pair(model::Contact::Hindrance::kOther, "cannot be shown")}) {
    contact_.hindrance = hindrance;
    contacts_.rows = {{&contact_, nullptr, false}};
    RunList();
    EXPECT_TRUE(harness_.Drew(words)) << words;
    PressInList();
    EXPECT_THAT(intents_, IsEmpty());
  }
}

TEST_F(ReviewPanelTest, AContactThatWasAskedAboutSaysHowItStands) {
  contacts_.rows = {{&contact_, nullptr, true}};
  RunList();
  EXPECT_TRUE(harness_.Drew("you have asked"));
  PressInList();
  EXPECT_THAT(intents_, IsEmpty());
  item_.told.state = State::kInReview;
  contacts_.rows = {{&contact_, &item_, false}};
  RunList({&item_});
  EXPECT_TRUE(harness_.Drew("somebody is at it"));
  EXPECT_FALSE(harness_.Drew("Asked earlier")) << "it stands among the contacts";
  PressInList({&item_});
  EXPECT_THAT(intents_, ElementsAre(Intent(OpenReview{kName})));
}

TEST_F(ReviewPanelTest, SaysWhyThereAreNoContacts) {
  RunList();
  EXPECT_TRUE(harness_.Drew("You had no contacts on these days."));
  contacts_.is_known = false;
  RunList();
  EXPECT_TRUE(harness_.Drew("Fetching your contacts"));
  contacts_.is_live = false;
  RunList();
  EXPECT_TRUE(harness_.Drew("Your contacts come when it is back."));
  contacts_.is_known = true;
  contacts_.rows = {{&contact_, nullptr, false}};
  RunList();
  EXPECT_TRUE(harness_.Drew("These are the contacts known so far."));
  contacts_.is_live = contacts_.has_more = true;
  RunList();
  EXPECT_TRUE(harness_.Drew("the earliest are left out"));
}

TEST_F(ReviewPanelTest, ARefusedListCanBeAskedForAgain) {
  const model::Refusal refusal{"ROLE", "Not for this role."};
  contacts_.refusal = &refusal;
  contacts_.is_known = false;
  RunList();
  EXPECT_TRUE(harness_.Drew("Not for this role."));
  PressInList();
  EXPECT_THAT(intents_, ElementsAre(Intent(OpenReviews{})));
}

TEST_F(ReviewPanelTest, RowsUnderTheFootDoNotTakeItsClicks) {
  std::vector<model::Contact> many(60, contact_);
  for (size_t i = 0; i < many.size(); ++i) {
    many[i].reference.interaction += std::to_string(i);
    contacts_.rows.push_back({&many[i], nullptr, false});
  }
  RunList();
  harness_.Click(60, kHeight - 20, [this] { List(); });
  EXPECT_THAT(intents_, IsEmpty());
  harness_.Click(kPanelWidth - 40, kHeight - 28, [this] { List(); });
  EXPECT_THAT(intents_, ElementsAre(Intent(ClosePanel{})));
}

TEST_F(ReviewPanelTest, ARequestGivenWhileTheServerWasAwayIsInTheList) {
  model::AskLater ask{item_.told.reference, {"interactions/7", ""}, true, "id"};
  asks_ = {&ask};
  RunList();
  EXPECT_TRUE(harness_.Drew("not sent yet"));
  PressInList();
  EXPECT_THAT(intents_, Contains(Intent(OpenAsk{"interactions/7"})));
  ask.said = model::ReviewPreview{2, false, false, "", ""};
  RunList();
  EXPECT_TRUE(harness_.Drew("not sent yet")) << "that it waits is kept for a break";
  ask.released = true;
  RunList();
  EXPECT_TRUE(harness_.Drew("look before you send"));
}

TEST_F(ReviewPanelTest, ARequestOfAContactStandsThereAlone) {
  model::AskLater ask{item_.told.reference, {"interactions/7", ""}, true, "id"};
  asks_ = {&ask};
  contacts_.rows = {{&contact_, nullptr, false, &ask}};
  RunList();
  EXPECT_TRUE(harness_.Drew("not sent yet"));
  EXPECT_FALSE(harness_.Drew("Asked earlier"));
  PressInList();
  EXPECT_THAT(intents_, Contains(Intent(OpenAsk{"interactions/7"})));
}

class ChineseReviewPanelTest : public ReviewPanelTest {
 protected:
  ChineseReviewPanelTest() : ReviewPanelTest("zh_CN") {}
};

TEST_F(ChineseReviewPanelTest, SpeaksChineseThroughout) {
  Run();
  for (const char* text : {"有回音了", "听懂需求", "谢谢同事", "匿名"}) {
    EXPECT_TRUE(harness_.Drew(text)) << text;
  }
}

TEST_F(ChineseReviewPanelTest, ALeaderIsNotThankedAsAColleague) {
  item_.told.by_leader = true;
  Run();
  EXPECT_TRUE(harness_.Drew("说声谢谢"));
  EXPECT_FALSE(harness_.Drew("谢谢同事"));
}

TEST_F(ChineseReviewPanelTest, ListsContactsInChinese) {
  contact_.hindrance = model::Contact::Hindrance::kNothingToShow;
  contacts_.rows = {{&contact_, nullptr, false}};
  RunList();
  for (const char* text :
       {"想请同事听哪一次", "今天和前两天", "今天（2023-11-14）", "没有录音或文字", "6 分钟"}) {
    EXPECT_TRUE(harness_.Drew(text)) << text;
  }
}

}  // namespace
}  // namespace aftercall::ui
