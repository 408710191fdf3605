#include "absl/strings/str_cat.h"
#include "tests/backend/rpc/served.h"

// What is told of today, over a real connection.
namespace aftercall::rpc {
namespace {

// At any hour it is another day in one of these than in the other.
constexpr char kFirst[] = "Pacific/Kiritimati";
constexpr char kLast[] = "Etc/GMT+12";

absl::CivilDay TodayIn(const char* zone) {
  absl::TimeZone found;
  EXPECT_TRUE(absl::LoadTimeZone(zone, &found));
  return absl::ToCivilDay(absl::Now(), found);
}

v1::Standing LastStanding(const Watcher::Messages& messages) {
  for (auto message = messages.rbegin(); message != messages.rend(); ++message) {
    if (message->has_standing()) return message->standing();
    if (message->entries().has_standing()) return message->entries().standing();
  }
  return {};
}

// Whether the last standing told is of `day`, with `n` answers.
bool StandsAt(const Watcher::Messages& messages, absl::CivilDay day, int64_t n) {
  const v1::Standing standing = LastStanding(messages);
  const auto& date = standing.business_day();
  return absl::CivilDay(date.year(), date.month(), date.day()) == day &&
         (standing.figures().empty() ? 0 : standing.figures(0).own().n()) == n;
}

bool WaitForToday(Watcher& watcher, const char* zone) {
  return watcher.WaitFor([&](const auto& all) { return StandsAt(all, TodayIn(zone), 0); });
}

class TodayTest : public ServedTest {
 protected:
  void SetUp() override {
    config_.bookmark_interval = absl::Milliseconds(200);
    ServedTest::SetUp();
    Ingest({StarsRecord(), CallRecord("c0", "7")});
    ann_ = TokenOf("Agent 7");
  }

  // A call of agent 7 that ends now and is answered.
  void AnswerNow(const std::string& id) {
    const int64_t now = absl::ToUnixSeconds(absl::Now());
    auto call = CallRecord(id, "7");
    call.mutable_interaction()->mutable_started_at()->set_seconds(now - 60);
    call.mutable_interaction()->mutable_ended_at()->set_seconds(now);
    auto answer = AnswerRecord(id, id, 5);
    answer.mutable_response()->mutable_answered_at()->set_seconds(now);
    Ingest({call, answer});
  }

  std::string ann_;
};

TEST_F(TodayTest, StandingFollowsTheFigures) {
  Watcher watcher(*feed_, ann_);
  ASSERT_TRUE(watcher.WaitUntilLive());
  AnswerNow("today");
  ASSERT_TRUE(watcher.WaitFor([](const Watcher::Messages& messages) {
    const v1::Standing standing = LastStanding(messages);
    return standing.figures_size() == 1 && standing.figures(0).own().count() == 1;
  }));
  Ingest({CallRecord("c1", "7"), AnswerRecord("c1", "r1", 5)});  // for the ninth of March
  ASSERT_TRUE(watcher.WaitFor([](const Watcher::Messages& messages) {
    return LastStanding(messages).for_earlier_days() == 1;
  }));
}

TEST_F(TodayTest, TodayIsTheDayOfTheTeamsZone) {
  v1::ListTeamsResponse teams;
  Call list(admin_);
  ASSERT_TRUE(people_->ListTeams(&list, {}, &teams).ok());
  ASSERT_EQ(teams.teams_size(), 1);  // that of the call told first
  v1::Team team = teams.teams(0);
  const auto move = [&](const std::string& zone) {
    team.set_time_zone(zone);
    v1::UpdateTeamRequest request;
    *request.mutable_team() = team;
    request.mutable_update_mask()->add_paths("time_zone");
    v1::UpdateTeamResponse response;
    Call call(admin_);
    auto status = ToAbsl(people_->UpdateTeam(&call, request, &response));
    EXPECT_EQ(response.team().time_zone(), status.ok() ? zone : "");
    return status;
  };
  ASSERT_TRUE(move(kFirst).ok());
  Watcher watcher(*feed_, ann_);
  int calls = 0;
  // Whether an answer given now is today's one; tried again where midnight comes between.
  const auto counts_today = [&](const char* zone) {
    bool counted = false, heard = true;
    while (heard && !counted) {
      const absl::CivilDay day = TodayIn(zone);
      AnswerNow(absl::StrCat("now", ++calls));
      heard = watcher.WaitFor([&](const auto& all) {
        counted = StandsAt(all, day, 1);
        return counted || TodayIn(zone) != day;
      });
    }
    return counted;
  };
  ASSERT_TRUE(WaitForToday(watcher, kFirst));
  EXPECT_TRUE(counts_today(kFirst));
  // The team moves: the day is another at once, and what was counted stays on its own.
  ASSERT_TRUE(move(kLast).ok());
  EXPECT_TRUE(WaitForToday(watcher, kLast));
  EXPECT_TRUE(counts_today(kLast));

  const auto refused = move("Mars/Olympus");
  EXPECT_EQ(refused.code(), absl::StatusCode::kInvalidArgument);
  const auto problem = wire::ProblemOf(refused);
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->reason, "TIME_ZONE_UNKNOWN");
  EXPECT_EQ(problem->field, "team.time_zone");
  EXPECT_EQ(problem->value, "Mars/Olympus");
  EXPECT_EQ(problem->description,
            "\"Mars/Olympus\" is no IANA time zone; a name such as Asia/Shanghai is expected.");
}

TEST_F(TodayTest, OneWhoComesToAnotherTeamHasItsDayAtOnce) {
  const auto put = [&](const std::string& name, const char* zone) {
    v1::CreateTeamRequest team;
    team.mutable_team()->set_display_name(name);
    team.mutable_team()->set_time_zone(zone);
    v1::CreateTeamResponse made;
    Call create(admin_);
    ASSERT_TRUE(people_->CreateTeam(&create, team, &made).ok());
    EXPECT_EQ(made.team().time_zone(), zone);
    v1::GetUserRequest who;
    who.set_name("Agent 7");
    v1::GetUserResponse found;
    Call get(admin_);
    ASSERT_TRUE(people_->GetUser(&get, who, &found).ok());
    v1::UpdateUserRequest user;
    user.mutable_user()->set_name(found.user().name());
    user.mutable_user()->set_main_team(name);
    user.mutable_update_mask()->add_paths("main_team");
    v1::UpdateUserResponse changed;
    Call update(admin_);
    ASSERT_TRUE(people_->UpdateUser(&update, user, &changed).ok());
  };
  Watcher watcher(*feed_, ann_);
  ASSERT_TRUE(watcher.WaitUntilLive());
  put("First", kFirst);
  EXPECT_TRUE(WaitForToday(watcher, kFirst));
  put("Last", kLast);
  EXPECT_TRUE(WaitForToday(watcher, kLast));
}

}  // namespace
}  // namespace aftercall::rpc
