#include "client/model/desk.h"

#include <utility>

#include "client/model/ask.h"

namespace aftercall::model {

void Desk::Restore(Kept kept) {
  feed_.Restore(std::move(kept.feed));
  hand_.Restore(std::move(kept.drafts), std::move(kept.commands));
  review_drafts_.Restore(std::move(kept.review_drafts));
  asks_later_.Restore(std::move(kept.asks_later), [this](const AskLater& ask) {
    return hand_.Pending(AboutAsking(ask.reference.interaction)) != nullptr;
  });
  forms_ = std::move(kept.forms);
  evaluations_ = std::move(kept.evaluations);
}

std::optional<Kept> Desk::Keep() const {
  std::optional<FeedKept> feed = feed_.Keep();
  if (!feed) return std::nullopt;
  return Kept{*std::move(feed),     hand_.drafts(), hand_.commands(), forms_,
              review_drafts_.all(), evaluations_,   asks_later_.all()};
}

absl::Status Desk::Apply(const FeedEvent& event, absl::Time now) {
  if (const auto* answered = std::get_if<CommandAnswered>(&event.payload)) {
    On(*answered, now);
  } else if (const auto* told = std::get_if<FormTold>(&event.payload)) {
    forms_[told->key] = told->form;
    DropFormsOfNothing();
    ++forms_told_;
  } else if (const auto* review = std::get_if<ReviewTold>(&event.payload)) {
    feed_.NoteReview(review->key, review->body);
  } else if (const auto* own = std::get_if<CommittedTold>(&event.payload)) {
    feed_.NoteCommitted(own->interaction, own->committed);
  } else if (const auto* who = std::get_if<PreviewTold>(&event.payload)) {
    On(*who, now);
  } else if (const auto* contacts = std::get_if<ContactsTold>(&event.payload)) {
    On(*contacts);
  } else if (const auto* colleagues = std::get_if<ColleaguesTold>(&event.payload)) {
    On(*colleagues);
  } else if (const auto* queues = std::get_if<QueuesTold>(&event.payload)) {
    On(*queues);
  } else if (const auto* task = std::get_if<ReviewTaskTold>(&event.payload)) {
    On(*task);
  } else if (const auto* appeal = std::get_if<AppealTold>(&event.payload)) {
    feed_.NoteBody(*appeal);
  } else if (const auto* asked = std::get_if<AppealTaskTold>(&event.payload)) {
    feed_.NoteBody(*asked);
  }
  absl::Status applied = feed_.Apply(event, now);
  DropDraftsOfNothing();
  DropEvaluationsOfNothing();
  if (IsFree(now)) asks_later_.Release();
  return applied;
}

void Desk::On(const CommandAnswered& answered, absl::Time now) {
  for (const Command& command : hand_.commands()) {
    if (command.request_id != answered.request_id) continue;
    if (answered.committed) feed_.NoteCommitted(command.about, *answered.committed);
    if (answered.saved) review_drafts_.NoteSaved(command.about, *answered.saved, now);
    if (answered.refusal && std::holds_alternative<SaveReviewDraft>(command.what)) {
      review_drafts_.NoteSaveRefused(command.about, *answered.refusal, now);
    }
    const auto* const asked = std::get_if<RequestReview>(&command.what);
    if (asked != nullptr) NoteAskAnswered(*asked, answered.refusal, now);
    const auto* const kudos = std::get_if<GiveKudos>(&command.what);
    const bool has_it = !answered.refusal || answered.refusal->reason == "KUDOS_GIVEN_TODAY";
    if (kudos != nullptr && has_it) kudos_given_[kudos->user] = now;
    const auto* const lend = std::get_if<LendReview>(&command.what);
    if (lend != nullptr && !answered.refusal) feed_.NoteLent(command.about, lend->lent);
    const auto* const start = std::get_if<StartEvaluation>(&command.what);
    if (start != nullptr && !answered.review_task.empty()) {
      evaluations_[start->interaction] = answered.review_task;
    }
    const auto* const pause = std::get_if<StartPause>(&command.what);
    if (pause != nullptr && !answered.refusal) NotePauseTaken(pause->target);
    const auto* const end = std::get_if<EndPause>(&command.what);
    if (end != nullptr && !answered.refusal) NotePauseTaken(end->target);
  }
  hand_.Apply(answered);
}

void Desk::On(const ReviewTaskTold& told) {
  feed_.NoteBody(told);
  // Of a draft on its way the answer will tell.
  const ReviewTaskItem* const task = feed_.review_tasks().Find(told.key.name);
  const bool is_written = task != nullptr && task->told.state == ReviewTask::State::kAccepted;
  if (!is_written || hand_.Pending(told.key.name) != nullptr) return;
  review_drafts_.TakeSaved(told.key.name, told.body.draft, told.body.other_draft);
}

void Desk::NoteAskAnswered(const RequestReview& asked, const std::optional<Refusal>& refusal,
                           absl::Time now) {
  if (refusal) {
    asks_later_.NoteRefused(asked.interaction, *refusal, IsFree(now), now);
  } else {
    asks_later_.TakeBack(asked.interaction);
  }
}

void Desk::On(const PreviewTold& told, absl::Time now) {
  asks_later_.Hear(told.key, told.preview, IsFree(now), now);
  if (told.key != asking_) return;
  preview_ = told.preview;
  if (!told.preview.form.name.empty()) ask_form_ = told.preview.form;
}

void Desk::On(const ContactsTold& told) {
  if (told.key != contacts_key_) return;
  contacts_.awaits_answer = false;
  contacts_.refusal = told.refusal;
  if (!told.refusal) contacts_.contacts = told.contacts;
}

void Desk::On(const ColleaguesTold& told) {
  if (told.key != colleagues_key_) return;
  awaits_colleagues_ = false;
  if (told.colleagues) colleagues_ = told.colleagues;
}

void Desk::On(const QueuesTold& told) {
  if (told.key != queues_key_) return;
  awaits_queues_ = false;
  queues_ = told.queues;
}

// Of a team the feed tells.
void Desk::NotePauseTaken(const PauseTarget& target) {
  if (target.queue.empty()) return;
  OpenQueues();
  if (!queues_) return;
  for (Queue& queue : *queues_) {
    if (queue.name == target.queue) queue.is_changing = true;
  }
}

// Of reviews that are submitted, or that the person is no longer asked for.
void Desk::DropDraftsOfNothing() {
  review_drafts_.DropUnless([&](const std::string& name) {
    const ReviewTaskItem* const task = feed_.review_tasks().Find(name);
    return task != nullptr && IsOpen(task->told.state);
  });
}

// The answer to its beginning may come before the feed tells of the task.
void Desk::DropEvaluationsOfNothing() {
  std::erase_if(evaluations_, [&](const auto& evaluation) {
    const std::string& task = evaluation.second;
    if (feed_.review_tasks().Find(task) == nullptr) return evaluations_told_.erase(task) > 0;
    evaluations_told_.insert(task);
    return false;
  });
}

std::vector<const ReviewTaskItem*> Desk::TasksToDo() const {
  std::vector<const ReviewTaskItem*> to_do;
  for (const ReviewTaskItem& task : feed_.review_tasks().items()) {
    if (!task.released || !IsOpen(task.told.state)) continue;
    const Command* const pending = hand_.Pending(task.told.name);
    const bool leaves_it = pending == nullptr ||
                           std::holds_alternative<AcceptReview>(pending->what) ||
                           std::holds_alternative<SaveReviewDraft>(pending->what);
    if (leaves_it) to_do.push_back(&task);
  }
  return to_do;
}

std::vector<const AppealTaskItem*> Desk::AppealsToDecide() const {
  std::vector<const AppealTaskItem*> to_decide;
  for (const AppealTaskItem& task : feed_.appeal_tasks().items()) {
    if (!task.released || !IsOpen(task.told.state)) continue;
    const Command* const pending = hand_.Pending(task.told.name);
    if (pending == nullptr || !std::holds_alternative<DecideAppeal>(pending->what)) {
      to_decide.push_back(&task);
    }
  }
  return to_decide;
}

std::vector<const AppealItem*> Desk::DecisionsToRead() const {
  std::vector<const AppealItem*> to_read;
  for (const AppealItem& appeal : feed_.appeals().items()) {
    const bool is_read = appeal.read_position >= appeal.position;
    if (appeal.released && IsDecided(appeal.told.state) && !is_read) to_read.push_back(&appeal);
  }
  return to_read;
}

std::vector<ReviewDrafts::Save> Desk::TakeDraftsToSave(absl::Time now) {
  return review_drafts_.TakeDue(
      now, [&](const std::string& task) { return hand_.Pending(task) != nullptr; });
}

std::set<FormKey> Desk::FormsInUse() const {
  std::set<FormKey> forms;
  for (const Prompt& prompt : feed_.assessments().prompts()) forms.insert(prompt.told.form);
  for (const ReviewItem& review : feed_.reviews().items()) {
    if (IsThere(review.told.state)) forms.insert(review.told.form);
  }
  for (const ReviewTaskItem& task : feed_.review_tasks().items()) forms.insert(task.told.form);
  for (const AppealTaskItem& task : feed_.appeal_tasks().items()) {
    if (task.body && !task.body->form.name.empty()) forms.insert(task.body->form);
  }
  if (!ask_form_.name.empty()) forms.insert(ask_form_);
  return forms;
}

void Desk::DropFormsOfNothing() {
  const std::set<FormKey> in_use = FormsInUse();
  std::erase_if(forms_, [&](const auto& form) { return !in_use.contains(form.first); });
}

Desk::Wanted Desk::WantedNow(absl::Time now) const {
  Wanted wanted;
  for (const FormKey& key : FormsInUse()) {
    if (FindForm(key) == nullptr) wanted.forms.push_back(key);
  }
  for (const ReviewItem& review : feed_.reviews().items()) {
    if (IsThere(review.told.state) && review.released && !review.body_is_current()) {
      wanted.reviews.push_back({review.told.name, review.position});
    }
  }
  wanted.review_tasks = feed_.review_tasks().Wanted();
  wanted.appeals = feed_.appeals().Wanted();
  wanted.appeal_tasks = feed_.appeal_tasks().Wanted();
  const bool asks = !asking_.interaction.empty() && !preview_;
  wanted.previews = asks_later_.Unsaid();
  if (asks && preview_due_ <= now) wanted.previews.push_back(asking_);
  if (contacts_.awaits_answer) wanted.contacts = contacts_key_;
  if (awaits_colleagues_) wanted.colleagues = colleagues_key_;
  const Standing* const told = feed_.told_standing();
  const bool leads = told != nullptr && !told->led_teams.empty();
  if (awaits_queues_ && leads) wanted.queues = queues_key_;
  for (const Prompt& prompt : feed_.assessments().prompts()) {
    const std::string& interaction = prompt.told.reference.interaction;
    const bool is_committed = prompt.told.state == SelfAssessment::State::kCommitted;
    // Where it was committed here, the answer to that is on its way.
    if (is_committed && !prompt.own && hand_.Pending(interaction) == nullptr) {
      wanted.committed.push_back(interaction);
    }
  }
  return wanted;
}

absl::Time Desk::NextWantedAt(absl::Time now) const {
  const bool asks = !asking_.interaction.empty() && !preview_;
  return asks && preview_due_ > now ? preview_due_ : absl::InfiniteFuture();
}

std::vector<const ReviewItem*> Desk::ReviewsToRead() const {
  std::vector<const ReviewItem*> to_read;
  for (const ReviewItem& review : feed_.reviews().items()) {
    if (!review.released || review.told.state != Review::State::kSubmitted) continue;
    const Command* const pending = hand_.Pending(review.told.name);
    const bool is_answered = pending != nullptr &&
                             !std::holds_alternative<ThankReviewer>(pending->what) &&
                             !std::holds_alternative<LendReview>(pending->what);
    if (!is_answered) to_read.push_back(&review);
  }
  return to_read;
}

PreviewKey Desk::AskKeyOf(std::string interaction) const {
  const std::string names = hand_.draft(AboutAsking(interaction)).ask.not_to_ask;
  return {std::move(interaction), NamesIn(names)};
}

void Desk::PrepareAsking(std::string interaction) {
  asking_ = AskKeyOf(std::move(interaction));
  preview_.reset();
  preview_due_ = absl::InfinitePast();
}

void Desk::NoteAskWritten(absl::Time now) {
  PreviewKey key = AskKeyOf(asking_.interaction);
  if (asking_.interaction.empty() || key == asking_) return;
  asking_ = std::move(key);
  preview_.reset();
  preview_due_ = now + kAskAnewAfter;
}

const ReviewPreview* Desk::preview(absl::string_view interaction) const {
  return preview_ && interaction == asking_.interaction ? &*preview_ : nullptr;
}

void Desk::AskOnceKnown(AskLater ask) {
  hand_.ForgetRefusal(AboutAsking(ask.reference.interaction));
  asks_later_.Give(std::move(ask));
}

void Desk::TakeBackAsk(const std::string& interaction) {
  if (hand_.Pending(AboutAsking(interaction)) == nullptr) asks_later_.TakeBack(interaction);
}

std::vector<Command> Desk::AsksToSend() const {
  std::vector<Command> commands = asks_later_.ToSend();
  std::erase_if(commands,
                [&](const Command& command) { return hand_.Pending(command.about) != nullptr; });
  return commands;
}

std::vector<const AskLater*> Desk::AsksToLookAt() const {
  std::vector<const AskLater*> waiting;
  for (const auto& [interaction, ask] : asks_later_.all()) {
    const bool is_sent = hand_.Pending(AboutAsking(interaction)) != nullptr;
    if (WaitsForPerson(ask) && ask.released && !is_sent) waiting.push_back(&ask);
  }
  return waiting;
}

void Desk::ReleaseHeld() {
  feed_.ReleaseHeld();
  asks_later_.Release();
}

void Desk::BeQuiet(std::optional<absl::Time> until, absl::Time now) {
  feed_.BeQuiet(until, now);
  if (IsFree(now)) asks_later_.Release();
}

void Desk::NoteTime(absl::Time now) {
  feed_.NoteTime(now);
  if (IsFree(now)) asks_later_.Release();
}

void Desk::OpenContacts(absl::CivilDay today) {
  contacts_key_ = {today - kDaysBefore, contacts_key_.opening + 1};
  contacts_.awaits_answer = true;
  contacts_.refusal.reset();
}

void Desk::OpenColleagues() {
  ++colleagues_key_.opening;
  awaits_colleagues_ = true;
}

void Desk::OpenQueues() {
  ++queues_key_.opening;
  awaits_queues_ = true;
}

const forms::Form* Desk::FindForm(const FormKey& key) const {
  const auto found = forms_.find(key);
  return found == forms_.end() ? nullptr : &found->second;
}

std::vector<const Prompt*> Desk::PromptsToDo() const {
  std::vector<const Prompt*> to_do;
  for (const Prompt& prompt : feed_.assessments().prompts()) {
    const auto state = prompt.told.state;
    if (!prompt.released || !IsOpen(state) || state == SelfAssessment::State::kSnoozed) continue;
    const Command* const pending = hand_.Pending(prompt.told.reference.interaction);
    const bool leaves_it =
        pending == nullptr || std::holds_alternative<RevealAssessment>(pending->what);
    if (leaves_it) to_do.push_back(&prompt);
  }
  return to_do;
}

}  // namespace aftercall::model
