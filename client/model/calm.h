#pragma once

#include <optional>

#include "absl/time/time.h"
#include "client/model/feed_event.h"
#include "client/model/settings.h"

// When news may be shown. Pure.
//
//   A break is no open interaction, whatever the state is called (available, after-call work,
//   break, signed out). A state not heard of for 15 minutes counts as busy. Where no source ever
//   told a state, the floor has no telephony states: news comes at once. Until the first Standing
//   has come, nobody knows: busy, and no count is shown yet. Whoever does not want to be disturbed
//   is shown nothing until the time they said, good or bad, and is told no count.
namespace aftercall::model {

enum class Occupation {
  kFree,       // a break: news is shown
  kOnOne,      // on one interaction
  kOnSeveral,  // on several at once: a break may never come
  kStateLost,  // a state was told once, but not for 15 minutes, or not one that we know
  kNotKnownYet,
  kQuiet,  // the person does not want to be disturbed, whatever they are doing
};

Occupation OccupationOf(const std::optional<Standing>& standing, absl::Time now);

// Whether a verdict that arrives now is shown now.
bool MayShow(const Verdict& verdict, Occupation occupation, const Settings& settings);

}  // namespace aftercall::model
