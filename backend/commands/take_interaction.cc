#include "backend/commands/take_interaction.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "backend/commands/appeal.h"
#include "backend/commands/assess.h"
#include "backend/commands/people.h"
#include "backend/commands/publish.h"
#include "backend/commands/review.h"
#include "backend/domain/language.h"
#include "backend/redaction/redaction.h"

namespace aftercall::commands {
namespace {

void RedactText(domain::Interaction& told) {
  auto redacted = redaction::Redact(told.text);
  told.text = std::move(redacted.text);
  told.redactions = std::move(redacted.rules);
}

// Everybody in the legs becomes known; the owner of the verdict is the agent.
absl::Status MeetLegs(store::Transaction& transaction, const domain::Interaction& told,
                      domain::PlacedInteraction& placed) {
  const domain::Leg* owner = domain::OwningLeg(told);
  for (const auto& leg : told.legs) {
    placed.parties.emplace_back();
    if (leg.role == domain::Leg::Role::kBot) continue;
    const auto user = MeetUser(transaction, {told.source, leg.staff_number}, leg.display_name);
    if (!user.ok()) return user.status();
    placed.parties.back() = *user;
    if (&leg == owner) placed.agent = *user;
  }
  return absl::OkStatus();
}

bool IsStale(const domain::Interaction& told, const domain::Interaction& known) {
  return told.revised_at && known.revised_at && *told.revised_at < *known.revised_at;
}

absl::StatusOr<domain::PlacedInteraction> Place(store::Transaction& transaction,
                                                const Policy& policy, domain::Interaction told,
                                                domain::InteractionId id) {
  domain::PlacedInteraction placed;
  if (auto status = MeetLegs(transaction, told, placed); !status.ok()) return status;
  // A date alone says neither the hour nor, yet, the zone; for finding the team it need not.
  const absl::Time ended = policy.calendar.In(told.time_zone).InstantOf(told.ended);
  const auto team = TeamOf(transaction, placed.agent, told.team, ended);
  if (!team.ok()) return team.status();
  placed.id = id;
  placed.team = team->id;
  const std::string& zone = told.time_zone.empty() ? team->time_zone : told.time_zone;
  placed.day_zone = zone.empty() ? policy.calendar.zone.name() : zone;
  placed.day = policy.calendar.In(placed.day_zone).DayOf(told.ended);
  placed.told = std::move(told);
  return placed;
}

// The agent is asked before an answer that had waited is placed.
absl::Status Begin(store::Transaction& transaction, const Policy& policy,
                   const domain::PlacedInteraction& placed) {
  if (auto status = AskBySample(transaction, policy, placed); !status.ok()) return status;
  return transaction.AdoptPending(placed.id, placed.told.source, placed.told.external_id);
}

absl::Status WithdrawWhereAnothers(store::Transaction& transaction, const Policy& policy,
                                   const domain::PlacedInteraction& before,
                                   const domain::PlacedInteraction& after) {
  if (before.agent == after.agent && !after.told.abandoned) return absl::OkStatus();
  auto status = WithdrawSelfAssessment(transaction, after, before.agent);
  if (status.ok()) status = WithdrawReviews(transaction, policy, after);
  return status.ok() ? VoidReviewAppeals(transaction, policy, after.id, before.agent) : status;
}

// Answers that had waited may turn out to be told as given before the interaction began.
void NoteImpossibleAnswers(const domain::Facts& facts, std::vector<wire::Problem>& noted) {
  for (const auto& response : facts.responses) {
    if (!domain::AnsweredBeforeStart(facts.interaction, response.told, facts.calendar)) continue;
    noted.push_back({"ANSWERED_BEFORE_START", "response.answered", response.told.external_id,
                     absl::StrCat("Answer ", response.told.external_id,
                                  " was given before its interaction began. "
                                  "Taken without the time of answering.")});
  }
}

}  // namespace

absl::StatusOr<Taken> TakeInteraction(store::Transaction& transaction, const Policy& policy,
                                      domain::Interaction told) {
  if (auto problem = domain::Check(told)) return Refuse(*std::move(problem));
  Taken taken;
  taken.noted = domain::DropImpossible(told);
  told.language = domain::NormalLanguage(told.language);
  RedactText(told);

  const auto known = transaction.FindInteraction(told.source, told.external_id);
  if (!known.ok()) return known.status();
  std::optional<domain::Told> before;
  if (*known) {
    auto loaded = Load(transaction, policy, **known);
    if (!loaded.ok()) return loaded.status();
    before = *std::move(loaded);
    const domain::Interaction& current = before->facts.interaction.told;
    if (told == current || IsStale(told, current)) {
      taken.outcome = Taken::Outcome::kUnchanged;
      return taken;
    }
    taken.outcome = Taken::Outcome::kChanged;
  }

  const domain::InteractionId id = *known ? **known : domain::InteractionId{transaction.NewId()};
  const auto placed = Place(transaction, policy, std::move(told), id);
  if (!placed.ok()) return placed.status();
  auto status =
      *known ? transaction.UpdateInteraction(*placed) : transaction.InsertInteraction(*placed);
  if (status.ok()) {
    status = *known ? WithdrawWhereAnothers(transaction, policy, before->facts.interaction, *placed)
                    : Begin(transaction, policy, *placed);
  }
  if (!status.ok()) return status;
  const auto after = Load(transaction, policy, id);
  if (!after.ok()) return after.status();
  if (!*known) NoteImpossibleAnswers(after->facts, taken.noted);
  if (status = Publish(transaction, policy, before, *after); !status.ok()) return status;
  return taken;
}

}  // namespace aftercall::commands
