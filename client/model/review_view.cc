#include "client/model/review_view.h"

#include <algorithm>

#include "client/model/prompt_view.h"

namespace aftercall::model {
namespace {

std::vector<const Item*> VerdictsOn(const Desk& desk, absl::string_view interaction) {
  std::vector<const Item*> verdicts;
  for (const Item& item : desk.feed().items()) {
    if (item.released && item.verdict.interaction == interaction) verdicts.push_back(&item);
  }
  return verdicts;
}

bool IsLive(const Desk& desk) { return desk.feed().link().link == Link::kLive; }

}  // namespace

std::optional<ReviewView> ReviewViewOf(const Desk& desk, absl::string_view name) {
  ReviewView view;
  view.review = desk.feed().reviews().Find(name);
  if (view.review == nullptr || !view.review->released) return std::nullopt;
  const Review& told = view.review->told;
  view.form = desk.FindForm(told.form);
  view.own = OwnViewOf(desk, told.reference.interaction).committed;
  view.verdicts = VerdictsOn(desk, told.reference.interaction);
  view.answer = desk.hand().draft(told.name).note;
  view.is_thanked = told.thanked;
  view.is_lent = view.review->body && view.review->body->lent;
  for (const Command& command : desk.hand().commands()) {
    if (command.about != told.name) continue;
    const bool thanks = std::holds_alternative<ThankReviewer>(command.what);
    const auto* const lend = std::get_if<LendReview>(&command.what);
    if (lend != nullptr) view.is_lent = lend->lent;
    view.is_thanked = view.is_thanked || thanks;
    view.is_sent = view.is_sent || (!thanks && lend == nullptr);
  }
  view.refusal = desk.hand().refusal(told.name);
  view.is_live = IsLive(desk);
  return view;
}

std::optional<AskView> AskViewOf(const Desk& desk, absl::string_view interaction) {
  const std::vector<const Item*> verdicts = VerdictsOn(desk, interaction);
  if (verdicts.empty()) return std::nullopt;
  const Verdict& verdict = verdicts.front()->verdict;
  const std::string about = AboutAsking(verdict.interaction);
  AskView view;
  view.reference = {verdict.interaction, verdict.interaction_external_id,
                    verdict.channel,     verdict.topic,
                    verdict.ended_at,    verdict.business_day};
  view.preview = desk.preview(interaction);
  view.question = desk.hand().draft(about).note;
  view.is_sent = desk.hand().Pending(about) != nullptr;
  view.refusal = desk.hand().refusal(about);
  view.is_live = IsLive(desk);
  return view;
}

std::vector<const ReviewItem*> ReviewsToList(const Desk& desk) {
  std::vector<const ReviewItem*> list;
  for (const ReviewItem& review : desk.feed().reviews().items()) {
    if (review.released) list.push_back(&review);
  }
  std::reverse(list.begin(), list.end());
  return list;
}

}  // namespace aftercall::model
