#include "client/model/review_view.h"

#include <algorithm>
#include <utility>

#include "client/model/appeal_view.h"
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

std::optional<InteractionReference> ReferenceTo(const Desk& desk, absl::string_view interaction) {
  if (const std::optional<Contacts>& contacts = desk.contacts().contacts) {
    for (const Contact& contact : contacts->all) {
      if (contact.reference.interaction == interaction) return contact.reference;
    }
  }
  const AskLater* const later = desk.asks_later().Find(interaction);
  if (later != nullptr) return later->reference;
  const std::vector<const Item*> verdicts = VerdictsOn(desk, interaction);
  if (verdicts.empty()) return std::nullopt;
  const Verdict& verdict = verdicts.front()->verdict;
  return InteractionReference{verdict.interaction, verdict.interaction_external_id,
                              verdict.channel,     verdict.topic,
                              verdict.ended_at,    verdict.business_day};
}

// The latest that was asked for of it; nullptr where there is none.
const ReviewItem* ReviewOf(const Desk& desk, absl::string_view interaction) {
  const std::vector<ReviewItem>& reviews = desk.feed().reviews().items();
  const auto latest = std::find_if(reviews.rbegin(), reviews.rend(), [&](const ReviewItem& item) {
    return !item.told.evaluation && item.told.reference.interaction == interaction;
  });
  return latest == reviews.rend() ? nullptr : &*latest;
}

void SetAppeal(const Desk& desk, ReviewView& view) {
  const Review& told = view.review->told;
  const AppealItem* const appeal = FindAppeal(desk, ContestedReview{told.name});
  const bool is_held = appeal != nullptr && !appeal->released;
  view.appeal = is_held ? nullptr : appeal;
  view.may_be_appealed = appeal == nullptr && told.appealable_until && !told.appeal_upheld;
  view.is_upheld = told.appeal_upheld && !is_held;
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
  SetAppeal(desk, view);
  return view;
}

std::optional<AskView> AskViewOf(const Desk& desk, absl::string_view interaction) {
  std::optional<InteractionReference> reference = ReferenceTo(desk, interaction);
  if (!reference) return std::nullopt;
  const std::string about = AboutAsking(reference->interaction);
  AskView view;
  view.reference = *std::move(reference);
  view.preview = desk.preview(interaction);
  view.form = desk.AskForm();
  view.draft = desk.hand().draft(about);
  view.colleagues = desk.colleagues();
  view.later = desk.asks_later().Find(interaction);
  view.is_sent = desk.hand().Pending(about) != nullptr;
  view.refusal = desk.hand().refusal(about);
  view.is_live = IsLive(desk);
  return view;
}

ContactsView ContactsViewOf(const Desk& desk) {
  const Desk::KnownContacts& known = desk.contacts();
  ContactsView view;
  view.is_known = known.contacts.has_value();
  view.is_awaited = known.awaits_answer;
  view.refusal = known.refusal ? &*known.refusal : nullptr;
  view.is_live = IsLive(desk);
  if (!known.contacts) return view;
  view.has_more = known.contacts->has_more;
  for (const Contact& contact : known.contacts->all) {
    const std::string& interaction = contact.reference.interaction;
    const ReviewItem* const review = ReviewOf(desk, interaction);
    const bool is_held = review != nullptr && !review->released;
    const bool is_sent = desk.hand().Pending(AboutAsking(interaction)) != nullptr;
    const AskLater* const later = is_sent ? nullptr : desk.asks_later().Find(interaction);
    view.rows.push_back({&contact, is_held ? nullptr : review, is_held || is_sent, later});
  }
  return view;
}

std::optional<VerdictKey> LatestAnswerOn(const Desk& desk, absl::string_view interaction) {
  const std::vector<const Item*> verdicts = VerdictsOn(desk, interaction);
  if (verdicts.empty()) return std::nullopt;
  return verdicts.back()->verdict.key();
}

std::vector<const AskLater*> AsksToList(const Desk& desk) {
  std::vector<const AskLater*> list;
  for (const auto& [interaction, ask] : desk.asks_later().all()) {
    if (desk.hand().Pending(AboutAsking(interaction)) == nullptr) list.push_back(&ask);
  }
  return list;
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
