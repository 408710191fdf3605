#include "backend/insight/reviewers.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace aftercall::insight {
namespace {

using Scores = std::vector<double>;

std::optional<double> StandardDeviation(const Scores& scores) {
  if (scores.size() < 2) return std::nullopt;
  const double n = static_cast<double>(scores.size());
  double mean = 0, squares = 0;
  for (const double score : scores) mean += score / n;
  for (const double score : scores) squares += (score - mean) * (score - mean);
  return std::sqrt(squares / (n - 1));
}

Scores ScoresOf(const ReviewDone& review) {
  Scores scores;
  for (const auto& score : review.scores) scores.push_back(score.rating_1_to_5);
  return scores;
}

bool IsAllSame(const Scores& scores) {
  return scores.size() >= kFewestForSameness &&
         std::all_of(scores.begin(), scores.end(),
                     [&](double score) { return score == scores.front(); });
}

// What is collected of one reviewer.
struct Collected {
  ReviewerFigures figures;
  Scores all;
  Scores deviations;
};

void Collect(const ReviewDone& review, Collected& into) {
  ReviewerFigures& figures = into.figures;
  figures.reviewer = review.reviewer;
  figures.display_name = review.reviewer_display_name;
  ++figures.reviews;
  figures.anchors += review.anchor ? 1 : 0;
  const Scores scores = ScoresOf(review);
  into.all.insert(into.all.end(), scores.begin(), scores.end());
  if (const auto deviation = StandardDeviation(scores)) into.deviations.push_back(*deviation);
  figures.all_same += IsAllSame(scores) ? 1 : 0;
  if (review.opened) {
    ++figures.opened_known;
    figures.unopened += *review.opened ? 0 : 1;
  }
  if (review.taken && review.heard) {
    ++figures.taken_known;
    figures.hasty += *review.taken < *review.heard ? 1 : 0;
  }
}

// Each element of an interaction is a thing of its own.
std::vector<Rating> RatingsOf(absl::Span<const ReviewDone> reviews) {
  std::map<std::pair<domain::InteractionId, std::string>, int64_t> things;
  std::vector<Rating> ratings;
  for (const ReviewDone& review : reviews) {
    for (const auto& score : review.scores) {
      const int64_t next = static_cast<int64_t>(things.size());
      const auto place = things.try_emplace({review.interaction, score.element_id}, next).first;
      ratings.push_back({place->second, review.reviewer.value, score.rating_1_to_5});
    }
  }
  return ratings;
}

}  // namespace

std::vector<ReviewerFigures> FiguresOfReviewers(absl::Span<const ReviewDone> reviews) {
  std::map<domain::UserId, Collected> by_reviewer;
  for (const ReviewDone& review : reviews) Collect(review, by_reviewer[review.reviewer]);
  const auto severities = SeverityOf(RatingsOf(reviews));
  std::vector<ReviewerFigures> list;
  for (auto& [reviewer, collected] : by_reviewer) {
    ReviewerFigures& figures = collected.figures;
    figures.spread_of_all = StandardDeviation(collected.all);
    if (!collected.deviations.empty()) {
      double sum = 0;
      for (const double deviation : collected.deviations) sum += deviation;
      figures.spread_within = sum / static_cast<double>(collected.deviations.size());
    }
    const auto found = severities.find(reviewer.value);
    if (found != severities.end() && found->second.things >= kFewestForSeverity &&
        found->second.error > 0) {
      figures.severity = found->second;
    }
    list.push_back(std::move(figures));
  }
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
    return std::make_pair(-a.reviews, a.display_name) < std::make_pair(-b.reviews, b.display_name);
  });
  return list;
}

}  // namespace aftercall::insight
