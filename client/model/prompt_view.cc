#include "client/model/prompt_view.h"

#include <algorithm>

namespace aftercall::model {

std::optional<PromptView> PromptViewOf(const Desk& desk, absl::string_view interaction) {
  const Assessments& assessments = desk.feed().assessments();
  PromptView view;
  view.prompt = assessments.Find(interaction);
  if (view.prompt == nullptr || !view.prompt->released) return std::nullopt;
  const std::string& name = view.prompt->told.reference.interaction;
  view.form = desk.FindForm(view.prompt->told.form);
  view.draft = desk.hand().draft(name);
  if (const Command* const pending = desk.hand().Pending(interaction)) {
    view.is_sent = !std::holds_alternative<RevealAssessment>(pending->what);
    if (const auto* commit = std::get_if<CommitAssessment>(&pending->what)) {
      view.draft = commit->draft;
    }
  }
  view.refusal = desk.hand().refusal(name);
  for (const SealedAnswer& sealed : assessments.sealed()) {
    view.answer_in = view.answer_in || sealed.reference.interaction == interaction;
  }
  for (const Item& item : desk.feed().items()) {
    if (item.verdict.interaction != interaction) continue;
    if (item.released) view.verdicts.push_back(&item);
    view.verdict_waits = view.verdict_waits || item.waits();
  }
  view.is_live = desk.feed().link().link == Link::kLive;
  if (const Standing* const told = desk.feed().told_standing()) {
    view.paused_until = told->paused_until;
  }
  for (const Prompt* prompt : desk.PromptsToDo()) view.others += prompt != view.prompt ? 1 : 0;
  return view;
}

OwnView OwnViewOf(const Desk& desk, absl::string_view interaction) {
  const Prompt* const prompt = desk.feed().assessments().Find(interaction);
  OwnView view;
  view.may_request = prompt == nullptr && desk.hand().Pending(interaction) == nullptr;
  if (prompt == nullptr || !prompt->own) return view;
  view.form = desk.FindForm(prompt->told.form);
  if (view.form != nullptr) view.committed = &*prompt->own;
  return view;
}

std::vector<const forms::Element*> QuickElements(const forms::Form& form) {
  std::vector<const forms::Element*> elements;
  for (const auto& section : form.sections) {
    for (const auto& element : section.elements) {
      if (element.quick) elements.push_back(&element);
    }
  }
  return elements;
}

std::vector<const forms::Element*> MissingElements(const forms::Form& form, const Scores& scores) {
  std::vector<const forms::Element*> missing = QuickElements(form);
  std::erase_if(missing,
                [&](const forms::Element* element) { return scores.contains(element->id); });
  return missing;
}

std::optional<int> CustomerScore(const forms::Element& element,
                                 const std::vector<const Item*>& verdicts) {
  for (const Item* item : verdicts) {
    const Question& question = item->verdict.question;
    const bool same_scale = question.low == element.low && question.high == element.high &&
                            question.direction == Question::Direction::kHighIsBest;
    if (question.id == element.question_id && same_scale) return item->verdict.rating;
  }
  return std::nullopt;
}

}  // namespace aftercall::model
