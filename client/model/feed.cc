#include "client/model/feed.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace aftercall::model {
namespace {

Item* Find(std::vector<Item>& items, const VerdictKey& key) {
  for (Item& item : items) {
    if (item.verdict.interaction == key.interaction &&
        item.verdict.question.id == key.question_id) {
      return &item;
    }
  }
  return nullptr;
}

// Words that were taken back must not stay on the screen until a break.
void WipeWhatIsGone(Verdict& shown, const Verdict& now) {
  if (now.comment.empty() || now.redactions != shown.redactions) shown.comment.clear();
  if (now.topic.empty()) shown.topic.clear();
}

void SetAgent(Verdict& verdict, const VerdictSeen& seen) {
  verdict.agent = seen.agent;
  verdict.agent_display_name = seen.agent_display_name;
}

void Trim(std::vector<Item>& items) {
  if (items.size() <= Feed::kMostItems) return;
  items.erase(items.begin(), items.begin() + (items.size() - Feed::kMostItems));
}

}  // namespace

Feed::Feed(Settings settings) : settings_(settings) {}

void Feed::Restore(FeedKept kept) {
  cursor_ = std::move(kept.cursor);
  display_name_ = std::move(kept.display_name);
  items_ = std::move(kept.items);
  shown_ = std::move(kept.shown_standing);
  assessments_.Restore(std::move(kept.prompts), std::move(kept.sealed));
  reviews_.Restore(std::move(kept.reviews));
  told_.review_tasks.Restore(std::move(kept.review_tasks));
  told_.appeals.Restore(std::move(kept.appeals));
  told_.appeal_tasks.Restore(std::move(kept.appeal_tasks));
  told_.kudos.Restore(std::move(kept.kudos));
  quiet_until_ = kept.quiet_until;
  Trim(items_);
}

std::optional<FeedKept> Feed::Keep() const {
  if (!cursor_) return std::nullopt;
  FeedKept kept;
  kept.cursor = *cursor_;
  kept.display_name = display_name_;
  kept.items = items_;
  kept.shown_standing = shown_;
  kept.prompts = assessments_.prompts();
  kept.sealed = assessments_.sealed();
  kept.reviews = reviews_.items();
  kept.review_tasks = told_.review_tasks.items();
  kept.appeals = told_.appeals.items();
  kept.appeal_tasks = told_.appeal_tasks.items();
  kept.kudos = told_.kudos.items();
  kept.quiet_until = quiet_until_;
  return kept;
}

absl::Status Feed::Apply(const FeedEvent& event, absl::Time now) {
  return std::visit([&](const auto& payload) { return On(payload, event, now); }, event.payload);
}

absl::Status Feed::Missing(absl::string_view what) {
  // Until the next Opened whatever comes belongs to a stream that is not to be trusted.
  open_ = false;
  caught_up_ = false;
  aside_.reset();
  ++counters_.gaps;
  return absl::DataLossError(what);
}

absl::Status Feed::On(const LinkState& link, const FeedEvent&, absl::Time) {
  link_ = link;
  return absl::OkStatus();
}

absl::Status Feed::On(const SeenTold& seen, const FeedEvent&, absl::Time) {
  server_seen_ = std::max(server_seen_, seen.seen_position);
  return absl::OkStatus();
}

absl::Status Feed::On(const Opened& opened, const FeedEvent&, absl::Time) {
  aside_.reset();
  if (!opened.snapshot && !cursor_) return Missing("resumed, but there is nothing to resume from");
  open_ = true;
  caught_up_ = false;
  // The state may have changed while nobody listened; the stream tells it anew.
  latest_.reset();
  server_seen_ = opened.seen_position;
  display_name_ = opened.display_name;
  owner_ = std::string(absl::StripSuffix(opened.feed, "/feed"));
  if (opened.snapshot) {
    aside_.emplace();
    return absl::OkStatus();
  }
  // What was seen on another screen is no news here.
  for (Item& item : items_) {
    if (IsSeen(item.latest_position)) {
      Show(item);
      item.unshown_since.reset();
    } else if (item.unshown_since && IsSeen(*item.unshown_since)) {
      item.unshown_since = item.latest_position;
    }
  }
  Touch();
  return absl::OkStatus();
}

absl::Status Feed::On(const EntryBatch& batch, const FeedEvent& event, absl::Time now) {
  if (!open_) return absl::OkStatus();
  if (batch.entries.empty()) return aside_ ? absl::OkStatus() : CheckCursor(event);
  const auto is_none = [](const Entry& entry) { return entry.position < 1; };
  if (std::any_of(batch.entries.begin(), batch.entries.end(), is_none)) {
    return Missing("an entry at a position that there is not");
  }
  const int64_t first = batch.entries.front().position;
  // A snapshot does not say where it was taken; what follows it says so by its first position.
  int64_t position = aside_ ? aside_->position.value_or(first - 1) : cursor_->position;
  if (aside_ && position < aside_->last_position) return Missing("entries older than the snapshot");
  // The batch as a whole is looked at first: it is applied whole or not at all.
  int64_t last = position;
  for (const Entry& entry : batch.entries) {
    if (entry.position - 1 > last) {
      return Missing(absl::StrCat("expected entry ", last + 1, ", got ", entry.position));
    }
    last = std::max(last, entry.position);
  }
  if (event.cursor &&
      (event.cursor->position > last || (!aside_ && event.cursor->epoch != cursor_->epoch))) {
    return Missing("the cursor is ahead of its entries, or of another epoch");
  }
  std::vector<Item>& items = aside_ ? aside_->items : items_;
  for (const Entry& entry : batch.entries) {
    if (entry.position <= position) {
      ++counters_.repeats;
      continue;
    }
    ApplyEntry(entry, now);
    position = entry.position;
  }
  Trim(items);
  (aside_ ? aside_->position.emplace() : cursor_->position) = position;
  Touch();
  return batch.standing ? On(*batch.standing, event, now) : absl::OkStatus();
}

absl::Status Feed::On(const SnapshotBatch& batch, const FeedEvent&, absl::Time now) {
  if (!open_) return absl::OkStatus();
  if (!aside_) return Missing("a snapshot that was not announced");
  for (const Entry& entry : batch.entries) {
    if (entry.position <= aside_->last_position) return Missing("a snapshot out of order");
    ApplyEntry(entry, now);
    aside_->last_position = entry.position;
  }
  Trim(aside_->items);
  return absl::OkStatus();
}

absl::Status Feed::On(const CaughtUp&, const FeedEvent& event, absl::Time now) {
  if (!open_) return absl::OkStatus();
  if (aside_) {
    if (!event.cursor || event.cursor->position < aside_->last_position ||
        event.cursor->position != aside_->position.value_or(event.cursor->position)) {
      return Missing("a snapshot without a cursor of its own");
    }
    CarryOver(aside_->items);
    aside_->assessments.CarryOver(assessments_);
    aside_->reviews.CarryOver(reviews_);
    aside_->told.review_tasks.CarryOver(told_.review_tasks);
    aside_->told.appeals.CarryOver(told_.appeals);
    aside_->told.appeal_tasks.CarryOver(told_.appeal_tasks);
    aside_->told.kudos.CarryOver(told_.kudos);
    items_ = std::move(aside_->items);
    assessments_ = std::move(aside_->assessments);
    reviews_ = std::move(aside_->reviews);
    told_ = std::move(aside_->told);
    cursor_ = event.cursor;
    aside_.reset();
    Touch();
  } else if (absl::Status status = CheckCursor(event); !status.ok()) {
    return status;
  }
  caught_up_ = true;
  ShowFirstFigure();
  ReleaseIfFree(now);
  return absl::OkStatus();
}

absl::Status Feed::On(const Bookmark&, const FeedEvent& event, absl::Time now) {
  if (!open_ || aside_) return absl::OkStatus();
  if (absl::Status status = CheckCursor(event); !status.ok()) return status;
  // A server that has nothing to tell of the standing by now has no states either.
  if (caught_up_ && !latest_) {
    latest_.emplace();
    ReleaseIfFree(now);
  }
  return absl::OkStatus();
}

absl::Status Feed::On(const Standing& standing, const FeedEvent&, absl::Time now) {
  if (!open_) return absl::OkStatus();
  latest_ = standing;
  // Yesterday's frozen figure is not today's.
  if (shown_ && shown_->business_day != standing.business_day) shown_.reset();
  confirmed_ = true;
  Touch();
  ShowFirstFigure();
  ReleaseIfFree(now);
  return absl::OkStatus();
}

// After everything before it has been applied, a cursor says where we should be.
absl::Status Feed::CheckCursor(const FeedEvent& event) {
  if (!event.cursor) return absl::OkStatus();
  if (event.cursor->epoch != cursor_->epoch) return Missing("a cursor of another epoch");
  if (event.cursor->position > cursor_->position) {
    return Missing(absl::StrCat("the server is at ", event.cursor->position, ", we are at ",
                                cursor_->position));
  }
  return absl::OkStatus();
}

void Feed::ApplyEntry(const Entry& entry, absl::Time now) {
  std::vector<Item>& items = aside_ ? aside_->items : items_;
  Assessments& assessments = aside_ ? aside_->assessments : assessments_;
  ToldThings& told = aside_ ? aside_->told : told_;
  const auto may_show = [&] {
    return IsSeen(entry.position) || OccupationAt(now) == Occupation::kFree;
  };
  if (const auto* verdict = std::get_if<Verdict>(&entry.event)) {
    assessments.Unseal(verdict->interaction, verdict->question.id);
    ApplyVerdict(items, entry, *verdict, now);
  } else if (const auto* changed = std::get_if<VerdictChanged>(&entry.event)) {
    assessments.Unseal(changed->verdict.interaction, changed->verdict.question.id);
    ApplyVerdict(items, entry, changed->verdict, now);
  } else if (const auto* withdrawn = std::get_if<VerdictWithdrawn>(&entry.event)) {
    assessments.Unseal(withdrawn->key.interaction, withdrawn->key.question_id);
    if (Item* item = Find(items, withdrawn->key)) items.erase(items.begin() + (item - &items[0]));
  } else if (const auto* seen = std::get_if<VerdictSeen>(&entry.event)) {
    if (Item* item = Find(items, seen->key)) {
      SetAgent(item->verdict, *seen);
      if (item->waiting_change) SetAgent(*item->waiting_change, *seen);
    }
  } else if (const auto* sealed = std::get_if<VerdictSealed>(&entry.event)) {
    assessments.Take(entry.position, entry.created_at, *sealed, may_show());
  } else if (const auto* prompt = std::get_if<SelfAssessment>(&entry.event)) {
    assessments.Take(entry.position, entry.created_at, *prompt, may_show());
  } else if (const auto* review = std::get_if<Review>(&entry.event)) {
    // Its entry does not say when it came.
    (aside_ ? aside_->reviews : reviews_).Take(entry.position, now, *review, may_show());
  } else if (const auto* task = std::get_if<ReviewTask>(&entry.event)) {
    told.review_tasks.Take(entry.position, now, *task, may_show());
  } else if (const auto* appeal = std::get_if<Appeal>(&entry.event)) {
    told.appeals.Take(entry.position, now, *appeal, may_show());
  } else if (const auto* asked = std::get_if<AppealTask>(&entry.event)) {
    told.appeal_tasks.Take(entry.position, now, *asked, may_show());
  } else if (const auto* kudos = std::get_if<Kudos>(&entry.event)) {
    told.kudos.Take(entry.position, entry.created_at, *kudos, may_show());
  } else {
    ++counters_.blanks;
  }
}

void Feed::ApplyVerdict(std::vector<Item>& items, const Entry& entry, const Verdict& verdict,
                        absl::Time now) {
  const bool seen = IsSeen(entry.position);
  const bool may_show = seen || MayShow(verdict, OccupationAt(now), settings_);
  Item* item = Find(items, verdict.key());
  if (item == nullptr) {
    Item& added = items.emplace_back();
    added.position = entry.position;
    added.created_at = entry.created_at;
    added.verdict = verdict;
    added.of_another = verdict.agent != owner_;
    added.released = may_show;
    if (!may_show) added.waits_since = entry.created_at;
    if (!seen) added.unshown_since = entry.position;
    added.latest_position = entry.position;
    return;
  }
  item->latest_position = entry.position;
  if (!seen && !item->unshown_since) item->unshown_since = entry.position;
  if (item->released && verdict == item->verdict) {  // changed, and changed back
    item->waiting_change.reset();
    item->waits_since = absl::InfiniteFuture();
  } else if (item->released && !may_show) {
    WipeWhatIsGone(item->verdict, verdict);
    item->waiting_change = verdict;
    item->waits_since = std::min(item->waits_since, entry.created_at);
  } else {
    item->verdict = verdict;
    item->waiting_change.reset();
    if (may_show) Show(*item);
  }
}

// A verdict that the person has had before them stays there when a snapshot tells it again.
void Feed::CarryOver(std::vector<Item>& snapshot) const {
  std::vector<Item> before = items_;
  for (Item& item : snapshot) {
    const Item* old = Find(before, item.verdict.key());
    if (old == nullptr || !old->released || item.released) continue;
    item.released = true;
    if (old->verdict == item.verdict) {
      item.waits_since = absl::InfiniteFuture();
      if (!old->unshown_since) item.unshown_since.reset();
    } else {
      item.waiting_change = std::exchange(item.verdict, old->verdict);
      WipeWhatIsGone(item.verdict, *item.waiting_change);
    }
  }
}

void Feed::Show(Item& item) {
  item.released = true;
  item.waits_since = absl::InfiniteFuture();
  if (item.waiting_change) {
    item.verdict = *std::exchange(item.waiting_change, std::nullopt);
  }
}

void Feed::ReleaseIfFree(absl::Time now) {
  if (OccupationAt(now) == Occupation::kFree) ReleaseHeld();
}

// Where no figure is on the screen yet and no news waits, today's gives nothing away, even to
// somebody who is busy.
void Feed::ShowFirstFigure() {
  if (shown_ || !caught_up_) return;
  if (std::any_of(items_.begin(), items_.end(), [](const Item& item) { return item.waits(); })) {
    return;
  }
  shown_ = latest_;
}

void Feed::ReleaseHeld() {
  for (Item& item : items_) Show(item);
  assessments_.Release();
  reviews_.Release();
  told_.Each([](auto& things) { things.Release(); });
  if (latest_) shown_ = latest_;
  Touch();
}

void Feed::NoteCommitted(absl::string_view interaction, Committed own) {
  assessments_.NoteCommitted(interaction, std::move(own));
  Touch();
}

void Feed::NoteReview(const ReviewKey& key, ReviewBody body) {
  reviews_.NoteBody(key, std::move(body));
  Touch();
}

void Feed::NoteLent(absl::string_view review, bool lent) {
  reviews_.NoteLent(review, lent);
  ++revision_;
}

void Feed::NoteBody(const ReviewTaskTold& told) {
  told_.review_tasks.NoteBody(told.key, told.body);
  Touch();
}

void Feed::NoteBody(const AppealTold& told) {
  told_.appeals.NoteBody(told.key, told.body);
  Touch();
}

void Feed::NoteBody(const AppealTaskTold& told) {
  told_.appeal_tasks.NoteBody(told.key, told.body);
  Touch();
}

void Feed::NoteOpened(absl::string_view name) {
  told_.Each([&](auto& things) { things.NoteOpened(name); });
  Touch();
}

void Feed::BeQuiet(std::optional<absl::Time> until, absl::Time now) {
  quiet_until_ = until;
  if (until) quiet_until_ = std::min(*until, now + kLongestQuiet);
  ReleaseIfFree(now);
  Touch();
}

void Feed::NoteTime(absl::Time now) {
  if (!quiet_until_) return;
  // A clock that was set back must not make hours into days.
  const bool goes_on = now < *quiet_until_ && *quiet_until_ - now <= kLongestQuiet;
  if (!goes_on) BeQuiet(std::nullopt, now);
}

void Feed::SetSettings(Settings settings, absl::Time now) {
  settings_ = settings;
  for (Item& item : items_) {
    const Verdict& verdict = item.waiting_change ? *item.waiting_change : item.verdict;
    if (item.waits() && MayShow(verdict, OccupationAt(now), settings_)) Show(item);
  }
  Touch();
}

void Feed::NoteShown(absl::Span<const int64_t> positions) {
  for (Item& item : items_) {
    // A change that waits has not been shown, even if what it changes has.
    if (!item.released || !item.unshown_since ||
        std::find(positions.begin(), positions.end(), item.position) == positions.end()) {
      continue;
    }
    const auto left =
        item.waiting_change ? std::optional<int64_t>(item.latest_position) : std::nullopt;
    if (std::exchange(item.unshown_since, left) != left) Touch();
  }
}

std::optional<int64_t> Feed::SeenToTell() const {
  if (!caught_up_) return std::nullopt;
  int64_t seen = cursor_->position;
  for (const Item& item : items_) {
    if (item.unshown_since) seen = std::min(seen, *item.unshown_since - 1);
  }
  return seen > server_seen_ ? std::optional<int64_t>(seen) : std::nullopt;
}

Occupation Feed::OccupationAt(absl::Time now) const {
  if (quiet_until_ && now < *quiet_until_) return Occupation::kQuiet;
  return OccupationOf(latest_, now);
}

}  // namespace aftercall::model
