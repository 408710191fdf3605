#include "backend/store/sqlite/schema.h"

#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"

namespace aftercall::store {
namespace {

// Times are microseconds since 1970 (UTC), days are numbers like 20260131, durations milliseconds.
// Enumerations are the numbers of the protocol. 0 in a user or team column means "none".
constexpr char kFirst[] = R"sql(
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;

CREATE TABLE users (
  id INTEGER PRIMARY KEY, display_name TEXT NOT NULL, role INTEGER NOT NULL, state INTEGER NOT NULL,
  created_at INTEGER NOT NULL);
CREATE INDEX users_by_name ON users (display_name, id);
CREATE TABLE aliases (
  source TEXT, staff_number TEXT, user_id INTEGER NOT NULL,
  PRIMARY KEY (source, staff_number)) WITHOUT ROWID;
CREATE INDEX aliases_by_user ON aliases (user_id);
CREATE TABLE teams (
  id INTEGER PRIMARY KEY, display_name TEXT NOT NULL UNIQUE, time_zone TEXT NOT NULL);
CREATE TABLE team_leaders (
  team_id INTEGER, user_id INTEGER, PRIMARY KEY (team_id, user_id)) WITHOUT ROWID;
CREATE TABLE main_teams (
  user_id INTEGER, since INTEGER, team_id INTEGER NOT NULL,
  PRIMARY KEY (user_id, since)) WITHOUT ROWID;
CREATE INDEX main_teams_by_team ON main_teams (team_id);
CREATE TABLE agent_states (
  user_id INTEGER, since INTEGER, state INTEGER NOT NULL, open_interactions INTEGER NOT NULL,
  told_at INTEGER NOT NULL, PRIMARY KEY (user_id, since)) WITHOUT ROWID;

CREATE TABLE questions (
  id TEXT PRIMARY KEY, prompt TEXT NOT NULL, kind INTEGER NOT NULL, low INTEGER NOT NULL,
  high INTEGER NOT NULL, direction INTEGER NOT NULL, top_box_steps INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE question_steps (
  question_id TEXT, value INTEGER, label TEXT NOT NULL,
  PRIMARY KEY (question_id, value)) WITHOUT ROWID;

-- time_zone is what the record names, day_zone that by which day was found.
CREATE TABLE interactions (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL, external_id TEXT NOT NULL, channel INTEGER NOT NULL,
  topic TEXT NOT NULL, queue TEXT NOT NULL, started_at INTEGER, ended_at INTEGER, ended_on INTEGER,
  team TEXT NOT NULL, abandoned INTEGER NOT NULL, talk_ms INTEGER NOT NULL,
  hold_ms INTEGER NOT NULL, after_call_work_ms INTEGER NOT NULL, recording_uri TEXT NOT NULL,
  text TEXT NOT NULL, redactions TEXT NOT NULL, customer_hash TEXT NOT NULL,
  time_zone TEXT NOT NULL, revised_at INTEGER,
  agent_id INTEGER NOT NULL, team_id INTEGER NOT NULL, day INTEGER NOT NULL,
  day_zone TEXT NOT NULL, UNIQUE (source, external_id));
CREATE INDEX interactions_by_agent ON interactions (agent_id, day, id);
CREATE INDEX interactions_by_team ON interactions (team_id, day, id);
CREATE INDEX interactions_by_day ON interactions (day, id);
CREATE TABLE legs (
  interaction_id INTEGER, ordinal INTEGER, staff_number TEXT NOT NULL, display_name TEXT NOT NULL,
  role INTEGER NOT NULL, started_at INTEGER, ended_at INTEGER, user_id INTEGER NOT NULL,
  PRIMARY KEY (interaction_id, ordinal)) WITHOUT ROWID;
CREATE INDEX legs_by_user ON legs (user_id, interaction_id);

-- Every telling of an answer; current is the last of its identity. interaction_id is null while it
-- waits for its interaction.
CREATE TABLE responses (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL, external_id TEXT NOT NULL, version INTEGER NOT NULL,
  current INTEGER NOT NULL, interaction_external_id TEXT NOT NULL, interaction_id INTEGER,
  question_id TEXT NOT NULL, rating INTEGER NOT NULL, comment TEXT NOT NULL,
  redactions TEXT NOT NULL, answered_at INTEGER, answered_on INTEGER,
  company_fault INTEGER NOT NULL, contacts INTEGER NOT NULL, arrived_at INTEGER NOT NULL,
  UNIQUE (source, external_id, version));
CREATE INDEX responses_by_interaction ON responses (interaction_id)
  WHERE interaction_id IS NOT NULL;
CREATE INDEX responses_waiting ON responses (source, interaction_external_id)
  WHERE interaction_id IS NULL;
CREATE TABLE invitations (
  source TEXT, external_id TEXT, interaction_external_id TEXT NOT NULL, interaction_id INTEGER,
  outcome INTEGER NOT NULL, invited_at INTEGER, PRIMARY KEY (source, external_id)) WITHOUT ROWID;
CREATE INDEX invitations_by_interaction ON invitations (interaction_id)
  WHERE interaction_id IS NOT NULL;
CREATE INDEX invitations_waiting ON invitations (source, interaction_external_id)
  WHERE interaction_id IS NULL;

CREATE TABLE rollup_interactions (
  user_id INTEGER, day INTEGER, team_id INTEGER, channel INTEGER, topic TEXT,
  interactions INTEGER NOT NULL, abandoned INTEGER NOT NULL, responses INTEGER NOT NULL,
  offered INTEGER NOT NULL, offered_responses INTEGER NOT NULL, handled INTEGER NOT NULL,
  talk_ms INTEGER NOT NULL, hold_ms INTEGER NOT NULL, after_call_work_ms INTEGER NOT NULL,
  PRIMARY KEY (user_id, day, team_id, channel, topic)) WITHOUT ROWID;
CREATE INDEX rollup_interactions_by_team ON rollup_interactions (team_id, day);
-- How many answered alike; contacts is 0 unknown, 1 one, 2 more than one.
CREATE TABLE rollup_answers (
  user_id INTEGER, day INTEGER, team_id INTEGER, channel INTEGER, topic TEXT, question_id TEXT,
  rating INTEGER, company_fault INTEGER, contacts INTEGER, n INTEGER NOT NULL,
  PRIMARY KEY (user_id, day, team_id, channel, topic, question_id, rating, company_fault, contacts)
) WITHOUT ROWID;
CREATE INDEX rollup_answers_by_team ON rollup_answers (team_id, day);
-- Answers that arrived on a later day than their interaction's.
CREATE TABLE rollup_late (
  user_id INTEGER, arrived_day INTEGER, n INTEGER NOT NULL,
  PRIMARY KEY (user_id, arrived_day)) WITHOUT ROWID;

CREATE TABLE feeds (
  user_id INTEGER PRIMARY KEY, position INTEGER NOT NULL, seen INTEGER NOT NULL,
  trimmed INTEGER NOT NULL);
-- kind is 1 verdict, 2 changed, 3 withdrawn, 4 seen.
CREATE TABLE feed_entries (
  user_id INTEGER, position INTEGER, created_at INTEGER NOT NULL, ends_change INTEGER NOT NULL,
  kind INTEGER NOT NULL, interaction_id INTEGER NOT NULL, question_id TEXT NOT NULL,
  interaction_external_id TEXT, rating INTEGER, previous_rating INTEGER, reason INTEGER,
  comment TEXT, redactions TEXT, answered_at INTEGER, answered_on INTEGER, channel INTEGER,
  topic TEXT, ended_at INTEGER, day INTEGER, company_fault INTEGER, agent_id INTEGER,
  agent_name TEXT, team_name TEXT, PRIMARY KEY (user_id, position)) WITHOUT ROWID;

-- Looks at other people's records; kind is 1 summary, 2 list of interactions, 3 one interaction.
CREATE TABLE accesses (
  subject_id INTEGER, day INTEGER, reader_id INTEGER, kind INTEGER, first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL, looks INTEGER NOT NULL,
  PRIMARY KEY (subject_id, day, reader_id, kind)) WITHOUT ROWID;

CREATE TABLE requests (
  request_id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, result TEXT NOT NULL,
  created_at INTEGER NOT NULL) WITHOUT ROWID;
)sql";

// Versions of evaluation forms, never changed.
constexpr char kForms[] = R"sql(
CREATE TABLE forms (
  form_id TEXT, version INTEGER, languages TEXT NOT NULL, published_at INTEGER NOT NULL,
  published_by INTEGER NOT NULL, PRIMARY KEY (form_id, version)) WITHOUT ROWID;
CREATE TABLE form_sections (
  form_id TEXT, version INTEGER, ordinal INTEGER, section_id TEXT NOT NULL,
  PRIMARY KEY (form_id, version, ordinal)) WITHOUT ROWID;
CREATE TABLE form_elements (
  form_id TEXT, version INTEGER, section_id TEXT, ordinal INTEGER, element_id TEXT NOT NULL,
  low INTEGER NOT NULL, high INTEGER NOT NULL, weight INTEGER NOT NULL,
  may_not_apply INTEGER NOT NULL, auto_fail INTEGER NOT NULL, quick INTEGER NOT NULL,
  coaching_topic TEXT NOT NULL, question_id TEXT NOT NULL,
  PRIMARY KEY (form_id, version, section_id, ordinal)) WITHOUT ROWID;
-- Of the form where both ids are empty, of a section where element_id is; kind is 1 title,
-- 2 guidance, 3 what a score means.
CREATE TABLE form_texts (
  form_id TEXT, version INTEGER, section_id TEXT, element_id TEXT, kind INTEGER, score INTEGER,
  language TEXT, text TEXT NOT NULL,
  PRIMARY KEY (form_id, version, section_id, element_id, kind, score, language)) WITHOUT ROWID;
)sql";

// Self-assessments and what decides about them. Enumerations are the numbers of the protocol.
constexpr char kSelfAssessments[] = R"sql(
CREATE TABLE self_assessments (
  interaction_id INTEGER, agent_id INTEGER, state INTEGER NOT NULL, why INTEGER NOT NULL,
  form_id TEXT NOT NULL, form_version INTEGER NOT NULL, asked_at INTEGER NOT NULL,
  lapses_at INTEGER NOT NULL, wakes_at INTEGER, seen_first INTEGER NOT NULL, committed_at INTEGER,
  note TEXT NOT NULL, PRIMARY KEY (interaction_id, agent_id)) WITHOUT ROWID;
CREATE INDEX self_assessments_by_agent ON self_assessments (agent_id, asked_at, interaction_id);
CREATE INDEX self_assessments_open ON self_assessments (agent_id) WHERE state IN (1, 2, 3);
CREATE INDEX self_assessments_due ON self_assessments (coalesce(wakes_at, lapses_at))
  WHERE state IN (1, 2, 3);
-- A null score: does not apply.
CREATE TABLE self_assessment_scores (
  interaction_id INTEGER, agent_id INTEGER, element_id TEXT, score INTEGER,
  PRIMARY KEY (interaction_id, agent_id, element_id)) WITHOUT ROWID;
-- Whether an interaction was asked about, and how probable that was, in parts per million.
CREATE TABLE sampling_choices (
  interaction_id INTEGER PRIMARY KEY, agent_id INTEGER NOT NULL, probability_ppm INTEGER NOT NULL,
  chosen INTEGER NOT NULL, made_at INTEGER NOT NULL);
-- One row at most.
CREATE TABLE sampling_policy (
  id INTEGER PRIMARY KEY CHECK (id = 1), share_ppm INTEGER NOT NULL,
  most_per_shift INTEGER NOT NULL, topics TEXT NOT NULL, form_id TEXT NOT NULL);
-- Kind is 5 sealed, 6 self-assessment; the latter has these, and its state in reason.
ALTER TABLE feed_entries ADD COLUMN form_id TEXT;
ALTER TABLE feed_entries ADD COLUMN form_version INTEGER;
ALTER TABLE feed_entries ADD COLUMN due_at INTEGER;
ALTER TABLE feed_entries ADD COLUMN why INTEGER;
)sql";

// Reviews by colleagues. Enumerations are the numbers of the protocol.
constexpr char kReviews[] = R"sql(
CREATE TABLE reviews (
  id INTEGER PRIMARY KEY, interaction_id INTEGER NOT NULL, requester_id INTEGER NOT NULL,
  state INTEGER NOT NULL, form_id TEXT NOT NULL, form_version INTEGER NOT NULL,
  question TEXT NOT NULL, by_leader INTEGER NOT NULL, could_be_asked INTEGER NOT NULL,
  requested_at INTEGER NOT NULL, look_at INTEGER, submitted_at INTEGER, answered_at INTEGER,
  answer TEXT NOT NULL, thanked INTEGER NOT NULL);
CREATE INDEX reviews_by_requester ON reviews (requester_id, id);
CREATE INDEX reviews_under_way ON reviews (interaction_id) WHERE state IN (1, 2, 3, 4);
CREATE INDEX reviews_looking ON reviews (look_at) WHERE state = 1;
-- What belongs to a request, in its order; kind is 1 element, 2 moment (milliseconds), 3 whom not
-- to ask.
CREATE TABLE review_details (
  review_id INTEGER, kind INTEGER, ordinal INTEGER, value NOT NULL,
  PRIMARY KEY (review_id, kind, ordinal)) WITHOUT ROWID;
-- Who was asked. left_ms is the rest of the time in which they must be there.
CREATE TABLE review_tasks (
  id INTEGER PRIMARY KEY, review_id INTEGER NOT NULL, reviewer_id INTEGER NOT NULL,
  as_leader INTEGER NOT NULL, state INTEGER NOT NULL, minutes INTEGER NOT NULL,
  offered_at INTEGER NOT NULL, left_ms INTEGER NOT NULL, running_since INTEGER,
  latest INTEGER NOT NULL, next_at INTEGER NOT NULL, reminded INTEGER NOT NULL,
  decline_reason TEXT NOT NULL);
CREATE INDEX review_tasks_by_review ON review_tasks (review_id, id);
CREATE INDEX review_tasks_by_reviewer ON review_tasks (reviewer_id, id);
CREATE INDEX review_tasks_open ON review_tasks (reviewer_id) WHERE state IN (1, 2);
CREATE INDEX review_tasks_due ON review_tasks (next_at) WHERE state IN (1, 2);
CREATE INDEX review_tasks_by_time ON review_tasks (offered_at) WHERE state IN (1, 2, 3);
-- What a reviewer wrote; place is 0 what is submitted or saved last, 1 a draft kept beside it.
CREATE TABLE review_drafts (
  task_id INTEGER, place INTEGER, version INTEGER NOT NULL, praise TEXT NOT NULL,
  advice TEXT NOT NULL, saved_at INTEGER NOT NULL, PRIMARY KEY (task_id, place)) WITHOUT ROWID;
CREATE TABLE review_elements (
  task_id INTEGER, place INTEGER, ordinal INTEGER, element_id TEXT NOT NULL, score INTEGER,
  does_not_apply INTEGER NOT NULL, comment TEXT NOT NULL, moment_ms INTEGER,
  PRIMARY KEY (task_id, place, ordinal)) WITHOUT ROWID;
-- Kind is 7 review, 8 review task; their state is in reason. review_id is the task's of a task.
ALTER TABLE feed_entries ADD COLUMN review_id INTEGER;
ALTER TABLE feed_entries ADD COLUMN by_leader INTEGER;
ALTER TABLE feed_entries ADD COLUMN could_be_asked INTEGER;
ALTER TABLE feed_entries ADD COLUMN part_day INTEGER;
ALTER TABLE feed_entries ADD COLUMN part_half INTEGER;
ALTER TABLE feed_entries ADD COLUMN minutes INTEGER;
ALTER TABLE feed_entries ADD COLUMN reminded INTEGER;
ALTER TABLE feed_entries ADD COLUMN answer INTEGER;
ALTER TABLE feed_entries ADD COLUMN thanked INTEGER;
)sql";

// What agents scored themselves, summed by element, and less what customers said. Evaluator is
// 1 self.
constexpr char kElements[] = R"sql(
CREATE TABLE rollup_elements (
  user_id INTEGER, day INTEGER, team_id INTEGER, form_id TEXT, element_id TEXT, evaluator INTEGER,
  n INTEGER NOT NULL, sum INTEGER NOT NULL, squares INTEGER NOT NULL,
  PRIMARY KEY (user_id, day, team_id, form_id, element_id, evaluator)) WITHOUT ROWID;
CREATE INDEX rollup_elements_by_team ON rollup_elements (team_id, day);
-- Own score less the customer's rating, of interactions with both.
CREATE TABLE rollup_gaps (
  user_id INTEGER, day INTEGER, team_id INTEGER, form_id TEXT, element_id TEXT, question_id TEXT,
  n INTEGER NOT NULL, sum INTEGER NOT NULL, squares INTEGER NOT NULL,
  PRIMARY KEY (user_id, day, team_id, form_id, element_id, question_id)) WITHOUT ROWID;
CREATE INDEX rollup_gaps_by_team ON rollup_gaps (team_id, day);
-- Which answer counts is not SQL's to say: what is there already is reckoned at the next start.
CREATE TABLE days_to_reckon (
  user_id INTEGER, day INTEGER, PRIMARY KEY (user_id, day)) WITHOUT ROWID;
INSERT INTO days_to_reckon SELECT DISTINCT i.agent_id, i.day FROM self_assessments a
  JOIN interactions i ON i.id = a.interaction_id AND i.agent_id = a.agent_id WHERE a.state = 4;

-- Whom an author lets read a self-assessment; reader 0 is whoever leads the author's main team. A
-- share that was taken back stays.
CREATE TABLE self_assessment_shares (
  interaction_id INTEGER, agent_id INTEGER, reader_id INTEGER, shared_at INTEGER,
  withdrawn_at INTEGER, PRIMARY KEY (interaction_id, agent_id, reader_id, shared_at)) WITHOUT ROWID;
CREATE INDEX self_assessment_shares_by_reader ON self_assessment_shares (reader_id)
  WHERE withdrawn_at IS NULL;
)sql";

// Appeals, and kudos. Enumerations are the numbers of the protocol.
constexpr char kAppeals[] = R"sql(
CREATE TABLE appeals (
  id INTEGER PRIMARY KEY, interaction_id INTEGER NOT NULL, question_id TEXT NOT NULL,
  agent_id INTEGER NOT NULL, state INTEGER NOT NULL, reason TEXT NOT NULL,
  opened_at INTEGER NOT NULL, look_at INTEGER, decided_at INTEGER, decision TEXT NOT NULL);
CREATE INDEX appeals_by_agent ON appeals (agent_id, id);
CREATE INDEX appeals_by_interaction ON appeals (interaction_id);
CREATE INDEX appeals_upheld ON appeals (interaction_id) WHERE state = 4;
CREATE INDEX appeals_looking ON appeals (look_at) WHERE state = 1;
-- Who was asked to decide.
CREATE TABLE appeal_tasks (
  id INTEGER PRIMARY KEY, appeal_id INTEGER NOT NULL, arbiter_id INTEGER NOT NULL,
  state INTEGER NOT NULL, offered_at INTEGER NOT NULL, due_at INTEGER NOT NULL);
CREATE INDEX appeal_tasks_by_appeal ON appeal_tasks (appeal_id, id);
CREATE INDEX appeal_tasks_by_arbiter ON appeal_tasks (arbiter_id, id);
CREATE INDEX appeal_tasks_open ON appeal_tasks (arbiter_id) WHERE state IN (1, 2);
CREATE INDEX appeal_tasks_due ON appeal_tasks (due_at) WHERE state IN (1, 2);
-- How many of n left their agent's figure.
ALTER TABLE rollup_answers ADD COLUMN upheld INTEGER NOT NULL DEFAULT 0;

CREATE TABLE kudos (
  id INTEGER PRIMARY KEY, giver_id INTEGER NOT NULL, recipient_id INTEGER NOT NULL,
  words TEXT NOT NULL, day INTEGER NOT NULL, given_at INTEGER NOT NULL);
CREATE UNIQUE INDEX kudos_by_pair ON kudos (giver_id, recipient_id, day);
CREATE INDEX kudos_by_recipient ON kudos (recipient_id, id);
-- Kind is 9 appeal, 10 appeal task, 11 kudos; their ids are in review_id, and what was said with
-- kudos and by whom in comment, agent_id and agent_name.
ALTER TABLE feed_entries ADD COLUMN appeal_upheld INTEGER;
)sql";

// Pauses. What they touch stands still since frozen_at and is not due meanwhile.
constexpr char kPauses[] = R"sql(
CREATE TABLE pauses (
  id INTEGER PRIMARY KEY, team_id INTEGER NOT NULL, queue TEXT NOT NULL, by_id INTEGER NOT NULL,
  started_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, ended_at INTEGER);
CREATE INDEX pauses_running ON pauses (ends_at) WHERE ended_at IS NULL;

ALTER TABLE self_assessments ADD COLUMN frozen_at INTEGER;
ALTER TABLE self_assessments ADD COLUMN frozen_for_us INTEGER NOT NULL DEFAULT 0;
DROP INDEX self_assessments_due;
CREATE INDEX self_assessments_due ON self_assessments (coalesce(wakes_at, lapses_at))
  WHERE state IN (1, 2, 3) AND frozen_at IS NULL;
CREATE INDEX self_assessments_frozen ON self_assessments (frozen_at)
  WHERE state IN (1, 2, 3) AND frozen_at IS NOT NULL;
ALTER TABLE review_tasks ADD COLUMN frozen_at INTEGER;
CREATE INDEX review_tasks_frozen ON review_tasks (frozen_at)
  WHERE state IN (1, 2) AND frozen_at IS NOT NULL;
)sql";

// Leaders may open what is sealed; the commit is marked then.
constexpr char kSealOpened[] = R"sql(
ALTER TABLE self_assessments ADD COLUMN leader_opened INTEGER NOT NULL DEFAULT 0;
)sql";

// Interactions that are lent for others to review too, and what shows how a review came about.
constexpr char kAnchors[] = R"sql(
ALTER TABLE reviews ADD COLUMN lent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE reviews ADD COLUMN anchor INTEGER NOT NULL DEFAULT 0;
CREATE INDEX reviews_lent ON reviews (form_id, form_version) WHERE lent = 1;
CREATE INDEX reviews_by_interaction ON reviews (interaction_id);
ALTER TABLE review_tasks ADD COLUMN accepted_at INTEGER;
ALTER TABLE review_tasks ADD COLUMN submitted_at INTEGER;
ALTER TABLE review_tasks ADD COLUMN opened INTEGER;
CREATE INDEX review_tasks_submitted ON review_tasks (submitted_at) WHERE state = 3;
-- As near as it is known of those that are there.
UPDATE review_tasks SET submitted_at =
  (SELECT submitted_at FROM reviews WHERE id = review_id) WHERE state = 3;
)sql";

// Leaders' evaluations, and appeals against what leaders wrote.
constexpr char kEvaluations[] = R"sql(
ALTER TABLE reviews ADD COLUMN evaluation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE reviews ADD COLUMN appeal_upheld INTEGER NOT NULL DEFAULT 0;
CREATE INDEX reviews_by_leader ON reviews (interaction_id)
  WHERE by_leader = 1 AND submitted_at IS NOT NULL;
-- Of an appeal against a review, which has no question; 0: against a verdict.
ALTER TABLE appeals ADD COLUMN review_id INTEGER NOT NULL DEFAULT 0;
-- Of a review or a task of one; an appeal task of one against a review has evaluation, too.
ALTER TABLE feed_entries ADD COLUMN evaluation INTEGER;
ALTER TABLE feed_entries ADD COLUMN appealable_until INTEGER;
-- The review that an appeal is against.
ALTER TABLE feed_entries ADD COLUMN contested_id INTEGER;
-- Evaluators of rollup_elements are 2 leader and 3 leader, upheld on appeal, as well. What leaders
-- were asked for before is reckoned at the next start.
INSERT OR IGNORE INTO days_to_reckon SELECT DISTINCT i.agent_id, i.day FROM reviews r
  JOIN interactions i ON i.id = r.interaction_id AND i.agent_id = r.requester_id
  WHERE r.by_leader = 1 AND r.submitted_at IS NOT NULL;
)sql";

// Languages, as tags; of people joined by commas.
constexpr char kLanguages[] = R"sql(
ALTER TABLE interactions ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN languages TEXT NOT NULL DEFAULT '';
)sql";

// What kudos are for. Those for a review task leave giver_id out of all that is told, and
// interaction_id is then what was reviewed; on feeds what it is for is in the columns of a verdict.
constexpr char kKudosFor[] = R"sql(
ALTER TABLE kudos ADD COLUMN interaction_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE kudos ADD COLUMN review_task_id INTEGER NOT NULL DEFAULT 0;
DROP INDEX kudos_by_pair;
CREATE UNIQUE INDEX kudos_by_pair ON kudos (giver_id, recipient_id, day) WHERE review_task_id = 0;
CREATE UNIQUE INDEX kudos_by_review_task ON kudos (review_task_id) WHERE review_task_id <> 0;
)sql";

// From each version to the next. What a program has shipped is never edited.
constexpr const char* kSteps[] = {kFirst,      kForms,       kSelfAssessments, kReviews,
                                  kElements,   kAppeals,     kAnchors,         kPauses,
                                  kSealOpened, kEvaluations, kLanguages,       kKudosFor};
constexpr auto kVersion = static_cast<int64_t>(std::size(kSteps));

absl::StatusOr<int64_t> ReadVersion(Database& database) {
  Rows rows = database.Ask("PRAGMA user_version");
  if (!rows.Next()) return rows.status();
  return rows.Int(0);
}

}  // namespace

absl::Status Migrate(Database& database) {
  const auto read = ReadVersion(database);
  if (!read.ok()) return read.status();
  const int64_t version = *read;
  if (version == kVersion) return absl::OkStatus();
  if (version < 0 || version > kVersion) {
    return absl::FailedPreconditionError(
        absl::StrCat("The database has schema ", version, ", and this program knows ", kVersion,
                     " and below. Start the program that made it, or a newer one."));
  }
  auto status = database.Execute("BEGIN IMMEDIATE");
  for (int64_t step = version; step < kVersion && status.ok(); ++step) {
    status = database.Execute(kSteps[step]);
  }
  const std::string done = absl::StrCat("PRAGMA user_version = ", kVersion, "; COMMIT");
  if (status.ok()) status = database.Execute(done.c_str());
  if (!status.ok()) (void)database.Execute("ROLLBACK");
  return status;
}

}  // namespace aftercall::store
