#include "backend/commands/publish_form.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "backend/commands/taken.h"
#include "shared/forms/default_form.h"
#include "shared/i18n/translator.h"

namespace aftercall::commands {
namespace {

// Programs tell reasons apart, people read the sentence: the server's are English.
const i18n::Translator& English() {
  static const auto& english = *new i18n::Translator("en");
  return english;
}

absl::Status RefuseFirst(std::vector<wire::Problem> problems) {
  return problems.empty() ? absl::OkStatus() : Refuse(std::move(problems.front()));
}

std::string ScaleOf(const domain::Question& question) {
  const bool upwards = question.direction == domain::Question::Direction::kHighIsBest;
  return absl::StrCat(question.low, " to ", question.high,
                      upwards ? "" : " with the lowest as the best");
}

// Self, buddy and customer are told side by side only on one scale.
absl::Status CheckQuestions(store::Transaction& transaction, const forms::Form& form) {
  for (size_t s = 0; s < form.sections.size(); ++s) {
    for (size_t e = 0; e < form.sections[s].elements.size(); ++e) {
      const forms::Element& element = form.sections[s].elements[e];
      if (element.question_id.empty()) continue;
      const auto question = transaction.FindQuestion(element.question_id);
      if (!question.ok()) return question.status();
      if (!*question || domain::SameScale(element, **question)) continue;
      return Refuse(
          {"QUESTION_SCALE_DIFFERS",
           absl::StrCat("form.sections[", s, "].elements[", e, "].question_id"),
           element.question_id,
           absl::StrCat("The question \"", element.question_id, "\" has the scale ",
                        ScaleOf(**question), " and the element \"", element.id, "\" ", element.low,
                        " to ", element.high, "; what is compared has one scale.")});
    }
  }
  return absl::OkStatus();
}

absl::Status CheckRoom(store::Transaction& transaction) {
  const auto ids = transaction.ListFormIds();
  if (!ids.ok()) return ids.status();
  if (ids->size() < kMostForms) return absl::OkStatus();
  return Refuse({"TOO_MANY_FORMS", "form.name", absl::StrCat(ids->size()),
                 absl::StrCat("There are ", kMostForms, " forms already.")});
}

}  // namespace

absl::StatusOr<FormOutcome> CheckForm(store::Transaction& transaction, const forms::Form& form,
                                      domain::UserId publisher) {
  if (auto status = RefuseFirst(forms::Check(form, English())); !status.ok()) return status;
  const auto latest = transaction.FindForm(form.id, 0);
  if (!latest.ok()) return latest.status();
  if (*latest && (*latest)->form == form) return FormOutcome{**latest, false};
  auto status = *latest ? RefuseFirst(forms::CheckNext((*latest)->form, form, English()))
                        : CheckRoom(transaction);
  if (status.ok()) status = CheckQuestions(transaction, form);
  if (!status.ok()) return status;
  const int version = *latest ? (*latest)->version + 1 : 1;
  return FormOutcome{{form, version, transaction.Now(), publisher}, true};
}

absl::StatusOr<FormOutcome> PublishForm(store::Transaction& transaction, const forms::Form& form,
                                        domain::UserId publisher) {
  auto outcome = CheckForm(transaction, form, publisher);
  if (!outcome.ok() || !outcome->is_new) return outcome;
  if (auto status = transaction.InsertForm(outcome->published); !status.ok()) return status;
  return outcome;
}

absl::Status EnsureDefaultForm(store::Transaction& transaction) {
  const auto form = forms::DefaultForm();
  if (!form.ok()) return form.status();
  const auto known = transaction.FindForm(form->id, 0);
  if (!known.ok()) return known.status();
  if (*known) return absl::OkStatus();
  return PublishForm(transaction, *form, {}).status();
}

}  // namespace aftercall::commands
