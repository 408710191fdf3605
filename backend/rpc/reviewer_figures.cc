#include "backend/rpc/reviewer_figures.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "backend/insight/reviewers.h"
#include "backend/rpc/gate.h"
#include "backend/rpc/scope_proto.h"
#include "shared/forms/review_content.h"

namespace aftercall::rpc {
namespace {

using FormKey = std::pair<std::string, int>;

// Of an element's scale, its share of the way from the lowest to the highest, as 1–5.
double OnFive(const forms::Element& element, int score) {
  if (element.high == element.low) return 5;
  return 1 + 4 * static_cast<double>(score - element.low) /
                 static_cast<double>(element.high - element.low);
}

insight::ReviewDone DoneOf(const store::SubmittedReview& review, const forms::Form& form) {
  insight::ReviewDone done;
  done.reviewer = review.task.reviewer;
  done.reviewer_display_name = review.reviewer_display_name;
  done.interaction = review.interaction;
  done.anchor = review.anchor;
  done.opened = review.task.opened;
  if (review.task.accepted_at && review.task.submitted_at) {
    done.taken = *review.task.submitted_at - *review.task.accepted_at;
  }
  if (review.has_recording && review.lasted > absl::ZeroDuration()) done.heard = review.lasted;
  for (const auto& said : review.content.elements) {
    const forms::Element* element = forms::FindElement(form, said.id);
    if (element == nullptr || !said.score) continue;
    done.scores.push_back({said.id, OnFive(*element, *said.score)});
  }
  return done;
}

v1::ReviewerFigures ToProto(const insight::ReviewerFigures& figures) {
  v1::ReviewerFigures proto;
  proto.set_user(UserName(figures.reviewer));
  proto.set_display_name(figures.display_name);
  proto.set_reviews(figures.reviews);
  proto.set_anchors(figures.anchors);
  if (figures.severity) {
    const insight::Interval interval = figures.severity->Interval95();
    auto& severity = *proto.mutable_severity();
    severity.set_value(figures.severity->value);
    severity.set_low(interval.low);
    severity.set_high(interval.high);
    severity.set_n(figures.severity->things);
  }
  if (figures.spread_within) proto.set_spread_within(*figures.spread_within);
  if (figures.spread_of_all) proto.set_spread_of_all(*figures.spread_of_all);
  proto.set_all_same(figures.all_same);
  proto.set_unopened(figures.unopened);
  proto.set_opened_known(figures.opened_known);
  proto.set_hasty(figures.hasty);
  proto.set_taken_known(figures.taken_known);
  return proto;
}

}  // namespace

absl::Status AnswerReviewerFigures(store::Reader& reader, const domain::Calendar& calendar,
                                   const v1::ListReviewerFiguresRequest& request,
                                   v1::ListReviewerFiguresResponse& response) {
  const auto period = ReadPeriod(request);
  if (!period.ok()) return period.status();
  const auto reviews = reader.ListSubmittedReviews(
      period->from ? calendar.InstantOf(*period->from) : absl::InfinitePast(),
      period->to ? calendar.InstantOf(*period->to + 1) : absl::InfiniteFuture());
  if (!reviews.ok()) return reviews.status();
  std::map<FormKey, forms::Form> forms;
  std::vector<insight::ReviewDone> done;
  for (const auto& review : *reviews) {
    const FormKey key{review.form_id, review.form_version};
    auto known = forms.find(key);
    if (known == forms.end()) {
      auto form = reader.FindForm(key.first, key.second);
      if (!form.ok()) return form.status();
      if (!*form) return absl::InternalError("the form of a review is missing");
      known = forms.emplace(key, std::move((*form)->form)).first;
    }
    done.push_back(DoneOf(review, known->second));
  }
  for (const auto& figures : insight::FiguresOfReviewers(done)) {
    *response.add_reviewers() = ToProto(figures);
  }
  return absl::OkStatus();
}

}  // namespace aftercall::rpc
