#include "backend/commands/assess.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "backend/commands/paused.h"
#include "backend/commands/publish.h"
#include "backend/commands/shift.h"
#include "backend/commands/taken.h"
#include "backend/commands/tell_assessment.h"
#include "backend/domain/limits.h"
#include "backend/domain/pause.h"
#include "backend/domain/sampling.h"
#include "backend/redaction/redaction.h"

namespace aftercall::commands {
namespace {

using domain::SelfAssessment;
using Move = domain::SelfAssessmentMove;
using State = SelfAssessment::State;

constexpr size_t kMostTopics = 100;

absl::Status NotThere() {
  return wire::ToStatus(absl::StatusCode::kNotFound,
                        {"NOT_FOUND", "name", "", "You have no such interaction."});
}

// A self-assessment that is asked for now, in the form's latest version.
absl::StatusOr<SelfAssessment> MakeNew(store::Transaction& transaction, SelfAssessmentKey key,
                                       SelfAssessment::Why why, const std::string& form_id) {
  const auto form = transaction.FindForm(form_id, 0);
  if (!form.ok()) return form.status();
  if (!*form) return absl::InternalError("the form of self-assessments is missing");
  SelfAssessment made;
  made.interaction = key.interaction;
  made.agent = key.agent;
  made.why = why;
  made.form_id = form_id;
  made.form_version = (*form)->version;
  made.asked_at = transaction.Now();
  made.lapses_at = made.asked_at + kLongestOpen;
  return made;
}

// What is known of an agent's own interaction.
absl::StatusOr<domain::Told> LoadOwn(store::Transaction& transaction, const Policy& policy,
                                     SelfAssessmentKey key) {
  auto told = Load(transaction, policy, key.interaction);
  if (!told.ok()) return told.status();
  if (told->facts.interaction.agent != key.agent) return NotThere();
  return told;
}

bool HasVerdict(const domain::Told& told, const Policy& policy) {
  domain::Facts open = told.facts;
  open.sealed = false;
  return !open.Counting(policy.rerating_window).empty();
}

// Of one that is open the times stand still while its agent or its queue is paused.
absl::Status FreezeIfPaused(store::Transaction& transaction,
                            const domain::PlacedInteraction& interaction,
                            SelfAssessment& assessment) {
  if (!domain::IsOpen(assessment.state)) return absl::OkStatus();
  const auto paused = IsPaused(transaction, assessment.agent, interaction.told.queue);
  if (!paused.ok()) return paused.status();
  if (*paused) assessment = domain::Freeze(std::move(assessment), transaction.Now());
  return absl::OkStatus();
}

// Writes an assessment in its new state and tells of it; where that opens the seal, of the verdicts
// as well.
absl::StatusOr<SelfAssessment> Keep(store::Transaction& transaction, const Policy& policy,
                                    const domain::Told& before, SelfAssessment assessment) {
  if (assessment.state != State::kSnoozed) assessment.wakes_at.reset();
  // In what has been open, a verdict that is there has been seen.
  if (!domain::IsSealing(assessment.state) && assessment.state != State::kCommitted) {
    assessment.seen_first |= HasVerdict(before, policy);
  }
  auto status = FreezeIfPaused(transaction, before.facts.interaction, assessment);
  if (status.ok()) status = transaction.PutSelfAssessment(assessment);
  if (status.ok()) status = TellSelfAssessment(transaction, assessment, before.facts.interaction);
  if (!status.ok()) return status;
  const auto after = Load(transaction, policy, assessment.interaction);
  if (!after.ok()) return after.status();
  if (status = Publish(transaction, policy, before, *after); !status.ok()) return status;
  return assessment;
}

// One of the agent's own, its times as they are now, and what is known of its interaction.
struct Found {
  SelfAssessment assessment;
  domain::Told told;
};

absl::StatusOr<Found> Find(store::Transaction& transaction, const Policy& policy,
                           SelfAssessmentKey key) {
  const auto assessment = transaction.FindSelfAssessment(key.interaction, key.agent);
  if (!assessment.ok()) return assessment.status();
  if (!*assessment) return NotThere();
  auto told = Load(transaction, policy, key.interaction);
  if (!told.ok()) return told.status();
  return Found{domain::Thaw(**assessment, transaction.Now()), *std::move(told)};
}

absl::StatusOr<SelfAssessment> MoveBy(store::Transaction& transaction, const Policy& policy,
                                      SelfAssessmentKey key, Move move) {
  auto found = Find(transaction, policy, key);
  if (!found.ok()) return found.status();
  const auto next = domain::Move(found->assessment.state, move);
  if (!next.ok()) return next.status();
  found->assessment.state = *next;
  return Keep(transaction, policy, found->told, std::move(found->assessment));
}

// Changes what times say of each that is open; those that stand still go on standing.
absl::Status ChangeTimes(store::Transaction& transaction, domain::UserId agent,
                         absl::FunctionRef<void(SelfAssessment&)> change) {
  const auto open = transaction.ListOpenSelfAssessments(agent);
  if (!open.ok()) return open.status();
  for (const SelfAssessment& before : *open) {
    SelfAssessment after = domain::Thaw(before, transaction.Now());
    change(after);
    if (before.frozen_at) after = domain::Freeze(std::move(after), transaction.Now());
    if (after == before) continue;
    if (auto status = transaction.PutSelfAssessment(after); !status.ok()) return status;
  }
  return absl::OkStatus();
}

// Whoever came under a pause after it began is found out when something is due of them.
absl::StatusOr<bool> FreezeInstead(store::Transaction& transaction, SelfAssessment assessment) {
  const auto facts = transaction.LoadFacts(assessment.interaction);
  if (!facts.ok()) return facts.status();
  auto status = FreezeIfPaused(transaction, facts->interaction, assessment);
  if (status.ok() && assessment.frozen_at) status = transaction.PutSelfAssessment(assessment);
  if (!status.ok()) return status;
  return assessment.frozen_at.has_value();
}

}  // namespace

absl::Status AskBySample(store::Transaction& transaction, const Policy& policy,
                         const domain::PlacedInteraction& interaction) {
  if (!interaction.agent) return absl::OkStatus();
  const auto sampling = transaction.FindSamplingPolicy();
  if (!sampling.ok()) return sampling.status();
  if (sampling->share_ppm == 0) return absl::OkStatus();
  const auto shift = ShiftBegan(transaction, interaction.agent);
  if (!shift.ok()) return shift.status();
  const auto asked = transaction.CountAsked(interaction.agent, *shift);
  if (!asked.ok()) return asked.status();
  const auto paused = IsPaused(transaction, interaction.agent, interaction.told.queue);
  if (!paused.ok()) return paused.status();
  const auto choice = *paused ? domain::SamplingChoice()
                              : domain::Choose(*sampling, interaction.told, *asked,
                                               transaction.Now(), policy.sampling_key);
  auto status = transaction.NoteChoice(interaction.id, interaction.agent, choice);
  if (!status.ok() || !choice.is_chosen) return status;
  const auto made = MakeNew(transaction, {interaction.id, interaction.agent},
                            SelfAssessment::Why::kSample, sampling->form_id);
  if (!made.ok()) return made.status();
  status = transaction.PutSelfAssessment(*made);
  return status.ok() ? TellSelfAssessment(transaction, *made, interaction) : status;
}

absl::StatusOr<SelfAssessment> Request(store::Transaction& transaction, const Policy& policy,
                                       SelfAssessmentKey key) {
  const auto told = LoadOwn(transaction, policy, key);
  if (!told.ok()) return told.status();
  const auto known = transaction.FindSelfAssessment(key.interaction, key.agent);
  if (!known.ok()) return known.status();
  if (*known) {
    if (domain::IsOpen((*known)->state)) return **known;
    SelfAssessment again = **known;
    const auto next = domain::Move(again.state, Move::kResume);
    if (!next.ok()) return next.status();
    again.state = *next;
    again.lapses_at = transaction.Now() + kLongestOpen;
    return Keep(transaction, policy, *told, std::move(again));
  }
  const auto sampling = transaction.FindSamplingPolicy();
  if (!sampling.ok()) return sampling.status();
  auto made = MakeNew(transaction, key, SelfAssessment::Why::kRequested, sampling->form_id);
  if (!made.ok()) return made.status();
  // Nothing that has been told is taken back.
  if (HasVerdict(*told, policy)) made->state = State::kRevealed;
  return Keep(transaction, policy, *told, *std::move(made));
}

absl::StatusOr<SelfAssessment> Snooze(store::Transaction& transaction, const Policy& policy,
                                      SelfAssessmentKey key, absl::Duration duration) {
  if (duration <= absl::ZeroDuration() || duration > kLongestSnooze) {
    return Refuse({"SNOOZE_INVALID", "duration", absl::FormatDuration(duration),
                   "A self-assessment can be put off for up to four hours."});
  }
  auto found = Find(transaction, policy, key);
  if (!found.ok()) return found.status();
  const auto next = domain::Move(found->assessment.state, Move::kSnooze);
  if (!next.ok()) return next.status();
  found->assessment.state = *next;
  found->assessment.wakes_at = std::min(transaction.Now() + duration, found->assessment.lapses_at);
  return Keep(transaction, policy, found->told, std::move(found->assessment));
}

absl::StatusOr<SelfAssessment> Reveal(store::Transaction& transaction, const Policy& policy,
                                      SelfAssessmentKey key) {
  return MoveBy(transaction, policy, key, Move::kReveal);
}

absl::StatusOr<SelfAssessment> Skip(store::Transaction& transaction, const Policy& policy,
                                    SelfAssessmentKey key) {
  return MoveBy(transaction, policy, key, Move::kSkip);
}

absl::StatusOr<SelfAssessment> Commit(store::Transaction& transaction, const Policy& policy,
                                      SelfAssessmentKey key, const domain::Scores& scores,
                                      const std::string& note) {
  auto found = Find(transaction, policy, key);
  if (!found.ok()) return found.status();
  SelfAssessment& assessment = found->assessment;
  const auto next = domain::Move(assessment.state, Move::kCommit);
  if (!next.ok()) return next.status();
  if (auto problem = domain::CheckText("note", note, kNoteCharacters)) {
    return Refuse(*std::move(problem));
  }
  const auto form = transaction.FindForm(assessment.form_id, assessment.form_version);
  if (!form.ok()) return form.status();
  if (!*form) return absl::InternalError("a form that is being filled in is missing");
  if (auto problem = domain::CheckScores((*form)->form, scores)) {
    return Refuse(*std::move(problem));
  }
  assessment.seen_first |= assessment.leader_opened || (assessment.state == State::kRevealed &&
                                                        HasVerdict(found->told, policy));
  assessment.state = *next;
  assessment.committed_at = transaction.Now();
  assessment.note = redaction::Redact(note).text;
  auto status = transaction.InsertScores(key.interaction, key.agent, scores);
  if (!status.ok()) return status;
  return Keep(transaction, policy, found->told, std::move(assessment));
}

absl::Status OpenSeal(store::Transaction& transaction, SelfAssessmentKey key) {
  auto found = transaction.FindSelfAssessment(key.interaction, key.agent);
  if (!found.ok()) return found.status();
  const auto next =
      *found ? domain::After((*found)->state, Move::kOpenForLeader) : std::optional<State>();
  if (!next) {
    // Whether the agent has committed, skipped or never been asked is theirs to tell.
    return wire::ToStatus(
        absl::StatusCode::kFailedPrecondition,
        {"NOT_SEALED", "name", "", "The answers to this contact are not sealed."});
  }
  SelfAssessment assessment = **std::move(found);
  assessment.state = *next;
  assessment.leader_opened = true;
  return transaction.PutSelfAssessment(assessment);
}

absl::Status WithdrawSelfAssessment(store::Transaction& transaction,
                                    const domain::PlacedInteraction& interaction,
                                    domain::UserId agent) {
  const auto known = transaction.FindSelfAssessment(interaction.id, agent);
  if (!known.ok()) return known.status();
  if (!*known || !domain::IsOpen((*known)->state)) return absl::OkStatus();
  SelfAssessment gone = domain::Thaw(**known, transaction.Now());
  const auto next = domain::Move(gone.state, Move::kWithdraw);
  if (!next.ok()) return next.status();
  gone.state = *next;
  gone.wakes_at.reset();
  auto status = transaction.PutSelfAssessment(gone);
  return status.ok() ? TellSelfAssessment(transaction, gone, interaction) : status;
}

absl::Status OnSignedOut(store::Transaction& transaction, domain::UserId agent, absl::Time since) {
  return ChangeTimes(transaction, agent, [since](SelfAssessment& assessment) {
    assessment.lapses_at = std::min(assessment.lapses_at, since + kGraceAfterSigningOut);
    if (assessment.wakes_at) {
      assessment.wakes_at = std::min(*assessment.wakes_at, assessment.lapses_at);
    }
  });
}

absl::Status OnSignedIn(store::Transaction& transaction, domain::UserId agent) {
  return ChangeTimes(transaction, agent, [](SelfAssessment& assessment) {
    assessment.lapses_at = assessment.asked_at + kLongestOpen + assessment.frozen_for;
  });
}

absl::StatusOr<size_t> RunDueSelfAssessments(store::Transaction& transaction, const Policy& policy,
                                             size_t limit) {
  const auto due = transaction.ListDueSelfAssessments(transaction.Now(), limit);
  if (!due.ok()) return due.status();
  for (const SelfAssessment& assessment : *due) {
    const auto frozen = FreezeInstead(transaction, assessment);
    if (!frozen.ok()) return frozen.status();
    if (*frozen) continue;
    const bool is_over = assessment.lapses_at <= transaction.Now();
    const auto moved = MoveBy(transaction, policy, {assessment.interaction, assessment.agent},
                              is_over ? Move::kLapse : Move::kWake);
    if (!moved.ok()) return moved.status();
  }
  return due->size();
}

absl::Status ChangeSamplingPolicy(store::Transaction& transaction,
                                  const domain::SamplingPolicy& sampling) {
  if (sampling.share_ppm < 0 || sampling.share_ppm > domain::kCertain) {
    return Refuse({"SHARE_INVALID", "policy.share_ppm", absl::StrCat(sampling.share_ppm),
                   "The share is between 0 and 1,000,000 parts per million."});
  }
  if (sampling.most_per_shift < 0 || sampling.most_per_shift > 100) {
    return Refuse({"LIMIT_INVALID", "policy.most_per_shift", absl::StrCat(sampling.most_per_shift),
                   "The limit is between 0 and 100 a shift."});
  }
  if (sampling.topics.size() > kMostTopics) {
    return Refuse({"TOPICS_INVALID", "policy.topics", absl::StrCat(sampling.topics.size()),
                   absl::StrCat("There are at most ", kMostTopics, " topics.")});
  }
  for (const auto& topic : sampling.topics) {
    if (auto problem = domain::CheckIdentifier("policy.topics", topic, domain::kNameCharacters)) {
      return Refuse(*std::move(problem));
    }
  }
  const auto form = transaction.FindForm(sampling.form_id, 0);
  if (!form.ok()) return form.status();
  if (!*form) {
    return Refuse({"FORM_UNKNOWN", "policy.form", sampling.form_id,
                   absl::StrCat("There is no form \"", sampling.form_id, "\".")});
  }
  return transaction.PutSamplingPolicy(sampling);
}

}  // namespace aftercall::commands
