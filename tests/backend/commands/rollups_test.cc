#include <map>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "backend/commands/assess.h"
#include "backend/commands/publish_form.h"
#include "backend/store/sqlite/sqlite_store.h"
#include "tests/backend/commands/commands_fixture.h"
#include "tests/support/make_form.h"
#include "tests/support/random_floor.h"
#include "tests/support/reckoning.h"

// After any history, figures and feeds are what the rows say. AFTERCALL_SEED plays one again.
namespace aftercall::commands {
namespace {

constexpr int kHistories = 12;
constexpr int kSteps = 120;

class HistoriesTest : public CommandsTest {
 protected:
  // Zones of the deployment, one after the other, and those that teams move between; "" is the
  // deployment's. Any that a team had may be that by which an interaction was placed.
  static constexpr const char* kDeployments[] = {"UTC", "Asia/Kolkata"};
  static constexpr const char* kTeams[] = {"", "Pacific/Kiritimati", "America/Los_Angeles"};
  using Zones = std::map<std::string, std::set<std::string>>;

  testing::Command MoveATeam(testing::RandomFloor& floor, Zones& zones) {
    const std::string team = floor.Chance(0.5) ? "Red" : "Blue";
    const std::string zone = kTeams[floor.Below(3)];
    if (!zone.empty()) zones[team].insert(zone);
    return [=](store::Transaction& t) {
      TeamChange change;
      change.time_zone = zone;
      return UpdateTeam(t, Value(t.FindTeamByName(team))->id, change).status();
    };
  }

  // An agent asks to assess themselves on a call; mostly they commit, at times after a look.
  testing::Command Assess(testing::RandomFloor& floor) {
    const std::string call = absl::StrCat("c", floor.Below(40));
    const domain::Scores scores = {
        {"care", floor.Chance(0.2) ? std::nullopt : std::optional(1 + floor.Below(3))},
        {"whole", 1 + floor.Below(5)}};
    const bool commits = floor.Chance(0.8), looks = floor.Chance(0.2);
    return [=, this](store::Transaction& t) -> absl::Status {
      const auto id = Value(t.FindInteraction("pbx", call));
      if (!id) return absl::OkStatus();
      const SelfAssessmentKey key{*id, Value(t.LoadFacts(*id)).interaction.agent};
      if (!key.agent) return absl::OkStatus();
      auto status = Request(t, policy_, key).status();
      if (status.ok() && looks) (void)Reveal(t, policy_, key).status();
      if (status.ok() && commits) status = Commit(t, policy_, key, scores, "").status();
      return status;
    };
  }

  void Play(testing::RandomFloor& floor, Zones& zones) {
    for (int step = 0; step < kSteps; ++step) {
      policy_.calendar = policy_.calendar.In(kDeployments[2 * step / kSteps]);
      clock_.Advance(absl::Seconds(floor.Below(7200)));
      std::vector<testing::Command> group;
      if (floor.Chance(0.1)) group.push_back(MoveATeam(floor, zones));
      if (floor.Chance(0.5)) group.push_back(Assess(floor));
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

  // Each is placed by the zone it names, else by one its team had. Returns how many by a team's
  // own.
  int ExpectZones(Zones& zones) {
    int by_teams = 0;
    for (const auto& listed :
         Value(reader_->ListInteractions({}, store::Part::kOwner, {}, {}, 100000))) {
      const domain::PlacedInteraction& placed = listed.facts.interaction;
      if (!placed.told.time_zone.empty()) {
        EXPECT_EQ(placed.day_zone, placed.told.time_zone);
        continue;
      }
      EXPECT_EQ(zones[listed.team_display_name].count(placed.day_zone), 1u)
          << placed.told.external_id << " of " << listed.team_display_name << ", "
          << placed.day_zone;
      by_teams += zones[""].count(placed.day_zone) == 0;
    }
    return by_teams;
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
  int placed_by_teams = 0;
  size_t gaps = 0;
  for (uint64_t seed = first; seed <= last; ++seed) {
    SCOPED_TRACE(absl::StrCat("AFTERCALL_SEED=", seed));
    const std::string name = absl::StrCat("history-", seed);
    clock_.Set(testing::RandomFloor::Beginning());
    policy_.calendar.day_starts_at = absl::Hours(seed % 5);
    Reopen(name);
    const auto red_leader = Leader("Lee", {"Red"});
    const auto blue_leader = Leader("Kim", {"Blue"});
    for (auto& question : testing::RandomFloor::Questions()) Take(question);
    ASSERT_TRUE(testing::Run(*store_, [&](store::Transaction& t) {
                  auto status = PublishForm(t, testing::ComparedForm(), {}).status();
                  return status.ok() ? ChangeSamplingPolicy(t, {0, 4, {}, "compared"}) : status;
                }).ok());
    testing::RandomFloor floor(seed);
    Zones zones;
    for (const char* team : {"", "Red", "Blue"}) {
      zones[team].insert(std::begin(kDeployments), std::end(kDeployments));
    }
    Play(floor, zones);
    placed_by_teams += ExpectZones(zones);
    gaps += Value(reader_->ReadElementTally({}, {})).gaps.size();
    const auto expected = testing::Reckon(*reader_, {policy_.calendar, policy_.rerating_window});
    ASSERT_GT(expected.verdicts.size(), 5u);
    EXPECT_EQ(testing::ReadRollups(directory_.File(name)), expected.figures);
    ExpectFeeds(expected.verdicts,
                {{TeamCalled("Red"), red_leader}, {TeamCalled("Blue"), blue_leader}});
    if (HasFailure()) return;
  }
  EXPECT_TRUE(first == last || placed_by_teams > 0);
  EXPECT_TRUE(first == last || gaps > 0);
}

}  // namespace
}  // namespace aftercall::commands
