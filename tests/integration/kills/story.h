#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "aftercall/v1/ingest_service.pb.h"
#include "tests/integration/kills/people.h"

namespace aftercall::kills {

// What one source tells, at random but from a seed, and what has to come of it: calls and answers
// to them, changed, moved from call to call, told before their call or without it; calls corrected.
// Records about one call are told by one story alone and in order, so that what holds in the end is
// known. Telling a part of a story again, from an earlier record on, changes nothing.
class Story {
 public:
  Story(const People& people, int number, uint64_t seed, absl::Time now);

  // The next part: about so many answers, with calls and states between them; the questions come
  // first. Counts what it says as told.
  std::vector<v1::IngestRecord> Next(int answers);
  // The calls that answers still wait for, but for a few that never come.
  std::vector<v1::IngestRecord> Rest();

  int answers() const { return answers_; }

  // What has to be in the end.
  struct Telling {
    std::string call;  // external id
    int rating = 0;
    std::string comment;
    int64_t order = 0;  // later ones were given later
  };
  struct Answer {
    std::string question;
    std::vector<Telling> tellings;  // the last holds
  };
  struct Call {
    bool told = false;
    bool abandoned = false;
    int agent = 0;
    int team = 0;
  };
  const std::map<std::string, Call>& calls() const { return calls_; }
  const std::map<std::string, Answer>& given() const { return given_; }

 private:
  int Below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }
  bool Chance(double p) { return std::bernoulli_distribution(p)(random_); }
  absl::Time Tick() { return began_ + ++ticks_ * absl::Milliseconds(10); }
  std::string NewCall();
  // One of the last few, told or not.
  const std::string& RecentCall();
  v1::IngestRecord TellCall(const std::string& id);
  v1::IngestRecord TellAnswer(const std::string& id, const std::string& call);
  v1::IngestRecord NewAnswer(const std::string& call);
  v1::IngestRecord AnswerOrChange();
  v1::IngestRecord State();

  const People& people_;
  const std::string name_;
  const absl::Time began_;
  std::mt19937_64 random_;
  int64_t ticks_ = 0;
  int answers_ = 0;
  std::map<std::string, Call> calls_;
  std::map<std::string, Answer> given_;
  std::vector<std::string> recent_calls_;
  std::vector<std::string> recent_answers_;
};

}  // namespace aftercall::kills
