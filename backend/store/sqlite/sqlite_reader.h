#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "backend/store/sqlite/database.h"
#include "backend/store/store.h"

namespace aftercall::store {

// The Reader of SqliteStore: a read-only connection beside the writer's, by the write-ahead log.
class SqliteReader : public Reader {
 public:
  explicit SqliteReader(std::unique_ptr<Database> database) : database_(std::move(database)) {}

  absl::StatusOr<FeedPage> ReadFeed(domain::UserId feed, int64_t after, size_t limit) override;
  absl::StatusOr<FeedPage> ReadLatest(domain::UserId feed, size_t limit) override;
  absl::StatusOr<StandingRow> ReadStanding(domain::UserId user, absl::CivilDay today) override;
  absl::StatusOr<domain::Tally> ReadTally(const Scope& scope, const Period& period) override;
  absl::StatusOr<domain::ElementTally> ReadElementTally(const Scope& scope,
                                                        const Period& period) override;
  absl::StatusOr<std::vector<ListedInteraction>> ListInteractions(const Scope& scope, Part part,
                                                                  const Period& period,
                                                                  const ListKey& before,
                                                                  size_t limit) override;
  absl::StatusOr<std::optional<ListedInteraction>> FindInteraction(
      domain::InteractionId id) override;
  absl::StatusOr<std::vector<domain::StoredResponse>> ListPending(domain::ResponseId after,
                                                                  size_t limit) override;
  absl::StatusOr<std::vector<domain::Question>> ListQuestions() override;
  absl::StatusOr<std::optional<domain::PublishedForm>> FindForm(absl::string_view id,
                                                                int version) override;
  absl::StatusOr<std::vector<domain::PublishedForm>> ListForms() override;
  absl::StatusOr<std::optional<ListedSelfAssessment>> FindSelfAssessment(
      domain::InteractionId interaction, domain::UserId agent) override;
  absl::StatusOr<std::vector<ListedSelfAssessment>> ListSelfAssessments(
      domain::UserId agent, bool open_only, const std::optional<domain::SelfAssessment>& after,
      size_t limit) override;
  absl::StatusOr<std::vector<ListedSelfAssessment>> ListSharedSelfAssessments(
      domain::UserId reader, const std::optional<domain::SelfAssessment>& after,
      size_t limit) override;
  absl::StatusOr<bool> HasDueSelfAssessments(absl::Time by) override;
  absl::StatusOr<domain::SamplingPolicy> FindSamplingPolicy() override;
  absl::StatusOr<std::vector<ListedPause>> ListPauses() override;
  absl::StatusOr<bool> HasDuePauses(absl::Time by) override;
  absl::StatusOr<std::vector<ListedQueue>> ListQueues(domain::UserId leader,
                                                      const domain::Calendar& calendar,
                                                      absl::Time now, size_t limit) override;
  absl::StatusOr<std::optional<ListedReview>> FindReview(domain::ReviewId id) override;
  absl::StatusOr<std::vector<ListedReview>> ListReviews(domain::UserId requester, bool open_only,
                                                        domain::ReviewId before,
                                                        size_t limit) override;
  absl::StatusOr<std::optional<ListedReviewTask>> FindReviewTask(domain::ReviewTaskId id) override;
  absl::StatusOr<std::vector<ListedReviewTask>> ListReviewTasks(domain::UserId reviewer,
                                                                bool open_only,
                                                                domain::ReviewTaskId before,
                                                                size_t limit) override;
  absl::StatusOr<std::vector<SubmittedReview>> ListSubmittedReviews(absl::Time from,
                                                                    absl::Time to) override;
  absl::StatusOr<bool> HasDueReviews(absl::Time by) override;
  absl::StatusOr<std::optional<ListedAppeal>> FindAppeal(domain::AppealId id) override;
  absl::StatusOr<std::vector<ListedAppeal>> ListAppeals(domain::UserId agent, bool open_only,
                                                        domain::AppealId before,
                                                        size_t limit) override;
  absl::StatusOr<std::optional<ListedAppealTask>> FindAppealTask(domain::AppealTaskId id) override;
  absl::StatusOr<std::vector<ListedAppealTask>> ListAppealTasks(domain::UserId arbiter,
                                                                bool open_only,
                                                                domain::AppealTaskId before,
                                                                size_t limit) override;
  absl::StatusOr<bool> HasDueAppeals(absl::Time by) override;
  absl::StatusOr<std::vector<ListedKudos>> ListKudos(domain::UserId recipient,
                                                     domain::KudosId before, size_t limit) override;
  absl::StatusOr<std::optional<domain::User>> FindUser(domain::UserId id) override;
  absl::StatusOr<std::vector<domain::User>> FindUsersByName(absl::string_view name) override;
  absl::StatusOr<std::vector<domain::User>> ListUsers(std::optional<domain::User::State> state,
                                                      absl::string_view after_name,
                                                      domain::UserId after_id,
                                                      size_t limit) override;
  absl::StatusOr<std::optional<domain::Team>> FindTeam(domain::TeamId id) override;
  absl::StatusOr<std::optional<domain::Team>> FindTeamByName(absl::string_view name) override;
  absl::StatusOr<std::vector<domain::Team>> ListTeams(absl::string_view after_name,
                                                      size_t limit) override;
  absl::StatusOr<std::vector<domain::Access>> ListAccesses(
      domain::UserId subject, const std::optional<domain::Access>& after, size_t limit) override;
  absl::StatusOr<std::vector<ListedColleague>> ListColleagues(
      domain::UserId user, absl::string_view default_zone,
      const std::optional<ListedColleague>& after, size_t limit) override;
  absl::StatusOr<bool> Leads(domain::UserId leader, domain::UserId user) override;
  absl::StatusOr<OldFeeds> ListOldFeeds(absl::Time before, int64_t keep, domain::UserId after,
                                        size_t limit) override;
  absl::StatusOr<OldRequests> ListOldRequests(absl::Time before, absl::string_view after,
                                              size_t limit) override;

 private:
  absl::StatusOr<FeedPage> ReadHead(domain::UserId feed);
  absl::Status TallyInteractions(const Scope& scope, const Period& period, domain::Tally& tally);
  absl::Status TallyAnswers(const Scope& scope, const Period& period, domain::Tally& tally);
  absl::Status Complete(ListedInteraction& listed);
  absl::Status Complete(ListedSelfAssessment& listed);
  absl::Status Complete(ListedReview& listed);
  absl::Status Complete(ListedReviewTask& listed);
  absl::Status Complete(SubmittedReview& submitted);
  absl::Status Complete(ListedAppealTask& listed);
  absl::Status AddContested(ListedAppealTask& listed);
  // What was submitted of a review, and by whom; nothing before that.
  struct Submitted {
    std::string reviewer_display_name;
    domain::ReviewContent content;
  };
  absl::StatusOr<std::optional<Submitted>> LoadSubmitted(domain::ReviewId review);
  absl::StatusOr<domain::PlacedInteraction> LoadPlaced(domain::InteractionId id);
  absl::StatusOr<std::vector<domain::User>> LoadUsers(const std::vector<domain::UserId>& ids);

  std::unique_ptr<Database> database_;
};

}  // namespace aftercall::store
