#include "backend/insight/summary.h"

#include <algorithm>
#include <utility>

namespace aftercall::insight {
namespace {

void Add(const domain::AnswerCount& answers, Of of, QuestionFigures& figures) {
  const bool in_top_box = domain::InTopBox(figures.question, answers.rating);
  figures.total += Rate{in_top_box ? answers.n : 0, answers.n};
  figures.distribution[answers.rating] += answers.n;
  if (answers.company_fault) return;
  const int64_t n = of == Of::kOne ? answers.n - answers.upheld : answers.n;
  figures.own += Rate{in_top_box ? n : 0, n};
  figures.mean_rating += Mean{answers.rating * n, n};
  figures.promoters += NetPromoter{answers.rating >= 9 ? n : 0, answers.rating <= 6 ? n : 0, n};
  if (answers.contacts != domain::Contacts::kUnknown) {
    const bool first = in_top_box && answers.contacts == domain::Contacts::kOne;
    figures.first_contact += Rate{first ? n : 0, n};
  }
}

std::vector<QuestionFigures> PerQuestion(const domain::Tally& tally,
                                         absl::Span<const domain::Question> questions, Of of) {
  std::map<std::string, QuestionFigures> by_id;
  for (const auto& answers : tally.answers) {
    auto& figures = by_id[answers.question_id];
    if (figures.question.id.empty()) {
      const auto it = std::find_if(questions.begin(), questions.end(), [&](const auto& question) {
        return question.id == answers.question_id;
      });
      if (it == questions.end()) continue;
      figures.question = *it;
      for (int step = it->low; step <= it->high; ++step) figures.distribution[step] = 0;
    }
    Add(answers, of, figures);
  }
  std::vector<QuestionFigures> list;
  for (auto& [id, figures] : by_id) {
    if (!figures.question.id.empty()) list.push_back(std::move(figures));
  }
  std::stable_sort(list.begin(), list.end(),
                   [](const auto& a, const auto& b) { return a.total.n > b.total.n; });
  return list;
}

// The figures of one kind, pooled over the questions whose scale is that of the most answers.
QuestionFigures Pool(absl::Span<const QuestionFigures> questions, domain::Question::Kind kind) {
  QuestionFigures best;
  for (const auto& scale : questions) {
    if (scale.question.kind != kind) continue;
    QuestionFigures pooled;
    pooled.question = scale.question;
    for (const auto& figures : questions) {
      if (!domain::SameScale(scale.question, figures.question)) continue;
      pooled.own += figures.own;
      pooled.total += figures.total;
      pooled.mean_rating += figures.mean_rating;
      pooled.promoters += figures.promoters;
      pooled.first_contact += figures.first_contact;
    }
    if (pooled.total.n > best.total.n) best = std::move(pooled);
  }
  return best;
}

HandleTime HandleTimeOf(const domain::InteractionCounts& counts) {
  HandleTime handle_time;
  handle_time.n = counts.handled;
  handle_time.total_ms = counts.talk_ms + counts.hold_ms + counts.after_call_work_ms;
  if (counts.talk_ms > 0) handle_time.parts.push_back("talk");
  if (counts.hold_ms > 0) handle_time.parts.push_back("hold");
  if (counts.after_call_work_ms > 0) handle_time.parts.push_back("after_call_work");
  return handle_time;
}

}  // namespace

Summary Summarise(const domain::Tally& tally, absl::Span<const domain::Question> questions, Of of) {
  using Kind = domain::Question::Kind;
  Summary summary;
  summary.counts = tally.interactions;
  summary.response_rate = {tally.interactions.offered_responses, tally.interactions.offered};
  summary.handle_time = HandleTimeOf(tally.interactions);
  for (const auto& answers : tally.answers) summary.appeals_upheld += answers.upheld;
  summary.questions = PerQuestion(tally, questions, of);
  const QuestionFigures csat = Pool(summary.questions, Kind::kCsat);
  summary.csat = csat.own;
  summary.csat_total = csat.total;
  summary.mean_rating = csat.mean_rating;
  summary.nps = Pool(summary.questions, Kind::kNps).promoters;
  // "Solved" is about the company as much as about the agent: all answers count.
  const QuestionFigures resolved = Pool(summary.questions, Kind::kResolved);
  summary.resolved = resolved.total;
  summary.first_contact_resolution = resolved.first_contact;
  return summary;
}

}  // namespace aftercall::insight
