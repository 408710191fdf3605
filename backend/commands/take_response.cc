#include "backend/commands/take_response.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "backend/commands/publish.h"
#include "backend/redaction/redaction.h"

namespace aftercall::commands {
namespace {

using Telling = store::Transaction::Telling;

void RedactComment(domain::SurveyResponse& told) {
  auto redacted = redaction::Redact(told.comment);
  told.comment = std::move(redacted.text);
  told.redactions = std::move(redacted.rules);
}

// Whether `fresh` was given later than `known`, or at the same time; it has then been corrected.
bool Replaces(const domain::StoredResponse& fresh, const domain::StoredResponse& known,
              const domain::Calendar& calendar) {
  const auto given = [&](const domain::StoredResponse& response) {
    return calendar.InstantOf(response.told.answered.value_or(response.arrived_at));
  };
  return given(fresh) >= given(known);
}

absl::StatusOr<std::optional<domain::Told>> LoadIfPlaced(store::Transaction& transaction,
                                                         const Policy& policy,
                                                         domain::InteractionId id) {
  if (!id) return std::nullopt;
  auto told = Load(transaction, policy, id);
  if (!told.ok()) return told.status();
  return *std::move(told);
}

// The interaction that an answer has left.
absl::Status PublishWithout(store::Transaction& transaction, const Policy& policy,
                            const std::optional<domain::Told>& before) {
  if (!before) return absl::OkStatus();
  const auto after = Load(transaction, policy, before->facts.interaction.id);
  if (!after.ok()) return after.status();
  return Publish(transaction, policy, before, *after);
}

absl::Status PublishWith(store::Transaction& transaction, const Policy& policy,
                         const std::optional<domain::Told>& before,
                         const domain::StoredResponse& fresh) {
  if (!before) return absl::OkStatus();
  const auto after = WithResponse(transaction, *before, fresh);
  if (!after.ok()) return after.status();
  return Publish(transaction, policy, before, *after);
}

void NoteImpossible(const std::optional<domain::Told>& placed, const domain::SurveyResponse& told,
                    Taken& taken) {
  if (!placed ||
      !domain::AnsweredBeforeStart(placed->facts.interaction, told, placed->facts.calendar)) {
    return;
  }
  taken.noted.push_back({"ANSWERED_BEFORE_START", "response.answered", told.external_id,
                         "The answer was given before its interaction began. "
                         "Taken without the time of answering."});
}

absl::Status CheckAgainstQuestion(store::Transaction& transaction, const Policy& policy,
                                  const domain::SurveyResponse& told) {
  const auto question = transaction.FindQuestion(told.question_id);
  if (!question.ok()) return question.status();
  if (!*question) {
    return Refuse({"QUESTION_UNKNOWN", "response.question_id", told.question_id,
                   absl::StrCat("The question \"", told.question_id,
                                "\" is not known; tell it with its scale first.")});
  }
  if (auto problem = domain::Check(told, **question, policy.comment_limit)) {
    return Refuse(*std::move(problem));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Taken> TakeResponse(store::Transaction& transaction, const Policy& policy,
                                   domain::SurveyResponse told) {
  if (auto status = CheckAgainstQuestion(transaction, policy, told); !status.ok()) return status;
  RedactComment(told);
  const auto tellings = transaction.FindTellings(told.source, told.external_id);
  if (!tellings.ok()) return tellings.status();
  const auto same = [&](const Telling& telling) { return telling.response.told == told; };
  if (std::any_of(tellings->begin(), tellings->end(), same)) {
    return Taken{Taken::Outcome::kUnchanged, {}};
  }
  const auto found = transaction.FindInteraction(told.source, told.interaction_external_id);
  if (!found.ok()) return found.status();
  const domain::InteractionId interaction = found->value_or(domain::InteractionId());
  const auto known = std::find_if(tellings->begin(), tellings->end(),
                                  [](const Telling& telling) { return telling.response.current; });

  domain::StoredResponse fresh;
  fresh.id = {transaction.NewId()};
  fresh.version = static_cast<int>(tellings->size()) + 1;
  fresh.arrived_at = transaction.Now();
  fresh.told = std::move(told);
  fresh.current = known == tellings->end() || Replaces(fresh, known->response, policy.calendar);

  // A correction may move the answer from one interaction to another; both change then.
  const bool moves = known != tellings->end() && fresh.current && known->interaction &&
                     known->interaction != interaction;
  const auto before = LoadIfPlaced(transaction, policy, interaction);
  if (!before.ok()) return before.status();
  const auto before_elsewhere =
      LoadIfPlaced(transaction, policy, moves ? known->interaction : domain::InteractionId());
  if (!before_elsewhere.ok()) return before_elsewhere.status();

  auto status = transaction.InsertResponse(fresh, interaction);
  if (status.ok() && fresh.current && known != tellings->end()) {
    status = transaction.SetCurrent(known->response.id, false);
  }
  if (status.ok()) status = PublishWithout(transaction, policy, *before_elsewhere);
  if (status.ok()) status = PublishWith(transaction, policy, *before, fresh);
  if (!status.ok()) return status;

  Taken taken;
  if (known != tellings->end()) taken.outcome = Taken::Outcome::kChanged;
  if (known == tellings->end() && !interaction) taken.outcome = Taken::Outcome::kPending;
  NoteImpossible(*before, fresh.told, taken);
  return taken;
}

}  // namespace aftercall::commands
