#pragma once

#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "client/model/desk.h"

namespace aftercall::model {

// What waits for a break.
struct Waiting {
  int count = 0;         // verdicts and changes; 0: say nothing
  bool offered = false;  // the count can be pressed to see them now (Desk::ReleaseHeld)
  Occupation because = Occupation::kFree;  // one of those that are busy where count is not 0
};

// Something on the strip: an answer, one that is in and sealed, or a word of praise.
class StripItem {
 public:
  StripItem(const Item* verdict) : verdict_(verdict) {}       // NOLINT: it is one
  StripItem(const SealedAnswer* sealed) : sealed_(sealed) {}  // NOLINT: it is one

  StripItem(const KudosItem* kudos) : kudos_(kudos) {}  // NOLINT: it is one

  int64_t position() const {
    if (kudos_ != nullptr) return kudos_->position;
    return verdict_ != nullptr ? verdict_->position : sealed_->position;
  }
  // All of these but one are nullptr.
  const Item* verdict() const { return verdict_; }
  const SealedAnswer* sealed() const { return sealed_; }
  const KudosItem* kudos() const { return kudos_; }

 private:
  const Item* verdict_ = nullptr;
  const SealedAnswer* sealed_ = nullptr;
  const KudosItem* kudos_ = nullptr;
};

// All that the bar shows, as a pure function of (desk, now).
struct BarView {
  LinkState link;
  std::vector<StripItem> items;  // released, in order, newest last; valid until the feed changes
  int prompts = 0;               // self-assessments that can be done now
  // Reviews and decisions on appeals that are there to be read, and requests to be looked at.
  int reviews = 0;
  int tasks = 0;                   // reviews to write and appeals to decide
  bool figure_known = false;       // false: say nothing about today's figure
  const Figure* figure = nullptr;  // today's first CSAT question, else the first; nothing if none
  int64_t for_earlier_days = 0;    // answers of today for interactions of earlier days
  const AskLater* look_at = nullptr;  // a request that waits for the person: the first, if any
  Waiting waiting;
  std::optional<absl::Time> quiet_until;  // the person does not want to be disturbed until then
  // Until when this view may stay as it is if no event comes: the whole minute by which an age has
  // changed, or the moment an offer is made.
  absl::Time valid_until = absl::InfiniteFuture();
};

// Without what the desk alone knows: no prompts, reviews, tasks and requests that wait.
BarView ViewOf(const Feed& feed, absl::Time now);
BarView ViewOf(const Desk& desk, absl::Time now);

}  // namespace aftercall::model
