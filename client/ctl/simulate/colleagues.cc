#include "client/ctl/simulate/colleagues.h"

#include <algorithm>

#include "client/ctl/simulate/opinion.h"

namespace aftercall::ctl {
namespace {

// Everybody comes to their desk about so often, where there are not too many of them.
constexpr absl::Duration kRound = absl::Seconds(4);
constexpr absl::Duration kShortestTurn = absl::Milliseconds(50);
constexpr absl::Duration kLongestTurn = absl::Milliseconds(250);
// An interaction to ask about is one of the latest so many.
constexpr int kLatest = 20;

}  // namespace

Colleagues::Colleagues(ColleagueOptions options, const Floor* floor, ServerLink* administrator,
                       ConnectAs connect)
    : options_(options),
      floor_(*floor),
      administrator_(*administrator),
      connect_(std::move(connect)),
      dice_(options.seed),
      appeal_dice_(options.seed + 1) {
  next_appeal_ = options_.appeals_a_minute > 0
                     ? appeal_dice_.Wait(absl::Minutes(1) / options_.appeals_a_minute)
                     : absl::InfiniteDuration();
  for (size_t agent = 0; agent < floor_.agents().size(); ++agent) {
    people_.emplace_back(options_.seed + 0x9E3779B97F4A7C15U * (agent + 1));
    agent_of_[floor_.agents()[agent].staff_number] = agent;
  }
  if (options_.requests_a_minute <= 0) {
    next_request_ = absl::InfiniteDuration();
    return;
  }
  next_request_ = dice_.Wait(absl::Minutes(1) / options_.requests_a_minute);
  if (floor_.focus().has_value()) waits_for_ = Focus::kTask;
}

void Colleagues::Note(const v1::IngestRecord& record) {
  if (!record.has_agent_state()) return;
  const auto agent = agent_of_.find(record.agent_state().staff_number());
  if (agent != agent_of_.end()) people_[agent->second].state = record.agent_state().state();
}

absl::Status Colleagues::Act(absl::Duration now) {
  next_ =
      now + std::clamp(kRound / static_cast<double>(people_.size()), kShortestTurn, kLongestTurn);
  const size_t agent = turn_++ % people_.size();
  if (floor_.focus().has_value()) {
    if (absl::Status status = CareForFocus(*floor_.focus(), now); !status.ok()) return status;
    if (agent == *floor_.focus()) return absl::OkStatus();
  }
  const absl::StatusOr<ServerLink*> link = LinkOf(agent);
  if (!link.ok()) return link.status();
  if (*link != nullptr) Visit(agent, *link, now);
  return absl::OkStatus();
}

// The agent's own link; nullptr where it cannot be had yet.
absl::StatusOr<ServerLink*> Colleagues::LinkOf(size_t agent) {
  Person& person = people_[agent];
  if (person.link != nullptr) return person.link.get();
  if (person.user.empty()) {
    if (absl::Status status = MeetUsers(); !status.ok()) return status;
    if (person.user.empty()) return nullptr;
  }
  auto link = LinkFor(person.user, &administrator_, connect_);
  if (!link.ok()) return link.status();
  person.link = *std::move(link);
  return person.link.get();
}

absl::Status Colleagues::MeetUsers() {
  v1::ListUsersRequest request;
  request.set_page_size(1000);
  do {
    const absl::StatusOr<v1::ListUsersResponse> page = administrator_.ListUsers(request);
    if (!page.ok() && IsAway(page.status())) return absl::OkStatus();
    if (!page.ok()) return page.status();
    for (const v1::User& user : page->users()) {
      for (const v1::User::Alias& alias : user.aliases()) {
        const auto agent = agent_of_.find(alias.staff_number());
        if (alias.source() == kSimulatorSource && agent != agent_of_.end()) {
          people_[agent->second].user = user.name();
        }
      }
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

bool Colleagues::Went(const absl::Status& status) {
  if (!status.ok() && !IsAway(status)) ++counts_.refused;
  return status.ok();
}

void Colleagues::Visit(size_t agent, ServerLink* link, absl::Duration now) {
  Assess(agent, link);
  LookAtTasks(agent, link, now);
  React(agent, link);
  if (now >= next_appeal_) {
    next_appeal_ = now + appeal_dice_.Wait(absl::Minutes(1) / options_.appeals_a_minute);
    AppealLatest(agent, link);
  }
  if (now < next_request_) return;
  next_request_ = now + dice_.Wait(absl::Minutes(1) / options_.requests_a_minute);
  Request(agent, link, WhoReadsAnotherLanguage(agent));
}

void Colleagues::Assess(size_t agent, ServerLink* link) {
  v1::ListSelfAssessmentsRequest list;
  list.set_open_only(true);
  const auto page = link->ListSelfAssessments(list);
  if (!Went(page.status())) return;
  Dice* const dice = &people_[agent].dice;
  for (const v1::SelfAssessment& one : page->self_assessments()) {
    if (one.state() != v1::SelfAssessment::STATE_OPEN) continue;
    if (!dice->Chance(options_.commits)) {
      v1::SkipSelfAssessmentRequest skip;
      skip.set_name(one.name());
      if (Went(link->SkipSelfAssessment(skip).status())) ++counts_.skipped;
      continue;
    }
    const auto form = forms_.Get(link, one.form(), one.form_version());
    if (!Went(form.status())) continue;
    v1::CommitSelfAssessmentRequest commit;
    commit.set_name(one.name());
    const Mood mood = floor_.MoodOf(agent, one.reference().interaction_external_id());
    for (auto& score : JudgeSelf(**form, mood, dice)) *commit.add_scores() = std::move(score);
    commit.set_note(NoteToSelf(floor_.SpeaksChinese(agent), dice));
    if (Went(link->CommitSelfAssessment(commit).status())) ++counts_.committed;
  }
}

void Colleagues::LookAtTasks(size_t agent, ServerLink* link, absl::Duration now) {
  v1::ListReviewTasksRequest list;
  list.set_open_only(true);
  const auto page = link->ListReviewTasks(list);
  if (!Went(page.status())) return;
  const bool chinese = floor_.SpeaksChinese(agent);
  for (const v1::ReviewTask& task : page->review_tasks()) {
    if (task.state() == v1::ReviewTask::STATE_OFFERED) {
      Answer(&people_[agent], link, task, now, chinese);
    } else if (task.state() == v1::ReviewTask::STATE_ACCEPTED) {
      Submit(&people_[agent], link, task, now, chinese);
    }
  }
}

void Colleagues::Answer(Person* person, ServerLink* link, const v1::ReviewTask& task,
                        absl::Duration now, bool chinese) {
  // While the focus agent waits nobody says no: whoever watches sees all of it soon.
  const bool declines = person->dice.Chance(0.15);
  if (declines && waits_for_ == Focus::kNothing) {
    v1::DeclineReviewTaskRequest decline;
    decline.set_name(task.name());
    decline.set_reason(WhyNot(chinese, &person->dice));
    if (Went(link->DeclineReviewTask(decline).status())) ++counts_.declined;
    return;
  }
  v1::AcceptReviewTaskRequest accept;
  accept.set_name(task.name());
  if (!Went(link->AcceptReviewTask(accept).status())) return;
  ++counts_.accepted;
  person->writing[task.name()] = now + options_.writing * person->dice.Between(0.5, 1.5);
}

void Colleagues::Submit(Person* person, ServerLink* link, const v1::ReviewTask& task,
                        absl::Duration now, bool chinese) {
  // One that was accepted in an earlier run is as good as written.
  const absl::Duration done = person->writing.try_emplace(task.name(), now).first->second;
  if (now < done) return;
  const auto form = forms_.Get(link, task.form(), task.form_version());
  if (!Went(form.status())) return;
  v1::SubmitReviewRequest submit;
  submit.set_name(task.name());
  *submit.mutable_content() =
      WriteReview(**form, {task.elements().begin(), task.elements().end()}, chinese, &person->dice);
  const absl::Status status = link->SubmitReview(submit).status();
  if (IsAway(status)) return;
  if (Went(status)) ++counts_.submitted;
  person->writing.erase(task.name());
}

void Colleagues::React(size_t agent, ServerLink* link) {
  v1::ListReviewsRequest list;
  list.set_open_only(true);
  const auto page = link->ListReviews(list);
  if (!Went(page.status())) return;
  Dice* const dice = &people_[agent].dice;
  for (const v1::Review& review : page->reviews()) {
    if (review.state() != v1::Review::STATE_SUBMITTED) continue;
    if (dice->Chance(0.6) && !review.thanked()) {
      v1::ThankReviewerRequest thank;
      thank.set_name(review.name());
      if (Went(link->ThankReviewer(thank).status())) ++counts_.thanked;
    }
    if (dice->Chance(0.3) && !review.evaluation()) {
      v1::LendReviewRequest lend;
      lend.set_name(review.name());
      lend.set_lent(true);
      if (Went(link->LendReview(lend).status())) ++counts_.lent;
    }
    if (review.has_appealable_until() && dice->Chance(0.3)) {
      Appeal(&people_[agent], link, review, floor_.SpeaksChinese(agent));
    }
    if (dice->Chance(0.12)) {
      v1::DifferFromReviewRequest differ;
      differ.set_name(review.name());
      differ.set_answer(HowISeeIt(floor_.SpeaksChinese(agent), dice));
      if (Went(link->DifferFromReview(differ).status())) ++counts_.differed;
    } else {
      v1::AcknowledgeReviewRequest note;
      note.set_name(review.name());
      if (Went(link->AcknowledgeReview(note).status())) ++counts_.acknowledged;
    }
  }
}

void Colleagues::Appeal(Person* person, ServerLink* link, const v1::Review& review, bool chinese) {
  v1::OpenAppealRequest appeal;
  appeal.set_review(review.name());
  appeal.set_reason(WhyItIsNotMine(chinese, &person->dice));
  if (Went(link->OpenAppeal(appeal).status())) ++counts_.appealed;
}

void Colleagues::AppealLatest(size_t agent, ServerLink* link) {
  Person& person = people_[agent];
  v1::ListInteractionsRequest list;
  list.set_user("users/me");
  list.set_page_size(kLatest);
  const auto page = link->ListInteractions(list);
  if (!Went(page.status())) return;
  for (const v1::Interaction& one : page->interactions()) {
    if (one.responses_size() == 0 || one.sealed()) continue;
    const v1::SurveyResponse& answer = one.responses(0);
    const v1::SurveyQuestion& question = answer.question();
    const bool high_is_best = question.direction() == v1::SurveyQuestion::DIRECTION_HIGH_IS_BEST;
    const int from_best =
        high_is_best ? question.high() - answer.rating() : answer.rating() - question.low();
    if (from_best < question.top_box_steps() || answer.company_fault()) continue;
    if (!person.appealed.insert(one.name()).second) continue;
    v1::OpenAppealRequest appeal;
    appeal.set_interaction(one.name());
    appeal.set_question_id(answer.question_id());
    appeal.set_reason(WhyItIsNotMine(floor_.SpeaksChinese(agent), &person.dice));
    if (Went(link->OpenAppeal(appeal).status())) ++counts_.appealed;
    return;
  }
}

// Asks for a review of one of the agent's latest interactions, where as many as `fewest` could be
// asked; whether somebody is.
bool Colleagues::Request(size_t agent, ServerLink* link, std::vector<std::string> not_to_ask,
                         int fewest) {
  Person& person = people_[agent];
  v1::ListInteractionsRequest list;
  list.set_user("users/me");
  list.set_page_size(kLatest);
  const auto page = link->ListInteractions(list);
  if (!Went(page.status())) return false;
  std::vector<std::string> fit;
  for (const v1::Interaction& one : page->interactions()) {
    if (CanBeReviewed(one) && person.asked_about.count(one.name()) == 0) fit.push_back(one.name());
  }
  if (fit.empty()) return false;
  v1::RequestReviewRequest request;
  request.set_interaction(person.dice.Pick(fit));
  request.set_question(QuestionToColleague(floor_.SpeaksChinese(agent), &person.dice));
  for (std::string& user : not_to_ask) request.add_not_to_ask(std::move(user));
  // Where nobody is free, the server would look again only after a while.
  request.set_validate_only(true);
  const auto preview = link->RequestReview(request);
  if (!Went(preview.status())) return false;
  if (preview->review().by_leader() || preview->review().could_be_asked() < fewest) return false;
  request.set_validate_only(false);
  if (!Went(link->RequestReview(request).status())) return false;
  person.asked_about.insert(request.interaction());
  ++counts_.requested;
  return true;
}

}  // namespace aftercall::ctl
