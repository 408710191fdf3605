#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "client/model/self_assessment.h"

namespace aftercall::model {

// A self-assessment in the feed, with what the person knows of it.
struct Prompt {
  SelfAssessment told;
  int64_t position = 0;   // of the latest entry about it
  bool released = false;  // false: kept for a break, not to be shown in any form
  absl::Time waits_since = absl::InfiniteFuture();  // while it is kept: when it was taken in
  std::optional<Committed> own;                     // what was committed, as far as this desk knows
  bool operator==(const Prompt&) const = default;
};

// An answer that is in, and sealed. Nothing of it is known.
struct SealedAnswer {
  InteractionReference reference;
  std::string question_id;
  int64_t position = 0;
  absl::Time created_at;  // when the backend took it in
  bool released = false;
  absl::Time waits_since = absl::InfiniteFuture();
  bool operator==(const SealedAnswer&) const = default;
};

// The self-assessments of a feed, and the answers that they seal. Those that were skipped, lapsed
// or withdrawn are gone; committed ones stay, to be seen beside the customer's answers. At most
// kMost of either; the oldest go first, committed ones before open ones. Not thread-safe.
class Assessments {
 public:
  static constexpr size_t kMost = 200;

  // What an entry at `position` tells; the latest holds. `may_show`: the person is free.
  void Take(int64_t position, absl::Time created_at, const SelfAssessment& told, bool may_show);
  void Take(int64_t position, absl::Time created_at, const VerdictSealed& sealed, bool may_show);

  // The answer itself has come, or was withdrawn.
  void Unseal(absl::string_view interaction, absl::string_view question_id);

  // What the person committed on this interaction, as the server answered.
  void NoteCommitted(absl::string_view interaction, Committed own);

  // The person is free: what waited may be shown.
  void Release();

  // A snapshot replaces `before`: what the person had before them stays there, and what they
  // committed is not in snapshots.
  void CarryOver(const Assessments& before);

  // Starts from what the disk kept.
  void Restore(std::vector<Prompt> prompts, std::vector<SealedAnswer> sealed);

  const Prompt* Find(absl::string_view interaction) const;
  const std::vector<Prompt>& prompts() const { return prompts_; }      // as asked
  const std::vector<SealedAnswer>& sealed() const { return sealed_; }  // positions rise

 private:
  void Trim();

  std::vector<Prompt> prompts_;
  std::vector<SealedAnswer> sealed_;
};

}  // namespace aftercall::model
