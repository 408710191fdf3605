#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "backend/store/sqlite/database.h"
#include "backend/store/store.h"
#include "shared/base/ids.h"

namespace aftercall::store {

// What commands change in memory before it is written once: feed heads, entries, roll-ups.
struct Pending {
  absl::flat_hash_map<domain::UserId, int64_t> heads;
  std::map<domain::UserId, std::vector<domain::FeedEntry>> growth;  // no entries: standing only
  domain::RollupDelta rollups;
};

// Rows that nearly every answer asks for and hardly any command changes.
struct RememberedRows {
  absl::flat_hash_map<std::string, domain::Question> questions;
  absl::flat_hash_map<std::pair<domain::UserId, domain::TeamId>, domain::Audience> audiences;
  std::optional<domain::SamplingPolicy> sampling;
};

// The Transaction of SqliteStore's writer. One object serves a whole group of commands:
//   Begin, (BeginCommand, …, KeepCommand | DropCommand) …, Flush, and the growth is taken.
class SqliteTransaction final : public Transaction {
 public:
  SqliteTransaction(Database& database, base::IdGenerator& ids) : db_(database), ids_(ids) {}

  void Begin(absl::Time now);
  void BeginCommand() { command_ = {}; }
  void KeepCommand();
  void DropCommand();
  // Rows may have been rolled back: nothing is remembered of them.
  void Forget() { remembered_ = {}; }
  // Writes heads and roll-ups of all commands kept.
  absl::Status Flush();
  std::vector<std::shared_ptr<const FeedGrowth>> TakeGrowth();

  absl::Time Now() const override { return now_; }
  int64_t NewId() override { return ids_.Next(now_); }

  absl::StatusOr<std::optional<domain::UserId>> FindAlias(const domain::Alias& alias) override;
  absl::StatusOr<std::optional<domain::User>> FindUser(domain::UserId id) override;
  absl::StatusOr<std::vector<domain::User>> FindUsersByName(absl::string_view name) override;
  absl::Status InsertUser(const domain::User& user) override;
  absl::Status UpdateUser(const domain::User& user) override;
  absl::Status SetMainTeam(domain::UserId user, domain::TeamId team, absl::Time since) override;
  absl::StatusOr<std::optional<domain::TeamPlace>> MainTeamAt(domain::UserId user,
                                                              absl::Time when) override;
  absl::StatusOr<std::optional<domain::Team>> FindTeam(domain::TeamId id) override;
  absl::StatusOr<std::optional<domain::TeamPlace>> FindTeamByName(absl::string_view name) override;
  absl::StatusOr<std::vector<domain::UserId>> FindMembers(domain::TeamId team) override;
  absl::StatusOr<domain::Audience> LoadAudience(domain::UserId agent, domain::TeamId team) override;
  absl::Status InsertTeam(const domain::Team& team) override;
  absl::Status UpdateTeam(const domain::Team& team) override;

  absl::StatusOr<std::optional<domain::Question>> FindQuestion(absl::string_view id) override;
  absl::Status PutQuestion(const domain::Question& question) override;

  absl::StatusOr<std::optional<domain::PublishedForm>> FindForm(absl::string_view id,
                                                                int version) override;
  absl::StatusOr<std::vector<std::string>> ListFormIds() override;
  absl::Status InsertForm(const domain::PublishedForm& form) override;
  absl::StatusOr<std::optional<domain::SelfAssessment>> FindSelfAssessment(
      domain::InteractionId interaction, domain::UserId agent) override;
  absl::Status PutSelfAssessment(const domain::SelfAssessment& assessment) override;
  absl::Status InsertScores(domain::InteractionId interaction, domain::UserId agent,
                            const domain::Scores& scores) override;
  absl::StatusOr<std::vector<domain::Share>> ListShares(domain::InteractionId interaction,
                                                        domain::UserId agent) override;
  absl::Status PutShare(domain::InteractionId interaction, domain::UserId agent,
                        const domain::Share& share) override;
  absl::StatusOr<int> CountAsked(domain::UserId agent, absl::Time since) override;
  absl::StatusOr<std::vector<domain::SelfAssessment>> ListOpenSelfAssessments(
      domain::UserId agent) override;
  absl::StatusOr<std::vector<domain::SelfAssessment>> ListDueSelfAssessments(absl::Time by,
                                                                             size_t limit) override;
  absl::StatusOr<std::vector<domain::SelfAssessment>> ListOpenSelfAssessmentsOfQueue(
      absl::string_view queue) override;
  absl::StatusOr<std::vector<domain::SelfAssessment>> ListFrozenSelfAssessments() override;
  absl::StatusOr<std::optional<absl::Time>> SignedInSince(domain::UserId user) override;
  absl::Status NoteChoice(domain::InteractionId interaction, domain::UserId agent,
                          const domain::SamplingChoice& choice) override;
  absl::StatusOr<domain::SamplingPolicy> FindSamplingPolicy() override;
  absl::Status PutSamplingPolicy(const domain::SamplingPolicy& policy) override;

  absl::StatusOr<std::optional<domain::Review>> FindReview(domain::ReviewId id) override;
  absl::Status PutReview(const domain::Review& review) override;
  absl::StatusOr<std::vector<domain::ReviewId>> ListReviewsUnderWay(
      domain::InteractionId interaction) override;
  absl::StatusOr<std::vector<domain::ReviewId>> ListReviewsUnderWay(
      domain::UserId requester) override;
  absl::StatusOr<std::optional<domain::ReviewTask>> FindReviewTask(
      domain::ReviewTaskId id) override;
  absl::Status PutReviewTask(const domain::ReviewTask& task) override;
  absl::StatusOr<std::vector<domain::ReviewTask>> ListReviewTasks(domain::ReviewId review) override;
  absl::StatusOr<std::vector<domain::ReviewTask>> ListReviewTasksAbout(
      domain::InteractionId interaction) override;
  absl::StatusOr<std::vector<domain::ReviewTask>> ListOpenReviewTasks(
      domain::UserId reviewer) override;
  absl::StatusOr<std::vector<domain::ReviewTask>> ListOpenReviewTasksOfQueue(
      absl::string_view queue) override;
  absl::StatusOr<std::vector<domain::ReviewTask>> ListFrozenReviewTasks() override;
  absl::StatusOr<std::vector<domain::ReviewTask>> ListDueReviewTasks(absl::Time by,
                                                                     size_t limit) override;
  absl::StatusOr<std::vector<domain::ReviewId>> ListReviewsToLookFor(absl::Time by,
                                                                     size_t limit) override;
  absl::Status LookForReviewersAt(absl::Time at) override;
  absl::StatusOr<std::optional<domain::ReviewDraft>> FindReviewDraft(domain::ReviewTaskId task,
                                                                     DraftPlace place) override;
  absl::Status PutReviewDraft(domain::ReviewTaskId task, DraftPlace place,
                              const domain::ReviewDraft& draft) override;
  absl::Status RemoveReviewDraft(domain::ReviewTaskId task, DraftPlace place) override;
  absl::StatusOr<std::vector<Colleague>> ListColleagues(domain::Channel channel,
                                                        absl::string_view topic,
                                                        absl::CivilDay since) override;
  absl::StatusOr<std::vector<domain::PastReview>> ListPastReviews(absl::Time since) override;
  absl::StatusOr<domain::ReviewsDone> CountReviewsDone(domain::UserId reviewer) override;
  absl::StatusOr<std::vector<domain::ReviewId>> ListLentReviews(absl::string_view form_id,
                                                                int form_version,
                                                                domain::UserId reviewer,
                                                                size_t limit) override;
  absl::StatusOr<std::optional<domain::AgentState>> FindAgentState(domain::UserId user) override;
  absl::StatusOr<std::vector<domain::UserId>> ListUsersOfRole(domain::Role role) override;
  absl::StatusOr<std::vector<domain::UserId>> ListLeaders(absl::string_view time_zone) override;

  absl::StatusOr<std::optional<domain::Appeal>> FindAppeal(domain::AppealId id) override;
  absl::Status PutAppeal(const domain::Appeal& appeal) override;
  absl::StatusOr<std::vector<domain::Appeal>> ListAppeals(domain::InteractionId interaction,
                                                          domain::UserId agent) override;
  absl::StatusOr<std::vector<domain::AppealId>> ListAppealsUnderWay(domain::UserId agent) override;
  absl::StatusOr<std::optional<domain::AppealTask>> FindAppealTask(
      domain::AppealTaskId id) override;
  absl::Status PutAppealTask(const domain::AppealTask& task) override;
  absl::StatusOr<std::vector<domain::AppealTask>> ListAppealTasks(domain::AppealId appeal) override;
  absl::StatusOr<std::vector<domain::AppealTask>> ListOpenAppealTasks(
      domain::UserId arbiter) override;
  absl::StatusOr<std::vector<domain::AppealTask>> ListDueAppealTasks(absl::Time by,
                                                                     size_t limit) override;
  absl::StatusOr<std::vector<domain::AppealId>> ListAppealsToLookFor(absl::Time by,
                                                                     size_t limit) override;
  absl::StatusOr<std::vector<domain::UserId>> ListEvaluators(
      domain::InteractionId interaction) override;
  absl::StatusOr<std::vector<domain::UserId>> ListArbiters(
      domain::InteractionId interaction) override;
  absl::StatusOr<bool> HasKudos(domain::UserId giver, domain::UserId recipient,
                                absl::CivilDay day) override;
  absl::StatusOr<bool> HasKudosFor(domain::ReviewTaskId task) override;
  absl::Status InsertKudos(const domain::Kudos& kudos) override;

  absl::Status PutPause(const domain::Pause& pause) override;
  absl::StatusOr<std::vector<domain::Pause>> ListPauses() override;

  absl::StatusOr<std::optional<domain::InteractionId>> FindInteraction(
      absl::string_view source, absl::string_view external_id) override;
  absl::StatusOr<domain::Facts> LoadFacts(domain::InteractionId id) override;
  absl::Status InsertInteraction(const domain::PlacedInteraction& interaction) override;
  absl::Status UpdateInteraction(const domain::PlacedInteraction& interaction) override;
  absl::Status AdoptPending(domain::InteractionId id, absl::string_view source,
                            absl::string_view external_id) override;
  absl::StatusOr<std::vector<Telling>> FindTellings(absl::string_view source,
                                                    absl::string_view external_id) override;
  absl::Status InsertResponse(const domain::StoredResponse& response,
                              domain::InteractionId interaction) override;
  absl::Status SetCurrent(domain::ResponseId id, bool current) override;
  absl::StatusOr<std::optional<Invitation>> FindInvitation(absl::string_view source,
                                                           absl::string_view external_id) override;
  absl::Status PutInvitation(const Invitation& invitation) override;
  absl::StatusOr<bool> PutAgentState(domain::UserId user, const domain::AgentState& state) override;

  void AddToRollups(const domain::RollupDelta& delta) override { command_.rollups.Add(delta); }
  absl::Status Append(absl::Span<const domain::FeedDraft> change) override;
  void TouchStanding(domain::UserId feed) override { command_.growth[feed]; }
  absl::StatusOr<std::vector<domain::FeedEntry>> ReadEntries(domain::UserId feed, int64_t after,
                                                             int64_t through) override;
  absl::StatusOr<Head> FindHead(domain::UserId feed) override;
  absl::Status SetSeen(domain::UserId feed, int64_t position) override;
  absl::StatusOr<std::vector<domain::InteractionId>> ListInteractionsOf(
      domain::UserId agent, absl::CivilDay day) override;
  absl::StatusOr<std::vector<domain::InteractionId>> ListAnsweredAbout(domain::UserId agent,
                                                                       absl::CivilDay day) override;
  absl::StatusOr<domain::RollupDelta> ReadRollups(domain::UserId user, absl::CivilDay day) override;
  absl::StatusOr<domain::RollupDelta> ReadLate(domain::UserId user) override;
  absl::StatusOr<std::vector<RollupGroup>> ListDaysToReckon(size_t limit) override;
  absl::Status DropDayToReckon(const RollupGroup& group) override;
  absl::StatusOr<int64_t> TrimFeed(domain::UserId feed, absl::Time before, int64_t keep,
                                   int64_t most) override;
  absl::StatusOr<int64_t> ForgetRequests(absl::Span<const std::string> request_ids,
                                         absl::Time before) override;
  absl::Status NoteLook(const domain::Look& look, absl::CivilDay day) override;
  absl::StatusOr<std::optional<Request>> FindRequest(absl::string_view request_id) override;
  absl::Status PutRequest(absl::string_view request_id, const Request& request) override;

 private:
  absl::Status WriteLegs(const domain::PlacedInteraction& interaction);
  absl::Status WriteAliases(const domain::User& user);
  absl::Status WriteLeaders(const domain::Team& team);
  absl::StatusOr<int64_t> LastPosition(domain::UserId feed);
  absl::Status FlushInteractions();
  absl::Status FlushAnswers();
  absl::Status FlushUpheld();

  Database& db_;
  base::IdGenerator& ids_;
  absl::Time now_;
  Pending group_;    // of the commands kept
  Pending command_;  // of the command that runs
  // Over transactions, until a command writes people, teams or questions, or fails.
  RememberedRows remembered_;
};

}  // namespace aftercall::store
