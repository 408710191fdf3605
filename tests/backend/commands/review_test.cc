#include "tests/backend/commands/review_fixture.h"

// What both sides do, and what each of them hears of it.
namespace aftercall::commands {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using State = domain::Review::State;
using TaskState = domain::ReviewTask::State;
using Place = store::Transaction::DraftPlace;

TEST_F(ReviewTest, FromTheRequestToTheAnswerEachSideHearsItsOwn) {
  Floor(6);
  EXPECT_EQ(Request(RequestFor("c1")), "");
  const auto task = Tasks()[0];
  EXPECT_EQ(Accept(task), "");
  EXPECT_EQ(Submit(task), "");
  EXPECT_EQ(Thank(), "");
  EXPECT_EQ(Acknowledge(), "");
  EXPECT_THAT(Feed(Agent("1")),
              ElementsAre("review c1 looking", "review c1 in review", "review c1 submitted",
                          "review c1 submitted, thanked", "review c1 acknowledged, thanked"));
  EXPECT_THAT(Feed(task.reviewer),
              ElementsAre("task offered", "task accepted", "task submitted",
                          "task submitted, thanked", "task submitted, acknowledged, thanked"));
  EXPECT_EQ(Value(reader_->FindReview(Last().id))->content, Good());
}

TEST_F(ReviewTest, WhoSeesItDifferentlySaysSoInWordsAndThatIsTheEnd) {
  Floor(6);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  EXPECT_EQ(Differ("I had to."), "REVIEW_STATE") << "it is not there yet";
  const auto task = Tasks()[0];
  ASSERT_EQ(Accept(task), "");
  ASSERT_EQ(Submit(task), "");
  EXPECT_EQ(Differ(" "), "REQUIRED_FIELD_MISSING");
  EXPECT_EQ(Differ(std::string(kReviewAnswerCharacters + 1, 'a')), "TEXT_TOO_LONG");
  EXPECT_EQ(Differ("I had to; ring 020 7946 0958."), "");
  EXPECT_THAT(Last().answer, Not(HasSubstr("7946")));
  EXPECT_EQ(Differ("Again."), "REVIEW_STATE");
  EXPECT_THAT(Feed(task.reviewer, 3), ElementsAre("task submitted, differed"));
}

TEST_F(ReviewTest, ThankingTwiceIsThankingOnce) {
  Floor(6);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  EXPECT_EQ(Thank(), "REVIEW_STATE");
  const auto task = Tasks()[0];
  ASSERT_EQ(Accept(task), "");
  ASSERT_EQ(Submit(task), "");
  EXPECT_EQ(Thank(), "");
  EXPECT_EQ(Thank(), "");
  EXPECT_EQ(Feed(task.reviewer).size(), 4u);
}

TEST_F(ReviewTest, ARequestSaysWhyItCannotBeHad) {
  Floor(6);
  EXPECT_EQ(Request(RequestFor("c1", "2")), "NOT_FOUND") << "another's";
  EXPECT_EQ(Request(RequestFor("no such call")), "NOT_FOUND");
  ASSERT_EQ(Take(testing::CallOf("silent", "1")), "created");
  EXPECT_EQ(Request(RequestFor("silent")), "REVIEW_NOTHING_TO_SHOW");
  auto elsewhere = testing::CallOf("elsewhere", "1");
  elsewhere.recording_uri = "https://other.example/7.wav";
  ASSERT_EQ(Take(elsewhere), "created");
  EXPECT_EQ(Request(RequestFor("elsewhere")), "REVIEW_RECORDING_ELSEWHERE");
  policy_.recording_hosts = {"other.example"};
  EXPECT_EQ(Request(RequestFor("elsewhere")), "");
  EXPECT_EQ(Request(RequestFor("elsewhere")), "REVIEW_UNDER_WAY");
}

TEST_F(ReviewTest, ARequestIsHeldToItsLimits) {
  Floor(6);
  const auto with = [&](const std::function<void(ReviewRequest&)>& change) {
    auto request = RequestFor("c1");
    change(request);
    return Request(request);
  };
  EXPECT_EQ(with([](auto& r) { r.question = std::string(1001, 'a'); }), "TEXT_TOO_LONG");
  EXPECT_EQ(with([](auto& r) { r.elements = {"nothing"}; }), "ELEMENT_UNKNOWN");
  EXPECT_EQ(with([](auto& r) { r.elements = {"need", "need"}; }), "ELEMENT_REPEATED");
  EXPECT_EQ(with([](auto& r) { r.moments = {absl::Seconds(-1)}; }), "MOMENT_INVALID");
  EXPECT_EQ(with([](auto& r) { r.moments.assign(13, absl::Seconds(1)); }), "TOO_MANY");
  EXPECT_EQ(with([](auto& r) { r.unwanted.assign(21, {9}); }), "TOO_MANY");
  EXPECT_THAT(Feed(Agent("1")), IsEmpty()) << "nothing of it is kept";
  EXPECT_EQ(with([](auto& r) {
              r.question = "Was I abrupt? Ring 020 7946 0958";
              r.elements = {"need", "care"};
              r.moments = {absl::Seconds(80)};
            }),
            "");
  EXPECT_THAT(Last().question, Not(HasSubstr("7946")));
}

TEST_F(ReviewTest, APreviewSaysWhoCouldBeAskedAndKeepsNothing) {
  Floor(6);
  const auto preview = [&](const ReviewRequest& request) {
    domain::Review review;
    EXPECT_EQ(Do<domain::Review>([&](auto& t) {
                const auto seen = PreviewReview(t, policy_, request);
                if (seen.ok()) review = *seen;
                return seen;
              }),
              "");
    return review;
  };
  auto request = RequestFor("c1");
  EXPECT_EQ(preview(request).could_be_asked, 5);
  EXPECT_TRUE(domain::IsAnonymous(preview(request)));
  request.unwanted = {Agent("2")};
  EXPECT_EQ(preview(request).could_be_asked, 4);
  EXPECT_FALSE(domain::IsAnonymous(preview(request)));
  request.unwanted = {Agent("2"), Agent("3"), Agent("4")};
  EXPECT_TRUE(preview(request).by_leader);
  EXPECT_THAT(Value(reader_->ListReviews(Agent("1"), false, {}, 9)), IsEmpty());
  EXPECT_THAT(Feed(Agent("1")), IsEmpty());
}

TEST_F(ReviewTest, NobodyMovesAnothers) {
  Floor(6);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  auto task = Tasks()[0];
  const auto reviewer = task.reviewer;
  task.reviewer = Agent("1");
  EXPECT_EQ(Accept(task), "NOT_FOUND");
  EXPECT_EQ(Decline(task), "NOT_FOUND");
  EXPECT_EQ(Submit(task), "NOT_FOUND");
  const ReviewKey stolen{Last().id, reviewer};
  EXPECT_EQ(Do<domain::Review>([&](auto& t) { return CloseReview(t, policy_, stolen); }),
            "NOT_FOUND");
  EXPECT_EQ(Do<domain::Review>([&](auto& t) { return ThankReviewer(t, policy_, stolen); }),
            "NOT_FOUND");
}

TEST_F(ReviewTest, AReviewThatWouldNotHelpIsSentBack) {
  Floor(6);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  const auto task = Tasks()[0];
  EXPECT_EQ(Submit(task), "REVIEW_STATE") << "it is not accepted";
  ASSERT_EQ(Accept(task), "");
  EXPECT_EQ(Submit(task, {}), "REVIEW_INCOMPLETE");
  auto content = Good();
  content.elements[0].score = 9;
  EXPECT_EQ(Submit(task, content), "REVIEW_INVALID");
  content.elements[0] = {"need", 1, false, "Ring 020 7946 0958 first", {}};
  content.advice = "Ask first";
  EXPECT_EQ(Submit(task, content), "");
  const auto kept = *Value(reader_->FindReview(Last().id))->content;
  EXPECT_THAT(kept.elements[0].comment, Not(HasSubstr("7946")));
  EXPECT_EQ(Submit(task, content), "REVIEW_STATE");
}

TEST_F(ReviewTest, OfTwoDraftsWrittenOnTopOfOneBothAreKept) {
  Floor(6);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  const auto task = Tasks()[0];
  const auto save = [&](int64_t base, const std::string& praise) {
    domain::ReviewContent content;
    content.praise = praise;
    return Do<SavedDraft>([&](auto& t) { return SaveReviewDraft(t, KeyOf(task), base, content); });
  };
  const auto drafts = [&] {
    const auto listed = Value(reader_->FindReviewTask(task.id));
    std::string all;
    if (listed->draft) absl::StrAppend(&all, listed->draft->version, listed->draft->content.praise);
    if (listed->draft_beside) absl::StrAppend(&all, "+", listed->draft_beside->content.praise);
    return all;
  };
  EXPECT_EQ(save(0, "a"), "REVIEW_STATE") << "it is not accepted";
  ASSERT_EQ(Accept(task), "");
  EXPECT_EQ(save(3, "a"), "VERSION_UNKNOWN");
  EXPECT_EQ(save(0, "a"), "");
  EXPECT_EQ(save(1, "ab"), "");
  EXPECT_EQ(drafts(), "2ab");
  EXPECT_EQ(save(1, "ac"), "");
  EXPECT_EQ(drafts(), "2ab+ac");
  EXPECT_EQ(save(1, "acd"), "");
  EXPECT_EQ(drafts(), "2ab+acd");
  EXPECT_EQ(save(2, "abcd"), "");
  EXPECT_EQ(drafts(), "3abcd+acd") << "until it is submitted nothing is lost";
  ASSERT_EQ(Submit(task), "");
  EXPECT_EQ(drafts(), "4You stayed calm all along");
}

TEST_F(ReviewTest, ADraftIsRedactedToo) {
  Floor(6);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  const auto task = Tasks()[0];
  ASSERT_EQ(Accept(task), "");
  domain::ReviewContent content;
  content.advice = "Ring 020 7946 0958";
  ASSERT_EQ(Do<SavedDraft>([&](auto& t) { return SaveReviewDraft(t, KeyOf(task), 0, content); }),
            "");
  EXPECT_THAT(Value(reader_->FindReviewTask(task.id))->draft->content.advice,
              Not(HasSubstr("7946")));
}

TEST_F(ReviewTest, WhatIsClosedIsNoLongerWanted) {
  Floor(6);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  const auto task = Tasks()[0];
  ASSERT_EQ(Accept(task), "");
  EXPECT_EQ(Close(), "");
  EXPECT_THAT(Feed(task.reviewer, 2), ElementsAre("task withdrawn"));
  EXPECT_THAT(Feed(Agent("1"), 2), ElementsAre("review c1 closed"));
  EXPECT_EQ(Submit(task), "REVIEW_STATE");
  EXPECT_EQ(Request(RequestFor("c1")), "") << "another may be asked for";
}

TEST_F(ReviewTest, ACallThatBecomesAnothersTakesItsReviewAlong) {
  Floor(6);
  ASSERT_EQ(Request(RequestFor("c1")), "");
  const auto task = Tasks()[0];
  auto corrected = testing::CallOf("c1", "2");
  corrected.text = "Agent: Hello.";
  ASSERT_EQ(Take(corrected), "changed");
  EXPECT_EQ(Last().state, State::kWithdrawn);
  EXPECT_THAT(Feed(Agent("1"), 1), ElementsAre("review c1 withdrawn"));
  EXPECT_EQ(Feed(task.reviewer).back(), "task withdrawn");
}

}  // namespace
}  // namespace aftercall::commands
