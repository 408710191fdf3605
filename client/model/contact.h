#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "client/model/self_assessment.h"

// The person's own contacts with customers, to choose one of: without anything that a customer has
// said of them, since that may be sealed or kept for a break.
namespace aftercall::model {

struct Contact {
  // Why no colleague can hear or read it.
  enum class Hindrance { kNone, kNothingToShow, kRecordingElsewhere, kOther };

  InteractionReference reference;
  std::optional<absl::Duration> duration;  // absent where it is not known
  Hindrance hindrance = Hindrance::kNone;
  bool operator==(const Contact&) const = default;
};

// Which ones are wanted.
struct ContactsKey {
  absl::CivilDay from;
  int64_t opening = 0;  // they are fetched anew each time
  std::strong_ordering operator<=>(const ContactsKey&) const = default;
};

struct Contacts {
  std::vector<Contact> all;  // the latest first
  bool has_more = false;     // there are older ones on these days
  bool operator==(const Contacts&) const = default;
};

}  // namespace aftercall::model
