#include "tests/integration/kills/told.h"

#include <algorithm>

#include "absl/hash/hash.h"
#include "absl/strings/str_cat.h"
#include "shared/base/ids.h"

namespace aftercall::kills {
namespace {

// Of the contract: verdicts in a snapshot, and the entries they are folded from.
constexpr size_t kSnapshotVerdicts = 50;
constexpr int64_t kSnapshotEntries = 200;

std::string InteractionName(domain::InteractionId id) {
  return absl::StrCat("interactions/", base::FormatId(id.value));
}

std::string UserName(domain::UserId id) {
  return id ? absl::StrCat("users/", base::FormatId(id.value)) : "";
}

struct FromDatabase {
  Told operator()(const domain::Verdict& verdict) const {
    return {Told::Kind::kVerdict,
            InteractionName(verdict.interaction),
            verdict.interaction_external_id,
            verdict.question_id,
            verdict.rating,
            0,
            verdict.comment,
            verdict.company_fault,
            UserName(verdict.agent)};
  }
  Told operator()(const domain::VerdictChanged& changed) const {
    Told told = (*this)(changed.verdict);
    told.kind = Told::Kind::kChanged;
    told.previous_rating = changed.previous_rating;
    return told;
  }
  Told operator()(const domain::VerdictWithdrawn& withdrawn) const {
    Told told;
    told.kind = Told::Kind::kWithdrawn;
    told.interaction = InteractionName(withdrawn.interaction);
    told.question = withdrawn.question_id;
    return told;
  }
  Told operator()(const domain::VerdictSeen& seen) const {
    Told told;
    told.kind = Told::Kind::kSeen;
    told.interaction = InteractionName(seen.interaction);
    told.question = seen.question_id;
    told.agent = UserName(seen.agent);
    return told;
  }
  // Nobody is asked to assess themselves here.
  Told operator()(const domain::VerdictSealed&) const { return {}; }
  Told operator()(const domain::SelfAssessmentTold&) const { return {}; }
  // Nor for a review.
  Told operator()(const domain::ReviewTold&) const { return {}; }
  Told operator()(const domain::ReviewTaskTold&) const { return {}; }
  // And nobody appeals or gives kudos.
  Told operator()(const domain::AppealTold&) const { return {}; }
  Told operator()(const domain::AppealTaskTold&) const { return {}; }
  Told operator()(const domain::KudosTold&) const { return {}; }
};

struct FromClient {
  Told operator()(const model::Blank&) const { return {}; }
  Told operator()(const model::Verdict& verdict) const {
    return {Told::Kind::kVerdict, verdict.interaction,   verdict.interaction_external_id,
            verdict.question.id,  verdict.rating,        0,
            verdict.comment,      verdict.company_fault, verdict.agent};
  }
  Told operator()(const model::VerdictChanged& changed) const {
    Told told = (*this)(changed.verdict);
    told.kind = Told::Kind::kChanged;
    told.previous_rating = changed.previous_rating;
    return told;
  }
  Told operator()(const model::VerdictWithdrawn& withdrawn) const {
    Told told;
    told.kind = Told::Kind::kWithdrawn;
    told.interaction = withdrawn.key.interaction;
    told.question = withdrawn.key.question_id;
    return told;
  }
  Told operator()(const model::VerdictSeen& seen) const {
    Told told;
    told.kind = Told::Kind::kSeen;
    told.interaction = seen.key.interaction;
    told.question = seen.key.question_id;
    told.agent = seen.agent;
    return told;
  }
  // As in FromDatabase.
  Told operator()(const model::VerdictSealed&) const { return {}; }
  Told operator()(const model::SelfAssessment&) const { return {}; }
  Told operator()(const model::Review&) const { return {}; }
  Told operator()(const model::ReviewTask&) const { return {}; }
  Told operator()(const model::Appeal&) const { return {}; }
  Told operator()(const model::AppealTask&) const { return {}; }
  Told operator()(const model::Kudos&) const { return {}; }
};

}  // namespace

Told ToldBy(const domain::FeedEntry& entry) { return std::visit(FromDatabase(), entry.event); }

Told ToldBy(const model::Entry& entry) { return std::visit(FromClient(), entry.event); }

std::string Text(const Told& told) {
  constexpr const char* kKinds[] = {"blank", "verdict", "changed", "withdrawn", "seen"};
  return absl::StrCat(kKinds[static_cast<int>(told.kind)], " ", told.interaction, " (",
                      told.external_id, ") ", told.question, " ", told.rating, " before ",
                      told.previous_rating, " \"", told.comment, "\" fault ", told.company_fault,
                      " agent ", told.agent);
}

uint64_t Fingerprint(const Told& told) { return absl::HashOf(Text(told)); }

Strip Strip::OfSnapshot(const Log& log, int64_t head) {
  // By the position at which each was told last.
  std::map<Key, std::pair<int64_t, Told>> latest;
  for (int64_t p = std::max<int64_t>(0, head - kSnapshotEntries) + 1; p <= head; ++p) {
    const Told& told = log.at(p);
    const Key key{told.interaction, told.question};
    if (told.kind == Told::Kind::kWithdrawn) {
      latest.erase(key);
    } else if (told.kind == Told::Kind::kSeen) {
      if (const auto it = latest.find(key); it != latest.end())
        it->second.second.agent = told.agent;
    } else {
      latest[key] = {p, told};
    }
  }
  std::map<int64_t, Told> by_position;
  for (const auto& [key, item] : latest) by_position[item.first] = item.second;
  Strip strip;
  for (auto& [position, told] : by_position) {
    told.kind = Told::Kind::kVerdict;
    told.previous_rating = 0;
    strip.Apply(position, told);
  }
  strip.Trim(kSnapshotVerdicts);
  return strip;
}

Strip Strip::OfItems(const std::vector<model::Item>& items) {
  Strip strip;
  for (const model::Item& item : items) {
    strip.Apply(item.position, FromClient()(item.waiting_change.value_or(item.verdict)));
  }
  return strip;
}

void Strip::Apply(int64_t position, const Told& told) {
  const Key key{told.interaction, told.question};
  const auto place = places_.find(key);
  switch (told.kind) {
    case Told::Kind::kBlank:
      return;
    case Told::Kind::kVerdict:
    case Told::Kind::kChanged: {
      Told& item = items_[place == places_.end() ? position : place->second];
      if (place == places_.end()) places_[key] = position;
      item = told;
      item.kind = Told::Kind::kVerdict;
      item.previous_rating = 0;
      return;
    }
    case Told::Kind::kWithdrawn:
      if (place == places_.end()) return;
      items_.erase(place->second);
      places_.erase(place);
      return;
    case Told::Kind::kSeen:
      if (place != places_.end()) items_[place->second].agent = told.agent;
      return;
  }
}

void Strip::Trim(size_t most) {
  while (items_.size() > most) {
    const Told& oldest = items_.begin()->second;
    places_.erase({oldest.interaction, oldest.question});
    items_.erase(items_.begin());
  }
}

uint64_t Strip::Fingerprint() const {
  std::string text;
  for (const auto& [position, told] : items_) absl::StrAppend(&text, position, Text(told), "\n");
  return absl::HashOf(text);
}

}  // namespace aftercall::kills
