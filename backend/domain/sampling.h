#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "backend/domain/interaction.h"

// Which interactions an agent is asked about, and with which probability: what is known of the
// sample later depends on it (FIELD.md, mean of a targeted sample).
namespace aftercall::domain {

struct SamplingPolicy {
  // Of a million interactions, about how many are asked about. 0: none.
  int64_t share_ppm = 0;
  // At most so many a shift.
  int most_per_shift = 4;
  // Only these topics; empty: all.
  std::vector<std::string> topics;
  // The form that is filled in, in its latest version.
  std::string form_id = "default";

  friend bool operator==(const SamplingPolicy&, const SamplingPolicy&) = default;
};

inline constexpr int64_t kCertain = 1'000'000;  // parts per million
// What is told later than this after its end is not asked about: nobody remembers it.
inline constexpr absl::Duration kLatestToAsk = absl::Hours(2);

// A choice, whichever way it went.
struct SamplingChoice {
  // That it would be asked about, given how much had been asked in the shift; 0 once the cap was
  // reached, while prompts were paused, or where the policy leaves it out: nothing can be said of
  // these.
  int64_t probability_ppm = 0;
  bool is_chosen = false;

  friend bool operator==(const SamplingChoice&, const SamplingChoice&) = default;
};

// Decides about `interaction`, which was told at `now`. `asked_in_shift` is how many the agent has
// been asked about. The same interaction is decided the same way for ever: the die is a hash under
// `key`, so that whoever does not know the key cannot tell its fall in advance.
SamplingChoice Choose(const SamplingPolicy& policy, const Interaction& interaction,
                      int asked_in_shift, absl::Time now, absl::string_view key);

}  // namespace aftercall::domain
