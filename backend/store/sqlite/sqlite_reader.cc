#include "backend/store/sqlite/sqlite_reader.h"

#include <algorithm>
#include <cstdint>

#include "backend/store/sqlite/by_scope.h"
#include "backend/store/sqlite/columns.h"
#include "backend/store/sqlite/element_rows.h"
#include "backend/store/sqlite/one_state.h"
#include "backend/store/sqlite/pause_rows.h"
#include "backend/store/sqlite/people_rows.h"

namespace aftercall::store {
namespace {

constexpr ByScope kTallyInteractions = AFTERCALL_BY_SCOPE(
    "SELECT sum(interactions), sum(abandoned), sum(responses), sum(offered), "
    "sum(offered_responses), sum(handled), sum(talk_ms), sum(hold_ms), sum(after_call_work_ms) "
    "FROM rollup_interactions WHERE",
    "");
constexpr ByScope kTallyAnswers = AFTERCALL_BY_SCOPE(
    "SELECT question_id, rating, company_fault, contacts, sum(n), sum(upheld) "
    "FROM rollup_answers WHERE",
    "GROUP BY question_id, rating, company_fault, contacts HAVING sum(n) > 0 "
    "ORDER BY question_id, rating, company_fault, contacts");

#define AFTERCALL_LIST_PREFIX "SELECT " AFTERCALL_INTERACTION_COLUMNS " FROM interactions i WHERE"
#define AFTERCALL_LIST_SUFFIX                                 \
  "AND i.day BETWEEN ?2 AND ?3 AND (i.day, i.id) < (?4, ?5) " \
  "ORDER BY i.day DESC, i.id DESC LIMIT ?6"
constexpr ByScope kListInteractions = {
    AFTERCALL_LIST_PREFIX " i.agent_id = ?1 " AFTERCALL_LIST_SUFFIX,
    AFTERCALL_LIST_PREFIX " i.team_id = ?1 " AFTERCALL_LIST_SUFFIX,
    AFTERCALL_LIST_PREFIX " ?1 = 0 " AFTERCALL_LIST_SUFFIX};
constexpr char kListEarlierParts[] = AFTERCALL_LIST_PREFIX
    " i.id IN (SELECT interaction_id FROM legs WHERE user_id = ?1) AND i.agent_id <> "
    "?1 " AFTERCALL_LIST_SUFFIX;

}  // namespace

absl::StatusOr<FeedPage> SqliteReader::ReadHead(domain::UserId feed) {
  FeedPage page;
  Rows rows =
      database_->Ask("SELECT position, trimmed, seen FROM feeds WHERE user_id = ?", feed.value);
  if (rows.Next()) {
    page.head = rows.Int(0);
    page.trimmed = rows.Int(1);
    page.seen = rows.Int(2);
  }
  if (!rows.status().ok()) return rows.status();
  return page;
}

absl::StatusOr<FeedPage> SqliteReader::ReadFeed(domain::UserId feed, int64_t after, size_t limit) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  auto page = ReadHead(feed);
  if (!page.ok()) return page;
  Rows rows = database_->Ask("SELECT " AFTERCALL_ENTRY_COLUMNS
                             " FROM feed_entries WHERE user_id = ? AND position > ? "
                             "ORDER BY position",
                             feed.value, after);
  // A change that goes on beyond the limit is read to its end.
  auto& entries = page->entries;
  const auto wants_more = [&] {
    return entries.size() < limit || (!entries.empty() && !entries.back().ends_change);
  };
  while (wants_more() && rows.Next()) entries.push_back(EntryAt(rows));
  if (!rows.status().ok()) return rows.status();
  return page;
}

absl::StatusOr<FeedPage> SqliteReader::ReadLatest(domain::UserId feed, size_t limit) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  auto page = ReadHead(feed);
  if (!page.ok()) return page;
  Rows rows = database_->Ask("SELECT " AFTERCALL_ENTRY_COLUMNS
                             " FROM feed_entries WHERE user_id = ? AND position <= ? "
                             "ORDER BY position DESC LIMIT ?",
                             feed.value, page->head, static_cast<int64_t>(limit));
  while (rows.Next()) page->entries.push_back(EntryAt(rows));
  std::reverse(page->entries.begin(), page->entries.end());
  if (!rows.status().ok()) return rows.status();
  return page;
}

absl::StatusOr<StandingRow> SqliteReader::ReadStanding(domain::UserId user, absl::CivilDay today) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  StandingRow standing;
  const Period period{today, today};
  if (auto s = TallyInteractions({user, {}}, period, standing.today); !s.ok()) return s;
  if (auto s = TallyAnswers({user, {}}, period, standing.today); !s.ok()) return s;
  {
    Rows rows = database_->Ask(
        "SELECT (SELECT n FROM rollup_late WHERE user_id = ?1 AND arrived_day = ?2), "
        "(SELECT t.time_zone FROM main_teams m JOIN teams t ON t.id = m.team_id "
        "WHERE m.user_id = ?1 ORDER BY m.since DESC LIMIT 1)",
        user.value, FromDay(today));
    if (rows.Next()) {
      standing.for_earlier_days = rows.Int(0);
      standing.time_zone = std::string(rows.Text(1));
    }
    if (!rows.status().ok()) return rows.status();
  }
  if (auto s = LoadPausesOf(*database_, user, standing); !s.ok()) return s;
  Rows rows = database_->Ask(
      "SELECT state, since, open_interactions, told_at FROM agent_states WHERE user_id = ? "
      "ORDER BY since DESC LIMIT 1",
      user.value);
  if (rows.Next()) {
    standing.state = domain::AgentState{
        static_cast<domain::AgentState::State>(rows.Int(0)), absl::FromUnixMicros(rows.Int(1)),
        static_cast<int>(rows.Int(2)), absl::FromUnixMicros(rows.Int(3))};
  }
  if (!rows.status().ok()) return rows.status();
  return standing;
}

absl::Status SqliteReader::TallyInteractions(const Scope& scope, const Period& period,
                                             domain::Tally& tally) {
  Rows rows =
      database_->Ask(kTallyInteractions.For(scope), IdOf(scope), FromOf(period), ToOf(period));
  if (rows.Next()) {
    tally.interactions = {rows.Int(0), rows.Int(1), rows.Int(2), rows.Int(3), rows.Int(4),
                          rows.Int(5), rows.Int(6), rows.Int(7), rows.Int(8)};
  }
  return rows.status();
}

absl::Status SqliteReader::TallyAnswers(const Scope& scope, const Period& period,
                                        domain::Tally& tally) {
  Rows rows = database_->Ask(kTallyAnswers.For(scope), IdOf(scope), FromOf(period), ToOf(period));
  while (rows.Next()) {
    tally.answers.push_back({std::string(rows.Text(0)), static_cast<int>(rows.Int(1)),
                             rows.Int(2) != 0, static_cast<domain::Contacts>(rows.Int(3)),
                             rows.Int(4), rows.Int(5)});
  }
  return rows.status();
}

absl::StatusOr<domain::Tally> SqliteReader::ReadTally(const Scope& scope, const Period& period) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  domain::Tally tally;
  if (auto s = TallyInteractions(scope, period, tally); !s.ok()) return s;
  if (auto s = TallyAnswers(scope, period, tally); !s.ok()) return s;
  return tally;
}

absl::StatusOr<domain::ElementTally> SqliteReader::ReadElementTally(const Scope& scope,
                                                                    const Period& period) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  return TallyElements(*database_, scope, period);
}

absl::StatusOr<std::vector<ListedInteraction>> SqliteReader::ListInteractions(
    const Scope& scope, Part part, const Period& period, const ListKey& before, size_t limit) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  std::vector<ListedInteraction> list;
  {
    const int64_t before_day =
        before.day == absl::CivilDay::max() ? kLastDay + 1 : FromDay(before.day);
    const char* sql = part == Part::kOwner ? kListInteractions.For(scope) : kListEarlierParts;
    Rows rows = database_->Ask(sql, IdOf(scope), FromOf(period), ToOf(period), before_day,
                               before.id.value, static_cast<int64_t>(limit));
    while (rows.Next()) list.emplace_back().facts.interaction = InteractionAt(rows);
    if (!rows.status().ok()) return rows.status();
  }
  for (auto& listed : list) {
    if (auto status = Complete(listed); !status.ok()) return status;
  }
  return list;
}

absl::StatusOr<std::optional<ListedInteraction>> SqliteReader::FindInteraction(
    domain::InteractionId id) {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  ListedInteraction listed;
  {
    Rows rows = database_->Ask(AFTERCALL_LIST_PREFIX " i.id = ?", id.value);
    if (!rows.Next()) {
      if (!rows.status().ok()) return rows.status();
      return std::nullopt;
    }
    listed.facts.interaction = InteractionAt(rows);
  }
  if (auto status = Complete(listed); !status.ok()) return status;
  return listed;
}

absl::Status SqliteReader::Complete(ListedInteraction& listed) {
  domain::PlacedInteraction& interaction = listed.facts.interaction;
  if (auto status = LoadLegs(*database_, interaction); !status.ok()) return status;
  if (auto status = LoadAnswers(*database_, listed.facts); !status.ok()) return status;
  {
    Rows rows =
        database_->Ask("SELECT display_name FROM users WHERE id = ?", interaction.agent.value);
    if (rows.Next()) listed.agent_display_name = std::string(rows.Text(0));
    if (!rows.status().ok()) return rows.status();
  }
  Rows rows = database_->Ask("SELECT display_name FROM teams WHERE id = ?", interaction.team.value);
  if (rows.Next()) listed.team_display_name = std::string(rows.Text(0));
  return rows.status();
}

absl::StatusOr<std::vector<domain::StoredResponse>> SqliteReader::ListPending(
    domain::ResponseId after, size_t limit) {
  Rows rows = database_->Ask("SELECT " AFTERCALL_RESPONSE_COLUMNS
                             " FROM responses WHERE interaction_id IS NULL AND current = 1 "
                             "AND id > ? ORDER BY id LIMIT ?",
                             after.value, static_cast<int64_t>(limit));
  std::vector<domain::StoredResponse> pending;
  while (rows.Next()) pending.push_back(ResponseAt(rows));
  if (!rows.status().ok()) return rows.status();
  return pending;
}

absl::StatusOr<std::vector<domain::Question>> SqliteReader::ListQuestions() {
  const OneState state(*database_);
  if (!state.status().ok()) return state.status();
  std::vector<std::string> ids;
  {
    Rows rows = database_->Ask("SELECT id FROM questions ORDER BY id");
    while (rows.Next()) ids.emplace_back(rows.Text(0));
    if (!rows.status().ok()) return rows.status();
  }
  std::vector<domain::Question> questions;
  for (const auto& id : ids) {
    auto question = LoadQuestion(*database_, id);
    if (!question.ok()) return question.status();
    if (*question) questions.push_back(**std::move(question));
  }
  return questions;
}

absl::StatusOr<std::optional<domain::User>> SqliteReader::FindUser(domain::UserId id) {
  return LoadUser(*database_, id);
}

absl::StatusOr<std::vector<domain::User>> SqliteReader::LoadUsers(
    const std::vector<domain::UserId>& ids) {
  std::vector<domain::User> users;
  for (const auto id : ids) {
    auto user = LoadUser(*database_, id);
    if (!user.ok()) return user.status();
    if (*user) users.push_back(**std::move(user));
  }
  return users;
}

absl::StatusOr<std::vector<domain::User>> SqliteReader::FindUsersByName(absl::string_view name) {
  return LoadUsersByName(*database_, name);
}

absl::StatusOr<std::vector<domain::User>> SqliteReader::ListUsers(
    std::optional<domain::User::State> state, absl::string_view after_name, domain::UserId after_id,
    size_t limit) {
  std::vector<domain::UserId> ids;
  {
    const int64_t wanted = state ? static_cast<int64_t>(*state) : 0;
    Rows rows = database_->Ask(
        "SELECT id FROM users WHERE (?1 = 0 OR state = ?1) AND (display_name, id) > (?2, ?3) "
        "ORDER BY display_name, id LIMIT ?4",
        wanted, after_name, after_id.value, static_cast<int64_t>(limit));
    while (rows.Next()) ids.push_back({rows.Int(0)});
    if (!rows.status().ok()) return rows.status();
  }
  return LoadUsers(ids);
}

absl::StatusOr<std::optional<domain::Team>> SqliteReader::FindTeam(domain::TeamId id) {
  return LoadTeam(*database_, id);
}

absl::StatusOr<std::optional<domain::Team>> SqliteReader::FindTeamByName(absl::string_view name) {
  const auto team = LoadTeamPlace(*database_, name);
  if (!team.ok()) return team.status();
  if (!*team) return std::nullopt;
  return LoadTeam(*database_, (*team)->id);
}

absl::StatusOr<std::vector<domain::Team>> SqliteReader::ListTeams(absl::string_view after_name,
                                                                  size_t limit) {
  std::vector<domain::TeamId> ids;
  {
    Rows rows =
        database_->Ask("SELECT id FROM teams WHERE display_name > ? ORDER BY display_name LIMIT ?",
                       after_name, static_cast<int64_t>(limit));
    while (rows.Next()) ids.push_back({rows.Int(0)});
    if (!rows.status().ok()) return rows.status();
  }
  std::vector<domain::Team> teams;
  for (const auto id : ids) {
    auto team = LoadTeam(*database_, id);
    if (!team.ok()) return team.status();
    if (*team) teams.push_back(**std::move(team));
  }
  return teams;
}

absl::StatusOr<std::vector<domain::Access>> SqliteReader::ListAccesses(
    domain::UserId subject, const std::optional<domain::Access>& after, size_t limit) {
  const int64_t after_day = after ? FromDay(after->day) : kLastDay + 1;
  const int64_t after_reader = after ? after->look.reader.value : 0;
  const int64_t after_kind = after ? static_cast<int64_t>(after->look.kind) : 0;
  Rows rows = database_->Ask(
      "SELECT a.day, a.reader_id, a.kind, a.first_at, a.last_at, a.looks, u.display_name "
      "FROM accesses a LEFT JOIN users u ON u.id = a.reader_id WHERE a.subject_id = ?1 "
      "AND (a.day < ?2 OR (a.day = ?2 AND (a.reader_id, a.kind) > (?3, ?4))) "
      "ORDER BY a.day DESC, a.reader_id, a.kind LIMIT ?5",
      subject.value, after_day, after_reader, after_kind, static_cast<int64_t>(limit));
  std::vector<domain::Access> accesses;
  while (rows.Next()) {
    domain::Access access;
    access.look = {subject, {rows.Int(1)}, static_cast<domain::Look::Kind>(rows.Int(2))};
    access.day = ToDay(rows.Int(0));
    access.first_at = absl::FromUnixMicros(rows.Int(3));
    access.last_at = absl::FromUnixMicros(rows.Int(4));
    access.looks = rows.Int(5);
    access.reader_display_name = std::string(rows.Text(6));
    accesses.push_back(std::move(access));
  }
  if (!rows.status().ok()) return rows.status();
  return accesses;
}

absl::StatusOr<bool> SqliteReader::Leads(domain::UserId leader, domain::UserId user) {
  const auto member = LoadUser(*database_, user);
  if (!member.ok()) return member.status();
  if (!*member) return false;
  Rows rows = database_->Ask("SELECT 1 FROM team_leaders WHERE team_id = ? AND user_id = ?",
                             (*member)->main_team.value, leader.value);
  const bool leads = rows.Next();
  if (!rows.status().ok()) return rows.status();
  return leads;
}

absl::StatusOr<Reader::OldFeeds> SqliteReader::ListOldFeeds(absl::Time before, int64_t keep,
                                                            domain::UserId after, size_t limit) {
  Rows rows = database_->Ask(
      "SELECT f.user_id, f.position - f.trimmed > ?2 AND e.created_at < ?1 FROM feeds f "
      "LEFT JOIN feed_entries e ON e.user_id = f.user_id AND e.position = f.trimmed + 1 "
      "WHERE f.user_id > ?3 ORDER BY f.user_id LIMIT ?4",
      FromTime(before), keep, after.value, static_cast<int64_t>(limit));
  OldFeeds old;
  size_t seen = 0;
  for (; rows.Next(); ++seen) {
    old.stopped_at = {rows.Int(0)};
    if (rows.Int(1) == 1) old.feeds.push_back(*old.stopped_at);
  }
  if (!rows.status().ok()) return rows.status();
  if (seen < limit) old.stopped_at.reset();
  return old;
}

absl::StatusOr<Reader::OldRequests> SqliteReader::ListOldRequests(absl::Time before,
                                                                  absl::string_view after,
                                                                  size_t limit) {
  Rows rows = database_->Ask(
      "SELECT request_id, created_at < ?1 FROM requests WHERE request_id > ?2 "
      "ORDER BY request_id LIMIT ?3",
      FromTime(before), after, static_cast<int64_t>(limit));
  OldRequests old;
  size_t seen = 0;
  for (; rows.Next(); ++seen) {
    old.stopped_at = std::string(rows.Text(0));
    if (rows.Int(1) == 1) old.request_ids.push_back(*old.stopped_at);
  }
  if (!rows.status().ok()) return rows.status();
  if (seen < limit) old.stopped_at.reset();
  return old;
}

}  // namespace aftercall::store
