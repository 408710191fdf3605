#include "backend/insight/elements.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace aftercall::insight {
namespace {

Spread SpreadOf(const domain::ScoreSums& sums) { return {sums.n, sums.sum, sums.squares}; }

// Scores of one element by one kind of evaluator; without people where there are none.
domain::ElementCount ScoresBy(domain::Evaluator evaluator, const domain::ElementTally& scores,
                              absl::string_view form_id, absl::string_view element_id) {
  for (const domain::ElementCount& count : scores.elements) {
    if (count.form_id == form_id && count.element_id == element_id &&
        count.evaluator == evaluator) {
      return count;
    }
  }
  return {};
}

// What leaders scored of one element, and how many of that left the agents' own figures.
struct LeaderScores {
  domain::ScoreSums scores;
  int64_t upheld = 0;
  int64_t people = 0;  // at least so many
};

LeaderScores ScoresByLeaders(const domain::ElementTally& scores, absl::string_view form_id,
                             absl::string_view element_id, Of of) {
  using domain::Evaluator;
  const auto counted = ScoresBy(Evaluator::kLeader, scores, form_id, element_id);
  const auto upheld = ScoresBy(Evaluator::kLeaderUpheld, scores, form_id, element_id);
  LeaderScores leaders{counted.scores, upheld.scores.n, std::max(counted.people, upheld.people)};
  if (of == Of::kSeveral) leaders.scores += upheld.scores;
  return leaders;
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

// What agents scored themselves, and what customers said beside it.
void AddOwn(const forms::Element& element, const domain::ElementCount& own,
            const domain::ElementTally& scores, absl::Span<const domain::AnswerCount> answers,
            absl::Span<const domain::Question> questions, int64_t fewest_people,
            ElementFigures& figures) {
  figures.self = SpreadOf(own.scores);
  if (const domain::Question* question = QuestionOf(element, questions)) {
    figures.question_id = question->id;
    figures.customer = CustomersOn(question->id, answers);
    figures.gap = GapOf(scores, figures, fewest_people);
  }
}

// Nothing where nobody has scored `element`.
std::optional<ElementFigures> FiguresOf(const std::string& form_id, const forms::Element& element,
                                        const domain::ElementTally& scores,
                                        absl::Span<const domain::AnswerCount> answers,
                                        absl::Span<const domain::Question> questions, Of of,
                                        int64_t fewest_people) {
  const auto own = ScoresBy(domain::Evaluator::kSelf, scores, form_id, element.id);
  const auto leaders = ScoresByLeaders(scores, form_id, element.id, of);
  if (own.people == 0 && leaders.people == 0) return std::nullopt;
  ElementFigures figures;
  figures.form_id = form_id;
  figures.element_id = element.id;
  figures.low = element.low;
  figures.high = element.high;
  figures.withheld = (own.people > 0 ? own.people : leaders.people) < fewest_people;
  if (!figures.withheld) AddOwn(element, own, scores, answers, questions, fewest_people, figures);
  if (leaders.people >= fewest_people) {
    figures.leader = SpreadOf(leaders.scores);
    figures.leader_upheld = leaders.upheld;
  }
  return figures;
}

}  // namespace

std::vector<ElementFigures> FiguresByElement(const domain::ElementTally& scores,
                                             absl::Span<const domain::AnswerCount> answers,
                                             absl::Span<const domain::PublishedForm> forms,
                                             absl::Span<const domain::Question> questions, Of of,
                                             int64_t fewest_people) {
  std::vector<ElementFigures> list;
  for (const domain::PublishedForm& form : forms) {
    for (const forms::Section& section : form.form.sections) {
      for (const forms::Element& element : section.elements) {
        auto figures =
            FiguresOf(form.form.id, element, scores, answers, questions, of, fewest_people);
        if (figures) list.push_back(*std::move(figures));
      }
    }
  }
  return list;
}

}  // namespace aftercall::insight
