#pragma once

#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "client/model/feed.h"

namespace aftercall::model {

// What waits for a break.
struct Waiting {
  int count = 0;         // verdicts and changes; 0: say nothing
  bool offered = false;  // the count can be pressed to see them now (Feed::ReleaseHeld)
  Occupation because = Occupation::kFree;  // never kFree or kNotKnownYet where count is not 0
};

// All that the bar shows, as a pure function of (feed, now).
struct BarView {
  LinkState link;
  std::vector<const Item*> items;  // released, in order, newest last; valid until the feed changes
  bool figure_known = false;       // false: say nothing about today's figure
  const Figure* figure = nullptr;  // today's first CSAT question, else the first; nothing if none
  int64_t for_earlier_days = 0;    // answers of today for interactions of earlier days
  Waiting waiting;
  // Until when this view may stay as it is if no event comes: the whole minute by which an age has
  // changed, or the moment an offer is made.
  absl::Time valid_until = absl::InfiniteFuture();
};

BarView ViewOf(const Feed& feed, absl::Time now);

}  // namespace aftercall::model
