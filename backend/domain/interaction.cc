#include "backend/domain/interaction.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "backend/domain/language.h"
#include "backend/domain/limits.h"

namespace aftercall::domain {
namespace {

constexpr absl::Duration kLongestPart = absl::Hours(24);

// A leg without an end lasted until the interaction's, as far as that is known.
absl::Time EndOf(const Interaction& interaction, const Leg& leg) {
  const auto* ended_at = std::get_if<absl::Time>(&interaction.ended);
  return leg.ended_at.value_or(ended_at != nullptr ? *ended_at : absl::InfiniteFuture());
}
absl::Time StartOf(const Leg& leg) { return leg.started_at.value_or(absl::InfinitePast()); }

// Whether `a` was with the customer later than `b`; of two that ended together, the one who came
// later has the call.
bool Later(const Interaction& interaction, const Leg& a, const Leg& b) {
  const absl::Time end_of_a = EndOf(interaction, a);
  const absl::Time end_of_b = EndOf(interaction, b);
  return end_of_a != end_of_b ? end_of_a > end_of_b : StartOf(a) >= StartOf(b);
}

const Leg* LastOf(const Interaction& interaction, Leg::Role role) {
  const Leg* last = nullptr;
  for (const Leg& leg : interaction.legs) {
    if (leg.role == role && (last == nullptr || Later(interaction, leg, *last))) last = &leg;
  }
  return last;
}

void DropDuration(absl::string_view field, absl::Duration& part,
                  std::vector<wire::Problem>& problems) {
  if (part >= absl::ZeroDuration() && part <= kLongestPart) return;
  problems.push_back({"DURATION_IMPOSSIBLE", std::string(field), absl::FormatDuration(part),
                      absl::StrCat(field, " is ", absl::FormatDuration(part),
                                   "; between 0 and 24 hours was expected. Taken without it.")});
  part = absl::ZeroDuration();
}

}  // namespace

std::optional<wire::Problem> Check(const Interaction& interaction) {
  if (auto p = CheckIdentifier("interaction.source", interaction.source, kSourceCharacters)) {
    return p;
  }
  if (auto p = CheckIdentifier("interaction.external_id", interaction.external_id,
                               kExternalIdCharacters)) {
    return p;
  }
  if (auto p = CheckText("interaction.topic", interaction.topic, kNameCharacters)) return p;
  if (auto p = CheckText("interaction.queue", interaction.queue, kNameCharacters)) return p;
  if (auto p = CheckText("interaction.team", interaction.team, kNameCharacters)) return p;
  if (auto p = CheckTimeZone("interaction.time_zone", interaction.time_zone)) return p;
  if (auto p = CheckText("interaction.text", interaction.text, kTextCharacters)) return p;
  const std::string& uri = interaction.recording_uri;
  if (auto p = CheckText("interaction.recording_uri", uri, kUriCharacters)) return p;
  if (!uri.empty() && !absl::StartsWith(uri, "https://")) {
    return wire::Problem{"RECORDING_URI_INVALID", "interaction.recording_uri", uri,
                         "A recording's link begins with https://."};
  }
  if (interaction.legs.size() > kLegs) {
    return wire::Problem{"TOO_MANY_LEGS", "interaction.legs", absl::StrCat(interaction.legs.size()),
                         absl::StrCat("An interaction has at most ", kLegs, " legs.")};
  }
  for (const Leg& leg : interaction.legs) {
    if (auto p = CheckIdentifier("interaction.legs.staff_number", leg.staff_number,
                                 kExternalIdCharacters)) {
      return p;
    }
    if (auto p = CheckText("interaction.legs.display_name", leg.display_name, kNameCharacters)) {
      return p;
    }
  }
  return std::nullopt;
}

std::vector<wire::Problem> DropImpossible(Interaction& interaction) {
  std::vector<wire::Problem> problems;
  const auto* ended_at = std::get_if<absl::Time>(&interaction.ended);
  if (interaction.started_at && ended_at != nullptr && *interaction.started_at > *ended_at) {
    problems.push_back({"START_AFTER_END", "interaction.started_at",
                        absl::FormatTime(*interaction.started_at, absl::UTCTimeZone()),
                        "The interaction began after its end. Taken without the beginning."});
    interaction.started_at.reset();
  }
  DropDuration("interaction.talk", interaction.talk, problems);
  DropDuration("interaction.hold", interaction.hold, problems);
  DropDuration("interaction.after_call_work", interaction.after_call_work, problems);
  if (auto problem = CheckLanguage("interaction.language", interaction.language)) {
    problem->description += " Taken without it.";
    problems.push_back(*std::move(problem));
    interaction.language.clear();
  }
  return problems;
}

const Leg* OwningLeg(const Interaction& interaction) {
  const Leg* agent = LastOf(interaction, Leg::Role::kAgent);
  const Leg* barge = LastOf(interaction, Leg::Role::kBarge);
  if (barge == nullptr || agent == nullptr) return agent != nullptr ? agent : barge;
  return EndOf(interaction, *barge) > EndOf(interaction, *agent) ? barge : agent;
}

absl::Duration HandleTime(const Interaction& interaction) {
  return interaction.talk + interaction.hold + interaction.after_call_work;
}

}  // namespace aftercall::domain
