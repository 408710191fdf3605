#include "backend/upkeep/scheduler.h"

#include "backend/commands/appeal.h"
#include "backend/commands/assess.h"
#include "backend/commands/change_directory.h"
#include "backend/commands/pause.h"
#include "backend/commands/publish_form.h"
#include "backend/commands/review.h"
#include "tests/backend/upkeep/kept_store.h"

namespace aftercall::upkeep {
namespace {

using State = domain::SelfAssessment::State;

class SchedulerTest : public KeptStore {
 protected:
  void SetUp() override {
    KeptStore::SetUp();
    ASSERT_TRUE(testing::Run(*store_, commands::EnsureDefaultForm).ok());
  }

  // A call whose agent asks for a self-assessment of it.
  commands::SelfAssessmentKey Asked(const std::string& call) {
    commands::SelfAssessmentKey key;
    const auto status = testing::Run(*store_, [&](store::Transaction& t) {
      auto taken = commands::IngestBatch(t, policy_, {testing::CallOf(call, "asked")});
      if (!taken.ok()) return taken.status();
      key = {**t.FindInteraction("pbx", call), **t.FindAlias({"pbx", "asked"})};
      return commands::Request(t, policy_, key).status();
    });
    EXPECT_TRUE(status.ok()) << status;
    return key;
  }
  State StateOf(const commands::SelfAssessmentKey& key) {
    return (*(*store_->NewReader())->FindSelfAssessment(key.interaction, key.agent))
        ->assessment.state;
  }
  absl::Status Look() {
    const auto reader = *store_->NewReader();
    return RunDue(*store_, *reader, policy_, clock_.Now());
  }
};

TEST_F(SchedulerTest, DoesWhatIsDueHoweverMuchAndNothingElse) {
  std::vector<commands::SelfAssessmentKey> keys;
  for (int i = 0; i < 120; ++i) keys.push_back(Asked(absl::StrCat("s", i)));
  clock_.Advance(absl::Hours(1));
  const auto late = Asked("late");
  clock_.Advance(commands::kLongestOpen - absl::Hours(1));
  ASSERT_TRUE(Look().ok());
  for (const auto& key : keys) EXPECT_EQ(StateOf(key), State::kLapsed);
  EXPECT_EQ(StateOf(late), State::kOpen);
}

TEST_F(SchedulerTest, ARestartForgetsNothing) {
  const auto key = Asked("s1");
  ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                return commands::Snooze(t, policy_, key, absl::Hours(1)).status();
              }).ok());
  Close();
  clock_.Advance(absl::Hours(20));
  Open();
  // It comes again, and then its time is over.
  ASSERT_TRUE(Look().ok());
  EXPECT_EQ(StateOf(key), State::kLapsed);
}

TEST_F(SchedulerTest, RemindsOfReviewsAndGivesThemToOthersAfterARestartToo) {
  domain::ReviewId review;
  const auto status = testing::Run(*store_, [&](store::Transaction& t) {
    for (const char* number : {"1", "2", "3", "4"}) {
      commands::UserChange user;
      user.display_name = number;
      user.aliases = std::vector<domain::Alias>{{"pbx", number}};
      if (auto made = commands::CreateUser(t, user); !made.ok()) return made.status();
    }
    auto call = testing::CallOf("c1", "1");
    call.text = "Hello.";
    auto taken = commands::IngestBatch(t, policy_, {call});
    if (!taken.ok()) return taken.status();
    commands::ReviewRequest request;
    request.interaction = **t.FindInteraction("pbx", "c1");
    request.requester = **t.FindAlias({"pbx", "1"});
    const auto asked = commands::RequestReview(t, policy_, request);
    if (asked.ok()) review = asked->id;
    return asked.status();
  });
  ASSERT_TRUE(status.ok()) << status;
  const auto tasks = [&] {
    std::vector<domain::ReviewTask> all;
    EXPECT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  all = *t.ListReviewTasks(review);
                  return absl::OkStatus();
                }).ok());
    return all;
  };
  Close();
  clock_.Advance(domain::kLongestWait - absl::Hours(24));
  Open();
  ASSERT_TRUE(Look().ok());
  ASSERT_EQ(tasks().size(), 1u);
  EXPECT_TRUE(tasks()[0].reminded);
  clock_.Advance(absl::Hours(24));
  ASSERT_TRUE(Look().ok());
  ASSERT_EQ(tasks().size(), 2u);
  EXPECT_EQ(tasks()[0].state, domain::ReviewTask::State::kLapsed);
  EXPECT_EQ(tasks()[1].state, domain::ReviewTask::State::kOffered);
}

TEST_F(SchedulerTest, GivesAppealsToOthersAfterARestartToo) {
  domain::AppealId appeal;
  Ingest({testing::Stars(), testing::CallOf("c1", "1"), testing::AnswerTo("c1", "r1", 1)});
  const auto status = testing::Run(*store_, [&](store::Transaction& t) {
    for (const auto role : {domain::Role::kQualityAnalyst, domain::Role::kOperationsManager}) {
      commands::UserChange user;
      user.display_name = "Arbiter";
      user.role = role;
      if (auto made = commands::CreateUser(t, user); !made.ok()) return made.status();
    }
    const auto opened = commands::OpenAppeal(
        t, policy_, {**t.FindInteraction("pbx", "c1"), **t.FindAlias({"pbx", "1"}), "", "No."});
    if (opened.ok()) appeal = opened->id;
    return opened.status();
  });
  ASSERT_TRUE(status.ok()) << status;
  const auto open_tasks = [&] {
    std::vector<absl::Time> due;
    EXPECT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  const auto tasks = t.ListAppealTasks(appeal);
                  if (!tasks.ok()) return tasks.status();
                  for (const auto& task : *tasks) {
                    if (domain::IsOpen(task.state)) due.push_back(task.due_at);
                  }
                  return absl::OkStatus();
                }).ok());
    return due;
  };
  const auto first = open_tasks();
  ASSERT_EQ(first.size(), 2u);
  Close();
  clock_.Advance(domain::kTimeToTake - absl::Seconds(1));
  Open();
  ASSERT_TRUE(Look().ok());
  EXPECT_EQ(open_tasks(), first);
  clock_.Advance(absl::Seconds(1));
  ASSERT_TRUE(Look().ok());
  const auto second = open_tasks();
  ASSERT_EQ(second.size(), 2u) << "all have been asked: the same again";
  EXPECT_EQ(second[0], clock_.Now() + domain::kTimeToTake);
}

TEST_F(SchedulerTest, EndsAPauseAsOfItsEndAfterARestartToo) {
  const auto key = Asked("s1");
  ASSERT_TRUE(
      testing::Run(*store_, [&](store::Transaction& t) {
        const auto team = t.FindTeamByName("Red");
        return commands::StartPause(t, policy_, {}, {(*team)->id, ""}, absl::Hours(4)).status();
      }).ok());
  Close();
  clock_.Advance(commands::kLongestOpen);
  Open();
  ASSERT_TRUE(Look().ok());
  EXPECT_TRUE(reader_->ListPauses()->empty());
  EXPECT_EQ(StateOf(key), State::kOpen) << "its time was four hours longer";
  clock_.Advance(absl::Hours(4));
  ASSERT_TRUE(Look().ok());
  EXPECT_EQ(StateOf(key), State::kLapsed);
}

TEST_F(SchedulerTest, FiguresAreSoundWhileAnswersAreSealedAndAfter) {
  Ingest({testing::Stars()});
  Asked("s1");
  Ingest({testing::AnswerTo("s1", "r1", 2)});
  for (const int n : {0, 1}) {
    EXPECT_EQ((*reader_->ReadTally({}, {})).interactions.responses, n);
    const auto report = Check();
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_EQ(report->findings, 0);
    clock_.Advance(commands::kLongestOpen);
    ASSERT_TRUE(Look().ok());
  }
}

TEST_F(SchedulerTest, ItsThreadLooksByItself) {
  const auto key = Asked("s1");
  clock_.Advance(commands::kLongestOpen);
  const auto scheduler = *Scheduler::Start(*store_, clock_, policy_);
  const absl::Time end = absl::Now() + absl::Seconds(60);
  while (StateOf(key) != State::kLapsed && absl::Now() < end) {
    absl::SleepFor(absl::Milliseconds(20));
  }
  EXPECT_EQ(StateOf(key), State::kLapsed);
}

}  // namespace
}  // namespace aftercall::upkeep
