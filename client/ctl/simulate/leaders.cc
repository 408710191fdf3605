#include "client/ctl/simulate/leaders.h"

#include <algorithm>

#include "client/ctl/simulate/floor.h"
#include "client/ctl/simulate/opinion.h"

namespace aftercall::ctl {
namespace {

// An interaction to evaluate is one of the team's latest so many.
constexpr int kLatestOfTeam = 20;

}  // namespace

Leaders::Leaders(LeaderOptions options, ServerLink* administrator, ConnectAs connect)
    : options_(options),
      administrator_(*administrator),
      connect_(std::move(connect)),
      teams_(MakeTeams()),
      dice_(options.seed) {
  for (size_t team = 0; team < teams_.size(); ++team) {
    leaders_.emplace_back(options_.seed + 0xD1B54A32D192ED03U * (team + 1));
    leaders_.back().team = team;
  }
  next_evaluation_ = options_.evaluations_a_minute > 0
                         ? dice_.Wait(absl::Minutes(1) / options_.evaluations_a_minute)
                         : absl::InfiniteDuration();
}

absl::Status Leaders::Act(absl::Duration now) {
  Leader* const leader = &leaders_[turn_++ % leaders_.size()];
  const absl::StatusOr<ServerLink*> link = LinkOf(leader);
  if (!link.ok()) return link.status();
  if (*link == nullptr) return absl::OkStatus();
  LookAtAppeals(leader, now);
  LookAtTasks(leader, now);
  if (now < next_evaluation_) return absl::OkStatus();
  next_evaluation_ = now + dice_.Wait(absl::Minutes(1) / options_.evaluations_a_minute);
  Evaluate(leader, now);
  return absl::OkStatus();
}

absl::StatusOr<ServerLink*> Leaders::LinkOf(Leader* leader) {
  if (leader->link != nullptr) return leader->link.get();
  if (leader->user.empty()) {
    if (absl::Status status = Appoint(leader); !status.ok() && !IsAway(status)) return status;
    if (leader->user.empty()) return nullptr;
  }
  auto link = LinkFor(leader->user, &administrator_, connect_);
  if (!link.ok()) return link.status();
  leader->link = *std::move(link);
  return leader->link.get();
}

// Finds or makes the user, and has them lead their team; not before the server knows the team.
absl::Status Leaders::Appoint(Leader* leader) {
  const SimulatedTeam& about = teams_[leader->team];
  v1::ListTeamsRequest list;
  list.set_page_size(1000);
  const auto teams = administrator_.ListTeams(list);
  if (!teams.ok()) return teams.status();
  const auto team =
      std::find_if(teams->teams().begin(), teams->teams().end(),
                   [&](const v1::Team& one) { return one.display_name() == about.name; });
  if (team == teams->teams().end()) return absl::OkStatus();
  v1::ListUsersRequest users;
  users.set_page_size(1000);
  std::string user;
  do {
    const auto page = administrator_.ListUsers(users);
    if (!page.ok()) return page.status();
    for (const v1::User& one : page->users()) {
      for (const v1::User::Alias& alias : one.aliases()) {
        const bool is_theirs =
            alias.source() == kSimulatorSource && alias.staff_number() == about.leader_staff_number;
        if (is_theirs) user = one.name();
      }
    }
    users.set_page_token(page->next_page_token());
  } while (!users.page_token().empty());
  if (user.empty()) {
    v1::CreateUserRequest create;
    create.mutable_user()->set_display_name(about.leader);
    create.mutable_user()->set_role(v1::User::ROLE_TEAM_LEADER);
    v1::User::Alias& alias = *create.mutable_user()->add_aliases();
    alias.set_source(kSimulatorSource);
    alias.set_staff_number(about.leader_staff_number);
    const auto made = administrator_.CreateUser(create);
    if (!made.ok()) return made.status();
    user = made->user().name();
  }
  const auto& lead = team->leaders();
  if (std::find(lead.begin(), lead.end(), user) == lead.end()) {
    v1::UpdateTeamRequest update;
    *update.mutable_team() = *team;
    update.mutable_team()->add_leaders(user);
    update.mutable_update_mask()->add_paths("leaders");
    const auto updated = administrator_.UpdateTeam(update);
    if (!updated.ok()) return updated.status();
  }
  leader->user = user;
  return absl::OkStatus();
}

bool Leaders::Went(const absl::Status& status) {
  if (!status.ok() && !IsAway(status)) ++counts_.refused;
  return status.ok();
}

bool Leaders::IsDone(Leader* leader, const std::string& task, absl::Duration now) {
  const auto known = leader->writing.find(task);
  if (known == leader->writing.end()) {
    leader->writing[task] = now + options_.writing * leader->dice.Between(0.5, 1.5);
    return false;
  }
  return known->second <= now;
}

void Leaders::Evaluate(Leader* leader, absl::Duration now) {
  v1::ListInteractionsRequest list;
  list.set_team(teams_[leader->team].name);
  list.set_page_size(kLatestOfTeam);
  const auto page = leader->link->ListInteractions(list);
  if (!Went(page.status())) return;
  std::vector<std::string> fit;
  for (const v1::Interaction& one : page->interactions()) {
    const bool is_new = leader->evaluated.count(one.name()) == 0;
    if (is_new && !one.agent().empty() && !one.abandoned() && CanBeReviewed(one)) {
      fit.push_back(one.name());
    }
  }
  if (fit.empty()) return;
  v1::StartEvaluationRequest start;
  start.set_interaction(leader->dice.Pick(fit));
  leader->evaluated.insert(start.interaction());
  const auto started = leader->link->StartEvaluation(start);
  if (Went(started.status())) IsDone(leader, started->review_task().name(), now);
}

void Leaders::LookAtTasks(Leader* leader, absl::Duration now) {
  v1::ListReviewTasksRequest list;
  list.set_open_only(true);
  const auto page = leader->link->ListReviewTasks(list);
  if (!Went(page.status())) return;
  for (const v1::ReviewTask& task : page->review_tasks()) {
    if (task.state() == v1::ReviewTask::STATE_OFFERED) {
      v1::AcceptReviewTaskRequest accept;
      accept.set_name(task.name());
      Went(leader->link->AcceptReviewTask(accept).status());
      continue;
    }
    if (!IsDone(leader, task.name(), now)) continue;
    const auto form = forms_.Get(leader->link.get(), task.form(), task.form_version());
    if (!Went(form.status())) continue;
    v1::SubmitReviewRequest submit;
    submit.set_name(task.name());
    *submit.mutable_content() =
        WriteReview(**form, {task.elements().begin(), task.elements().end()},
                    teams_[leader->team].chinese, &leader->dice);
    if (!Went(leader->link->SubmitReview(submit).status())) continue;
    ++(task.evaluation() ? counts_.evaluated : counts_.reviewed);
    leader->writing.erase(task.name());
  }
}

void Leaders::LookAtAppeals(Leader* leader, absl::Duration now) {
  v1::ListAppealTasksRequest list;
  list.set_open_only(true);
  const auto page = leader->link->ListAppealTasks(list);
  if (!Went(page.status())) return;
  for (const v1::AppealTask& task : page->appeal_tasks()) {
    if (task.state() == v1::AppealTask::STATE_OFFERED) {
      v1::TakeAppealTaskRequest take;
      take.set_name(task.name());
      Went(leader->link->TakeAppealTask(take).status());
      continue;
    }
    if (!IsDone(leader, task.name(), now)) continue;
    const bool upholds = leader->dice.Chance(0.5);
    v1::DecideAppealRequest decide;
    decide.set_name(task.name());
    decide.set_decision(upholds ? v1::DecideAppealRequest::DECISION_UPHOLD
                                : v1::DecideAppealRequest::DECISION_DECLINE);
    decide.set_reason(WhyDecidedSo(teams_[leader->team].chinese, upholds, &leader->dice));
    if (!Went(leader->link->DecideAppeal(decide).status())) continue;
    ++(upholds ? counts_.upheld : counts_.declined);
    leader->writing.erase(task.name());
  }
}

}  // namespace aftercall::ctl
