#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "aftercall/v1/question.pb.h"

// Who works on the simulated floor, and what its customers say. All of it is made up.
namespace aftercall::ctl {

struct SimulatedTeam {
  std::string name;
  bool chinese = false;
  absl::TimeZone zone;  // by which shifts are; the server is told it of the team, not by records
  std::vector<std::string> topics;
  std::string leader;
  std::string leader_staff_number;
};

struct SimulatedAgent {
  std::string name;
  std::string staff_number;
  size_t team = 0;
  // Works from 22:00 to 6:00.
  bool night = false;
  // Share of customers who leave satisfied.
  double quality = 0.85;
};

// Two teams, one that speaks English and one that speaks Chinese.
std::vector<SimulatedTeam> MakeTeams();

// `count` agents, shared between the two teams; two of the Chinese team have one name.
std::vector<SimulatedAgent> MakeAgents(size_t count);

// What a customer may write who is satisfied, undecided or not.
enum class Mood { kGood, kMiddling, kBad };
const std::vector<std::string>& Comments(bool chinese, Mood mood);

// The questions that are asked: a satisfaction scale of five steps, one of three on which 1 is the
// best (for Chinese calls), a recommendation of 0–10, and "was it solved?".
v1::SurveyQuestion FiveSteps();
v1::SurveyQuestion ThreeSteps();
v1::SurveyQuestion Recommend();
v1::SurveyQuestion Solved();

}  // namespace aftercall::ctl
