#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "backend/domain/access.h"
#include "backend/domain/anchor.h"
#include "backend/domain/appeal.h"
#include "backend/domain/calendar.h"
#include "backend/domain/directory.h"
#include "backend/domain/facts.h"
#include "backend/domain/feed_event.h"
#include "backend/domain/kudos.h"
#include "backend/domain/pause.h"
#include "backend/domain/placement.h"
#include "backend/domain/published_form.h"
#include "backend/domain/question.h"
#include "backend/domain/review.h"
#include "backend/domain/review_content.h"
#include "backend/domain/routing.h"
#include "backend/domain/sampling.h"
#include "backend/domain/self_assessment.h"
#include "backend/domain/share.h"
#include "backend/domain/survey.h"
#include "backend/domain/tally.h"
#include "backend/metrics/stages.h"

// The only truth. One contract, whatever database is behind it; tests/contract holds each to it.
namespace aftercall::store {

// A user's figures of one business day.
struct RollupGroup {
  domain::UserId user;
  absl::CivilDay day;
};

// What one command sees and changes, inside the transaction it shares with its neighbours. Reads
// see the command's own writes. Used by one thread, during Write::apply only. A failed call leaves
// the command to be rolled back; the command returns that status.
class Transaction {
 public:
  virtual ~Transaction() = default;

  // The time of this transaction, to the microsecond: every row it writes bears it.
  virtual absl::Time Now() const = 0;
  // A new id, greater than all that this database gave.
  virtual int64_t NewId() = 0;

  // People and teams.
  virtual absl::StatusOr<std::optional<domain::UserId>> FindAlias(const domain::Alias& alias) = 0;
  virtual absl::StatusOr<std::optional<domain::User>> FindUser(domain::UserId id) = 0;
  virtual absl::StatusOr<std::vector<domain::User>> FindUsersByName(absl::string_view name) = 0;
  virtual absl::Status InsertUser(const domain::User& user) = 0;
  // Name, role, state and aliases; the main team has a history of its own.
  virtual absl::Status UpdateUser(const domain::User& user) = 0;
  virtual absl::Status SetMainTeam(domain::UserId user, domain::TeamId team, absl::Time since) = 0;
  // The user's main team at `when`: the first they ever had, where `when` is before it.
  virtual absl::StatusOr<std::optional<domain::TeamPlace>> MainTeamAt(domain::UserId user,
                                                                      absl::Time when) = 0;
  virtual absl::StatusOr<std::optional<domain::Team>> FindTeam(domain::TeamId id) = 0;
  virtual absl::StatusOr<std::optional<domain::TeamPlace>> FindTeamByName(
      absl::string_view name) = 0;
  // Users whose main team it is now.
  virtual absl::StatusOr<std::vector<domain::UserId>> FindMembers(domain::TeamId team) = 0;
  // Who hears of the verdicts of `agent` in `team`; without what FindUser and FindTeam count and
  // collect besides, since every answer asks for it.
  virtual absl::StatusOr<domain::Audience> LoadAudience(domain::UserId agent,
                                                        domain::TeamId team) = 0;
  virtual absl::Status InsertTeam(const domain::Team& team) = 0;
  virtual absl::Status UpdateTeam(const domain::Team& team) = 0;

  // Questions. A question's scale never changes; its words may.
  virtual absl::StatusOr<std::optional<domain::Question>> FindQuestion(absl::string_view id) = 0;
  virtual absl::Status PutQuestion(const domain::Question& question) = 0;

  // Evaluation forms. `version` 0: the latest.
  virtual absl::StatusOr<std::optional<domain::PublishedForm>> FindForm(absl::string_view id,
                                                                        int version) = 0;
  virtual absl::StatusOr<std::vector<std::string>> ListFormIds() = 0;
  // Another version of a form; there is none of that number yet.
  virtual absl::Status InsertForm(const domain::PublishedForm& form) = 0;

  // Self-assessments: one of an interaction and its agent.
  virtual absl::StatusOr<std::optional<domain::SelfAssessment>> FindSelfAssessment(
      domain::InteractionId interaction, domain::UserId agent) = 0;
  // Inserts, or replaces the one of the same interaction and agent.
  virtual absl::Status PutSelfAssessment(const domain::SelfAssessment& assessment) = 0;
  // Written once, with the commit.
  virtual absl::Status InsertScores(domain::InteractionId interaction, domain::UserId agent,
                                    const domain::Scores& scores) = 0;
  // Whom the author lets read it, those it was taken back from included, the earliest first.
  virtual absl::StatusOr<std::vector<domain::Share>> ListShares(domain::InteractionId interaction,
                                                                domain::UserId agent) = 0;
  // Inserts, or replaces the one of the same reader and time.
  virtual absl::Status PutShare(domain::InteractionId interaction, domain::UserId agent,
                                const domain::Share& share) = 0;
  // How many of an agent's interactions the sample has taken since then.
  virtual absl::StatusOr<int> CountAsked(domain::UserId agent, absl::Time since) = 0;
  virtual absl::StatusOr<std::vector<domain::SelfAssessment>> ListOpenSelfAssessments(
      domain::UserId agent) = 0;
  // Open ones whose time is over or has come again by then, the earliest first; none whose times
  // stand still.
  virtual absl::StatusOr<std::vector<domain::SelfAssessment>> ListDueSelfAssessments(
      absl::Time by, size_t limit) = 0;
  // Open ones of what came in at a queue; and of whomever those whose times stand still.
  virtual absl::StatusOr<std::vector<domain::SelfAssessment>> ListOpenSelfAssessmentsOfQueue(
      absl::string_view queue) = 0;
  virtual absl::StatusOr<std::vector<domain::SelfAssessment>> ListFrozenSelfAssessments() = 0;
  // Since when the user is there again after they were offline; nothing where they are not, or were
  // never told to be offline: then it is not known since when they are there.
  virtual absl::StatusOr<std::optional<absl::Time>> SignedInSince(domain::UserId user) = 0;
  virtual absl::Status NoteChoice(domain::InteractionId interaction, domain::UserId agent,
                                  const domain::SamplingChoice& choice) = 0;
  virtual absl::StatusOr<domain::SamplingPolicy> FindSamplingPolicy() = 0;
  virtual absl::Status PutSamplingPolicy(const domain::SamplingPolicy& policy) = 0;

  // Reviews by colleagues, and the tasks of those who are asked.
  virtual absl::StatusOr<std::optional<domain::Review>> FindReview(domain::ReviewId id) = 0;
  // Inserts, or replaces the one of this id; the same of a task.
  virtual absl::Status PutReview(const domain::Review& review) = 0;
  // The reviews of an interaction that are under way: requests, anchors and evaluations.
  virtual absl::StatusOr<std::vector<domain::ReviewId>> ListReviewsUnderWay(
      domain::InteractionId interaction) = 0;
  // Those of a user's interactions that are under way, whoever asked for them.
  virtual absl::StatusOr<std::vector<domain::ReviewId>> ListReviewsUnderWay(
      domain::UserId requester) = 0;
  virtual absl::StatusOr<std::optional<domain::ReviewTask>> FindReviewTask(
      domain::ReviewTaskId id) = 0;
  virtual absl::Status PutReviewTask(const domain::ReviewTask& task) = 0;
  // In the order in which people were asked.
  virtual absl::StatusOr<std::vector<domain::ReviewTask>> ListReviewTasks(
      domain::ReviewId review) = 0;
  // Of all reviews of an interaction.
  virtual absl::StatusOr<std::vector<domain::ReviewTask>> ListReviewTasksAbout(
      domain::InteractionId interaction) = 0;
  virtual absl::StatusOr<std::vector<domain::ReviewTask>> ListOpenReviewTasks(
      domain::UserId reviewer) = 0;
  // Open tasks about what came in at a queue; and of whomever those whose times stand still.
  virtual absl::StatusOr<std::vector<domain::ReviewTask>> ListOpenReviewTasksOfQueue(
      absl::string_view queue) = 0;
  virtual absl::StatusOr<std::vector<domain::ReviewTask>> ListFrozenReviewTasks() = 0;
  // What is due by then, the earliest first: open tasks by domain::NextAt, and reviews for which
  // nobody is asked.
  virtual absl::StatusOr<std::vector<domain::ReviewTask>> ListDueReviewTasks(absl::Time by,
                                                                             size_t limit) = 0;
  virtual absl::StatusOr<std::vector<domain::ReviewId>> ListReviewsToLookFor(absl::Time by,
                                                                             size_t limit) = 0;
  // Reviews for which nobody is asked are looked for at `at`, where that is sooner.
  virtual absl::Status LookForReviewersAt(absl::Time at) = 0;
  // What a reviewer writes: what was saved last or is submitted, and a draft kept beside it.
  enum class DraftPlace { kLatest = 0, kBeside = 1 };
  virtual absl::StatusOr<std::optional<domain::ReviewDraft>> FindReviewDraft(
      domain::ReviewTaskId task, DraftPlace place) = 0;
  virtual absl::Status PutReviewDraft(domain::ReviewTaskId task, DraftPlace place,
                                      const domain::ReviewDraft& draft) = 0;
  virtual absl::Status RemoveReviewDraft(domain::ReviewTaskId task, DraftPlace place) = 0;

  // What routing asks: every agent who has not left, with their latest state and what they have
  // worked on since that day; and who was asked since then, and has not declined or let it lapse.
  struct Colleague {
    domain::UserId user;
    bool is_confirmed = false;  // active; not only met in records
    std::optional<domain::AgentState> state;
    domain::Work work;
    std::string time_zone;  // of their main team: empty where that has none, or there is no team
    std::vector<std::string> languages;  // none: not told
  };
  virtual absl::StatusOr<std::vector<Colleague>> ListColleagues(domain::Channel channel,
                                                                absl::string_view topic,
                                                                absl::CivilDay since) = 0;
  virtual absl::StatusOr<std::vector<domain::PastReview>> ListPastReviews(absl::Time since) = 0;

  // Anchors (domain/anchor.h): what a user has reviewed as a colleague; the reviews that are lent,
  // fill in this version of a form, and are of interactions that `reviewer` was never asked to
  // review, by people who have not left: those that the fewest have reviewed first.
  virtual absl::StatusOr<domain::ReviewsDone> CountReviewsDone(domain::UserId reviewer) = 0;
  virtual absl::StatusOr<std::vector<domain::ReviewId>> ListLentReviews(absl::string_view form_id,
                                                                        int form_version,
                                                                        domain::UserId reviewer,
                                                                        size_t limit) = 0;
  virtual absl::StatusOr<std::optional<domain::AgentState>> FindAgentState(domain::UserId user) = 0;
  // Active users of a role.
  virtual absl::StatusOr<std::vector<domain::UserId>> ListUsersOfRole(domain::Role role) = 0;
  // Who leads a team whose time zone is this one (empty: the deployment's) and has not left.
  virtual absl::StatusOr<std::vector<domain::UserId>> ListLeaders(absl::string_view time_zone) = 0;

  // Appeals, and the tasks of those who are asked to decide them.
  virtual absl::StatusOr<std::optional<domain::Appeal>> FindAppeal(domain::AppealId id) = 0;
  // Inserts, or replaces the one of this id; the same of a task.
  virtual absl::Status PutAppeal(const domain::Appeal& appeal) = 0;
  // Those of an agent on an interaction, the earliest first.
  virtual absl::StatusOr<std::vector<domain::Appeal>> ListAppeals(domain::InteractionId interaction,
                                                                  domain::UserId agent) = 0;
  // An agent's that are under way.
  virtual absl::StatusOr<std::vector<domain::AppealId>> ListAppealsUnderWay(
      domain::UserId agent) = 0;
  virtual absl::StatusOr<std::optional<domain::AppealTask>> FindAppealTask(
      domain::AppealTaskId id) = 0;
  virtual absl::Status PutAppealTask(const domain::AppealTask& task) = 0;
  // In the order in which people were asked.
  virtual absl::StatusOr<std::vector<domain::AppealTask>> ListAppealTasks(
      domain::AppealId appeal) = 0;
  virtual absl::StatusOr<std::vector<domain::AppealTask>> ListOpenAppealTasks(
      domain::UserId arbiter) = 0;
  // What is due by then, the earliest first: open tasks, and appeals for which nobody is asked.
  virtual absl::StatusOr<std::vector<domain::AppealTask>> ListDueAppealTasks(absl::Time by,
                                                                             size_t limit) = 0;
  virtual absl::StatusOr<std::vector<domain::AppealId>> ListAppealsToLookFor(absl::Time by,
                                                                             size_t limit) = 0;
  // Who has evaluated an interaction, asked or not, is at it, or is asked to: they decide no appeal
  // about it. And who is asked to decide one about it, or has: they evaluate it no more.
  virtual absl::StatusOr<std::vector<domain::UserId>> ListEvaluators(
      domain::InteractionId interaction) = 0;
  virtual absl::StatusOr<std::vector<domain::UserId>> ListArbiters(
      domain::InteractionId interaction) = 0;

  // Kudos. Whether one was given from one to the other on that day, with the giver's name; and
  // whether one was given for what a review task asked to review.
  virtual absl::StatusOr<bool> HasKudos(domain::UserId giver, domain::UserId recipient,
                                        absl::CivilDay day) = 0;
  virtual absl::StatusOr<bool> HasKudosFor(domain::ReviewTaskId task) = 0;
  virtual absl::Status InsertKudos(const domain::Kudos& kudos) = 0;

  // Pauses. Inserts, or replaces the one of this id.
  virtual absl::Status PutPause(const domain::Pause& pause) = 0;
  // Those that nobody has ended yet, the earliest to end first.
  virtual absl::StatusOr<std::vector<domain::Pause>> ListPauses() = 0;

  // Interactions and what belongs to them. Facts come without the calendar, of which
  // the zone alone is stored.
  virtual absl::StatusOr<std::optional<domain::InteractionId>> FindInteraction(
      absl::string_view source, absl::string_view external_id) = 0;
  // NOT_FOUND where there is none of this id.
  virtual absl::StatusOr<domain::Facts> LoadFacts(domain::InteractionId id) = 0;
  virtual absl::Status InsertInteraction(const domain::PlacedInteraction& interaction) = 0;
  virtual absl::Status UpdateInteraction(const domain::PlacedInteraction& interaction) = 0;
  // Gives waiting answers and invitations of (source, external_id) to the interaction.
  virtual absl::Status AdoptPending(domain::InteractionId id, absl::string_view source,
                                    absl::string_view external_id) = 0;

  // Tellings of one answer, oldest first, and where each is placed (no interaction: it waits).
  struct Telling {
    domain::StoredResponse response;
    domain::InteractionId interaction;
  };
  virtual absl::StatusOr<std::vector<Telling>> FindTellings(absl::string_view source,
                                                            absl::string_view external_id) = 0;
  virtual absl::Status InsertResponse(const domain::StoredResponse& response,
                                      domain::InteractionId interaction) = 0;
  // Says which telling of an identity is the current one.
  virtual absl::Status SetCurrent(domain::ResponseId id, bool current) = 0;

  struct Invitation {
    domain::SurveyInvitation told;
    domain::InteractionId interaction;  // none: it waits
  };
  virtual absl::StatusOr<std::optional<Invitation>> FindInvitation(
      absl::string_view source, absl::string_view external_id) = 0;
  // Inserts, or replaces the one of the same identity.
  virtual absl::Status PutInvitation(const Invitation& invitation) = 0;

  // Whether the state was new; the same (user, since) told again replaces the state.
  virtual absl::StatusOr<bool> PutAgentState(domain::UserId user,
                                             const domain::AgentState& state) = 0;

  // Figures and feeds. Each roll-up row and each feed's head is written once a transaction.
  virtual void AddToRollups(const domain::RollupDelta& delta) = 0;
  // Appends one change: the drafts of one feed take consecutive positions and are never sent apart.
  virtual absl::Status Append(absl::Span<const domain::FeedDraft> change) = 0;
  // The feed's owner sees new standing figures although no entry is appended.
  virtual void TouchStanding(domain::UserId feed) = 0;

  virtual absl::StatusOr<std::vector<domain::FeedEntry>> ReadEntries(domain::UserId feed,
                                                                     int64_t after,
                                                                     int64_t through) = 0;
  struct Head {
    int64_t position = 0;
    int64_t seen = 0;
  };
  virtual absl::StatusOr<Head> FindHead(domain::UserId feed) = 0;
  virtual absl::Status SetSeen(domain::UserId feed, int64_t position) = 0;

  // What checks and mending need: which interactions make a cell, and what the cells hold, with
  // additions of this transaction that are not written yet.
  virtual absl::StatusOr<std::vector<domain::InteractionId>> ListInteractionsOf(
      domain::UserId agent, absl::CivilDay day) = 0;
  // Those of `agent` with an answer that arrived on about `day`: all that count in that late cell,
  // and some others.
  virtual absl::StatusOr<std::vector<domain::InteractionId>> ListAnsweredAbout(
      domain::UserId agent, absl::CivilDay day) = 0;
  // The cells of a user and day; without the late ones, which belong to other days.
  virtual absl::StatusOr<domain::RollupDelta> ReadRollups(domain::UserId user,
                                                          absl::CivilDay day) = 0;
  virtual absl::StatusOr<domain::RollupDelta> ReadLate(domain::UserId user) = 0;
  // Days whose figures an older program did not reckon in full, at most `limit`; and one of them is
  // right now.
  virtual absl::StatusOr<std::vector<RollupGroup>> ListDaysToReckon(size_t limit) = 0;
  virtual absl::Status DropDayToReckon(const RollupGroup& group) = 0;

  // What age takes. Removes from a feed's beginning entries created before `before`: whole changes,
  // at most `most` entries, none of the last `keep`. Returns how many.
  virtual absl::StatusOr<int64_t> TrimFeed(domain::UserId feed, absl::Time before, int64_t keep,
                                           int64_t most) = 0;
  // Forgets results for replays, where they are from before `before`. Returns how many.
  virtual absl::StatusOr<int64_t> ForgetRequests(absl::Span<const std::string> request_ids,
                                                 absl::Time before) = 0;

  // Writes down a look at somebody's record on a business day.
  virtual absl::Status NoteLook(const domain::Look& look, absl::CivilDay day) = 0;

  // Results of commands, for replays.
  struct Request {
    std::string fingerprint;  // of the request's body
    std::string result;
  };
  virtual absl::StatusOr<std::optional<Request>> FindRequest(absl::string_view request_id) = 0;
  virtual absl::Status PutRequest(absl::string_view request_id, const Request& request) = 0;
};

// A command, to be run in a transaction.
struct Write {
  // Runs on the writer's thread inside a savepoint: where it fails, its own writes alone are
  // undone.
  absl::AnyInvocable<absl::Status(Transaction&)> apply;
  // Runs once the writes are durable, or have failed; one after another in the order of submission,
  // on a thread that does nothing else, so that answers go out while the next group is written.
  // Must not block.
  absl::AnyInvocable<void(absl::Status)> done;
  // How many records it takes in, for Store::Queued.
  size_t records = 1;
  // Set by Store::Submit.
  absl::Time submitted_at = absl::Time();
};

// What a committed transaction gave one feed. Shared, so that thousands of readers copy nothing.
struct FeedGrowth {
  domain::UserId feed;
  std::vector<domain::FeedEntry> entries;  // none: only its standing is new
};

// A feed's entries as read.
struct FeedPage {
  int64_t head = 0;     // the last position there is
  int64_t trimmed = 0;  // entries up to here are gone
  int64_t seen = 0;
  std::vector<domain::FeedEntry> entries;  // after the position asked for; changes are whole
};

// Whose figures.
struct Scope {
  domain::UserId user;  // none: not one user's
  domain::TeamId team;  // none: not one team's; with neither, everything
};

// Which of a user's interactions: those that are theirs, or those of others in which they had an
// earlier part.
enum class Part { kOwner, kEarlier };

// Which business days, both included.
struct Period {
  std::optional<absl::CivilDay> from;
  std::optional<absl::CivilDay> to;
};

// A team that somebody leads, and until when it is paused.
struct LedTeam {
  domain::TeamId team;
  std::string display_name;
  std::optional<absl::Time> paused_until;

  friend bool operator==(const LedTeam&, const LedTeam&) = default;
};

// A pause as listed.
struct ListedPause {
  domain::Pause pause;
  std::string team_display_name;  // empty: it is of a queue
  std::string by_display_name;
};

// A queue as listed.
struct ListedQueue {
  std::string queue;
  std::optional<absl::Time> paused_until;

  friend bool operator==(const ListedQueue&, const ListedQueue&) = default;
};

// What a person's standing is made of.
struct StandingRow {
  domain::Tally today;
  int64_t for_earlier_days = 0;
  std::optional<domain::AgentState> state;
  std::string time_zone;  // of the user's main team now; empty: it has none, or there is none
  std::optional<absl::Time> paused_until;  // that team
  std::vector<LedTeam> led_teams;          // by name
};

// One interaction as listed, with all tellings of its answers.
struct ListedInteraction {
  domain::Facts facts;
  std::string agent_display_name;
  std::string team_display_name;
};

// A self-assessment as listed.
struct ListedSelfAssessment {
  domain::SelfAssessment assessment;
  domain::Scores scores;  // none before the commit
  domain::InteractionReference reference;
  std::string agent_display_name;
  std::vector<domain::Share> shares;  // the earliest first
};

// A review as listed for the agent whose interaction it is.
struct ListedReview {
  domain::Review review;
  domain::PlacedInteraction interaction;         // without legs
  std::optional<domain::ReviewContent> content;  // once it is submitted
  std::string evaluator_display_name;            // of an evaluation, then
};

// A review task as listed for whoever is asked.
struct ListedReviewTask {
  domain::ReviewTask task;
  domain::Review review;
  domain::PlacedInteraction interaction;  // with legs
  std::string requester_display_name;
  std::optional<domain::ReviewDraft> draft;  // as submitted, once it is
  std::optional<domain::ReviewDraft> draft_beside;
};

// A submitted review as listed for whoever looks after the reviewing.
struct SubmittedReview {
  domain::ReviewTask task;
  std::string reviewer_display_name;
  domain::InteractionId interaction;
  bool anchor = false;
  std::string form_id;
  int form_version = 0;
  absl::Duration lasted;  // talk and hold of the interaction; zero: not recorded
  bool has_recording = false;
  domain::ReviewContent content;
};

// An appeal as listed for the agent who made it.
struct ListedAppeal {
  domain::Appeal appeal;
  domain::PlacedInteraction interaction;  // without legs
};

// An appeal task as listed for whoever is asked.
struct ListedAppealTask {
  // A review that is contested.
  struct Contested {
    std::string form_id;
    int form_version = 0;
    domain::ReviewContent content;
    std::string reviewer_display_name;
  };
  domain::AppealTask task;
  domain::Appeal appeal;
  ListedInteraction interaction;
  std::optional<Contested> contested;  // nothing: a verdict is
};

// Kudos as listed for whoever received it.
struct ListedKudos {
  domain::Kudos kudos;             // without the giver, where a reviewer gave it
  std::string giver_display_name;  // likewise
  // Of an interaction that is the recipient's still.
  std::optional<domain::InteractionReference> reference = std::nullopt;
};

// Somebody of one's site, by name alone.
struct ListedColleague {
  domain::UserId user;
  std::string display_name;
  std::string team_display_name;  // of their main team; may be empty
  // Neither in the same main team nor a leader of it.
  bool is_of_other_team = false;

  friend bool operator==(const ListedColleague&, const ListedColleague&) = default;
};

// A place in a list that goes from the latest to the oldest.
struct ListKey {
  absl::CivilDay day = absl::CivilDay::max();
  domain::InteractionId id{INT64_MAX};
};

// A reader with a connection of its own. Each call sees one consistent state, at least as new as
// any write that was answered before the call. Used by one thread at a time; may block on the disk.
class Reader {
 public:
  virtual ~Reader() = default;

  // Entries after `after`, at most about `limit`, but always whole changes.
  virtual absl::StatusOr<FeedPage> ReadFeed(domain::UserId feed, int64_t after, size_t limit) = 0;
  // The last `limit` entries.
  virtual absl::StatusOr<FeedPage> ReadLatest(domain::UserId feed, size_t limit) = 0;
  virtual absl::StatusOr<StandingRow> ReadStanding(domain::UserId user, absl::CivilDay today) = 0;
  virtual absl::StatusOr<domain::Tally> ReadTally(const Scope& scope, const Period& period) = 0;
  virtual absl::StatusOr<domain::ElementTally> ReadElementTally(const Scope& scope,
                                                                const Period& period) = 0;
  // The latest first, before `before`. Part::kEarlier goes with a user's scope.
  virtual absl::StatusOr<std::vector<ListedInteraction>> ListInteractions(
      const Scope& scope, Part part, const Period& period, const ListKey& before, size_t limit) = 0;
  virtual absl::StatusOr<std::optional<ListedInteraction>> FindInteraction(
      domain::InteractionId id) = 0;
  // Answers that wait for their interaction, oldest first, after `after`.
  virtual absl::StatusOr<std::vector<domain::StoredResponse>> ListPending(domain::ResponseId after,
                                                                          size_t limit) = 0;
  virtual absl::StatusOr<std::vector<domain::Question>> ListQuestions() = 0;
  // As Transaction::FindForm; and the latest version of each, by id.
  virtual absl::StatusOr<std::optional<domain::PublishedForm>> FindForm(absl::string_view id,
                                                                        int version) = 0;
  virtual absl::StatusOr<std::vector<domain::PublishedForm>> ListForms() = 0;
  virtual absl::StatusOr<std::optional<ListedSelfAssessment>> FindSelfAssessment(
      domain::InteractionId interaction, domain::UserId agent) = 0;
  // An agent's, the latest asked first, after the place of `after`; only open ones where asked so.
  virtual absl::StatusOr<std::vector<ListedSelfAssessment>> ListSelfAssessments(
      domain::UserId agent, bool open_only, const std::optional<domain::SelfAssessment>& after,
      size_t limit) = 0;
  // As ListSelfAssessments, of any author: those committed that `reader` may read by a share.
  virtual absl::StatusOr<std::vector<ListedSelfAssessment>> ListSharedSelfAssessments(
      domain::UserId reader, const std::optional<domain::SelfAssessment>& after, size_t limit) = 0;
  // Whether Transaction::ListDueSelfAssessments would find any.
  virtual absl::StatusOr<bool> HasDueSelfAssessments(absl::Time by) = 0;
  virtual absl::StatusOr<domain::SamplingPolicy> FindSamplingPolicy() = 0;
  // As Transaction::ListPauses; and whether one of them ends by then.
  virtual absl::StatusOr<std::vector<ListedPause>> ListPauses() = 0;
  virtual absl::StatusOr<bool> HasDuePauses(absl::Time by) = 0;
  // Queues that somebody may want to pause, by name: those that are paused at `now`; and of the
  // others the `limit` at which most came in, today or on the business day before, for the teams
  // that `leader` leads (none: for all teams, and for no team). A team's days go by its own clock.
  virtual absl::StatusOr<std::vector<ListedQueue>> ListQueues(domain::UserId leader,
                                                              const domain::Calendar& calendar,
                                                              absl::Time now, size_t limit) = 0;
  virtual absl::StatusOr<std::optional<ListedReview>> FindReview(domain::ReviewId id) = 0;
  // Those that a user may know of, the latest first, before `before` (none: from the beginning);
  // only those that wait for a reviewer or for the requester where asked so.
  virtual absl::StatusOr<std::vector<ListedReview>> ListReviews(domain::UserId requester,
                                                                bool open_only,
                                                                domain::ReviewId before,
                                                                size_t limit) = 0;
  virtual absl::StatusOr<std::optional<ListedReviewTask>> FindReviewTask(
      domain::ReviewTaskId id) = 0;
  // A reviewer's, as ListReviews.
  virtual absl::StatusOr<std::vector<ListedReviewTask>> ListReviewTasks(domain::UserId reviewer,
                                                                        bool open_only,
                                                                        domain::ReviewTaskId before,
                                                                        size_t limit) = 0;
  // Of everybody, those submitted from `from` until before `to`, the earliest first.
  virtual absl::StatusOr<std::vector<SubmittedReview>> ListSubmittedReviews(absl::Time from,
                                                                            absl::Time to) = 0;
  // Whether Transaction::ListDueReviewTasks or ListReviewsToLookFor would find any.
  virtual absl::StatusOr<bool> HasDueReviews(absl::Time by) = 0;
  virtual absl::StatusOr<std::optional<ListedAppeal>> FindAppeal(domain::AppealId id) = 0;
  // An agent's, as ListReviews; open are those that wait to be decided.
  virtual absl::StatusOr<std::vector<ListedAppeal>> ListAppeals(domain::UserId agent,
                                                                bool open_only,
                                                                domain::AppealId before,
                                                                size_t limit) = 0;
  virtual absl::StatusOr<std::optional<ListedAppealTask>> FindAppealTask(
      domain::AppealTaskId id) = 0;
  // An arbiter's, as ListReviewTasks.
  virtual absl::StatusOr<std::vector<ListedAppealTask>> ListAppealTasks(domain::UserId arbiter,
                                                                        bool open_only,
                                                                        domain::AppealTaskId before,
                                                                        size_t limit) = 0;
  // Whether Transaction::ListDueAppealTasks or ListAppealsToLookFor would find any.
  virtual absl::StatusOr<bool> HasDueAppeals(absl::Time by) = 0;
  // What a user has received, the latest first, before `before` (none: from the beginning).
  virtual absl::StatusOr<std::vector<ListedKudos>> ListKudos(domain::UserId recipient,
                                                             domain::KudosId before,
                                                             size_t limit) = 0;
  virtual absl::StatusOr<std::optional<domain::User>> FindUser(domain::UserId id) = 0;
  virtual absl::StatusOr<std::vector<domain::User>> FindUsersByName(absl::string_view name) = 0;
  // Users by (display name, id), after the place given; `state` nothing: all.
  virtual absl::StatusOr<std::vector<domain::User>> ListUsers(
      std::optional<domain::User::State> state, absl::string_view after_name,
      domain::UserId after_id, size_t limit) = 0;
  virtual absl::StatusOr<std::optional<domain::Team>> FindTeam(domain::TeamId id) = 0;
  virtual absl::StatusOr<std::optional<domain::Team>> FindTeamByName(absl::string_view name) = 0;
  virtual absl::StatusOr<std::vector<domain::Team>> ListTeams(absl::string_view after_name,
                                                              size_t limit) = 0;
  // Who looked at a record, the latest day first, after the place of `after` (nothing: from the
  // beginning).
  virtual absl::StatusOr<std::vector<domain::Access>> ListAccesses(
      domain::UserId subject, const std::optional<domain::Access>& after, size_t limit) = 0;
  // Active agents and team leaders of the site of `user` but for themselves: their own team first,
  // then by name; those after `after`, if there is one. A site is a time zone, of the main team, or
  // of a team that they lead; `default_zone` is the deployment's.
  virtual absl::StatusOr<std::vector<ListedColleague>> ListColleagues(
      domain::UserId user, absl::string_view default_zone,
      const std::optional<ListedColleague>& after, size_t limit) = 0;
  // Whether `leader` leads a team that is `user`'s main team now.
  virtual absl::StatusOr<bool> Leads(domain::UserId leader, domain::UserId user) = 0;

  // What has come of age: feeds above `after` with more than `keep` entries whose first was created
  // before `before`; and results for replays above `after`, by their ids. A call looks at no more
  // than `limit` of each and says where it stopped; nothing there: at the end.
  struct OldFeeds {
    std::vector<domain::UserId> feeds;
    std::optional<domain::UserId> stopped_at;
  };
  virtual absl::StatusOr<OldFeeds> ListOldFeeds(absl::Time before, int64_t keep,
                                                domain::UserId after, size_t limit) = 0;
  struct OldRequests {
    std::vector<std::string> request_ids;
    std::optional<std::string> stopped_at;
  };
  virtual absl::StatusOr<OldRequests> ListOldRequests(absl::Time before, absl::string_view after,
                                                      size_t limit) = 0;
};

// How far a long piece of work is, and whether it is to go on; `total` 0: not known.
using GoOn = absl::FunctionRef<bool(int64_t done, int64_t total)>;

// One state of the whole database, held while it is looked at from end to end; writers go on
// meanwhile. Used by one thread at a time; may block on the disk.
class Inspection {
 public:
  virtual ~Inspection() = default;

  // The same reads as commands have. What writes fails.
  virtual Transaction& rows() = 0;

  // How many there are.
  struct Census {
    int64_t feeds = 0;
    int64_t interactions = 0;
    int64_t requests = 0;
  };
  virtual absl::StatusOr<Census> Count() = 0;

  // What is wrong with the database's own structure, in its words, at most about a hundred;
  // CANCELLED where `go_on` said no.
  virtual absl::StatusOr<std::vector<std::string>> CheckStructure(GoOn go_on) = 0;

  // A feed's row beside what its entries are. Also for entries without a row.
  struct FeedShape {
    domain::UserId feed;
    bool has_row = false;
    int64_t head = 0;
    int64_t trimmed = 0;
    int64_t seen = 0;
    int64_t entries = 0;
    int64_t first = 0;  // of the entries
    int64_t last = 0;
    bool ends_whole = true;  // the last entry ends its change
  };
  virtual absl::StatusOr<std::vector<FeedShape>> ListFeeds(domain::UserId after, size_t limit) = 0;
  // Positions of a feed, up to the one given, after which the next one is missing.
  virtual absl::StatusOr<std::vector<int64_t>> ListGaps(domain::UserId feed, int64_t through,
                                                        size_t limit) = 0;

  // Every user and day with interactions or roll-ups, in order, after the place given.
  virtual absl::StatusOr<std::vector<RollupGroup>> ListRollupGroups(const RollupGroup& after,
                                                                    size_t limit) = 0;

  // Results kept for replays, in order of their ids.
  struct RequestRow {
    std::string request_id;
    std::string fingerprint;
    absl::Time created_at;
  };
  virtual absl::StatusOr<std::vector<RequestRow>> ListRequests(absl::string_view after,
                                                               size_t limit) = 0;
};

// The database. Thread-safe.
class Store {
 public:
  // After the commit, before any Write::done of that transaction; on the writer's thread, in the
  // order of commits; must not block.
  using CommitListener = std::function<void(absl::Span<const std::shared_ptr<const FeedGrowth>>)>;

  // Finishes the writes already submitted.
  virtual ~Store() = default;

  // Which life of the database; in every cursor.
  virtual absl::string_view Epoch() const = 0;
  // 32 random bytes of this database, for keyed hashes of customers.
  virtual absl::string_view HashKey() const = 0;
  // Set once, before the first Submit.
  virtual void SetCommitListener(CommitListener listener) = 0;
  // Queues a command. Commands run in the order of submission, many in one transaction: whatever
  // has queued while the last was committing goes into the next.
  virtual void Submit(Write write) = 0;
  // Records of commands that wait for the writer: whoever takes in commands refuses more while
  // these are too many, so that those accepted are answered soon. Cheap.
  virtual size_t Queued() const = 0;
  // Where its commands' time goes.
  virtual const metrics::WriteStages& Stages() const = 0;
  virtual absl::StatusOr<std::unique_ptr<Reader>> NewReader() = 0;
  virtual absl::StatusOr<std::unique_ptr<Inspection>> Inspect() = 0;

  // Told when the database fails, and with OK when it takes writes again. After DATA_LOSS it takes
  // none any more, since each might make the damage worse. Set once, before the first Submit. Any
  // thread; must not block.
  using TroubleListener = std::function<void(const absl::Status&)>;
  virtual void SetTroubleListener(TroubleListener listener) = 0;

  // Names of copies: on its way out, and in. What a server that died left of them goes at opening,
  // so that they are none that somebody might give to a copy of their own.
  static constexpr char kOutgoing[] = "backup-under-way";
  static constexpr char kIncoming[] = "restore-under-way";

  // A place beside the database for a copy of it on its way, `room` bytes large; what an earlier
  // one left there is gone. RESOURCE_EXHAUSTED where the disk has no room for it beside a reserve.
  virtual absl::StatusOr<std::string> PrepareCopy(absl::string_view name, int64_t room) = 0;
  // Writes a copy of the database as it is at one moment to `file`, which is not there yet. The
  // copy has none of what was deleted. CANCELLED where `go_on` said no.
  virtual absl::Status CopyTo(const std::string& file, GoOn go_on) = 0;
  // About how large a copy will be, in bytes.
  virtual absl::StatusOr<int64_t> Size() = 0;
  // Takes `file`, a copy that CopyTo once wrote, for the database's next content: checks it, gives
  // it an epoch of its own, which it returns, and puts it where the next opening finds it. `file`
  // is gone then. INVALID_ARGUMENT for what is no such copy: nothing has changed then.
  virtual absl::StatusOr<std::string> StageRestore(const std::string& file, GoOn go_on) = 0;
};

}  // namespace aftercall::store
