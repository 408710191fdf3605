#include "backend/commands/take_others.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "backend/commands/assess.h"
#include "backend/commands/people.h"
#include "backend/commands/publish.h"
#include "backend/commands/review.h"
#include "backend/domain/limits.h"

namespace aftercall::commands {

absl::StatusOr<Taken> TakeQuestion(store::Transaction& transaction,
                                   const domain::Question& question) {
  if (auto problem = domain::Check(question)) return Refuse(*std::move(problem));
  const auto known = transaction.FindQuestion(question.id);
  if (!known.ok()) return known.status();
  Taken taken;
  if (*known) {
    if (**known == question) return Taken{Taken::Outcome::kUnchanged, {}};
    if (!domain::SameScale(**known, question)) {
      return Refuse({"SCALE_CHANGED", "question.question_id", question.id,
                     absl::StrCat("The question \"", question.id,
                                  "\" is known with another scale or kind; give the new scale a "
                                  "question id of its own.")});
    }
    taken.outcome = Taken::Outcome::kChanged;
  }
  if (auto status = transaction.PutQuestion(question); !status.ok()) return status;
  return taken;
}

absl::StatusOr<Taken> TakeInvitation(store::Transaction& transaction, const Policy& policy,
                                     const domain::SurveyInvitation& told) {
  if (auto problem = domain::Check(told)) return Refuse(*std::move(problem));
  const auto known = transaction.FindInvitation(told.source, told.external_id);
  if (!known.ok()) return known.status();
  if (*known && (*known)->told == told) return Taken{Taken::Outcome::kUnchanged, {}};
  const auto found = transaction.FindInteraction(told.source, told.interaction_external_id);
  if (!found.ok()) return found.status();
  const domain::InteractionId interaction = found->value_or(domain::InteractionId());

  // A correction may move the invitation from one interaction to another; both change then.
  std::vector<domain::InteractionId> touched;
  if (interaction) touched.push_back(interaction);
  if (*known && (*known)->interaction && (*known)->interaction != interaction) {
    touched.push_back((*known)->interaction);
  }
  std::vector<domain::Told> before;
  for (const auto id : touched) {
    auto loaded = Load(transaction, policy, id);
    if (!loaded.ok()) return loaded.status();
    before.push_back(*std::move(loaded));
  }
  if (auto status = transaction.PutInvitation({told, interaction}); !status.ok()) return status;
  for (const auto& old : before) {
    const auto after = Load(transaction, policy, old.facts.interaction.id);
    if (!after.ok()) return after.status();
    if (auto status = Publish(transaction, policy, old, *after); !status.ok()) return status;
  }
  Taken taken;
  if (*known) {
    taken.outcome = Taken::Outcome::kChanged;
  } else if (!interaction) {
    taken.outcome = Taken::Outcome::kPending;
  }
  return taken;
}

absl::StatusOr<Taken> TakeAgentState(store::Transaction& transaction, const Policy& policy,
                                     const domain::Alias& agent, domain::AgentState state) {
  if (auto problem =
          domain::CheckIdentifier("agent_state.source", agent.source, domain::kSourceCharacters)) {
    return Refuse(*std::move(problem));
  }
  if (auto problem = domain::CheckIdentifier("agent_state.staff_number", agent.staff_number,
                                             domain::kExternalIdCharacters)) {
    return Refuse(*std::move(problem));
  }
  if (state.open_interactions < 0 || state.open_interactions > 1000) {
    return Refuse({"OPEN_INTERACTIONS_INVALID", "agent_state.open_interactions",
                   absl::StrCat(state.open_interactions),
                   "The number of open interactions is between 0 and 1,000."});
  }
  const auto user = MeetUser(transaction, agent, "");
  if (!user.ok()) return user.status();
  state.told_at = transaction.Now();
  const auto fresh = transaction.PutAgentState(*user, state);
  if (!fresh.ok()) return fresh.status();
  auto status = state.state == domain::AgentState::State::kOffline
                    ? OnSignedOut(transaction, *user, state.since)
                    : OnSignedIn(transaction, *user);
  if (status.ok()) status = OnPresenceTold(transaction, policy, *user);
  if (!status.ok()) return status;
  // A source that repeats a state says that it still holds; that is news, too.
  transaction.TouchStanding(*user);
  return Taken{*fresh ? Taken::Outcome::kCreated : Taken::Outcome::kUnchanged, {}};
}

}  // namespace aftercall::commands
