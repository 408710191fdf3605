#include "tests/integration/kills/audit.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "backend/store/sqlite/database.h"
#include "backend/store/sqlite/sqlite_reader.h"
#include "shared/base/ids.h"
#include "tests/support/reckoning.h"

namespace aftercall::kills {
namespace {

using store::Database;
using store::Rows;

std::string UserName(int64_t id) { return absl::StrCat("users/", base::FormatId(id)); }

absl::StatusOr<std::unique_ptr<store::Reader>> NewReader(const std::string& database) {
  auto opened = Database::Open(database, Database::Mode::kReadOnly);
  if (!opened.ok()) return opened.status();
  return std::make_unique<store::SqliteReader>(*std::move(opened));
}

// What a log leaves standing: rating and comment, by call and question.
using Standings = std::map<std::pair<std::string, std::string>, std::pair<int, std::string>>;

Standings StandingsOf(const std::map<Key, Told>& standing) {
  Standings standings;
  for (const auto& [key, told] : standing) {
    standings[{told.external_id, told.question}] = {told.rating, told.comment};
  }
  return standings;
}

}  // namespace

Verdicts VerdictsOf(const std::vector<const Story*>& stories) {
  Verdicts verdicts;
  std::map<std::pair<std::string, std::string>, int64_t> orders;
  for (const Story* story : stories) {
    for (const auto& [id, answer] : story->given()) {
      const Story::Telling& last = answer.tellings.back();
      const Story::Call& call = story->calls().at(last.call);
      int64_t& order = orders[{last.call, answer.question}];
      if (!call.told || call.abandoned || last.order < order) continue;
      order = last.order;
      verdicts[{last.call, answer.question}] = {call.agent, call.team, last.rating, last.comment};
    }
  }
  return verdicts;
}

absl::StatusOr<std::map<std::string, int64_t>> ReadHeads(const std::string& database) {
  auto opened = Database::Open(database, Database::Mode::kReadOnly);
  if (!opened.ok()) return opened.status();
  std::map<std::string, int64_t> heads;
  Rows rows = (*opened)->Ask("SELECT user_id, position FROM feeds");
  while (rows.Next()) heads[UserName(rows.Int(0))] = rows.Int(1);
  if (!rows.status().ok()) return rows.status();
  return heads;
}

absl::StatusOr<Audit> Audit::Open(const std::string& database) {
  Audit audit(database);
  if (absl::Status read = audit.ReadLogs(); !read.ok()) return read;
  return audit;
}

absl::Status Audit::ReadLogs() {
  auto database = Database::Open(database_, Database::Mode::kReadOnly);
  if (!database.ok()) return database.status();
  const auto reader = NewReader(database_);
  if (!reader.ok()) return reader.status();
  Rows rows = (*database)->Ask(
      "SELECT id, (SELECT count(*) FROM feed_entries WHERE user_id = id) FROM users");
  while (rows.Next()) {
    const int64_t id = rows.Int(0);
    const auto page = (*reader)->ReadFeed(domain::UserId{id}, 0, INT64_MAX);
    if (!page.ok()) return page.status();
    Log& log = logs_[UserName(id)];
    for (const domain::FeedEntry& entry : page->entries) {
      findings_.Check("Gapless", entry.position == log.head() + 1,
                      absl::StrCat(UserName(id), " has ", entry.position, " after ", log.head()));
      log.entries.push_back(ToldBy(entry));
      log.ends.push_back(entry.ends_change);
    }
    findings_.Check("Gapless", page->head == log.head() && rows.Int(1) == log.head(),
                    absl::StrCat(UserName(id), " has its head at ", page->head, " and ",
                                 rows.Int(1), " entries"));
  }
  return rows.status();
}

void Audit::CheckRows(const std::vector<const Story*>& stories, int64_t requests) {
  auto opened = Database::Open(database_, Database::Mode::kReadOnly);
  if (!opened.ok()) {
    findings_.Check("Durable", false, opened.status().ToString());
    return;
  }
  Database& database = **opened;
  Rows integrity = database.Ask("PRAGMA integrity_check");
  const std::string sound(integrity.Next() ? integrity.Text(0) : "not readable");
  findings_.Check("Durable", sound == "ok", absl::StrCat("the database is damaged: ", sound));
  std::map<std::string, const Story::Answer*> given;
  std::map<std::string, const Story::Call*> calls;
  int64_t tellings = 0;
  for (const Story* story : stories) {
    for (const auto& [id, answer] : story->given()) {
      given[id] = &answer;
      tellings += static_cast<int64_t>(answer.tellings.size());
    }
    for (const auto& [id, call] : story->calls()) calls[id] = &call;
  }
  Rows rows = database.Ask(
      "SELECT r.external_id, version, current, interaction_external_id, rating, comment, "
      "i.external_id FROM responses r LEFT JOIN interactions i ON i.id = interaction_id");
  int64_t found = 0;
  while (rows.Next()) {
    ++found;
    const std::string id(rows.Text(0));
    const auto answer = given.find(id);
    const auto version = static_cast<size_t>(rows.Int(1));
    if (answer == given.end() || version < 1 || version > answer->second->tellings.size()) {
      findings_.Check("Unique", false, absl::StrCat(id, " version ", version, " was never told"));
      continue;
    }
    const Story::Telling& telling = answer->second->tellings[version - 1];
    findings_.Check("Durable",
                    rows.Text(3) == telling.call && rows.Int(4) == telling.rating &&
                        rows.Text(5) == telling.comment,
                    absl::StrCat(id, " version ", version, " is not what was told"));
    findings_.Check("Durable", (rows.Int(2) == 1) == (version == answer->second->tellings.size()),
                    absl::StrCat(id, ": another telling than the last is current"));
    const std::string place = calls.at(telling.call)->told ? telling.call : "";
    findings_.Check("Durable", rows.Text(6) == place,
                    absl::StrCat(id, " version ", version, " is placed at ", rows.Text(6)));
  }
  findings_.Check(
      "Durable", found == tellings,
      absl::StrCat(tellings, " tellings of answers were acknowledged, ", found, " are there"));
  Rows known = database.Ask("SELECT count(*) FROM requests WHERE request_id LIKE '6b696c6c-%'");
  const int64_t there = known.Next() ? known.Int(0) : -1;
  findings_.Check("Unique", there == requests,
                  absl::StrCat(requests, " request ids were acknowledged, ", there, " are there"));
}

void Audit::CheckFigures() {
  const auto reader = NewReader(database_);
  if (!reader.ok()) {
    findings_.Check("Figures", false, reader.status().ToString());
    return;
  }
  const testing::Figures rows = testing::Reckon(**reader, {}).figures;
  const testing::Figures rollups = testing::ReadRollups(database_);
  for (const auto& [figure, n] : rows) {
    const auto it = rollups.find(figure);
    const int64_t kept = it == rollups.end() ? 0 : it->second;
    findings_.Check("Figures", kept == n,
                    absl::StrCat(figure, " is ", kept, "; the rows add up to ", n));
  }
  findings_.Check("Figures", rows.size() == rollups.size(), "a roll-up has no row behind it");
}

void Audit::CheckFeeds(const People& people, const std::vector<const Story*>& stories) {
  const Verdicts verdicts = VerdictsOf(stories);
  const auto check = [&](const Person& person, auto reaches) {
    std::map<Key, Told> standing;
    CheckLog(person.user, logs_[person.user], &standing);
    Standings expected;
    for (const auto& [key, verdict] : verdicts) {
      if (reaches(verdict)) expected[key] = {verdict.rating, verdict.comment};
    }
    findings_.Check(
        "Durable", StandingsOf(standing) == expected,
        absl::StrCat("the feed of ", person.display_name, " leaves ", standing.size(),
                     " verdicts standing, not the ", expected.size(), " that were told"));
  };
  for (size_t i = 0; i < people.agents.size(); ++i) {
    check(people.agents[i],
          [&](const Standing& verdict) { return verdict.agent == static_cast<int>(i); });
  }
  for (size_t i = 0; i < people.leaders.size(); ++i) {
    check(people.leaders[i],
          [&](const Standing& verdict) { return verdict.team == static_cast<int>(i); });
  }
}

// Each entry has to make sense after those before it: what is told twice does not.
void Audit::CheckLog(const std::string& user, const Log& log, std::map<Key, Told>* standing) {
  for (int64_t position = 1; position <= log.head(); ++position) {
    const Told& told = log.at(position);
    const Key key{told.interaction, told.question};
    const auto before = standing->find(key);
    const bool stands = before != standing->end();
    bool sense = true;
    if (told.kind == Told::Kind::kVerdict) sense = !stands;
    if (told.kind == Told::Kind::kWithdrawn) sense = stands;
    if (told.kind == Told::Kind::kChanged) {
      sense = stands && before->second.rating == told.previous_rating;
    }
    findings_.Check(
        "Unique", sense,
        absl::StrCat(user, " is told at ", position, " what makes no sense there: ", Text(told)));
    if (told.kind == Told::Kind::kWithdrawn) standing->erase(key);
    if (told.kind == Told::Kind::kVerdict || told.kind == Told::Kind::kChanged) {
      (*standing)[key] = told;
    }
  }
}

}  // namespace aftercall::kills
