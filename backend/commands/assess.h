#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "backend/commands/policy.h"
#include "backend/domain/self_assessment.h"
#include "backend/store/store.h"

// Self-assessments: each verb decides by domain::Move, tells the agent's feed, and opens the seal
// where the state it comes to does not seal any more; then verdicts and figures follow at once.
namespace aftercall::commands {

// How long one may be open at most.
inline constexpr absl::Duration kLongestOpen = absl::Hours(12);
// Who signs out has not left yet; who stays away longer has.
inline constexpr absl::Duration kGraceAfterSigningOut = absl::Minutes(15);
inline constexpr absl::Duration kLongestSnooze = absl::Hours(4);
inline constexpr size_t kNoteCharacters = 1000;

// Whose self-assessment of which interaction.
struct SelfAssessmentKey {
  domain::InteractionId interaction;
  domain::UserId agent;
};

// Decides whether the agent of an interaction that has just been told for the first time is asked,
// logs the choice, and asks. Before any verdict on it is placed.
absl::Status AskBySample(store::Transaction& transaction, const Policy& policy,
                         const domain::PlacedInteraction& interaction);

// The agent wants to assess themselves on one of their interactions. Where its verdict has been
// told already, they have seen it first.
absl::StatusOr<domain::SelfAssessment> Request(store::Transaction& transaction,
                                               const Policy& policy, SelfAssessmentKey key);

absl::StatusOr<domain::SelfAssessment> Snooze(store::Transaction& transaction, const Policy& policy,
                                              SelfAssessmentKey key, absl::Duration duration);
absl::StatusOr<domain::SelfAssessment> Reveal(store::Transaction& transaction, const Policy& policy,
                                              SelfAssessmentKey key);
absl::StatusOr<domain::SelfAssessment> Skip(store::Transaction& transaction, const Policy& policy,
                                            SelfAssessmentKey key);
// `note` must not be redacted yet.
absl::StatusOr<domain::SelfAssessment> Commit(store::Transaction& transaction, const Policy& policy,
                                              SelfAssessmentKey key, const domain::Scores& scores,
                                              const std::string& note);

// A leader looks at what is sealed. It stays sealed for the agent, who is told nothing by it, and
// in all figures; the commit is marked for ever. Again changes nothing. FAILED_PRECONDITION where
// nothing is sealed, whatever became of it. Who may, the caller knows.
absl::Status OpenSeal(store::Transaction& transaction, SelfAssessmentKey key);

// The interaction became another agent's: what `agent` was asked about it is withdrawn. Nothing
// where they were not. The caller tells of verdicts.
absl::Status WithdrawSelfAssessment(store::Transaction& transaction,
                                    const domain::PlacedInteraction& interaction,
                                    domain::UserId agent);

// The agent went, or came back: what they were asked lapses soon after they have gone.
absl::Status OnSignedOut(store::Transaction& transaction, domain::UserId agent, absl::Time since);
absl::Status OnSignedIn(store::Transaction& transaction, domain::UserId agent);

// Lapses and wakes what is due, at most `limit`. Returns how many there were.
absl::StatusOr<size_t> RunDueSelfAssessments(store::Transaction& transaction, const Policy& policy,
                                             size_t limit);

// Replaces the sampling policy. Refuses shares and limits out of bounds, and forms that are not
// there.
absl::Status ChangeSamplingPolicy(store::Transaction& transaction,
                                  const domain::SamplingPolicy& sampling);

}  // namespace aftercall::commands
