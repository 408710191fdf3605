#include <map>

#include "absl/strings/str_cat.h"
#include "backend/store/sqlite/sqlite_store.h"
#include "tests/backend/commands/commands_fixture.h"
#include "tests/support/random_floor.h"
#include "tests/support/reckoning.h"

// After any history, figures and feeds are what the rows say. AFTERCALL_SEED plays one again.
namespace aftercall::commands {
namespace {

constexpr int kHistories = 12;
constexpr int kSteps = 120;

class HistoriesTest : public CommandsTest {
 protected:
  void Play(testing::RandomFloor& floor) {
    for (int step = 0; step < kSteps; ++step) {
      clock_.Advance(absl::Seconds(floor.Below(7200)));
      std::vector<testing::Command> group;
      for (int commands = 1 + floor.Below(3); commands > 0; --commands) {
        std::vector<Record> records;
        for (int n = 1 + floor.Below(8); n > 0; --n) records.push_back(floor.Next());
        const bool fails = floor.Chance(0.1);
        group.push_back(
            [this, records = std::move(records), fails](store::Transaction& t) -> absl::Status {
              const auto result = IngestBatch(t, policy_, records);
              if (!result.ok()) return result.status();
              return fails ? absl::AbortedError("meant to fail") : absl::OkStatus();
            });
      }
      testing::RunTogether(*store_, std::move(group));
    }
  }

  void Reopen(const std::string& name) {
    reader_.reset();
    store_.reset();
    store_ = Value(store::OpenSqliteStore(directory_.File(name), clock_));
    reader_ = Value(store_->NewReader());
  }

  // Each agent's feed leaves exactly their verdicts standing, each leader's their team's, unnamed.
  void ExpectFeeds(const std::map<testing::VerdictKey, testing::Standing>& verdicts,
                   const std::map<domain::TeamId, domain::UserId>& leaders) {
    std::map<domain::UserId, std::map<testing::VerdictKey, testing::Standing>> expected;
    for (const auto& [key, verdict] : verdicts) {
      testing::Standing told = verdict;
      told.team = {};
      expected[verdict.agent][key] = told;
      const auto leader = leaders.find(verdict.team);
      if (leader == leaders.end()) continue;
      told.agent = {};
      expected[leader->second][key] = told;
    }
    for (const auto& user : Value(reader_->ListUsers({}, "", {}, 1000))) {
      EXPECT_TRUE(FoldOf(user.id) == expected[user.id]) << user.display_name;
    }
  }

  std::map<testing::VerdictKey, testing::Standing> FoldOf(domain::UserId user) {
    return testing::Fold(Value(reader_->ReadFeed(user, 0, 1000000)).entries);
  }
};

TEST_F(HistoriesTest, FiguresAndFeedsAreWhatTheRowsSay) {
  const uint64_t first = testing::SeedOr(1);
  const uint64_t last = testing::SeedOr(kHistories);
  for (uint64_t seed = first; seed <= last; ++seed) {
    SCOPED_TRACE(absl::StrCat("AFTERCALL_SEED=", seed));
    const std::string name = absl::StrCat("history-", seed);
    clock_.Set(testing::RandomFloor::Beginning());
    policy_.calendar.day_starts_at = absl::Hours(seed % 5);
    Reopen(name);
    const auto red_leader = Leader("Lee", {"Red"});
    const auto blue_leader = Leader("Kim", {"Blue"});
    for (auto& question : testing::RandomFloor::Questions()) Take(question);
    testing::RandomFloor floor(seed);
    Play(floor);
    const auto expected = testing::Reckon(*reader_, {policy_.calendar, policy_.rerating_window});
    ASSERT_GT(expected.verdicts.size(), 5u);
    EXPECT_EQ(testing::ReadRollups(directory_.File(name)), expected.figures);
    ExpectFeeds(expected.verdicts,
                {{TeamCalled("Red"), red_leader}, {TeamCalled("Blue"), blue_leader}});
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace aftercall::commands
