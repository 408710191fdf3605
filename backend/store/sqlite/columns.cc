#include "backend/store/sqlite/columns.h"

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "backend/store/sqlite/element_rows.h"

namespace aftercall::store {
namespace {

enum Kind {
  kVerdict = 1,
  kChanged = 2,
  kWithdrawn = 3,
  kSeen = 4,
  kSealed = 5,
  kSelf = 6,
  kReview = 7,
  kReviewTask = 8,
  kAppeal = 9,
  kAppealTask = 10,
  kKudos = 11
};

// A feed entry as its columns hold it; nothing where the event has no such value.
struct EntryRow {
  int64_t kind = 0;
  domain::InteractionId interaction;
  absl::string_view question_id;
  const domain::Verdict* verdict = nullptr;
  std::optional<int64_t> previous_rating;
  std::optional<int64_t> reason;
  domain::UserId agent;
  absl::string_view agent_name;
  const domain::InteractionReference* reference = nullptr;
  const domain::SelfAssessmentTold* self = nullptr;
  const domain::ReviewTold* review = nullptr;
  const domain::ReviewTaskTold* review_task = nullptr;
  const domain::AppealTold* appeal = nullptr;
  const domain::AppealTaskTold* appeal_task = nullptr;
  const domain::KudosTold* kudos = nullptr;
};

EntryRow RowOf(const domain::Verdict& verdict) {
  return {kVerdict, verdict.interaction, verdict.question_id,       &verdict, {},
          {},       verdict.agent,       verdict.agent_display_name};
}

struct ToRow {
  EntryRow operator()(const domain::Verdict& verdict) const { return RowOf(verdict); }
  EntryRow operator()(const domain::VerdictChanged& changed) const {
    EntryRow row = RowOf(changed.verdict);
    row.kind = kChanged;
    row.previous_rating = changed.previous_rating;
    return row;
  }
  EntryRow operator()(const domain::VerdictWithdrawn& withdrawn) const {
    return {kWithdrawn,
            withdrawn.interaction,
            withdrawn.question_id,
            nullptr,
            {},
            static_cast<int64_t>(withdrawn.reason),
            {},
            {}};
  }
  EntryRow operator()(const domain::VerdictSeen& seen) const {
    return {kSeen, seen.interaction, seen.question_id,       nullptr, {},
            {},    seen.agent,       seen.agent_display_name};
  }
  EntryRow operator()(const domain::VerdictSealed& sealed) const {
    EntryRow row;
    row.kind = kSealed;
    row.interaction = sealed.reference.interaction;
    row.question_id = sealed.question_id;
    row.reference = &sealed.reference;
    return row;
  }
  EntryRow operator()(const domain::SelfAssessmentTold& told) const {
    EntryRow row;
    row.kind = kSelf;
    row.interaction = told.reference.interaction;
    row.question_id = "";
    row.reason = static_cast<int64_t>(told.state);
    row.reference = &told.reference;
    row.self = &told;
    return row;
  }
  EntryRow operator()(const domain::ReviewTold& told) const {
    EntryRow row;
    row.kind = kReview;
    row.review = &told;
    return row;
  }
  EntryRow operator()(const domain::ReviewTaskTold& told) const {
    EntryRow row;
    row.kind = kReviewTask;
    row.review_task = &told;
    return row;
  }
  EntryRow operator()(const domain::AppealTold& told) const {
    EntryRow row;
    row.kind = kAppeal;
    row.appeal = &told;
    return row;
  }
  EntryRow operator()(const domain::AppealTaskTold& told) const {
    EntryRow row;
    row.kind = kAppealTask;
    row.appeal_task = &told;
    return row;
  }
  EntryRow operator()(const domain::KudosTold& told) const {
    EntryRow row;
    row.kind = kKudos;
    row.kudos = &told;
    return row;
  }
};

domain::Verdict VerdictAt(const Rows& rows) {
  domain::Verdict verdict;
  verdict.interaction = {rows.Int(4)};
  verdict.question_id = std::string(rows.Text(5));
  verdict.interaction_external_id = std::string(rows.Text(6));
  verdict.rating = static_cast<int>(rows.Int(7));
  verdict.comment = std::string(rows.Text(10));
  verdict.redactions = ToNames(rows.Text(11));
  verdict.answered = MomentAt(rows, 12, 13).value_or(absl::UnixEpoch());
  verdict.channel = static_cast<domain::Channel>(rows.Int(14));
  verdict.topic = std::string(rows.Text(15));
  verdict.ended_at = TimeAt(rows, 16);
  verdict.day = ToDay(rows.Int(17));
  verdict.company_fault = rows.Int(18) != 0;
  verdict.agent = {rows.Int(19)};
  verdict.agent_display_name = std::string(rows.Text(20));
  verdict.team_display_name = std::string(rows.Text(21));
  verdict.appeal_upheld = rows.Int(35) != 0;
  return verdict;
}

domain::InteractionReference ReferenceAt(const Rows& rows) {
  return {{rows.Int(4)},
          std::string(rows.Text(6)),
          static_cast<domain::Channel>(rows.Int(14)),
          std::string(rows.Text(15)),
          TimeAt(rows, 16),
          ToDay(rows.Int(17))};
}

domain::SelfAssessmentTold SelfAt(const Rows& rows) {
  return {ReferenceAt(rows),
          static_cast<domain::SelfAssessment::State>(rows.Int(9)),
          static_cast<domain::SelfAssessment::Why>(rows.Int(25)),
          std::string(rows.Text(22)),
          static_cast<int>(rows.Int(23)),
          absl::FromUnixMicros(rows.Int(24))};
}

absl::Status InsertAboutInteraction(Database& database, domain::UserId feed,
                                    const domain::FeedEntry& entry, const EntryRow& row) {
  const domain::InteractionReference& about = *row.reference;
  std::optional<std::string> form_id;
  std::optional<int64_t> form_version, due_at, why;
  if (row.self != nullptr) {
    form_id = row.self->form_id;
    form_version = row.self->form_version;
    due_at = FromTime(row.self->due_at);
    why = static_cast<int64_t>(row.self->why);
  }
  return database.Run(
      "INSERT INTO feed_entries (user_id, position, created_at, ends_change, kind, "
      "interaction_id, question_id, reason, interaction_external_id, channel, topic, ended_at, "
      "day, form_id, form_version, due_at, why) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      feed.value, entry.position, FromTime(entry.created_at), entry.ends_change, row.kind,
      row.interaction.value, row.question_id, row.reason, about.external_id,
      static_cast<int64_t>(about.channel), about.topic, FromTime(about.ended_at),
      FromDay(about.day), form_id, form_version, due_at, why);
}

std::optional<int64_t> PartDay(const std::optional<domain::DayPart>& part) {
  return part ? std::optional<int64_t>(FromDay(part->day)) : std::nullopt;
}

std::optional<int64_t> PartHalf(const std::optional<domain::DayPart>& part) {
  return part ? std::optional<int64_t>(static_cast<int64_t>(part->half)) : std::nullopt;
}

absl::Status InsertReview(Database& database, domain::UserId feed, const domain::FeedEntry& entry,
                          const domain::ReviewTold& told) {
  const domain::InteractionReference& about = told.reference;
  return database.Run(
      "INSERT INTO feed_entries (user_id, position, created_at, ends_change, kind, "
      "interaction_id, question_id, reason, interaction_external_id, channel, topic, ended_at, "
      "day, form_id, form_version, review_id, by_leader, could_be_asked, part_day, part_half, "
      "thanked, evaluation, agent_name, appealable_until, appeal_upheld) "
      "VALUES (?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      feed.value, entry.position, FromTime(entry.created_at), entry.ends_change,
      static_cast<int64_t>(kReview), about.interaction.value, static_cast<int64_t>(told.state),
      about.external_id, static_cast<int64_t>(about.channel), about.topic, FromTime(about.ended_at),
      FromDay(about.day), told.form_id, told.form_version, told.review.value, told.by_leader,
      told.could_be_asked, PartDay(told.submitted), PartHalf(told.submitted), told.thanked,
      told.evaluation, told.evaluator_display_name,
      told.appealable_until ? std::optional<int64_t>(FromDay(*told.appealable_until))
                            : std::nullopt,
      told.appeal_upheld);
}

absl::Status InsertReviewTask(Database& database, domain::UserId feed,
                              const domain::FeedEntry& entry, const domain::ReviewTaskTold& told) {
  return database.Run(
      "INSERT INTO feed_entries (user_id, position, created_at, ends_change, kind, "
      "interaction_id, question_id, reason, channel, topic, form_id, form_version, due_at, "
      "review_id, by_leader, part_day, part_half, minutes, reminded, answer, thanked, evaluation, "
      "agent_name, appeal_upheld) "
      "VALUES (?, ?, ?, ?, ?, 0, '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      feed.value, entry.position, FromTime(entry.created_at), entry.ends_change,
      static_cast<int64_t>(kReviewTask), static_cast<int64_t>(told.state),
      static_cast<int64_t>(told.channel), told.topic, told.form_id, told.form_version,
      FromTime(told.due_at), told.task.value, told.as_leader, FromDay(told.ended.day),
      static_cast<int64_t>(told.ended.half), told.minutes, told.reminded,
      static_cast<int64_t>(told.answer), told.thanked, told.evaluation, told.agent_display_name,
      told.appeal_upheld);
}

absl::Status InsertAppeal(Database& database, domain::UserId feed, const domain::FeedEntry& entry,
                          const domain::AppealTold& told) {
  const domain::InteractionReference& about = told.reference;
  return database.Run(
      "INSERT INTO feed_entries (user_id, position, created_at, ends_change, kind, "
      "interaction_id, question_id, reason, interaction_external_id, channel, topic, ended_at, "
      "day, review_id, part_day, part_half, contested_id) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      feed.value, entry.position, FromTime(entry.created_at), entry.ends_change,
      static_cast<int64_t>(kAppeal), about.interaction.value, told.question_id,
      static_cast<int64_t>(told.state), about.external_id, static_cast<int64_t>(about.channel),
      about.topic, FromTime(about.ended_at), FromDay(about.day), told.appeal.value,
      PartDay(told.decided), PartHalf(told.decided), told.review.value);
}

absl::Status InsertAppealTask(Database& database, domain::UserId feed,
                              const domain::FeedEntry& entry, const domain::AppealTaskTold& told) {
  return database.Run(
      "INSERT INTO feed_entries (user_id, position, created_at, ends_change, kind, "
      "interaction_id, question_id, reason, channel, topic, due_at, review_id, part_day, "
      "part_half, evaluation) VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      feed.value, entry.position, FromTime(entry.created_at), entry.ends_change,
      static_cast<int64_t>(kAppealTask), told.question_id, static_cast<int64_t>(told.state),
      static_cast<int64_t>(told.channel), told.topic, FromTime(told.due_at), told.task.value,
      FromDay(told.ended.day), static_cast<int64_t>(told.ended.half), told.evaluation);
}

absl::Status InsertKudos(Database& database, domain::UserId feed, const domain::FeedEntry& entry,
                         const domain::KudosTold& told) {
  const auto about = told.reference.value_or(domain::InteractionReference());
  return database.Run(
      "INSERT INTO feed_entries (user_id, position, created_at, ends_change, kind, "
      "interaction_id, question_id, comment, agent_id, agent_name, review_id, "
      "interaction_external_id, channel, topic, ended_at, day) "
      "VALUES (?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      feed.value, entry.position, FromTime(entry.created_at), entry.ends_change,
      static_cast<int64_t>(kKudos), about.interaction.value, told.words, told.giver.value,
      told.giver_display_name, told.kudos.value, about.external_id,
      static_cast<int64_t>(about.channel), about.topic, FromTime(about.ended_at),
      FromDay(about.day));
}

std::optional<domain::DayPart> DayPartAt(const Rows& rows) {
  if (rows.IsNull(29)) return std::nullopt;
  return domain::DayPart{ToDay(rows.Int(29)), static_cast<domain::DayPart::Half>(rows.Int(30))};
}

std::optional<absl::CivilDay> DayAt(const Rows& rows, int column) {
  if (rows.IsNull(column)) return std::nullopt;
  return ToDay(rows.Int(column));
}

domain::ReviewTold ReviewToldAt(const Rows& rows) {
  return {ReferenceAt(rows),
          {rows.Int(26)},
          static_cast<domain::Review::State>(rows.Int(9)),
          std::string(rows.Text(22)),
          static_cast<int>(rows.Int(23)),
          rows.Int(27) != 0,
          static_cast<int>(rows.Int(28)),
          DayPartAt(rows),
          rows.Int(34) != 0,
          rows.Int(36) != 0,
          std::string(rows.Text(20)),
          DayAt(rows, 37),
          rows.Int(35) != 0};
}

domain::ReviewTaskTold ReviewTaskToldAt(const Rows& rows) {
  domain::ReviewTaskTold told;
  told.task = {rows.Int(26)};
  told.state = static_cast<domain::ReviewTask::State>(rows.Int(9));
  told.as_leader = rows.Int(27) != 0;
  told.channel = static_cast<domain::Channel>(rows.Int(14));
  told.topic = std::string(rows.Text(15));
  told.ended = DayPartAt(rows).value_or(domain::DayPart());
  told.minutes = static_cast<int>(rows.Int(31));
  told.due_at = absl::FromUnixMicros(rows.Int(24));
  told.reminded = rows.Int(32) != 0;
  told.form_id = std::string(rows.Text(22));
  told.form_version = static_cast<int>(rows.Int(23));
  told.answer = static_cast<domain::ReviewTaskTold::Answer>(rows.Int(33));
  told.thanked = rows.Int(34) != 0;
  told.evaluation = rows.Int(36) != 0;
  told.agent_display_name = std::string(rows.Text(20));
  told.appeal_upheld = rows.Int(35) != 0;
  return told;
}

domain::AppealTold AppealToldAt(const Rows& rows) {
  return {ReferenceAt(rows),         {rows.Int(26)},
          std::string(rows.Text(5)), static_cast<domain::Appeal::State>(rows.Int(9)),
          DayPartAt(rows),           {rows.Int(38)}};
}

domain::AppealTaskTold AppealTaskToldAt(const Rows& rows) {
  return {{rows.Int(26)},
          std::string(rows.Text(5)),
          static_cast<domain::AppealTask::State>(rows.Int(9)),
          static_cast<domain::Channel>(rows.Int(14)),
          std::string(rows.Text(15)),
          DayPartAt(rows).value_or(domain::DayPart()),
          absl::FromUnixMicros(rows.Int(24)),
          rows.Int(36) != 0};
}

domain::KudosTold KudosToldAt(const Rows& rows) {
  domain::KudosTold told{
      {rows.Int(26)}, {rows.Int(19)}, std::string(rows.Text(20)), std::string(rows.Text(10))};
  if (rows.Int(4) != 0) told.reference = ReferenceAt(rows);
  return told;
}

domain::FeedEvent EventAt(const Rows& rows) {
  const domain::InteractionId interaction{rows.Int(4)};
  std::string question_id(rows.Text(5));
  switch (rows.Int(3)) {
    case kChanged:
      return domain::VerdictChanged{VerdictAt(rows), static_cast<int>(rows.Int(8))};
    case kWithdrawn:
      return domain::VerdictWithdrawn{interaction, std::move(question_id),
                                      static_cast<domain::VerdictWithdrawn::Reason>(rows.Int(9))};
    case kSeen:
      return domain::VerdictSeen{
          interaction, std::move(question_id), {rows.Int(19)}, std::string(rows.Text(20))};
    case kSealed:
      return domain::VerdictSealed{ReferenceAt(rows), std::move(question_id)};
    case kSelf:
      return SelfAt(rows);
    case kReview:
      return ReviewToldAt(rows);
    case kReviewTask:
      return ReviewTaskToldAt(rows);
    case kAppeal:
      return AppealToldAt(rows);
    case kAppealTask:
      return AppealTaskToldAt(rows);
    case kKudos:
      return KudosToldAt(rows);
    default:
      return VerdictAt(rows);
  }
}

// What the agent's self-assessment, if there is one, makes of the facts.
absl::Status LoadSelf(Database& database, domain::Facts& facts) {
  const domain::UserId agent = facts.interaction.agent;
  bool is_compared = false;
  {
    Rows rows = database.Ask(
        "SELECT state, seen_first, leader_opened FROM self_assessments "
        "WHERE interaction_id = ? AND agent_id = ?",
        facts.interaction.id.value, agent.value);
    if (rows.Next()) {
      const auto state = static_cast<domain::SelfAssessment::State>(rows.Int(0));
      facts.sealed = domain::IsSealing(state);
      facts.leader_opened = rows.Int(2) != 0;
      is_compared = state == domain::SelfAssessment::State::kCommitted && rows.Int(1) == 0;
    }
    if (!rows.status().ok()) return rows.status();
  }
  if (!is_compared) return absl::OkStatus();
  auto scores = LoadSelfScores(database, facts.interaction.id, agent);
  if (!scores.ok()) return scores.status();
  facts.self_scores = *std::move(scores);
  return absl::OkStatus();
}

}  // namespace

std::optional<absl::Time> TimeAt(const Rows& rows, int column) {
  if (rows.IsNull(column)) return std::nullopt;
  return absl::FromUnixMicros(rows.Int(column));
}

int64_t FromDay(absl::CivilDay day) { return day.year() * 10000 + day.month() * 100 + day.day(); }

absl::CivilDay ToDay(int64_t number) {
  return absl::CivilDay(number / 10000, number / 100 % 100, number % 100);
}

MomentColumns FromMoment(const std::optional<domain::Moment>& moment) {
  if (!moment) return {};
  if (const auto* day = std::get_if<absl::CivilDay>(&*moment)) {
    return {std::nullopt, FromDay(*day)};
  }
  return {absl::ToUnixMicros(std::get<absl::Time>(*moment)), std::nullopt};
}

std::optional<domain::Moment> MomentAt(const Rows& rows, int column_at, int column_on) {
  if (const auto at = TimeAt(rows, column_at)) return *at;
  if (!rows.IsNull(column_on)) return ToDay(rows.Int(column_on));
  return std::nullopt;
}

std::string FromNames(const std::vector<std::string>& names) { return absl::StrJoin(names, ","); }

std::vector<std::string> ToNames(absl::string_view joined) {
  return absl::StrSplit(joined, ',', absl::SkipEmpty());
}

domain::PlacedInteraction InteractionAt(const Rows& rows) {
  domain::PlacedInteraction placed;
  domain::Interaction& told = placed.told;
  placed.id = {rows.Int(0)};
  told.source = std::string(rows.Text(1));
  told.external_id = std::string(rows.Text(2));
  told.channel = static_cast<domain::Channel>(rows.Int(3));
  told.topic = std::string(rows.Text(4));
  told.queue = std::string(rows.Text(5));
  told.started_at = TimeAt(rows, 6);
  told.ended = MomentAt(rows, 7, 8).value_or(absl::UnixEpoch());
  told.team = std::string(rows.Text(9));
  told.abandoned = rows.Int(10) != 0;
  told.talk = absl::Milliseconds(rows.Int(11));
  told.hold = absl::Milliseconds(rows.Int(12));
  told.after_call_work = absl::Milliseconds(rows.Int(13));
  told.recording_uri = std::string(rows.Text(14));
  told.text = std::string(rows.Text(15));
  told.redactions = ToNames(rows.Text(16));
  told.customer_hash = std::string(rows.Text(17));
  told.time_zone = std::string(rows.Text(18));
  told.revised_at = TimeAt(rows, 19);
  placed.agent = {rows.Int(20)};
  placed.team = {rows.Int(21)};
  placed.day = ToDay(rows.Int(22));
  placed.day_zone = std::string(rows.Text(23));
  told.language = std::string(rows.Text(24));
  return placed;
}

domain::StoredResponse ResponseAt(const Rows& rows) {
  domain::StoredResponse response;
  response.id = {rows.Int(0)};
  response.told.source = std::string(rows.Text(1));
  response.told.external_id = std::string(rows.Text(2));
  response.version = static_cast<int>(rows.Int(3));
  response.current = rows.Int(4) != 0;
  response.told.interaction_external_id = std::string(rows.Text(5));
  response.told.question_id = std::string(rows.Text(6));
  response.told.rating = static_cast<int>(rows.Int(7));
  response.told.comment = std::string(rows.Text(8));
  response.told.redactions = ToNames(rows.Text(9));
  response.told.answered = MomentAt(rows, 10, 11);
  response.told.company_fault = rows.Int(12) != 0;
  response.told.contacts = static_cast<int>(rows.Int(13));
  response.arrived_at = absl::FromUnixMicros(rows.Int(14));
  return response;
}

domain::FeedEntry EntryAt(const Rows& rows) {
  domain::FeedEntry entry;
  entry.position = rows.Int(0);
  entry.created_at = absl::FromUnixMicros(rows.Int(1));
  entry.ends_change = rows.Int(2) != 0;
  entry.event = EventAt(rows);
  return entry;
}

absl::Status InsertEntry(Database& database, domain::UserId feed, const domain::FeedEntry& entry) {
  const EntryRow row = std::visit(ToRow{}, entry.event);
  const int64_t created_at = FromTime(entry.created_at);
  if (row.reference != nullptr) return InsertAboutInteraction(database, feed, entry, row);
  if (row.review != nullptr) return InsertReview(database, feed, entry, *row.review);
  if (row.review_task != nullptr) return InsertReviewTask(database, feed, entry, *row.review_task);
  if (row.appeal != nullptr) return InsertAppeal(database, feed, entry, *row.appeal);
  if (row.appeal_task != nullptr) return InsertAppealTask(database, feed, entry, *row.appeal_task);
  if (row.kudos != nullptr) return InsertKudos(database, feed, entry, *row.kudos);
  if (row.verdict == nullptr) {
    return database.Run(
        "INSERT INTO feed_entries (user_id, position, created_at, ends_change, kind, "
        "interaction_id, question_id, reason, agent_id, agent_name) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        feed.value, entry.position, created_at, entry.ends_change, row.kind, row.interaction.value,
        row.question_id, row.reason, row.agent.value, row.agent_name);
  }
  const domain::Verdict& verdict = *row.verdict;
  const MomentColumns answered = FromMoment(verdict.answered);
  const std::string redactions = FromNames(verdict.redactions);
  return database.Run(
      "INSERT INTO feed_entries (user_id, " AFTERCALL_VERDICT_COLUMNS
      ", appeal_upheld) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      feed.value, entry.position, created_at, entry.ends_change, row.kind, row.interaction.value,
      row.question_id, verdict.interaction_external_id, verdict.rating, row.previous_rating,
      row.reason, verdict.comment, redactions, answered.at, answered.on,
      static_cast<int64_t>(verdict.channel), verdict.topic, FromTime(verdict.ended_at),
      FromDay(verdict.day), verdict.company_fault, row.agent.value, row.agent_name,
      verdict.team_display_name, verdict.appeal_upheld);
}

absl::Status LoadLegs(Database& database, domain::PlacedInteraction& interaction) {
  Rows legs = database.Ask(
      "SELECT staff_number, display_name, role, started_at, ended_at, user_id FROM legs "
      "WHERE interaction_id = ? ORDER BY ordinal",
      interaction.id.value);
  while (legs.Next()) {
    interaction.told.legs.push_back({std::string(legs.Text(0)), std::string(legs.Text(1)),
                                     static_cast<domain::Leg::Role>(legs.Int(2)), TimeAt(legs, 3),
                                     TimeAt(legs, 4)});
    interaction.parties.push_back({legs.Int(5)});
  }
  return legs.status();
}

absl::Status LoadAnswers(Database& database, domain::Facts& facts) {
  const int64_t id = facts.interaction.id.value;
  Rows responses = database.Ask("SELECT " AFTERCALL_RESPONSE_COLUMNS
                                " FROM responses WHERE interaction_id = ? ORDER BY id",
                                id);
  while (responses.Next()) facts.responses.push_back(ResponseAt(responses));
  if (!responses.status().ok()) return responses.status();
  // Declined invitations were offered; undeliverable ones were not.
  Rows offered = database.Ask(
      "SELECT 1 FROM invitations WHERE interaction_id = ? AND outcome IN (1, 2) LIMIT 1", id);
  facts.offered = offered.Next();
  if (!offered.status().ok()) return offered.status();
  Rows upheld = database.Ask(
      "SELECT question_id FROM appeals WHERE interaction_id = ? AND state = 4 AND agent_id = ? "
      "AND review_id = 0",
      id, facts.interaction.agent.value);
  while (upheld.Next()) facts.upheld.emplace_back(upheld.Text(0));
  if (!upheld.status().ok()) return upheld.status();
  auto scores = LoadLeaderScores(database, facts.interaction.id, facts.interaction.agent);
  if (!scores.ok()) return scores.status();
  facts.leader_scores = *std::move(scores);
  return LoadSelf(database, facts);
}

}  // namespace aftercall::store
