#include "client/model/bar_view.h"

#include <algorithm>

#include "shared/i18n/words.h"

namespace aftercall::model {
namespace {

absl::Time WholeMinuteFrom(absl::Time time) {
  const absl::Duration since = time - absl::UnixEpoch();
  return absl::UnixEpoch() + absl::Ceil(since, absl::Minutes(1));
}

const Figure* FigureOf(const Standing& standing) {
  const auto csat = std::find_if(
      standing.figures.begin(), standing.figures.end(),
      [](const Figure& figure) { return figure.question.kind == Question::Kind::kCsat; });
  if (csat != standing.figures.end()) return &*csat;
  return standing.figures.empty() ? nullptr : &standing.figures.front();
}

// What waits, and when it will offer itself if it has not yet.
Waiting WaitingOf(const Feed& feed, const AsksLater& asks, absl::Time now, absl::Time& offer_at) {
  Waiting waiting;
  waiting.because = feed.OccupationAt(now);
  // With good news on the screen a count would be the bad news; before the state is known there is
  // nothing to say; what waits while the person is free is released by the next event; and a count
  // disturbs.
  if (feed.settings().good_news_at_once || waiting.because == Occupation::kNotKnownYet ||
      waiting.because == Occupation::kFree || waiting.because == Occupation::kQuiet) {
    return waiting;
  }
  absl::Time oldest = absl::InfiniteFuture();
  const auto count = [&](absl::Time since) {
    ++waiting.count;
    oldest = std::min(oldest, since);
  };
  for (const Item& item : feed.items()) {
    if (item.waits()) count(item.waits_since);
  }
  const Assessments& assessments = feed.assessments();
  for (const Prompt& prompt : assessments.prompts()) {
    if (!prompt.released) count(prompt.waits_since);
  }
  for (const SealedAnswer& sealed : assessments.sealed()) {
    // One that waits together with its prompt is no second thing.
    const Prompt* const prompt = assessments.Find(sealed.reference.interaction);
    if (!sealed.released && (prompt == nullptr || prompt->released)) count(sealed.waits_since);
  }
  for (const ReviewItem& review : feed.reviews().items()) {
    if (!review.released) count(review.waits_since);
  }
  const auto count_told = [&](const auto& items) {
    for (const auto& item : items) {
      if (!item.released) count(item.waits_since);
    }
  };
  count_told(feed.review_tasks().items());
  count_told(feed.appeals().items());
  count_told(feed.appeal_tasks().items());
  count_told(feed.kudos().items());
  for (const auto& [interaction, ask] : asks.all()) {
    if (WaitsForPerson(ask) && !ask.released) count(ask.waits_since);
  }
  // On one interaction the break comes with its end.
  if (waiting.count == 0 || waiting.because == Occupation::kOnOne) return waiting;
  waiting.offered = now - oldest >= kOfferAfter;
  if (!waiting.offered) offer_at = oldest + kOfferAfter;
  return waiting;
}

BarView ViewOf(const Feed& feed, const AsksLater& asks, absl::Time now) {
  BarView view;
  view.link = feed.link();
  absl::Duration ages_hold = absl::InfiniteDuration();
  const auto add = [&](StripItem item, absl::Time answered) {
    view.items.push_back(item);
    ages_hold = std::min(ages_hold, i18n::AgeWordsHoldFor(now - answered));
  };
  for (const Item& item : feed.items()) {
    if (item.released) add(&item, item.verdict.answered_at.value_or(item.created_at));
  }
  for (const SealedAnswer& sealed : feed.assessments().sealed()) {
    if (sealed.released) add(&sealed, sealed.created_at);
  }
  for (const KudosItem& kudos : feed.kudos().items()) {
    if (kudos.released) add(&kudos, kudos.told.given_at);
  }
  std::stable_sort(view.items.begin(), view.items.end(),
                   [](const StripItem& one, const StripItem& other) {
                     return one.position() < other.position();
                   });
  if (const Standing* standing = feed.shown_standing()) {
    view.figure_known = true;
    view.figure = FigureOf(*standing);
    view.for_earlier_days = standing->for_earlier_days;
  }
  view.waiting = WaitingOf(feed, asks, now, view.valid_until);
  if (ages_hold != absl::InfiniteDuration()) {
    // All ages change together, on the minute: one frame instead of one for each.
    view.valid_until = std::min(view.valid_until, WholeMinuteFrom(now + ages_hold));
  }
  if (view.waiting.because == Occupation::kQuiet) {
    // Nothing else is drawn until then, nor grows older.
    view.quiet_until = view.valid_until = *feed.quiet_until();
  }
  return view;
}

}  // namespace

BarView ViewOf(const Feed& feed, absl::Time now) { return ViewOf(feed, AsksLater(), now); }

BarView ViewOf(const Desk& desk, absl::Time now) {
  BarView view = ViewOf(desk.feed(), desk.asks_later(), now);
  const std::vector<const AskLater*> to_look_at = desk.AsksToLookAt();
  if (!to_look_at.empty()) view.look_at = to_look_at.front();
  view.prompts = static_cast<int>(desk.PromptsToDo().size());
  view.reviews = static_cast<int>(desk.ReviewsToRead().size() + desk.DecisionsToRead().size() +
                                  to_look_at.size());
  view.tasks = static_cast<int>(desk.TasksToDo().size() + desk.AppealsToDecide().size());
  return view;
}

}  // namespace aftercall::model
