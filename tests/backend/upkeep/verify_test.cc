#include "backend/upkeep/verify.h"

#include <atomic>
#include <thread>

#include "backend/commands/assess.h"
#include "backend/commands/publish_form.h"
#include "backend/commands/review.h"
#include "backend/upkeep/rollups.h"
#include "tests/backend/upkeep/kept_store.h"
#include "tests/support/make_form.h"

// The check finds what is wrong, says where, and mends what it says it mends.
namespace aftercall::upkeep {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class VerifyTest : public KeptStore {
 protected:
  // Two calls, each with an answer, that their agent has assessed.
  void AssessTwo() {
    ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  auto status = commands::PublishForm(t, testing::ComparedForm(), {}).status();
                  if (!status.ok()) return status;
                  return commands::ChangeSamplingPolicy(t, {0, 4, {}, "compared"});
                }).ok());
    for (const char* call : {"a1", "a2"}) {
      Ingest({testing::CallOf(call, "asked")});
      ASSERT_TRUE(
          testing::Run(*store_, [&](store::Transaction& t) {
            const commands::SelfAssessmentKey key{**t.FindInteraction("pbx", call),
                                                  **t.FindAlias({"pbx", "asked"})};
            auto status = commands::Request(t, policy_, key).status();
            if (!status.ok()) return status;
            return commands::Commit(t, policy_, key, {{"care", 3}, {"whole", 4}}, "").status();
          }).ok());
      Ingest({testing::AnswerTo(call, call, 2)});
    }
  }

  // Another call of that agent, that somebody has evaluated.
  void EvaluateOne() {
    auto told = testing::CallOf("a3", "asked");
    told.text = "Agent: Hello.";
    Ingest({told});
    ASSERT_TRUE(
        testing::Run(*store_, [&](store::Transaction& t) {
          domain::User leader;
          leader.id = {t.NewId()};
          leader.display_name = "Lee";
          leader.state = domain::User::State::kActive;
          if (auto status = t.InsertUser(leader); !status.ok()) return status;
          const auto call = **t.FindInteraction("pbx", "a3");
          const auto task = commands::StartEvaluation(t, policy_, {call, leader.id});
          if (!task.ok()) return task.status();
          domain::ReviewContent content;
          content.elements = {{"care", 3, false, "", {}}, {"whole", 5, false, "", {}}};
          content.praise = "Calm all along";
          return commands::SubmitReview(t, policy_, {task->id, leader.id}, content).status();
        }).ok());
  }

  // Breaks, and expects one finding with these words.
  void ExpectFound(const std::string& sql, Phase phase, const std::string& words) {
    Break(sql);
    const auto report = Check();
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_GE(report->findings, 1) << sql;
    ASSERT_FALSE(listener_.findings.empty()) << sql;
    EXPECT_THAT(listener_.findings.front(),
                AllOf(Field(&Finding::phase, phase), Field(&Finding::mended, false),
                      Field(&Finding::description, HasSubstr(words))))
        << sql;
  }
};

TEST_F(VerifyTest, ARandomFloorIsRightAndWhatWasCheckedIsCounted) {
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    Fill(300, seed);
    const auto report = Check();
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_THAT(listener_.findings, IsEmpty()) << listener_.findings.front().description;
    EXPECT_EQ(report->findings, 0);
    EXPECT_GT(report->feeds, 3);
    EXPECT_GT(report->feed_entries, 50);
    EXPECT_GT(report->interactions, 20);
    EXPECT_GT(report->rollup_cells, report->feeds);
  }
  EXPECT_EQ(testing::ReadRollups(Path()), Expected());
}

TEST_F(VerifyTest, AnEmptyDatabaseIsRight) {
  const auto report = Check();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->findings, 0);
}

TEST_F(VerifyTest, AnEntryMissingAtTheBeginningMiddleOrEndIsFound) {
  Fill(300);
  const std::string feed = "user_id = (SELECT user_id FROM feeds ORDER BY position DESC LIMIT 1)";
  Break("DELETE FROM feed_entries WHERE position = 3 AND " + feed);
  ASSERT_TRUE(Check().ok());
  ASSERT_EQ(listener_.findings.size(), 1u);
  EXPECT_THAT(listener_.findings[0].description, HasSubstr("with something missing after 2."));
  EXPECT_THAT(listener_.findings[0].place, AllOf(HasSubstr("users/"), HasSubstr("/feed")));
  ExpectFound("DELETE FROM feed_entries WHERE position < 3 AND " + feed, Phase::kFeeds,
              "Positions 1 to ");
  ExpectFound("UPDATE feeds SET position = position - 1 WHERE " + feed, Phase::kFeeds, "from 4 to");
}

TEST_F(VerifyTest, EntriesWithoutAHeadAreFound) {
  Fill(100);
  ExpectFound("DELETE FROM feeds", Phase::kFeeds, "no head");
}

TEST_F(VerifyTest, AChangeWithoutItsEndIsFound) {
  Fill(100);
  ExpectFound(
      "UPDATE feed_entries SET ends_change = 0 WHERE (user_id, position) IN "
      "(SELECT user_id, position FROM feeds WHERE position > 0 LIMIT 1)",
      Phase::kFeeds, "lacks its end");
}

TEST_F(VerifyTest, ATrimmedFeedIsRight) {
  Fill(300);
  Break(
      "DELETE FROM feed_entries WHERE position <= 2; "
      "UPDATE feeds SET trimmed = min(2, position)");
  ASSERT_TRUE(Check().ok());
  EXPECT_THAT(listener_.findings, IsEmpty());
}

TEST_F(VerifyTest, EveryKindOfFigureThatDiffersIsFoundAndMended) {
  Fill(900);
  const testing::Figures right = testing::ReadRollups(Path());
  for (const char* sql : {
           ("UPDATE rollup_interactions SET interactions = interactions + 1 WHERE day = "
            "(SELECT max(day) FROM rollup_interactions)"),
           "UPDATE rollup_interactions SET talk_ms = talk_ms - 5",
           "DELETE FROM rollup_interactions",
           "UPDATE rollup_answers SET n = n + 2",
           "UPDATE rollup_answers SET upheld = upheld + 1",
           "DELETE FROM rollup_answers",
           "UPDATE rollup_late SET n = n + 1",
           "DELETE FROM rollup_late",
           "INSERT INTO rollup_late VALUES (1, 20300101, 9)",
           "INSERT INTO rollup_answers VALUES (1, 20300101, 0, 1, 'x', 'stars', 3, 0, 0, 4, 0)",
           "DELETE FROM rollup_answers; DELETE FROM rollup_late; DELETE FROM rollup_interactions",
       }) {
    Break(sql);
    const auto found = Check();
    ASSERT_TRUE(found.ok()) << found.status();
    EXPECT_GT(found->findings, 0) << sql;
    EXPECT_EQ(found->mended, 0);
    EXPECT_THAT(listener_.findings.front().description, HasSubstr("the roll-up holds")) << sql;
    const auto mended = Check(/*mend=*/true);
    ASSERT_TRUE(mended.ok()) << mended.status();
    EXPECT_EQ(mended->findings, found->findings) << sql;
    EXPECT_EQ(mended->mended, mended->findings) << sql;
    EXPECT_EQ(testing::ReadRollups(Path()), right) << sql;
    EXPECT_EQ(Check()->findings, 0) << sql;
  }
}

TEST_F(VerifyTest, FiguresByElementThatDifferAreFoundAndMended) {
  Ingest({testing::Stars()});
  AssessTwo();
  const testing::Figures right = testing::ReadRollups(Path());
  EXPECT_EQ(right, Expected());
  for (const char* sql : {
           "UPDATE rollup_elements SET sum = sum + 1",
           "DELETE FROM rollup_elements",
           "UPDATE rollup_gaps SET squares = squares + 1",
           "DELETE FROM rollup_gaps",
           "INSERT INTO rollup_elements VALUES (1, 20300101, 0, 'compared', 'care', 1, 1, 3, 9)",
           "INSERT INTO rollup_gaps VALUES (1, 20300101, 0, 'compared', 'care', 'x', 1, 0, 0)",
       }) {
    Break(sql);
    const auto found = Check();
    ASSERT_TRUE(found.ok()) << found.status();
    EXPECT_GT(found->findings, 0) << sql;
    EXPECT_THAT(listener_.findings.front().description, HasSubstr("form compared, element")) << sql;
    EXPECT_EQ(Check(/*mend=*/true)->mended, found->findings) << sql;
    EXPECT_EQ(testing::ReadRollups(Path()), right) << sql;
    EXPECT_EQ(Check()->findings, 0) << sql;
  }
}

TEST_F(VerifyTest, WhatLeadersScoredIsFoundAndMendedAsWell) {
  Ingest({testing::Stars()});
  AssessTwo();
  EvaluateOne();
  ASSERT_EQ(Check()->findings, 0);
  const testing::Figures right = testing::ReadRollups(Path());
  Break("UPDATE rollup_elements SET evaluator = 3 WHERE evaluator = 2");
  ASSERT_GT(Check()->findings, 0);
  EXPECT_THAT(listener_.findings.front().description, HasSubstr("evaluator 2"));
  EXPECT_GT(Check(/*mend=*/true)->mended, 0);
  EXPECT_EQ(Check()->findings, 0);
  // An appeal that is not in the roll-ups.
  Break("UPDATE reviews SET appeal_upheld = 1");
  ASSERT_GT(Check()->findings, 0);
  Break("UPDATE reviews SET appeal_upheld = 0");
  EXPECT_EQ(Check()->findings, 0);
  Break("DELETE FROM rollup_elements WHERE evaluator = 2");
  EXPECT_EQ(Check(/*mend=*/true)->mended, 2);
  EXPECT_EQ(Check()->findings, 0);
}

TEST_F(VerifyTest, DaysLeftToBeReckonedAreReckonedOnce) {
  Ingest({testing::Stars()});
  AssessTwo();
  EvaluateOne();
  const testing::Figures right = testing::ReadRollups(Path());
  Break(
      "INSERT INTO days_to_reckon SELECT DISTINCT user_id, day FROM rollup_elements; "
      "DELETE FROM rollup_elements; DELETE FROM rollup_gaps");
  ASSERT_TRUE(ReckonWaitingDays(*store_, policy_).ok());
  EXPECT_EQ(testing::ReadRollups(Path()), right);
  ASSERT_TRUE(testing::Run(*store_, [](store::Transaction& t) {
                EXPECT_TRUE(t.ListDaysToReckon(1)->empty());
                return absl::OkStatus();
              }).ok());
}

TEST_F(VerifyTest, MendingTouchesNothingElse) {
  Fill(200);
  Break("DELETE FROM feed_entries WHERE position = 1; UPDATE rollup_answers SET n = n + 1");
  const auto report = Check(/*mend=*/true);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_GT(report->mended, 0);
  EXPECT_LT(report->mended, report->findings);
  ASSERT_TRUE(Check().ok());
  EXPECT_FALSE(listener_.findings.empty());
  for (const auto& finding : listener_.findings) EXPECT_EQ(finding.phase, Phase::kFeeds);
}

TEST_F(VerifyTest, AnIndexThatDiffersFromItsTableIsFoundAndNothingIsMended) {
  Fill(200);
  // The index no longer says what the table says: SQLite's own check sees that.
  Break(
      "UPDATE rollup_answers SET n = n + 1; PRAGMA writable_schema = ON; "
      "UPDATE sqlite_schema SET sql = 'CREATE INDEX users_by_name ON users (role, id)' "
      "WHERE name = 'users_by_name'");
  const auto report = Check(/*mend=*/true);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(listener_.findings.front().phase, Phase::kFile);
  EXPECT_EQ(report->mended, 0);
}

TEST_F(VerifyTest, AResultWithoutAFingerprintIsFound) {
  Fill(10);
  Break(
      "INSERT INTO requests VALUES ('r1', '00000000000000000000000000000000', '', 1), "
      "('r2', 'short', '', 1)");
  const auto report = Check();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->requests, 2);
  EXPECT_THAT(listener_.findings, ElementsAre(Field(&Finding::place, "request r2")));
}

TEST_F(VerifyTest, FindingsAreCountedBeyondThoseThatAreTold) {
  Break(
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500) "
      "INSERT INTO requests SELECT 'r' || i, '', '', 1 FROM n");
  const auto report = Check();
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->findings, 1500);
  EXPECT_EQ(static_cast<int64_t>(listener_.findings.size()), kMostFindings);
}

TEST_F(VerifyTest, WhoeverFollowsMayEndIt) {
  Fill(100);
  listener_ = {};
  listener_.progress_until_stop = 3;
  EXPECT_TRUE(absl::IsCancelled(Verify(*store_, policy_, false, listener_).status()));
  EXPECT_EQ(listener_.phases.size(), 3u);
}

// While commands change the very cells that are checked, one state stays right, and what is mended
// is mended on top of theirs.
TEST_F(VerifyTest, WritersGoOnMeanwhile) {
  Fill(200);
  std::atomic<bool> stop = false;
  std::atomic<int> written = 0;
  std::thread writer([&] {
    testing::RandomFloor floor(99);
    while (!stop) {
      Ingest({floor.Next(), floor.Next()});
      ++written;
    }
  });
  for (int round = 0; round < 5; ++round) {
    const int before = written;
    const auto report = Check();
    EXPECT_TRUE(report.ok()) << report.status();
    EXPECT_EQ(report->findings, 0) << listener_.findings.front().description;
    Break("UPDATE rollup_answers SET n = n + 1 WHERE n = 1; DELETE FROM rollup_late");
    const auto mended = Check(/*mend=*/true);
    EXPECT_TRUE(mended.ok()) << mended.status();
    EXPECT_EQ(mended->mended, mended->findings);
    while (written < before + 3) std::this_thread::yield();
  }
  stop = true;
  writer.join();
  EXPECT_EQ(testing::ReadRollups(Path()), Expected());
}

// A mend that shares a transaction with commands sees what these have not written yet.
TEST_F(VerifyTest, AMendInAGroupWithOtherCommandsCountsThemOnce) {
  Fill(100);
  Break("UPDATE rollup_answers SET n = n + 1");
  testing::RandomFloor floor(5);
  std::vector<testing::Command> group;
  const auto groups = (*store_->Inspect())->ListRollupGroups({{INT64_MIN}, {}}, 1000);
  ASSERT_TRUE(groups.ok());
  for (const auto& group_of : *groups) {
    for (int i = 0; i < 2; ++i) {
      group.push_back([this, record = floor.Next()](store::Transaction& t) {
        return commands::IngestBatch(t, policy_, {record}).status();
      });
    }
    group.push_back([this, group_of](store::Transaction& t) {
      return MendDay(t, policy_, group_of.user, group_of.day).status();
    });
  }
  for (const auto& status : testing::RunTogether(*store_, std::move(group))) {
    EXPECT_TRUE(status.ok()) << status;
  }
  EXPECT_EQ(testing::ReadRollups(Path()), Expected());
}

}  // namespace
}  // namespace aftercall::upkeep
