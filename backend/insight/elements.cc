#include "backend/insight/elements.h"

#include <algorithm>

namespace aftercall::insight {
namespace {

Spread SpreadOf(const domain::ScoreSums& sums) { return {sums.n, sums.sum, sums.squares}; }

const domain::ElementCount* OwnScores(const domain::ElementTally& scores, absl::string_view form_id,
                                      absl::string_view element_id) {
  for (const domain::ElementCount& count : scores.elements) {
    if (count.form_id == form_id && count.element_id == element_id &&
        count.evaluator == domain::Evaluator::kSelf) {
      return &count;
    }
  }
  return nullptr;
}

// The question that `element` names, where the two can be told side by side.
const domain::Question* QuestionOf(const forms::Element& element,
                                   absl::Span<const domain::Question> questions) {
  for (const domain::Question& question : questions) {
    if (question.id == element.question_id && domain::SameScale(element, question)) {
      return &question;
    }
  }
  return nullptr;
}

Spread CustomersOn(absl::string_view question_id, absl::Span<const domain::AnswerCount> answers) {
  Spread spread;
  for (const domain::AnswerCount& answer : answers) {
    if (answer.question_id != question_id || answer.company_fault) continue;
    const int64_t n = answer.n - answer.upheld;
    spread.n += n;
    spread.sum += n * answer.rating;
    spread.squares += n * answer.rating * answer.rating;
  }
  return spread;
}

std::optional<Spread> GapOf(const domain::ElementTally& scores, const ElementFigures& figures,
                            int64_t fewest_people) {
  for (const domain::GapCount& gap : scores.gaps) {
    // An earlier version may have named another question.
    if (gap.form_id != figures.form_id || gap.element_id != figures.element_id ||
        gap.question_id != figures.question_id) {
      continue;
    }
    if (gap.differences.n < kFewestForGap || gap.people < fewest_people) return std::nullopt;
    return SpreadOf(gap.differences);
  }
  return std::nullopt;
}

ElementFigures FiguresOf(const forms::Element& element, const domain::ElementCount& own,
                         const domain::ElementTally& scores,
                         absl::Span<const domain::AnswerCount> answers,
                         absl::Span<const domain::Question> questions, int64_t fewest_people) {
  ElementFigures figures;
  figures.form_id = own.form_id;
  figures.element_id = own.element_id;
  figures.low = element.low;
  figures.high = element.high;
  figures.withheld = own.people < fewest_people;
  if (figures.withheld) return figures;
  figures.self = SpreadOf(own.scores);
  if (const domain::Question* question = QuestionOf(element, questions)) {
    figures.question_id = question->id;
    figures.customer = CustomersOn(question->id, answers);
    figures.gap = GapOf(scores, figures, fewest_people);
  }
  return figures;
}

}  // namespace

std::vector<ElementFigures> FiguresByElement(const domain::ElementTally& scores,
                                             absl::Span<const domain::AnswerCount> answers,
                                             absl::Span<const domain::PublishedForm> forms,
                                             absl::Span<const domain::Question> questions,
                                             int64_t fewest_people) {
  std::vector<ElementFigures> list;
  for (const domain::PublishedForm& form : forms) {
    for (const forms::Section& section : form.form.sections) {
      for (const forms::Element& element : section.elements) {
        const auto* own = OwnScores(scores, form.form.id, element.id);
        if (own == nullptr) continue;
        list.push_back(FiguresOf(element, *own, scores, answers, questions, fewest_people));
      }
    }
  }
  return list;
}

}  // namespace aftercall::insight
