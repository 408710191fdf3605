#include "client/model/desk.h"

#include <utility>

namespace aftercall::model {

void Desk::Restore(Kept kept) {
  feed_.Restore(std::move(kept.feed));
  hand_.Restore(std::move(kept.drafts), std::move(kept.commands));
  forms_ = std::move(kept.forms);
}

std::optional<Kept> Desk::Keep() const {
  std::optional<FeedKept> feed = feed_.Keep();
  if (!feed) return std::nullopt;
  return Kept{*std::move(feed), hand_.drafts(), hand_.commands(), forms_};
}

absl::Status Desk::Apply(const FeedEvent& event, absl::Time now) {
  if (const auto* answered = std::get_if<CommandAnswered>(&event.payload)) {
    On(*answered);
  } else if (const auto* told = std::get_if<FormTold>(&event.payload)) {
    forms_[told->key] = told->form;
    DropFormsOfNothing();
    ++forms_told_;
  } else if (const auto* review = std::get_if<ReviewTold>(&event.payload)) {
    feed_.NoteReview(review->key, review->body);
  } else if (const auto* who = std::get_if<PreviewTold>(&event.payload)) {
    if (who->interaction == asking_) preview_ = who->preview;
  }
  return feed_.Apply(event, now);
}

void Desk::On(const CommandAnswered& answered) {
  if (answered.committed) {
    for (const Command& command : hand_.commands()) {
      if (command.request_id == answered.request_id) {
        feed_.NoteCommitted(command.about, *answered.committed);
      }
    }
  }
  hand_.Apply(answered);
}

std::set<FormKey> Desk::FormsInUse() const {
  std::set<FormKey> forms;
  for (const Prompt& prompt : feed_.assessments().prompts()) forms.insert(prompt.told.form);
  for (const ReviewItem& review : feed_.reviews().items()) {
    if (IsThere(review.told.state)) forms.insert(review.told.form);
  }
  return forms;
}

void Desk::DropFormsOfNothing() {
  const std::set<FormKey> in_use = FormsInUse();
  std::erase_if(forms_, [&](const auto& form) { return !in_use.contains(form.first); });
}

Desk::Wanted Desk::WantedNow() const {
  Wanted wanted;
  for (const FormKey& key : FormsInUse()) {
    if (FindForm(key) == nullptr) wanted.forms.push_back(key);
  }
  for (const ReviewItem& review : feed_.reviews().items()) {
    if (IsThere(review.told.state) && review.released && !review.body_is_current()) {
      wanted.reviews.push_back({review.told.name, review.position});
    }
  }
  if (!asking_.empty() && !preview_) wanted.previews.push_back(asking_);
  return wanted;
}

std::vector<const ReviewItem*> Desk::ReviewsToRead() const {
  std::vector<const ReviewItem*> to_read;
  for (const ReviewItem& review : feed_.reviews().items()) {
    if (!review.released || review.told.state != Review::State::kSubmitted) continue;
    const Command* const pending = hand_.Pending(review.told.name);
    const bool is_answered =
        pending != nullptr && !std::holds_alternative<ThankReviewer>(pending->what);
    if (!is_answered) to_read.push_back(&review);
  }
  return to_read;
}

void Desk::PrepareAsking(std::string interaction) {
  asking_ = std::move(interaction);
  preview_.reset();
}

const ReviewPreview* Desk::preview(absl::string_view interaction) const {
  return preview_ && interaction == asking_ ? &*preview_ : nullptr;
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
