#include "backend/commands/route_review.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "backend/commands/choose_reviewer.h"
#include "backend/commands/leaders.h"
#include "backend/commands/paused.h"
#include "backend/commands/tell_review.h"
#include "backend/domain/language.h"
#include "backend/domain/reviewable.h"

namespace aftercall::commands {
namespace {

using domain::Review;
using domain::ReviewTask;
using domain::UserId;

bool Contains(const std::vector<UserId>& users, UserId user) {
  return std::find(users.begin(), users.end(), user) != users.end();
}

// Who may be asked above the colleagues, the nearest first: the leaders of the requester's team,
// then operations managers.
absl::StatusOr<std::vector<std::vector<UserId>>> LoadLeaders(store::Transaction& transaction,
                                                             UserId requester) {
  std::vector<std::vector<UserId>> levels(2);
  auto leaders = LeadersOf(transaction, requester);
  if (!leaders.ok()) return leaders.status();
  levels[0] = *std::move(leaders);
  auto operations = transaction.ListUsersOfRole(domain::Role::kOperationsManager);
  if (!operations.ok()) return operations.status();
  levels[1] = *std::move(operations);
  return levels;
}

// One search for one review.
class Finder {
 public:
  Finder(store::Transaction& transaction, const Policy& policy,
         const domain::PlacedInteraction& interaction, Review& review)
      : transaction_(transaction), policy_(policy), interaction_(interaction), review_(review) {}

  absl::Status Run() {
    const auto queue_paused = IsPaused(transaction_, {}, interaction_.told.queue);
    if (!queue_paused.ok()) return queue_paused.status();
    return *queue_paused ? Wait() : Search();
  }

 private:
  absl::Status Search() {
    const auto tasks = transaction_.ListReviewTasks(review_.id);
    if (!tasks.ok()) return tasks.status();
    // Who decides an appeal about it has not evaluated it.
    auto asked = transaction_.ListArbiters(interaction_.id);
    if (!asked.ok()) return asked.status();
    // … and who has evaluated it has said what they think.
    if (auto status = AddEvaluators(*asked); !status.ok()) return status;
    std::vector<UserId> declined = *asked;
    int colleagues = 0;
    for (const ReviewTask& task : *tasks) {
      asked->push_back(task.reviewer);
      if (task.state == ReviewTask::State::kDeclined) declined.push_back(task.reviewer);
      colleagues += task.as_leader ? 0 : 1;
    }
    const bool ask_colleagues = !review_.by_leader && colleagues < kMostColleagues;
    for (const auto& [excluded, with_colleagues] :
         {std::make_pair(*asked, ask_colleagues), std::make_pair(declined, true)}) {
      auto found = with_colleagues ? AskColleague(excluded) : false;
      if (found.ok() && !*found && !paused_only_) found = AskLeaders(excluded);
      if (!found.ok()) return found.status();
      if (*found) return absl::OkStatus();
      if (paused_only_) break;
    }
    return Wait();
  }

  absl::Status AddEvaluators(std::vector<UserId>& users) {
    const auto tasks = transaction_.ListReviewTasksAbout(interaction_.id);
    if (!tasks.ok()) return tasks.status();
    for (const ReviewTask& task : *tasks) {
      if (!domain::IsOpen(task.state) && task.state != ReviewTask::State::kSubmitted) continue;
      const auto review = transaction_.FindReview(task.review);
      if (!review.ok()) return review.status();
      const bool is_evaluation = *review && (*review)->origin == Review::Origin::kEvaluation;
      if (is_evaluation) users.push_back(task.reviewer);
    }
    return absl::OkStatus();
  }

  absl::Status Wait() {
    review_.look_at = transaction_.Now() + kBetweenSearches;
    return absl::OkStatus();
  }

  absl::StatusOr<bool> AskColleague(const std::vector<UserId>& excluded) {
    const auto choice = ChooseColleague(transaction_, policy_, interaction_, review_, excluded);
    if (!choice.ok()) return choice.status();
    if (!choice->reviewer) {
      paused_only_ = IsPausedOnly(*choice);
      return false;
    }
    const auto next =
        domain::Move(review_, domain::ReviewActor::kRules, domain::ReviewMove::kOffer);
    if (!next.ok()) return next.status();
    review_.state = *next;
    // Of those among whom it was first looked, each may be the one, as far as the requester knows.
    if (review_.by_leader || review_.could_be_asked == 0) {
      review_.could_be_asked = choice->eligible;
    }
    review_.by_leader = false;
    review_.look_at.reset();
    if (auto status = Ask(choice->reviewer, /*as_leader=*/false); !status.ok()) return status;
    return true;
  }

  absl::StatusOr<bool> AskLeaders(const std::vector<UserId>& excluded) {
    const auto levels = LoadLeaders(transaction_, review_.requester);
    if (!levels.ok()) return levels.status();
    for (const auto& level : *levels) {
      std::vector<UserId> leaders;
      for (const UserId leader : level) {
        if (leader == review_.requester || Contains(review_.unwanted, leader) ||
            Contains(interaction_.parties, leader) || Contains(excluded, leader)) {
          continue;
        }
        const auto speaks = MaySpeakIt(leader);
        if (!speaks.ok()) return speaks.status();
        if (!*speaks) continue;
        const auto paused = IsPaused(transaction_, leader, "");
        if (!paused.ok()) return paused.status();
        paused_only_ |= *paused;
        if (!*paused) leaders.push_back(leader);
      }
      if (leaders.empty() && paused_only_) return false;
      if (leaders.empty()) continue;
      if (auto status = Escalate(leaders); !status.ok()) return status;
      return true;
    }
    return false;
  }

  absl::StatusOr<bool> MaySpeakIt(UserId leader) {
    const auto user = transaction_.FindUser(leader);
    if (!user.ok()) return user.status();
    return !*user || !domain::SpeaksOthersOnly((*user)->languages, interaction_.told.language);
  }

  absl::Status Escalate(const std::vector<UserId>& leaders) {
    const auto next =
        domain::Move(review_, domain::ReviewActor::kRules, domain::ReviewMove::kEscalate);
    if (!next.ok()) return next.status();
    review_.state = *next;
    review_.by_leader = true;
    review_.could_be_asked = static_cast<int>(leaders.size());
    review_.look_at.reset();
    for (const UserId leader : leaders) {
      if (auto status = Ask(leader, /*as_leader=*/true); !status.ok()) return status;
    }
    return absl::OkStatus();
  }

  absl::Status Ask(UserId reviewer, bool as_leader) {
    return AskOne(transaction_, policy_, interaction_, review_, reviewer, as_leader);
  }

  store::Transaction& transaction_;
  const Policy& policy_;
  const domain::PlacedInteraction& interaction_;
  Review& review_;
  // Whoever is left to be asked is paused: they are waited for, and nobody above them is asked.
  bool paused_only_ = false;
};

}  // namespace

absl::Status AskOne(store::Transaction& transaction, const Policy& policy,
                    const domain::PlacedInteraction& interaction, const Review& review,
                    UserId reviewer, bool as_leader) {
  ReviewTask task;
  task.id = {transaction.NewId()};
  task.review = review.id;
  task.reviewer = reviewer;
  task.as_leader = as_leader;
  task.minutes = domain::ReviewMinutes(interaction.told);
  task.offered_at = transaction.Now();
  task.deadline.left = as_leader ? domain::kLeaderAbsent : domain::kTimeToAccept;
  task.deadline.latest =
      task.offered_at + (as_leader ? domain::kLeaderAbsent : domain::kLongestWait);
  const auto is_there = IsThere(transaction, reviewer);
  if (!is_there.ok()) return is_there.status();
  if (*is_there) task.deadline = domain::Resume(task.deadline, task.offered_at);
  return KeepReviewTask(transaction, policy, interaction, review, task);
}

absl::Status LookForReviewer(store::Transaction& transaction, const Policy& policy,
                             const domain::PlacedInteraction& interaction, Review& review) {
  return Finder(transaction, policy, interaction, review).Run();
}

absl::StatusOr<bool> IsThere(store::Transaction& transaction, UserId user) {
  const auto state = transaction.FindAgentState(user);
  if (!state.ok()) return state.status();
  return *state && (*state)->state != domain::AgentState::State::kOffline &&
         IsFresh(**state, transaction.Now());
}

}  // namespace aftercall::commands
