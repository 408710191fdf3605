#include "client/ctl/import/pacing.h"

#include <algorithm>
#include <map>

#include "absl/algorithm/container.h"
#include "absl/time/civil_time.h"
#include "client/ctl/input/wire_time.h"

namespace aftercall::ctl {
namespace {

const v1::Interaction* InteractionOf(const std::vector<v1::IngestRecord>& records) {
  for (const v1::IngestRecord& record : records) {
    if (record.has_interaction()) return &record.interaction();
  }
  return nullptr;
}

bool HasAnswer(const PacedRow& row) {
  return absl::c_any_of(row.records, [](const v1::IngestRecord& r) { return r.has_response(); });
}

std::string AgentOf(const PacedRow& row) {
  const v1::Interaction* interaction = InteractionOf(row.records);
  if (interaction == nullptr || interaction->abandoned() || interaction->legs().empty()) return "";
  return interaction->legs(interaction->legs_size() - 1).staff_number();
}

// The staff number with the most answers; of several the first by name, so that it stays the same.
std::string Busiest(const std::vector<PacedRow>& rows) {
  std::map<std::string, int64_t> answers;
  for (const PacedRow& row : rows) {
    const std::string agent = HasAnswer(row) ? AgentOf(row) : "";
    if (!agent.empty()) ++answers[agent];
  }
  const auto most = std::max_element(answers.begin(), answers.end(),
                                     [](auto& a, auto& b) { return a.second < b.second; });
  return most == answers.end() ? "" : most->first;
}

}  // namespace

absl::Time HappenedAt(const std::vector<v1::IngestRecord>& records) {
  const v1::Interaction* interaction = InteractionOf(records);
  if (interaction == nullptr) return absl::InfinitePast();
  if (interaction->has_ended_at()) return input::FromTimestamp(interaction->ended_at());
  if (interaction->has_started_at()) return input::FromTimestamp(interaction->started_at());
  const google::type::Date& day = interaction->ended_on();
  return absl::FromCivil(absl::CivilHour(day.year(), day.month(), day.day(), 12),
                         absl::UTCTimeZone());
}

PacePlan Pace(std::vector<PacedRow>* rows, absl::Duration every, const std::string& agent) {
  absl::c_stable_sort(*rows,
                      [](const PacedRow& a, const PacedRow& b) { return a.happened < b.happened; });
  PacePlan plan;
  plan.agent = agent.empty() ? Busiest(*rows) : agent;
  // Places of the agent's answers, and the end of the file: the ends of slots.
  std::vector<size_t> ends;
  for (size_t i = 0; i < rows->size(); ++i) {
    const bool theirs =
        plan.agent.empty() || ((*rows)[i].happened > absl::InfinitePast() &&
                               HasAnswer((*rows)[i]) && AgentOf((*rows)[i]) == plan.agent);
    if (theirs) ends.push_back(i);
  }
  plan.answers = plan.agent.empty() ? 0 : static_cast<int64_t>(ends.size());
  if (!rows->empty() && (ends.empty() || ends.back() + 1 < rows->size())) {
    ends.push_back(rows->size() - 1);
  }
  const absl::Duration mean =
      ends.size() < 2 ? absl::ZeroDuration()
                      : ((*rows)[ends.back()].happened - (*rows)[ends.front()].happened) /
                            static_cast<int64_t>(ends.size() - 1);
  absl::Duration at;
  size_t from = 0;
  for (const size_t end : ends) {
    const absl::Time begins = from == 0 ? rows->front().happened : (*rows)[from - 1].happened;
    const absl::Duration real = (*rows)[end].happened - begins;
    absl::Duration slot = every;
    if (from > 0 && mean > absl::ZeroDuration()) {
      slot = every * std::clamp(absl::FDivDuration(real, mean), 0.5, 1.5);
    }
    for (size_t i = from; i <= end; ++i) {
      const double part =
          real > absl::ZeroDuration() ? absl::FDivDuration((*rows)[i].happened - begins, real) : 1;
      (*rows)[i].due = at + slot * part;
    }
    at += slot;
    from = end + 1;
  }
  plan.length = at;
  return plan;
}

void MoveTo(absl::Time now, std::vector<v1::IngestRecord>* records) {
  const absl::Duration shift = now - HappenedAt(*records);
  const auto moved = [&](const google::protobuf::Timestamp& stamp) {
    return input::ToTimestamp(input::FromTimestamp(stamp) + shift);
  };
  for (v1::IngestRecord& record : *records) {
    if (record.has_interaction()) {
      v1::Interaction& interaction = *record.mutable_interaction();
      *interaction.mutable_ended_at() = input::ToTimestamp(now);
      if (interaction.has_started_at()) {
        *interaction.mutable_started_at() = moved(interaction.started_at());
      }
    } else if (record.has_response()) {
      *record.mutable_response()->mutable_answered_at() = input::ToTimestamp(now);
    } else if (record.has_invitation()) {
      *record.mutable_invitation()->mutable_invited_at() = input::ToTimestamp(now);
    }
  }
}

}  // namespace aftercall::ctl
