#include "client/ctl/simulate/floor.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/ctl/input/wire_time.h"
#include "gtest/gtest.h"

namespace aftercall::ctl {
namespace {

const absl::Time kFloorOpens = absl::FromUnixSeconds(1700000000);

struct Heard {
  std::vector<v1::IngestRecord> opening;
  std::vector<FloorEvent> events;
};

Heard Listen(uint64_t seed, absl::Duration length, const std::string& focus = "",
             double rate = 40) {
  FloorOptions options;
  options.seed = seed;
  options.focus_agent = focus;
  options.answers_a_minute = rate;
  absl::StatusOr<Floor> floor = Floor::Open(options, kFloorOpens);
  EXPECT_TRUE(floor.ok());
  Heard heard{floor->Opening(), {}};
  while (true) {
    FloorEvent event = floor->Next();
    if (event.at > length) return heard;
    heard.events.push_back(std::move(event));
  }
}

std::string Text(const Heard& heard) {
  std::string text;
  for (const auto& record : heard.opening) text += record.SerializeAsString();
  for (const auto& event : heard.events) text += event.record.SerializeAsString();
  return text;
}

TEST(Floor, TheSameSeedIsTheSameDay) {
  EXPECT_EQ(Text(Listen(1, absl::Minutes(5))), Text(Listen(1, absl::Minutes(5))));
  // Ids name the seed; what happens must differ as well.
  const auto times = [](const Heard& heard) {
    std::vector<absl::Duration> all;
    for (const FloorEvent& event : heard.events) all.push_back(event.at);
    return all;
  };
  EXPECT_NE(times(Listen(1, absl::Minutes(5))), times(Listen(2, absl::Minutes(5))));
}

TEST(Floor, EventsComeInOrder) {
  absl::Duration last = -absl::InfiniteDuration();
  for (const FloorEvent& event : Listen(3, absl::Minutes(10)).events) {
    EXPECT_GE(event.at, last);
    last = event.at;
  }
}

TEST(Floor, StatesOfAnAgentComeOneAfterTheOther) {
  std::map<std::string, absl::Time> since;
  for (const FloorEvent& event : Listen(4, absl::Minutes(10)).events) {
    if (!event.record.has_agent_state()) continue;
    const v1::AgentState& state = event.record.agent_state();
    const absl::Time now = input::FromTimestamp(state.since());
    const auto [before, first] = since.try_emplace(state.staff_number(), now);
    if (!first) {
      EXPECT_GT(now, before->second) << state.staff_number();
    }
    before->second = now;
  }
  EXPECT_EQ(since.size(), 20u);
}

TEST(Floor, EveryContactIsInItsTeamsLanguage) {
  std::map<std::string, std::set<std::string>> languages;
  for (const FloorEvent& event : Listen(6, absl::Minutes(10)).events) {
    if (!event.record.has_interaction()) continue;
    const v1::Interaction& told = event.record.interaction();
    languages[told.team()].insert(told.language());
  }
  EXPECT_EQ(languages, (std::map<std::string, std::set<std::string>>{{"Riverside", {"en"}},
                                                                     {"望江组", {"zh-CN"}}}));
}

TEST(Floor, HasEverythingThatHappensOnARealOne) {
  const Heard heard = Listen(5, absl::Minutes(60));
  std::map<std::string, int> seen;
  std::map<std::string, absl::Duration> told;
  std::map<std::string, int> answers, interactions;
  std::set<std::string> teams, questions, agents;
  for (const FloorEvent& event : heard.events) {
    const v1::IngestRecord& record = event.record;
    if (record.has_interaction()) {
      const v1::Interaction& one = record.interaction();
      ++seen[v1::Channel_Name(one.channel())];
      if (one.abandoned()) ++seen["abandoned"];
      if (one.legs_size() > 1)
        ++seen[one.legs(1).role() == v1::Leg::ROLE_AGENT ? "transfer" : "monitor"];
      if (++interactions[one.external_id()] == 2) ++seen["corrected"];
      told.try_emplace(one.external_id(), event.at);
      teams.insert(one.team());
      for (const v1::Leg& leg : one.legs()) agents.insert(leg.staff_number());
      EXPECT_LT(input::FromTimestamp(one.started_at()), input::FromTimestamp(one.ended_at()));
      EXPECT_LE(input::FromTimestamp(one.ended_at()), kFloorOpens + event.at);
    } else if (record.has_invitation()) {
      ++seen[v1::SurveyInvitation::Outcome_Name(record.invitation().outcome())];
    } else if (record.has_response()) {
      const v1::SurveyResponse& one = record.response();
      questions.insert(one.question_id());
      if (++answers[one.external_id()] == 2) ++seen["changed"];
      const auto call = told.find(one.interaction_external_id());
      if (call == told.end()) ++seen["early"];
      if (call != told.end() && event.at - call->second > absl::Seconds(10)) ++seen["late"];
      if (one.company_fault()) ++seen["company fault"];
      if (!one.comment().empty()) ++seen["comment"];
    } else if (record.has_agent_state()) {
      ++seen[v1::AgentState::State_Name(record.agent_state().state())];
      if (record.agent_state().open_interactions() > 1) ++seen["concurrent chats"];
    }
  }
  for (const char* what : {"CHANNEL_VOICE",
                           "CHANNEL_CHAT",
                           "CHANNEL_EMAIL",
                           "CHANNEL_SOCIAL",
                           "abandoned",
                           "transfer",
                           "monitor",
                           "corrected",
                           "OUTCOME_OFFERED",
                           "OUTCOME_DECLINED",
                           "OUTCOME_UNDELIVERABLE",
                           "changed",
                           "early",
                           "late",
                           "company fault",
                           "comment",
                           "STATE_AVAILABLE",
                           "STATE_ON_INTERACTION",
                           "STATE_AFTER_CALL_WORK",
                           "STATE_BREAK",
                           "concurrent chats"}) {
    EXPECT_GT(seen[what], 0) << what;
  }
  EXPECT_EQ(teams.size(), 2u);
  EXPECT_EQ(questions.size(), 4u);
  EXPECT_EQ(agents.size(), 20u);
}

TEST(Floor, AnswersComeAtTheRateAskedFor) {
  std::set<std::string> answered;
  for (const FloorEvent& event : Listen(6, absl::Minutes(60), "", 100).events) {
    if (event.record.has_response()) {
      answered.insert(event.record.response().interaction_external_id());
    }
  }
  EXPECT_NEAR(static_cast<double>(answered.size()) / 60, 100, 20);
}

TEST(Floor, OneAgentGetsAnAnswerEveryFewSeconds) {
  const Heard heard = Listen(7, absl::Minutes(5), "Maya Collins");
  std::map<std::string, std::string> agent_of;
  for (const FloorEvent& event : heard.events) {
    const v1::Interaction& one = event.record.interaction();
    if (one.legs_size() > 0) {
      agent_of[one.external_id()] = one.legs(one.legs_size() - 1).display_name();
    }
  }
  std::set<std::string> hers;
  for (const FloorEvent& event : heard.events) {
    const std::string& call = event.record.response().interaction_external_id();
    if (event.record.has_response() && agent_of[call] == "Maya Collins") hers.insert(call);
  }
  EXPECT_NEAR(static_cast<double>(hers.size()), 100, 30);
  FloorOptions options;
  options.focus_agent = "Nobody";
  EXPECT_FALSE(Floor::Open(options, kFloorOpens).ok());
}

TEST(Floor, TheNightShiftCrossesMidnight) {
  int crossing = 0, answers = 0;
  std::map<std::string, absl::TimeZone> zones;
  for (const SimulatedTeam& team : MakeTeams()) zones[team.name] = team.zone;
  for (const v1::IngestRecord& record : Listen(8, absl::ZeroDuration()).opening) {
    answers += record.has_response();
    if (!record.has_interaction()) continue;
    ASSERT_EQ(zones.count(record.interaction().team()), 1u);
    const absl::TimeZone zone = zones[record.interaction().team()];
    const absl::Time began = input::FromTimestamp(record.interaction().started_at());
    const absl::Time ended = input::FromTimestamp(record.interaction().ended_at());
    EXPECT_LT(ended, kFloorOpens);
    crossing += absl::ToCivilDay(began, zone) != absl::ToCivilDay(ended, zone);
  }
  EXPECT_GE(crossing, 4);
  EXPECT_GT(answers, 10);
}

// The mean of answers on five steps to contacts that left customers in each mood.
std::map<Mood, double> MeanAnswers(const Floor& floor, const Heard& heard) {
  std::map<std::string, std::string> last;  // who had the contact at its end
  std::map<Mood, double> sum, n;
  for (const FloorEvent& event : heard.events) {
    const v1::Interaction& one = event.record.interaction();
    for (const v1::Leg& leg : one.legs()) {
      if (leg.role() == v1::Leg::ROLE_AGENT) last[one.external_id()] = leg.staff_number();
    }
    const v1::SurveyResponse& answer = event.record.response();
    if (answer.question_id() != FiveSteps().question_id()) continue;
    for (size_t agent = 0; agent < floor.agents().size(); ++agent) {
      if (floor.agents()[agent].staff_number != last[answer.interaction_external_id()]) continue;
      const Mood mood = floor.MoodOf(agent, answer.interaction_external_id());
      sum[mood] += answer.rating();
      n[mood] += 1;
    }
  }
  for (auto& [mood, total] : sum) total /= n[mood];
  return sum;
}

TEST(Floor, CustomersSayMostlyHowTheContactLeftThem) {
  FloorOptions options;
  options.seed = 9;
  const absl::StatusOr<Floor> floor = Floor::Open(options, kFloorOpens);
  ASSERT_TRUE(floor.ok());
  auto means = MeanAnswers(*floor, Listen(9, absl::Minutes(120)));
  EXPECT_GT(means[Mood::kGood], means[Mood::kMiddling] + 0.5);
  EXPECT_GT(means[Mood::kMiddling], means[Mood::kBad] + 0.5);
}

TEST(Floor, ContactsCanBeReadAndHeardWhereAHostIsNamed) {
  for (const char* host : {"", "recordings.example.com"}) {
    FloorOptions options;
    options.recording_host = host;
    absl::StatusOr<Floor> floor = Floor::Open(options, kFloorOpens);
    ASSERT_TRUE(floor.ok());
    int calls = 0, texts = 0;
    for (const v1::IngestRecord& record : floor->Opening()) {
      const v1::Interaction& one = record.interaction();
      if (!record.has_interaction() || one.abandoned()) continue;
      const bool call = one.channel() == v1::CHANNEL_VOICE;
      ++(call ? calls : texts);
      EXPECT_EQ(one.text().empty(), call);
      EXPECT_EQ(one.recording_uri(), call && *host != '\0' ? absl::StrCat("https://", host, "/",
                                                                          one.external_id(), ".ogg")
                                                           : "");
    }
    EXPECT_GT(calls, 10);
    EXPECT_GT(texts, 10);
  }
}

TEST(Floor, TwoPeopleShareAName) {
  std::map<std::string, std::set<std::string>> numbers;
  for (const SimulatedAgent& agent : MakeAgents(20)) numbers[agent.name].insert(agent.staff_number);
  EXPECT_EQ(numbers["王芳"].size(), 2u);
  EXPECT_EQ(numbers.size(), 19u);
}

}  // namespace
}  // namespace aftercall::ctl
