#include "client/model/review_tasks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/model/bar_view.h"
#include "client/model/review_task_view.h"
#include "shared/forms/default_form.h"
#include "tests/client/model/make.h"

// Reviews that the person is asked to write: what is seen of them when, what is fetched, and what
// becomes of what they write.
namespace aftercall::model {
namespace {

using forms::ReviewContent;
using make::At;
using make::kNow;
using State = ReviewTask::State;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kName[] = "users/me/reviewTasks/t";
const FormKey kForm{"forms/default", 3};

ReviewContent Saying(const std::string& praise) { return {{}, praise, ""}; }

class ReviewTasksTest : public testing::Test {
 protected:
  ReviewTasksTest() {
    for (const FeedEvent& event :
         {make::Snapshotting(), make::Snapshot({}), make::StateNeverTold(), make::CaughtUpAt(0)}) {
      Apply(event);
    }
  }

  void Apply(const FeedEvent& event) { ASSERT_TRUE(desk_.Apply(event, now_).ok()); }
  static ReviewTask A(State state, const std::string& name = kName) {
    ReviewTask told;
    told.name = name;
    told.state = state;
    told.form = kForm;
    return told;
  }
  void Tell(State state, const std::string& name = kName) {
    Apply(make::Entries({At(++position_, A(state, name))}));
  }
  void TellBody(ReviewTaskBody body) {
    const ReviewTaskItem* const item = Find();
    ASSERT_NE(item, nullptr);
    Apply({std::nullopt, ReviewTaskTold{item->key(), std::move(body)}});
  }
  void TellDraft(int64_t version, const std::string& praise,
                 std::optional<SavedReview> beside = {}) {
    ReviewTaskBody body;
    body.draft = SavedReview{version, Saying(praise)};
    body.other_draft = std::move(beside);
    TellBody(body);
  }
  void BeBusy() { Apply(make::Told(AgentState::kOnInteraction, kNow, 1)); }
  void BeFree() { Apply(make::Told(AgentState::kBreak, kNow, 0)); }
  void Give(Doing what, const std::string& id = "id") {
    desk_.mutable_hand().Give({id, kName, std::move(what)});
  }
  void Answer(std::optional<Refusal> refusal = {}, std::optional<DraftSaved> saved = {}) {
    Apply({std::nullopt, CommandAnswered{"id", std::move(refusal), {}, std::move(saved)}});
  }
  void Write(const std::string& praise) {
    desk_.mutable_review_drafts().Write(kName, Saying(praise), now_);
  }
  // What goes to the server now; as the program does, it is on its way then.
  std::vector<SaveReviewDraft> Save() {
    std::vector<SaveReviewDraft> saves;
    for (auto& save : desk_.TakeDraftsToSave(now_)) {
      Give(save.what);
      saves.push_back(save.what);
    }
    return saves;
  }
  const ReviewTaskItem* Find() const { return desk_.feed().review_tasks().Find(kName); }
  const ReviewDraft* Draft() const { return desk_.review_drafts().Find(kName); }
  int Count() const { return ViewOf(desk_, now_).tasks; }
  ReviewTaskView View() const {
    const auto view = ReviewTaskViewOf(desk_, kName);
    EXPECT_TRUE(view.has_value());
    return view.value_or(ReviewTaskView{});
  }

  Desk desk_;
  int64_t position_ = 0;
  absl::Time now_ = kNow;
};

TEST_F(ReviewTasksTest, CountsWhatIsToBeDone) {
  Tell(State::kOffered);
  EXPECT_EQ(Count(), 1);
  Tell(State::kAccepted);
  EXPECT_EQ(Count(), 1);
  Tell(State::kSubmitted);
  EXPECT_EQ(Count(), 0);
  EXPECT_THAT(TasksToList(desk_), SizeIs(1));
  for (const State gone : {State::kDeclined, State::kLapsed, State::kWithdrawn}) {
    Tell(State::kOffered, "users/me/reviewTasks/u");
    EXPECT_EQ(Count(), 1);
    Tell(gone, "users/me/reviewTasks/u");
    EXPECT_EQ(Count(), 0);
    EXPECT_THAT(TasksToList(desk_), SizeIs(1));
  }
}

TEST_F(ReviewTasksTest, WhatIsOnItsWayIsNoLongerToDo) {
  Tell(State::kOffered);
  Give(AcceptReview{}, "1");
  EXPECT_EQ(Count(), 1) << "it is still to be written";
  EXPECT_TRUE(View().is_sent);
  Give(DeclineReview{"no time"}, "2");
  EXPECT_EQ(Count(), 0);
}

TEST_F(ReviewTasksTest, AnOfferWaitsForABreakAndWhatIsKnownDoesNot) {
  BeBusy();
  Tell(State::kOffered);
  EXPECT_EQ(Count(), 0);
  EXPECT_FALSE(ReviewTaskViewOf(desk_, kName).has_value());
  EXPECT_EQ(ViewOf(desk_, now_).waiting.count, 1);
  BeFree();
  EXPECT_EQ(Count(), 1);
  BeBusy();
  Tell(State::kOffered);  // reminded
  EXPECT_EQ(Count(), 1);
  Tell(State::kAccepted);
  EXPECT_EQ(Count(), 1);
}

TEST_F(ReviewTasksTest, ASnapshotKeepsWhatTheDeskHas) {
  Tell(State::kSubmitted, "users/me/reviewTasks/done");
  Tell(State::kAccepted);
  desk_.Open(kName);
  TellDraft(4, "calm");
  Write("calmer");
  Apply(make::Snapshotting());
  BeBusy();
  Apply(make::Snapshot({At(position_, A(State::kAccepted))}));
  Apply(make::CaughtUpAt(position_));
  EXPECT_EQ(Count(), 1);
  EXPECT_EQ(View().content.praise, "calmer");
  EXPECT_THAT(TasksToList(desk_), SizeIs(2));
  // Another snapshot no longer has it: it is not the person's any more.
  Apply(make::Snapshotting());
  Apply(make::Snapshot({}));
  Apply(make::CaughtUpAt(position_));
  EXPECT_EQ(Draft(), nullptr);
  EXPECT_THAT(TasksToList(desk_), SizeIs(1));
}

TEST_F(ReviewTasksTest, OfTooManyTheOldestDoneGoFirst) {
  const auto name = [](size_t i) { return absl::StrCat("users/me/reviewTasks/", i); };
  for (size_t i = 0; i < ReviewTasks::kMost; ++i) {
    Tell(i == 3 || i == 5 ? State::kSubmitted : State::kOffered, name(i));
  }
  Tell(State::kOffered, "users/me/reviewTasks/more");
  EXPECT_EQ(desk_.feed().review_tasks().Find(name(3)), nullptr);
  EXPECT_NE(desk_.feed().review_tasks().Find(name(5)), nullptr);
  Tell(State::kOffered, "users/me/reviewTasks/and-more");
  EXPECT_EQ(desk_.feed().review_tasks().Find(name(5)), nullptr);
  Tell(State::kOffered, "users/me/reviewTasks/at-last");
  EXPECT_EQ(desk_.feed().review_tasks().Find(name(0)), nullptr) << "then the oldest of all";
  EXPECT_THAT(desk_.feed().review_tasks().items(), SizeIs(ReviewTasks::kMost));
}

TEST_F(ReviewTasksTest, IsFetchedWheneverItIsOpened) {
  Tell(State::kOffered);
  EXPECT_THAT(desk_.WantedNow().review_tasks, IsEmpty()) << "nobody looks at it";
  EXPECT_THAT(desk_.WantedNow().forms, ElementsAre(kForm));
  desk_.Open(kName);
  EXPECT_THAT(desk_.WantedNow().review_tasks, ElementsAre(OpenedKey{kName, 1, 1}));
  TellBody({"too quick?", {}, {}, "", "", {}, {}, {}, ""});
  EXPECT_THAT(desk_.WantedNow().review_tasks, IsEmpty());
  Tell(State::kAccepted);
  EXPECT_THAT(desk_.WantedNow().review_tasks, ElementsAre(OpenedKey{kName, 2, 1}));
  EXPECT_EQ(Find()->body->question, "too quick?") << "until the new one comes";
  Apply({std::nullopt, ReviewTaskTold{{kName, 1, 1}, {}}});
  EXPECT_EQ(Find()->body_key.position, 1);
  TellBody({"too quick?", {}, {}, "https://rec.example.com/1", "words", {}, {}, {}, ""});
  desk_.Open(kName);
  EXPECT_THAT(desk_.WantedNow().review_tasks, ElementsAre(OpenedKey{kName, 2, 2}));
}

TEST_F(ReviewTasksTest, TheCustomersWordsStayNoLongerThanTheyMayBeRead) {
  Tell(State::kAccepted);
  desk_.Open(kName);
  TellBody({"", {}, {}, "https://rec.example.com/1", "words", {}, {}, {}, ""});
  EXPECT_EQ(Find()->body->text, "words");
  Tell(State::kSubmitted);
  EXPECT_EQ(Find()->body->text, "");
  EXPECT_EQ(Find()->body->recording_uri, "");
}

TEST_F(ReviewTasksTest, WhatIsWrittenGoesToTheServerSoonAndTogether) {
  Tell(State::kAccepted);
  Write("c");
  EXPECT_EQ(desk_.NextDraftToSaveAt(), now_ + ReviewDrafts::kSaveAfter);
  EXPECT_THAT(Save(), IsEmpty());
  now_ += ReviewDrafts::kSaveAfter / 2;
  Write("calm");
  EXPECT_FALSE(View().is_saved);
  now_ += ReviewDrafts::kSaveAfter / 2;
  EXPECT_THAT(Save(), ElementsAre(SaveReviewDraft{0, Saying("calm")}));
  EXPECT_THAT(Save(), IsEmpty());
  EXPECT_EQ(desk_.NextDraftToSaveAt(), absl::InfiniteFuture());
  EXPECT_FALSE(View().is_saved) << "the server has not answered";
  // More is written meanwhile: it stands on top of what was sent.
  Write("calm and clear");
  now_ += absl::Seconds(20);
  EXPECT_THAT(Save(), IsEmpty()) << "one at a time";
  Answer({}, DraftSaved{{1, Saying("calm")}, false});
  EXPECT_THAT(Save(), ElementsAre(SaveReviewDraft{1, Saying("calm and clear")}));
  Answer({}, DraftSaved{{2, Saying("calm and clear")}, false});
  EXPECT_TRUE(View().is_saved);
}

TEST_F(ReviewTasksTest, ADraftOfAnotherDeskIsTakenUp) {
  Tell(State::kAccepted);
  desk_.Open(kName);
  TellDraft(3, "from home");
  EXPECT_EQ(View().content.praise, "from home");
  TellDraft(4, "more from home");
  EXPECT_EQ(View().content.praise, "more from home");
  EXPECT_FALSE(View().has_other);
  EXPECT_EQ(desk_.NextDraftToSaveAt(), absl::InfiniteFuture()) << "the server has it";
  Write("and here");
  now_ += ReviewDrafts::kSaveAfter;
  EXPECT_THAT(Save(), ElementsAre(SaveReviewDraft{4, Saying("and here")}));
}

TEST_F(ReviewTasksTest, WhereTwoDesksWroteBothAreKeptUntilThePersonChooses) {
  Tell(State::kAccepted);
  desk_.Open(kName);
  Write("here");
  TellDraft(7, "at home");
  EXPECT_TRUE(View().has_other);
  EXPECT_EQ(View().content.praise, "here");
  now_ += absl::Minutes(1);
  EXPECT_THAT(Save(), IsEmpty()) << "neither goes on top of the other by itself";
  desk_.mutable_review_drafts().Swap(kName, now_);
  EXPECT_EQ(View().content.praise, "at home");
  desk_.mutable_review_drafts().Swap(kName, now_);
  desk_.mutable_review_drafts().Keep(kName, now_);
  EXPECT_FALSE(View().has_other);
  now_ += ReviewDrafts::kSaveAfter;
  EXPECT_THAT(Save(), ElementsAre(SaveReviewDraft{7, Saying("here")}));
}

TEST_F(ReviewTasksTest, WhatTheServerKeptBesideIsAConflictToo) {
  Tell(State::kAccepted);
  Write("here");
  now_ += ReviewDrafts::kSaveAfter;
  ASSERT_THAT(Save(), SizeIs(1));
  Answer({}, DraftSaved{{2, Saying("at home")}, true});
  EXPECT_TRUE(View().has_other);
  EXPECT_EQ(View().content.praise, "here");
  EXPECT_EQ(Draft()->other->content.praise, "at home");
}

TEST_F(ReviewTasksTest, TheSameWordsOnTwoDesksAreNoConflict) {
  Tell(State::kAccepted);
  desk_.Open(kName);
  Write("same");
  TellDraft(2, "same");
  EXPECT_FALSE(View().has_other);
  EXPECT_EQ(Draft()->base_version, 2);
}

TEST_F(ReviewTasksTest, ADraftBesideIsFoundOnAThirdDesk) {
  Tell(State::kAccepted);
  desk_.Open(kName);
  TellDraft(2, "at home", SavedReview{2, Saying("here")});
  EXPECT_TRUE(View().has_other);
  EXPECT_EQ(Draft()->other->content.praise, "here");
}

TEST_F(ReviewTasksTest, AServerThatLostTheDraftGetsItAgain) {
  Tell(State::kAccepted);
  desk_.Open(kName);
  TellDraft(9, "calm");
  Write("calmer");
  now_ += ReviewDrafts::kSaveAfter;
  ASSERT_THAT(Save(), SizeIs(1));
  Answer(Refusal{"VERSION_UNKNOWN", "There is no draft of this version."});
  now_ += ReviewDrafts::kSaveAfter;
  EXPECT_THAT(Save(), ElementsAre(SaveReviewDraft{0, Saying("calmer")}));
  // Another refusal is not tried again by itself.
  Answer(Refusal{"REVIEW_INVALID", "too long"});
  now_ += absl::Hours(1);
  EXPECT_THAT(Save(), IsEmpty());
  EXPECT_EQ(View().refusal->reason, "REVIEW_INVALID");
}

TEST_F(ReviewTasksTest, SubmittingEndsTheDraftAndARefusalDoesNot) {
  Tell(State::kAccepted);
  Write("calm");
  Give(SubmitReview{Saying("calm")});
  EXPECT_TRUE(View().is_sent);
  now_ += absl::Minutes(1);
  EXPECT_THAT(Save(), IsEmpty()) << "it is all in what is on its way";
  Answer(Refusal{"REVIEW_INCOMPLETE", "Nearly there"});
  EXPECT_EQ(View().content.praise, "calm");
  Tell(State::kSubmitted);
  EXPECT_EQ(Draft(), nullptr);
}

TEST_F(ReviewTasksTest, WhetherItWasOpenedIsKnownOnlyOfWhatWasWrittenHere) {
  Tell(State::kAccepted);
  EXPECT_EQ(View().opened, std::nullopt) << "nothing is written";
  Write("here");
  EXPECT_EQ(View().opened, false);
  desk_.mutable_review_drafts().NoteOpened(kName);
  EXPECT_EQ(View().opened, true);
}

TEST_F(ReviewTasksTest, OfWhatAnotherDeskWroteItIsNotKnown) {
  Tell(State::kAccepted);
  TellDraft(1, "there");
  Write("here");
  EXPECT_EQ(View().opened, std::nullopt);
}

TEST_F(ReviewTasksTest, SaysWhatIsMissing) {
  Tell(State::kAccepted);
  EXPECT_THAT(View().missing, IsEmpty()) << "without the form nobody knows";
  const auto form = forms::DefaultForm();
  ASSERT_TRUE(form.ok());
  Apply({std::nullopt, FormTold{kForm, *form}});
  const size_t quick = forms::WantedElements(*form, {}).size();
  EXPECT_THAT(View().missing, SizeIs(quick + 1));
  desk_.Open(kName);
  TellBody({"", {form->sections[0].elements[0].id}, {}, "", "", {}, {}, {}, ""});
  EXPECT_THAT(View().missing, SizeIs(2)) << "what was asked about, and some words";
}

TEST_F(ReviewTasksTest, ComesBackFromTheDisk) {
  Tell(State::kAccepted);
  Write("calm");
  const auto kept = desk_.Keep();
  ASSERT_TRUE(kept.has_value());
  Desk later;
  later.Restore(*kept);
  EXPECT_EQ(ReviewTaskViewOf(later, kName)->content.praise, "calm");
  EXPECT_THAT(later.TakeDraftsToSave(now_ + ReviewDrafts::kSaveAfter), SizeIs(1));
}

TEST(Moments, AreWrittenAtTheBeginningOfAComment) {
  const auto apart = [](const std::string& comment) {
    const ReviewContent taken = MomentsApart({{{"care", 1, false, comment, {}}}, "", ""});
    return std::pair(taken.elements[0].moment, taken.elements[0].comment);
  };
  using Taken = std::pair<std::optional<absl::Duration>, std::string>;
  EXPECT_EQ(apart("00:12 a pause"), Taken(absl::Seconds(12), "a pause"));
  EXPECT_EQ(apart(" 1:05\na pause "), Taken(absl::Seconds(65), "a pause"));
  EXPECT_EQ(apart("1:02:03 late"), Taken(absl::Seconds(3723), "late"));
  EXPECT_EQ(apart("00:12"), Taken(absl::Seconds(12), ""));
  for (const char* none : {"12 times", "1:5 o", "00:60 x", "123:00 x", ":12 x", "00:12: x", "a:bc",
                           "-1:00 x", "1:00:00:00 x", "+1:00 x", "25:00:00 x"}) {
    EXPECT_EQ(apart(none), Taken(std::nullopt, none)) << none;
  }
}

TEST(Moments, GoThereAndBack) {
  const ReviewContent content{{{"care", 1, false, "slow", absl::Seconds(65)},
                               {"need", {}, true, "", {}},
                               {"clear", {}, false, "", absl::Hours(2)}},
                              "praise",
                              "advice"};
  EXPECT_EQ(MomentsInComments(content).elements[0].comment, "01:05 slow");
  EXPECT_EQ(MomentsInComments(content).elements[2].comment, "2:00:00");
  EXPECT_EQ(MomentsApart(MomentsInComments(content)), content);
  const ReviewContent blank{{{"care", {}, false, "  ", {}}}, " ", "\n"};
  EXPECT_EQ(MomentsApart(blank), ReviewContent()) << "nothing is said";
}

}  // namespace
}  // namespace aftercall::model
