#pragma once

#include "absl/time/time.h"

namespace aftercall::model {

// What the person chose.
struct Settings {
  // On an interaction good news is shown at once. There is then no count of what waits: a count
  // beside good news would itself be the bad news.
  bool good_news_at_once = false;
};

// The calm rules' times.
inline constexpr absl::Duration kStateHoldsFor = absl::Minutes(15);  // unheard of longer: busy
inline constexpr absl::Duration kOfferAfter = absl::Minutes(30);     // news that waited this long

}  // namespace aftercall::model
