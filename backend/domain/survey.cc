#include "backend/domain/survey.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "backend/domain/limits.h"

namespace aftercall::domain {
namespace {

template <typename Record>
std::optional<wire::Problem> CheckIdentity(absl::string_view kind, const Record& record) {
  if (auto p = CheckIdentifier(absl::StrCat(kind, ".source"), record.source, kSourceCharacters)) {
    return p;
  }
  if (auto p = CheckIdentifier(absl::StrCat(kind, ".external_id"), record.external_id,
                               kExternalIdCharacters)) {
    return p;
  }
  return CheckIdentifier(absl::StrCat(kind, ".interaction_external_id"),
                         record.interaction_external_id, kExternalIdCharacters);
}

}  // namespace

std::optional<wire::Problem> Check(const SurveyInvitation& invitation) {
  return CheckIdentity("invitation", invitation);
}

std::optional<wire::Problem> Check(const SurveyResponse& response, const Question& question,
                                   size_t comment_limit) {
  if (auto p = CheckIdentity("response", response)) return p;
  if (!OnScale(question, response.rating)) {
    return wire::Problem{
        "RATING_OUT_OF_SCALE", "response.rating", absl::StrCat(response.rating),
        absl::StrCat("The rating is ", response.rating, "; the question ", question.id,
                     " has the scale ", question.low, " to ", question.high, ".")};
  }
  if (response.contacts < 0 || response.contacts > 1000) {
    return wire::Problem{"CONTACTS_INVALID", "response.contacts", absl::StrCat(response.contacts),
                         "The number of contacts is between 1 and 1,000, or 0 where unknown."};
  }
  return CheckText("response.comment", response.comment, comment_limit);
}

bool AnsweredBeforeStart(const PlacedInteraction& interaction, const SurveyResponse& response,
                         const Calendar& calendar) {
  if (!response.answered || !interaction.told.started_at) return false;
  const absl::Time started_at = *interaction.told.started_at;
  // A date alone is only compared with the date of the beginning.
  if (const auto* day = std::get_if<absl::CivilDay>(&*response.answered)) {
    return *day < absl::ToCivilDay(started_at, calendar.zone);
  }
  return std::get<absl::Time>(*response.answered) < started_at;
}

Moment AnsweredAt(const PlacedInteraction& interaction, const StoredResponse& response,
                  const Calendar& calendar) {
  if (response.told.answered && !AnsweredBeforeStart(interaction, response.told, calendar)) {
    return *response.told.answered;
  }
  return response.arrived_at;
}

std::vector<const StoredResponse*> Counting(const PlacedInteraction& interaction,
                                            absl::Span<const StoredResponse> responses,
                                            const Calendar& calendar, absl::Duration window) {
  struct Candidate {
    absl::Time first = absl::InfiniteFuture();
    absl::Time given;
    bool in_time = false;
    const StoredResponse* holds = nullptr;
  };
  std::map<absl::string_view, Candidate> by_question;
  const auto instant = [&](const StoredResponse& response) {
    return calendar.InstantOf(AnsweredAt(interaction, response, calendar));
  };
  for (const auto& response : responses) {
    Candidate& candidate = by_question[response.told.question_id];
    candidate.first = std::min(candidate.first, instant(response));
  }
  for (const auto& response : responses) {
    if (!response.current) continue;
    Candidate& candidate = by_question[response.told.question_id];
    const absl::Time given = instant(response);
    const bool in_time = given <= candidate.first + window;
    // Of those within the window the last holds. One outside stays in the history, unless there is
    // nothing else; then it is the first of them. The order of arrival decides nothing.
    bool better = candidate.holds == nullptr || (in_time && !candidate.in_time);
    if (!better && in_time == candidate.in_time) {
      better = in_time ? given >= candidate.given : given < candidate.given;
    }
    if (!better) continue;
    candidate.given = given;
    candidate.in_time = in_time;
    candidate.holds = &response;
  }
  std::vector<const StoredResponse*> counting;
  for (const auto& [question, candidate] : by_question) {
    if (candidate.holds != nullptr) counting.push_back(candidate.holds);
  }
  return counting;
}

}  // namespace aftercall::domain
