#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "absl/time/time.h"
#include "client/model/desk.h"
#include "shared/forms/form.h"

namespace aftercall {

// A server in a few lines: tells a desk of things, and answers what the desk wants and what the
// person gives. Things of one kind are numbered from 1 and have names like "interactions/7".
class Teller {
 public:
  static constexpr int kMost = 24;  // of each kind

  // Both outlive it; `now` moves on.
  Teller(model::Desk& desk, const absl::Time& now);

  // A live feed with nothing in it.
  void Begin();
  // Nobody is signed in any more: nothing is told until it begins anew.
  void End();
  // One or more of everything that a panel can show.
  void TellEverything();
  // Anything at all, also what makes little sense after what was told before.
  void TellSomething(std::mt19937_64& random);
  void Answer(bool refuses);
  void TellLink(model::Link link);
  // Every third is of somebody else's work.
  void TellAnswer(int number, int rating) { Tell(AVerdict(number, rating)); }
  // Every fourth is an evaluation.
  void TellReview(int number, model::Review::State state);
  void TellTask(int number, model::ReviewTask::State state);

  static std::string Interaction(int number);
  static std::string Name(const char* kind, int number);  // "users/me/reviews/3"

 private:
  void Tell(decltype(model::Entry::event) event);
  void Apply(model::FeedEvent event);
  void TellStanding(model::AgentState state);
  void TellAppeal(int number, model::Appeal::State state);
  void TellAppealTask(int number, model::AppealTask::State state);
  void AnswerWanted();
  void AnswerCommands(bool refuses);
  model::Verdict AVerdict(int number, int rating) const;
  model::InteractionReference Reference(int number) const;
  forms::ReviewContent Content() const;

  model::Desk& desk_;
  const absl::Time& now_;
  forms::Form form_;
  int64_t position_ = 0;
  bool has_ended_ = false;
};

}  // namespace aftercall
