#include "tests/support/reckoning.h"

#include <sqlite3.h>

#include <cstdlib>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"

namespace aftercall::testing {
namespace {

int64_t Number(absl::CivilDay day) { return (day.year() * 100 + day.month()) * 100 + day.day(); }

// By the zone that the record names; else by that of its team or of the deployment when it was
// placed, which only the row remembers.
domain::Calendar CalendarOf(const domain::PlacedInteraction& placed, const Rules& rules) {
  domain::Calendar calendar = rules.calendar;
  const std::string& told = placed.told.time_zone;
  if (!absl::LoadTimeZone(told.empty() ? placed.day_zone : told, &calendar.zone)) std::abort();
  return calendar;
}

absl::CivilDay DayOf(const domain::Moment& moment, const domain::Calendar& calendar) {
  if (moment.index() == 1) return std::get<1>(moment);
  const auto local = calendar.zone.At(std::get<0>(moment));
  const absl::CivilDay day(local.cs);
  const auto since_midnight = absl::Hours(local.cs.hour()) + absl::Minutes(local.cs.minute()) +
                              absl::Seconds(local.cs.second());
  return since_midnight < calendar.day_starts_at ? day - 1 : day;
}

absl::Time InstantOf(const domain::Moment& moment, const domain::Calendar& calendar) {
  if (moment.index() == 0) return std::get<0>(moment);
  const absl::CivilDay day = std::get<1>(moment);
  const int64_t hours = absl::ToInt64Hours(calendar.day_starts_at);
  const int64_t minutes = absl::ToInt64Minutes(calendar.day_starts_at % absl::Hours(1));
  return absl::FromCivil(absl::CivilMinute(day.year(), day.month(), day.day(), hours, minutes),
                         calendar.zone);
}

absl::Time GivenAt(const domain::Interaction& told, const domain::StoredResponse& response,
                   const domain::Calendar& calendar) {
  if (!response.told.answered) return response.arrived_at;
  const domain::Moment& answered = *response.told.answered;
  if (told.started_at) {
    const bool impossible =
        answered.index() == 1
            ? std::get<1>(answered) < absl::CivilDay(calendar.zone.At(*told.started_at).cs)
            : std::get<0>(answered) < *told.started_at;
    if (impossible) return response.arrived_at;
  }
  return InstantOf(answered, calendar);
}

// The answer to one question that counts, by sorting all of them.
const domain::StoredResponse* Holds(const store::ListedInteraction& listed,
                                    const std::string& question, const domain::Calendar& calendar,
                                    absl::Duration window) {
  absl::Time first = absl::InfiniteFuture();
  std::map<std::pair<absl::Time, int64_t>, const domain::StoredResponse*> current;
  for (const auto& response : listed.facts.responses) {
    if (response.told.question_id != question) continue;
    const absl::Time given = GivenAt(listed.facts.interaction.told, response, calendar);
    if (given < first) first = given;
    if (response.current) current[{given, response.id.value}] = &response;
  }
  if (current.empty()) return nullptr;
  const domain::StoredResponse* last = nullptr;
  for (const auto& [when, response] : current) {
    if (when.first <= first + window) last = response;
  }
  return last != nullptr ? last : current.begin()->second;
}

// What the agent scored themselves, beside what the customer said, if anything.
void CountOwnScores(store::Reader& reader, const store::ListedInteraction& listed,
                    const std::map<std::string, const domain::StoredResponse*>& holding,
                    Reckoning& reckoning) {
  const domain::PlacedInteraction& placed = listed.facts.interaction;
  const auto own = reader.FindSelfAssessment(placed.id, placed.agent);
  if (!own.ok()) std::abort();
  if (!*own || (*own)->assessment.seen_first ||
      (*own)->assessment.state != domain::SelfAssessment::State::kCommitted) {
    return;
  }
  const domain::SelfAssessment& assessment = (*own)->assessment;
  const auto form = reader.FindForm(assessment.form_id, assessment.form_version);
  if (!form.ok() || !*form) std::abort();
  const auto add = [&](const std::string& element, const std::string& kind, int64_t value) {
    const std::string cell =
        absl::StrCat(": user ", placed.agent.value, " day ", Number(placed.day), " team ",
                     placed.team.value, " element ", assessment.form_id, "/", element, kind);
    reckoning.figures["scores" + cell] += 1;
    if (value == 0) return;
    reckoning.figures["sum" + cell] += value;
    reckoning.figures["squares" + cell] += value * value;
  };
  for (const auto& section : (*form)->form.sections) {
    for (const auto& element : section.elements) {
      const auto score = (*own)->scores.find(element.id);
      if (score == (*own)->scores.end() || !score->second) continue;
      add(element.id, " by 1", *score->second);
      const auto answer = holding.find(element.question_id);
      if (answer == holding.end() || answer->second->told.company_fault) continue;
      if (listed.facts.IsUpheld(element.question_id)) continue;
      add(element.id, " less " + element.question_id, *score->second - answer->second->told.rating);
    }
  }
}

void Count(store::Reader& reader, const store::ListedInteraction& listed, const Rules& rules,
           Reckoning& reckoning) {
  const domain::PlacedInteraction& placed = listed.facts.interaction;
  const domain::Interaction& told = placed.told;
  const domain::Calendar calendar = CalendarOf(placed, rules);
  const int64_t day = Number(DayOf(told.ended, calendar));
  const std::string cell =
      absl::StrCat("user ", placed.agent.value, " day ", day, " team ", placed.team.value,
                   " channel ", static_cast<int>(told.channel), " topic ", told.topic);
  const auto add = [&](const char* what, int64_t n) {
    if (n != 0) reckoning.figures[absl::StrCat(what, ": ", cell)] += n;
  };
  if (told.abandoned || placed.agent.value == 0) {
    add("abandoned", 1);
    return;
  }
  std::set<std::string> questions;
  for (const auto& response : listed.facts.responses) questions.insert(response.told.question_id);
  bool answered = false;
  std::map<std::string, const domain::StoredResponse*> holding;
  for (const auto& question : questions) {
    const auto* response = Holds(listed, question, calendar, rules.rerating_window);
    // What is sealed is nowhere yet.
    if (response == nullptr || listed.facts.sealed) continue;
    answered = true;
    holding[question] = response;
    const domain::SurveyResponse& answer = response->told;
    const int contacts = answer.contacts > 1 ? 2 : answer.contacts;
    const std::string kind = absl::StrCat("answers to ", question, " rating ", answer.rating,
                                          " fault ", answer.company_fault, " contacts ", contacts);
    add(kind.c_str(), 1);
    if (listed.facts.IsUpheld(question)) add(absl::StrCat("upheld ", kind).c_str(), 1);
    const int64_t arrived = Number(DayOf(response->arrived_at, calendar));
    if (arrived > day) {
      reckoning.figures[absl::StrCat("late: user ", placed.agent.value, " day ", arrived)] += 1;
    }
    reckoning.verdicts[{placed.id.value, question}] = {placed.agent, placed.team, answer.rating,
                                                       answer.comment};
  }
  CountOwnScores(reader, listed, holding, reckoning);
  add("interactions", 1);
  add("responses", answered);
  add("offered", listed.facts.offered);
  add("offered_responses", listed.facts.offered && answered);
  add("handled", told.talk + told.hold + told.after_call_work > absl::ZeroDuration());
  add("talk_ms", absl::ToInt64Milliseconds(told.talk));
  add("hold_ms", absl::ToInt64Milliseconds(told.hold));
  add("after_call_work_ms", absl::ToInt64Milliseconds(told.after_call_work));
}

constexpr char kCell[] =
    "': user ' || user_id || ' day ' || day || ' team ' || team_id || ' channel ' || channel || "
    "' topic ' || topic";

}  // namespace

Reckoning Reckon(store::Reader& reader, const Rules& rules) {
  Reckoning reckoning;
  store::ListKey before;
  while (true) {
    const auto page = reader.ListInteractions({}, store::Part::kOwner, {}, before, 100);
    if (!page.ok()) std::abort();
    for (const auto& listed : *page) Count(reader, listed, rules, reckoning);
    if (page->size() < 100) return reckoning;
    before = {page->back().facts.interaction.day, page->back().facts.interaction.id};
  }
}

Figures ReadRollups(const std::string& path) {
  std::string sql;
  for (const char* what : {"interactions", "abandoned", "responses", "offered", "offered_responses",
                           "handled", "talk_ms", "hold_ms", "after_call_work_ms"}) {
    absl::StrAppend(&sql, "SELECT '", what, "' || ", kCell, ", ", what,
                    " FROM rollup_interactions UNION ALL ");
  }
  absl::StrAppend(&sql,
                  "SELECT 'answers to ' || question_id || ' rating ' || rating || ' fault ' || "
                  "company_fault || ' contacts ' || contacts || ",
                  kCell,
                  ", n FROM rollup_answers UNION ALL "
                  "SELECT 'upheld answers to ' || question_id || ' rating ' || rating || ' fault ' "
                  "|| company_fault || ' contacts ' || contacts || ",
                  kCell,
                  ", upheld FROM rollup_answers UNION ALL "
                  "SELECT 'late: user ' || user_id || ' day ' || arrived_day, n FROM rollup_late");
  for (const char* table : {"elements", "gaps"}) {
    const bool is_gap = std::string(table) == "gaps";
    for (const auto& [what, column] :
         {std::pair("scores", "n"), {"sum", "sum"}, {"squares", "squares"}}) {
      absl::StrAppend(&sql, " UNION ALL SELECT '", what,
                      ": user ' || user_id || ' day ' || day || ' team ' || team_id || "
                      "' element ' || form_id || '/' || element_id || ",
                      is_gap ? "' less ' || question_id" : "' by ' || evaluator", ", ", column,
                      " FROM rollup_", table);
    }
  }
  sqlite3* db = nullptr;
  if (sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK) std::abort();
  Figures figures;
  const auto add = [](void* into, int, char** values, char**) {
    const int64_t n = std::atoll(values[1]);
    if (n != 0) (*static_cast<Figures*>(into))[values[0]] += n;
    return 0;
  };
  if (sqlite3_exec(db, sql.c_str(), add, &figures, nullptr) != SQLITE_OK) std::abort();
  sqlite3_close(db);
  return figures;
}

std::map<VerdictKey, Standing> Fold(const std::vector<domain::FeedEntry>& log) {
  std::map<VerdictKey, Standing> standing;
  const auto put = [&](const domain::Verdict& verdict) {
    standing[{verdict.interaction.value, verdict.question_id}] = {
        verdict.agent, {}, verdict.rating, verdict.comment};
  };
  for (const auto& entry : log) {
    switch (entry.event.index()) {
      case 0:
        put(std::get<0>(entry.event));
        break;
      case 1:
        put(std::get<1>(entry.event).verdict);
        break;
      case 2: {
        const auto& withdrawn = std::get<2>(entry.event);
        standing.erase({withdrawn.interaction.value, withdrawn.question_id});
        break;
      }
      case 3: {
        const auto& seen = std::get<3>(entry.event);
        const auto it = standing.find({seen.interaction.value, seen.question_id});
        if (it != standing.end()) it->second.agent = seen.agent;
        break;
      }
    }
  }
  return standing;
}

}  // namespace aftercall::testing
