#include "client/model/desk.h"

#include <algorithm>
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
  }
  return feed_.Apply(event, now);
}

void Desk::On(const CommandAnswered& answered) {
  if (answered.committed) {
    for (const Command& command : hand_.commands()) {
      if (command.request_id == answered.request_id) {
        feed_.NoteCommitted(command.interaction, *answered.committed);
      }
    }
  }
  hand_.Apply(answered);
}

void Desk::DropFormsOfNothing() {
  std::erase_if(forms_, [&](const auto& form) {
    const auto& prompts = feed_.assessments().prompts();
    return std::none_of(prompts.begin(), prompts.end(),
                        [&](const Prompt& prompt) { return prompt.told.form == form.first; });
  });
}

std::vector<FormKey> Desk::WantedForms() const {
  std::vector<FormKey> wanted;
  for (const Prompt& prompt : feed_.assessments().prompts()) {
    const FormKey& key = prompt.told.form;
    const bool asked = std::find(wanted.begin(), wanted.end(), key) != wanted.end();
    if (!asked && FindForm(key) == nullptr) wanted.push_back(key);
  }
  return wanted;
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
