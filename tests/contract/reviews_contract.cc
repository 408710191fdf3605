#include <gmock/gmock.h>

#include "tests/contract/store_under_test.h"

// Reviews, the tasks of those who are asked, and what they write.
namespace aftercall::store {
namespace {

using testing::At;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Place = Transaction::DraftPlace;
using State = domain::Review::State;
using TaskState = domain::ReviewTask::State;

domain::Review ReviewOf(int64_t id, domain::InteractionId call, domain::UserId requester) {
  domain::Review review;
  review.id = {id};
  review.interaction = call;
  review.requester = requester;
  review.form_id = "default";
  review.form_version = 1;
  review.requested_at = At(12);
  return review;
}

domain::ReviewTask TaskOf(int64_t id, int64_t review, domain::UserId reviewer) {
  domain::ReviewTask task;
  task.id = {id};
  task.review = {review};
  task.reviewer = reviewer;
  task.minutes = 15;
  task.offered_at = At(12);
  task.deadline = {domain::kTimeToAccept, At(12), At(84)};
  return task;
}

absl::Status PutAll(Store& store, const std::vector<domain::Review>& reviews,
                    const std::vector<domain::ReviewTask>& tasks) {
  return testing::Run(store, [&](Transaction& t) {
    absl::Status status;
    for (const auto& review : reviews) status.Update(t.PutReview(review));
    for (const auto& task : tasks) status.Update(t.PutReviewTask(task));
    return status;
  });
}

// Ann had a call, and Bob is asked to review it.
struct Cast {
  domain::UserId ann, bob;
  domain::InteractionId call;
};

TEST_P(StoreContract, AReviewComesBackAsWritten) {
  Cast cast{AddUser("Ann"), AddUser("Bob"), {}};
  cast.call = AddInteraction("c1", cast.ann, {}, absl::CivilDay(2026, 3, 9));
  domain::Review all = ReviewOf(101, cast.call, cast.ann);
  all.state = State::kDiffered;
  all.question = "Was I too abrupt? 我是不是太急了？";
  all.elements = {"need", "care"};
  all.moments = {absl::Seconds(80), absl::ZeroDuration()};
  all.unwanted = {cast.bob};
  all.by_leader = true;
  all.could_be_asked = 7;
  all.look_at = At(13);
  all.submitted_at = At(14);
  all.answered_at = At(15);
  all.answer = "I had to.";
  all.thanked = true;
  all.lent = true;
  all.origin = domain::Review::Origin::kAnchor;
  all.appeal_upheld = true;
  Write([&](Transaction& t) {
    EXPECT_FALSE(Value(t.FindReview(all.id)));
    auto status = t.PutReview(ReviewOf(101, cast.call, cast.ann));
    EXPECT_EQ(Value(t.FindReview(all.id)), ReviewOf(101, cast.call, cast.ann));
    if (status.ok()) status = t.PutReview(all);
    EXPECT_EQ(Value(t.FindReview(all.id)), all);
    return status;
  });
  const auto found = Value(reader_->FindReview(all.id));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->review, all);
  EXPECT_EQ(found->interaction.told.external_id, "c1");
  EXPECT_FALSE(found->content);
  EXPECT_FALSE(Value(reader_->FindReview({102})));
}

TEST_P(StoreContract, AnEvaluationIsListedForItsAgentOnceItIsSubmittedWithWhoWroteIt) {
  Cast cast{AddUser("Ann"), AddUser("Bob"), {}};
  cast.call = AddInteraction("c1", cast.ann, {}, absl::CivilDay(2026, 3, 9));
  domain::Review evaluation = ReviewOf(101, cast.call, cast.ann);
  evaluation.origin = domain::Review::Origin::kEvaluation;
  evaluation.state = State::kAccepted;
  evaluation.by_leader = true;
  domain::ReviewTask task = TaskOf(201, 101, cast.bob);
  task.state = TaskState::kAccepted;
  ASSERT_TRUE(PutAll(*store_, {evaluation}, {task}).ok());
  EXPECT_THAT(Value(reader_->ListReviews(cast.ann, false, {}, 9)), IsEmpty());
  Write([&](Transaction& t) {
    EXPECT_EQ(Value(t.FindReview(evaluation.id)), evaluation);
    EXPECT_THAT(Value(t.ListReviewTasksAbout(cast.call)), ElementsAre(task));
    EXPECT_THAT(Value(t.ListReviewTasksAbout({99})), IsEmpty());
    EXPECT_THAT(Value(t.ListEvaluators(cast.call)), ElementsAre(cast.bob)) << "at it";
    EXPECT_THAT(Value(t.LoadFacts(cast.call)).leader_scores, IsEmpty());
    return absl::OkStatus();
  });
  evaluation.state = State::kSubmitted;
  evaluation.submitted_at = At(13);
  task.state = TaskState::kSubmitted;
  domain::ReviewContent content;
  content.elements = {{"need", 4, false, "", {}}, {"care", {}, true, "", {}}};
  ASSERT_TRUE(PutAll(*store_, {evaluation}, {task}).ok());
  Write([&](Transaction& t) {
    auto status = t.PutReviewDraft(task.id, Place::kLatest, {1, content, At(13)});
    const auto scores = Value(t.LoadFacts(cast.call)).leader_scores;
    EXPECT_EQ(scores.size(), 1u);
    EXPECT_EQ(scores.at(0).form_id, "default");
    EXPECT_EQ(scores.at(0).element_id, "need");
    EXPECT_EQ(scores.at(0).score, 4);
    EXPECT_FALSE(scores.at(0).appeal_upheld);
    return status;
  });
  const auto list = Value(reader_->ListReviews(cast.ann, false, {}, 9));
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].review, evaluation);
  EXPECT_EQ(list[0].content, content);
  EXPECT_EQ(list[0].evaluator_display_name, "Bob");
  // The scores are of whoever had the interaction, and marked where an appeal was upheld.
  evaluation.appeal_upheld = true;
  domain::Review others = evaluation;
  others.id = {102};
  others.requester = cast.bob;
  domain::ReviewTask theirs = TaskOf(202, 102, cast.bob);
  theirs.state = TaskState::kSubmitted;
  ASSERT_TRUE(PutAll(*store_, {evaluation, others}, {theirs}).ok());
  Write([&](Transaction& t) {
    auto status = t.PutReviewDraft(theirs.id, Place::kLatest, {1, content, At(13)});
    const auto scores = Value(t.LoadFacts(cast.call)).leader_scores;
    EXPECT_EQ(scores.size(), 1u);
    EXPECT_TRUE(scores.at(0).appeal_upheld);
    return status;
  });
}

TEST_P(StoreContract, ATaskComesBackAsWrittenWithItsReview) {
  Cast cast{AddUser("Ann"), AddUser("Bob"), {}};
  cast.call = AddInteraction("c1", cast.ann, {}, absl::CivilDay(2026, 3, 9));
  domain::ReviewTask all = TaskOf(201, 101, cast.bob);
  all.as_leader = true;
  all.state = TaskState::kAccepted;
  all.deadline.running_since.reset();
  all.reminded = true;
  all.decline_reason = "No time.";
  ASSERT_TRUE(
      PutAll(*store_, {ReviewOf(101, cast.call, cast.ann)}, {TaskOf(201, 101, cast.bob)}).ok());
  Write([&](Transaction& t) {
    EXPECT_EQ(Value(t.FindReviewTask(all.id)), TaskOf(201, 101, cast.bob));
    auto status = t.PutReviewTask(all);
    EXPECT_EQ(Value(t.FindReviewTask(all.id)), all);
    EXPECT_THAT(Value(t.ListReviewTasks({101})), ElementsAre(all));
    EXPECT_THAT(Value(t.ListOpenReviewTasks(cast.bob)), ElementsAre(all));
    EXPECT_THAT(Value(t.ListOpenReviewTasks(cast.ann)), IsEmpty());
    return status;
  });
  const auto found = Value(reader_->FindReviewTask(all.id));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->task, all);
  EXPECT_EQ(found->review.requester, cast.ann);
  EXPECT_EQ(found->requester_display_name, "Ann");
  EXPECT_EQ(found->interaction.told.legs.size(), 1u);
  EXPECT_FALSE(Value(reader_->FindReviewTask({202})));
}

TEST_P(StoreContract, DraftsAreKeptByPlaceAndWhatIsSubmittedIsTheReviews) {
  Cast cast{AddUser("Ann"), AddUser("Bob"), {}};
  cast.call = AddInteraction("c1", cast.ann, {}, absl::CivilDay(2026, 3, 9));
  domain::ReviewContent content;
  content.elements = {{"need", 4, false, "Asked 'why' twice", absl::Seconds(80)},
                      {"care", {}, true, "", {}},
                      {"outcome", {}, false, "later", {}}};
  content.praise = "Calm. 很稳。";
  content.advice = "Slower";
  const domain::ReviewDraft latest{3, content, At(13)};
  domain::ReviewDraft beside{2, {}, At(12)};
  domain::ReviewTask task = TaskOf(201, 101, cast.bob);
  ASSERT_TRUE(PutAll(*store_, {ReviewOf(101, cast.call, cast.ann)}, {task}).ok());
  Write([&](Transaction& t) {
    EXPECT_FALSE(Value(t.FindReviewDraft(task.id, Place::kLatest)));
    auto status = t.PutReviewDraft(task.id, Place::kLatest, beside);
    if (status.ok()) status = t.PutReviewDraft(task.id, Place::kLatest, latest);
    if (status.ok()) status = t.PutReviewDraft(task.id, Place::kBeside, beside);
    EXPECT_EQ(Value(t.FindReviewDraft(task.id, Place::kLatest)), latest);
    EXPECT_EQ(Value(t.FindReviewDraft(task.id, Place::kBeside)), beside);
    return status;
  });
  EXPECT_EQ(Value(reader_->FindReviewTask(task.id))->draft, latest);
  EXPECT_EQ(Value(reader_->FindReviewTask(task.id))->draft_beside, beside);
  EXPECT_FALSE(Value(reader_->FindReview({101}))->content) << "it is a draft";
  Write([&](Transaction& t) {
    task.state = TaskState::kSubmitted;
    auto status = t.PutReviewTask(task);
    if (status.ok()) status = t.RemoveReviewDraft(task.id, Place::kBeside);
    EXPECT_FALSE(Value(t.FindReviewDraft(task.id, Place::kBeside)));
    return status;
  });
  EXPECT_EQ(Value(reader_->FindReview({101}))->content, content);
}

TEST_P(StoreContract, ListsGoFromTheLatestToTheOldestOfOnePerson) {
  Cast cast{AddUser("Ann"), AddUser("Bob"), {}};
  cast.call = AddInteraction("c1", cast.ann, {}, absl::CivilDay(2026, 3, 9));
  std::vector<domain::Review> reviews;
  std::vector<domain::ReviewTask> tasks;
  for (int64_t id = 101; id <= 105; ++id) {
    reviews.push_back(ReviewOf(id, cast.call, cast.ann));
    tasks.push_back(TaskOf(id + 100, id, cast.bob));
  }
  reviews[2].state = State::kClosed;
  reviews[3].state = State::kSubmitted;
  tasks[2].state = TaskState::kWithdrawn;
  tasks[3].state = TaskState::kSubmitted;
  ASSERT_TRUE(PutAll(*store_, reviews, tasks).ok());
  const auto mine = [&](bool open_only, int64_t before, size_t limit) {
    std::vector<int64_t> ids;
    for (const auto& one : Value(reader_->ListReviews(cast.ann, open_only, {before}, limit))) {
      ids.push_back(one.review.id.value);
    }
    return ids;
  };
  EXPECT_THAT(mine(false, 0, 2), ElementsAre(105, 104));
  EXPECT_THAT(mine(false, 104, 9), ElementsAre(103, 102, 101));
  EXPECT_THAT(mine(true, 0, 9), ElementsAre(105, 104, 102, 101)) << "it waits for its requester";
  EXPECT_THAT(Value(reader_->ListReviews(cast.bob, false, {}, 9)), IsEmpty());
  const auto asked = [&](bool open_only, int64_t before) {
    std::vector<int64_t> ids;
    for (const auto& one : Value(reader_->ListReviewTasks(cast.bob, open_only, {before}, 9))) {
      ids.push_back(one.task.id.value);
    }
    return ids;
  };
  EXPECT_THAT(asked(false, 204), ElementsAre(203, 202, 201));
  EXPECT_THAT(asked(true, 0), ElementsAre(205, 202, 201));
  EXPECT_THAT(Value(reader_->ListReviewTasks(cast.ann, false, {}, 9)), IsEmpty());
}

TEST_P(StoreContract, WhatIsUnderWayIsFoundByItsInteractionAndByItsRequester) {
  Cast cast{AddUser("Ann"), AddUser("Bob"), {}};
  cast.call = AddInteraction("c1", cast.ann, {}, absl::CivilDay(2026, 3, 9));
  for (const State state : domain::kReviewStates) {
    domain::Review review = ReviewOf(101, cast.call, cast.ann);
    review.state = state;
    Write([&](Transaction& t) {
      auto status = t.PutReview(review);
      const size_t expected = domain::IsUnderWay(state) ? 1 : 0;
      EXPECT_EQ(Value(t.ListReviewsUnderWay(cast.call)).size(), expected)
          << static_cast<int>(state);
      EXPECT_EQ(Value(t.ListReviewsUnderWay(cast.ann)).size(), expected) << static_cast<int>(state);
      EXPECT_THAT(Value(t.ListReviewsUnderWay(cast.bob)), IsEmpty());
      return status;
    });
  }
}

TEST_P(StoreContract, WhatIsDueIsFoundByItsTime) {
  Cast cast{AddUser("Ann"), AddUser("Bob"), {}};
  cast.call = AddInteraction("c1", cast.ann, {}, absl::CivilDay(2026, 3, 9));
  // Reminded of at 13:00, over at 14:00.
  const domain::ReviewTask first = TaskOf(201, 101, cast.bob);
  domain::ReviewTask second = TaskOf(202, 101, cast.bob), done = TaskOf(203, 101, cast.bob);
  second.reminded = true;
  done.state = TaskState::kDeclined;
  domain::Review looking = ReviewOf(101, cast.call, cast.ann),
                 offered = ReviewOf(102, cast.call, cast.ann);
  looking.look_at = At(15);
  offered.state = State::kOffered;
  offered.look_at = At(1);
  ASSERT_TRUE(PutAll(*store_, {looking, offered}, {second, first, done}).ok());
  EXPECT_FALSE(Value(reader_->HasDueReviews(At(12.9))));
  EXPECT_TRUE(Value(reader_->HasDueReviews(At(13))));
  Write([&](Transaction& t) {
    EXPECT_THAT(Value(t.ListDueReviewTasks(At(12.9), 9)), IsEmpty());
    EXPECT_THAT(Value(t.ListDueReviewTasks(At(13), 9)), ElementsAre(first));
    EXPECT_THAT(Value(t.ListDueReviewTasks(At(14), 9)), ElementsAre(first, second));
    EXPECT_THAT(Value(t.ListDueReviewTasks(At(14), 1)), ElementsAre(first));
    EXPECT_THAT(Value(t.ListReviewsToLookFor(At(14.9), 9)), IsEmpty());
    EXPECT_THAT(Value(t.ListReviewsToLookFor(At(15), 9)), ElementsAre(looking.id));
    domain::ReviewTask over = first;
    over.state = TaskState::kLapsed;
    auto status = t.PutReviewTask(over);
    over = second;
    over.state = TaskState::kSubmitted;
    status.Update(t.PutReviewTask(over));
    return status;
  });
  EXPECT_FALSE(Value(reader_->HasDueReviews(At(14.9))));
  EXPECT_TRUE(Value(reader_->HasDueReviews(At(15))));
}

TEST_P(StoreContract, ColleaguesAreAgentsWhoAreHereWithTheirLatestState) {
  Cast cast{AddUser("Ann"), AddUser("Bob"), {}};
  cast.call = AddInteraction("c1", cast.ann, {}, absl::CivilDay(2026, 3, 9));
  using Doing = domain::AgentState::State;
  AddUser("Gone", {}, domain::User::State::kDeactivated);
  const auto pending = AddUser("Pending", {}, domain::User::State::kPending);
  const domain::AgentState latest{Doing::kBreak, At(11), 2, At(11.5)};
  Write([&](Transaction& t) {
    domain::User leader;
    leader.id = {t.NewId()};
    leader.display_name = "Lee";
    leader.role = domain::Role::kTeamLeader;
    domain::Team chengdu;
    chengdu.id = {t.NewId()};
    chengdu.display_name = "望江组";
    chengdu.time_zone = "Asia/Shanghai";
    auto status = t.InsertTeam(chengdu);
    status.Update(t.SetMainTeam(cast.ann, chengdu.id, At(1)));
    status.Update(t.InsertUser(leader));
    auto ann = *Value(t.FindUser(cast.ann));
    ann.languages = {"zh-CN", "en"};
    status.Update(t.UpdateUser(ann));
    status.Update(t.PutAgentState(cast.ann, latest).status());
    status.Update(t.PutAgentState(cast.ann, {Doing::kAvailable, At(9), 0, At(12)}).status());
    domain::RollupDelta delta;
    delta
        .interactions[{
            cast.ann, {}, absl::CivilDay(2026, 3, 9), domain::Channel::kVoice, "billing"}]
        .interactions = 3;
    delta.interactions[{cast.ann, {}, absl::CivilDay(2026, 3, 9), domain::Channel::kChat, "moving"}]
        .interactions = 4;
    delta.interactions[{cast.ann, {}, absl::CivilDay(2026, 3, 1), domain::Channel::kChat, "moving"}]
        .interactions = 9;
    t.AddToRollups(delta);
    return status;
  });
  Write([&](Transaction& t) {
    const auto since = absl::CivilDay(2026, 3, 2);
    const auto all = Value(t.ListColleagues(domain::Channel::kVoice, "moving", since));
    EXPECT_EQ(all.size(), 3u);
    for (const auto& one : all) {
      EXPECT_EQ(one.is_confirmed, one.user != pending);
      EXPECT_EQ(one.state, one.user == cast.ann ? std::optional(latest) : std::nullopt);
      EXPECT_EQ(one.languages, one.user == cast.ann ? (std::vector<std::string>{"zh-CN", "en"})
                                                    : std::vector<std::string>());
      EXPECT_EQ(one.work, one.user == cast.ann ? (domain::Work{7, 3, 4}) : domain::Work());
    }
    EXPECT_EQ(all[0].time_zone, "Asia/Shanghai");
    EXPECT_EQ(all[1].time_zone, "");
    EXPECT_EQ(Value(t.ListColleagues(domain::Channel::kVoice, "", since))[0].work.of_topic, 7)
        << "of no topic are all";
    EXPECT_EQ(Value(t.FindAgentState(cast.ann)), latest);
    EXPECT_EQ(Value(t.FindAgentState(cast.bob)), std::nullopt);
    return absl::OkStatus();
  });
}

TEST_P(StoreContract, PastReviewsAreOfThoseWhoDidNotSayNo) {
  Cast cast{AddUser("Ann"), AddUser("Bob"), {}};
  cast.call = AddInteraction("c1", cast.ann, {}, absl::CivilDay(2026, 3, 9));
  std::vector<domain::ReviewTask> tasks;
  for (const TaskState state : domain::kReviewTaskStates) {
    tasks.push_back(TaskOf(200 + static_cast<int64_t>(state), 101, cast.bob));
    tasks.back().state = state;
  }
  tasks.push_back(TaskOf(300, 101, cast.bob));
  tasks.back().offered_at = At(1);
  ASSERT_TRUE(PutAll(*store_, {ReviewOf(101, cast.call, cast.ann)}, tasks).ok());
  Write([&](Transaction& t) {
    const auto past = Value(t.ListPastReviews(At(2)));
    EXPECT_EQ(past.size(), 3u);
    for (const auto& one : past) {
      EXPECT_EQ(one.reviewer, cast.bob);
      EXPECT_EQ(one.requester, cast.ann);
      EXPECT_EQ(one.at, At(12));
      EXPECT_EQ(one.minutes, 15);
    }
    EXPECT_EQ(Value(t.ListPastReviews(At(1))).size(), 4u);
    return absl::OkStatus();
  });
}

TEST_P(StoreContract, PeopleAreFoundByRole) {
  Cast cast{AddUser("Ann"), AddUser("Bob"), {}};
  cast.call = AddInteraction("c1", cast.ann, {}, absl::CivilDay(2026, 3, 9));
  const auto other = AddUser("Bob");
  AddUser("Bob", {}, domain::User::State::kDeactivated);
  Write([&](Transaction& t) {
    EXPECT_THAT(Value(t.ListUsersOfRole(domain::Role::kAgent)),
                ElementsAre(cast.ann, cast.bob, other));
    EXPECT_THAT(Value(t.ListUsersOfRole(domain::Role::kOperationsManager)), IsEmpty());
    return absl::OkStatus();
  });
}

}  // namespace
}  // namespace aftercall::store
