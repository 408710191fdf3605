#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "client/model/assessments.h"
#include "client/model/calm.h"
#include "client/model/feed_event.h"
#include "client/model/review_tasks.h"
#include "client/model/reviews.h"
#include "client/model/settings.h"

namespace aftercall::model {

// A verdict in the feed, with what the person knows of it.
struct Item {
  int64_t position = 0;         // its entry's; rises along the strip
  int64_t latest_position = 0;  // of the latest entry about it
  absl::Time created_at;        // when the backend took it in
  Verdict verdict;              // as the person may see it now
  bool of_another = false;      // a leader's feed: the answer is about somebody else's work
  bool released = false;        // false: kept for a break, not to be shown in any form
  std::optional<Verdict> waiting_change;            // a change kept for a break
  std::optional<int64_t> unshown_since;             // first position of it not yet on the screen
  absl::Time waits_since = absl::InfiniteFuture();  // when what waits was taken in

  bool waits() const { return !released || waiting_change.has_value(); }
};

// What of a feed is kept on disk: enough to show the last items at once and to resume without a
// gap. The cursor and what was applied up to it stay together.
struct FeedKept {
  Cursor cursor;
  std::string display_name;
  std::vector<Item> items;
  std::optional<Standing> shown_standing;  // the figures as they were on the screen
  std::vector<Prompt> prompts = {};
  std::vector<SealedAnswer> sealed = {};
  std::vector<ReviewItem> reviews = {};
  std::vector<ReviewTaskItem> review_tasks = {};
  std::vector<AppealItem> appeals = {};
  std::vector<AppealTaskItem> appeal_tasks = {};
  std::vector<KudosItem> kudos = {};
  std::optional<absl::Time> quiet_until = {};
};

// What is told by name: reviews and appeals that the person is asked for, their own appeals, and
// what others think well of.
struct ToldThings {
  ReviewTasks review_tasks;
  Appeals appeals;
  AppealTasks appeal_tasks;
  KudosItems kudos;

  // Runs `with` on each kind.
  template <typename With>
  void Each(With with) {
    with(review_tasks);
    with(appeals);
    with(appeal_tasks);
    with(kudos);
  }
};

// What a snapshot builds aside until it is whole.
struct Aside {
  std::vector<Item> items;
  Assessments assessments;
  Reviews reviews;
  ToldThings told;
  int64_t last_position = 0;        // of the snapshot's own entries, which have gaps
  std::optional<int64_t> position;  // of the entries that followed it, which have none
};

// A person's feed as this client knows it: the log applied, entry by entry, and what of it may be
// shown. Deterministic: the same events at the same times give the same feed.
//
//   Ordered, Gapless, Unique: an entry is applied only at position n + 1; a lower one is a repeat
//     (ignored, counted), a higher one is refused and nothing of it is applied.
//   Snapshot: built aside, put in place at CaughtUp; what was there stays on the screen until then.
//   Calm: see calm.h. What arrives while the person is busy waits, and is released in order at the
//     first event that says they are free.
//
// Not thread-safe: lives on the interface thread. Holds at most kMostItems; the oldest go first.
class Feed {
 public:
  static constexpr size_t kMostItems = 200;

  explicit Feed(Settings settings = {});

  // Starts from what the disk kept. Call before the first event.
  void Restore(FeedKept kept);

  // Applies one event that arrived at `now`. An error means that entries are missing or the message
  // order makes no sense: reconnect with cursor(); everything up to the next Opened is ignored.
  absl::Status Apply(const FeedEvent& event, absl::Time now);

  // The person asked to see what waits (the count's offer was taken).
  void ReleaseHeld();

  // The person does not want to be disturbed until then, kLongestQuiet from now at most; nothing:
  // they want to be again. What comes meanwhile waits, as on an interaction.
  void BeQuiet(std::optional<absl::Time> until, absl::Time now);
  std::optional<absl::Time> quiet_until() const { return quiet_until_; }
  // Time has passed: the quiet is over at its end, though no event came.
  void NoteTime(absl::Time now);

  // The person chose otherwise; counts from now on.
  void SetSettings(Settings settings, absl::Time now);

  // Items that were really drawn on a visible bar, by their positions. Others are ignored.
  void NoteShown(absl::Span<const int64_t> positions);

  // To be told to the server with MarkFeedSeen: everything up to here has been on the screen. An
  // older item that never was holds it back until it is scrolled to, or has gone by.
  // Nothing where the server knows already (its answer comes as a SeenTold event), or before it has
  // opened the feed.
  std::optional<int64_t> SeenToTell() const;

  // Rises with every change of what Keep() would give; save when it has moved.
  uint64_t revision() const { return revision_; }
  std::optional<FeedKept> Keep() const;  // nothing without a cursor

  // Nothing before the first CaughtUp (or Restore).
  const std::optional<Cursor>& cursor() const { return cursor_; }

  const std::vector<Item>& items() const { return items_; }  // in order of positions

  // What the person is asked to assess themselves on, and the answers that wait for that.
  const Assessments& assessments() const { return assessments_; }

  // The reviews that the person asked for.
  const Reviews& reviews() const { return reviews_; }

  // The reviews that the person is asked to write.
  const ReviewTasks& review_tasks() const { return told_.review_tasks; }
  // The person's own appeals, those that they are asked to decide, and what others think well of.
  const Appeals& appeals() const { return told_.appeals; }
  const AppealTasks& appeal_tasks() const { return told_.appeal_tasks; }
  const KudosItems& kudos() const { return told_.kudos; }

  // A review that was fetched: feeds do not tell what is in it.
  void NoteReview(const ReviewKey& key, ReviewBody body);
  void NoteLent(absl::string_view review, bool lent);
  void NoteBody(const ReviewTaskTold& told);
  void NoteBody(const AppealTold& told);
  void NoteBody(const AppealTaskTold& told);
  // The person opens a review task, an appeal or an appeal task.
  void NoteOpened(absl::string_view name);

  // What the person committed on this interaction, as the server answered: feeds do not tell it.
  void NoteCommitted(absl::string_view interaction, Committed own);

  // Today's figures as they may be shown, frozen while the person is busy. Nothing where there are
  // none to show: none has come yet in this run, or the first came during an interaction with news.
  const Standing* shown_standing() const { return confirmed_ && shown_ ? &*shown_ : nullptr; }

  // What the server tells at this moment; nothing while it is away. Not for figures, which may have
  // to wait.
  const Standing* told_standing() const {
    return link_.link == Link::kLive && latest_ ? &*latest_ : nullptr;
  }

  const LinkState& link() const { return link_; }
  const Settings& settings() const { return settings_; }
  const std::string& display_name() const { return display_name_; }
  Occupation OccupationAt(absl::Time now) const;

  // What was seen of a misbehaving server, for the log.
  struct Counters {
    int64_t repeats = 0;  // entries told again
    int64_t gaps = 0;     // times that something was missing
    int64_t blanks = 0;   // entries without a meaning for this version
  };
  const Counters& counters() const { return counters_; }

 private:
  absl::Status On(const LinkState& link, const FeedEvent& event, absl::Time now);
  absl::Status On(const Opened& opened, const FeedEvent& event, absl::Time now);
  absl::Status On(const EntryBatch& batch, const FeedEvent& event, absl::Time now);
  absl::Status On(const SnapshotBatch& batch, const FeedEvent& event, absl::Time now);
  absl::Status On(const CaughtUp& caught_up, const FeedEvent& event, absl::Time now);
  absl::Status On(const Bookmark& bookmark, const FeedEvent& event, absl::Time now);
  absl::Status On(const Standing& standing, const FeedEvent& event, absl::Time now);
  absl::Status On(const SeenTold& seen, const FeedEvent& event, absl::Time now);
  // Not the feed's: the desk hears of them.
  absl::Status On(const CommandAnswered&, const FeedEvent&, absl::Time) { return absl::OkStatus(); }
  absl::Status On(const FormTold&, const FeedEvent&, absl::Time) { return absl::OkStatus(); }
  absl::Status On(const ReviewTold&, const FeedEvent&, absl::Time) { return absl::OkStatus(); }
  template <typename Body>
  absl::Status On(const BodyTold<Body>&, const FeedEvent&, absl::Time) {
    return absl::OkStatus();
  }
  absl::Status On(const PreviewTold&, const FeedEvent&, absl::Time) { return absl::OkStatus(); }
  absl::Status On(const ContactsTold&, const FeedEvent&, absl::Time) { return absl::OkStatus(); }
  absl::Status On(const ColleaguesTold&, const FeedEvent&, absl::Time) { return absl::OkStatus(); }
  absl::Status On(const QueuesTold&, const FeedEvent&, absl::Time) { return absl::OkStatus(); }
  absl::Status On(const CommittedTold&, const FeedEvent&, absl::Time) { return absl::OkStatus(); }

  absl::Status CheckCursor(const FeedEvent& event);
  absl::Status Missing(absl::string_view what);
  void ApplyEntry(const Entry& entry, absl::Time now);
  void ApplyVerdict(std::vector<Item>& items, const Entry& entry, const Verdict& verdict,
                    absl::Time now);
  void CarryOver(std::vector<Item>& snapshot) const;
  bool IsSeen(int64_t position) const { return position <= server_seen_; }
  void ReleaseIfFree(absl::Time now);
  void ShowFirstFigure();
  static void Show(Item& item);
  void Touch() { ++revision_; }

  Settings settings_;
  std::optional<absl::Time> quiet_until_;
  LinkState link_;
  std::optional<Cursor> cursor_;
  std::string display_name_;
  std::string owner_;  // "users/{user}", once a stream has opened
  std::vector<Item> items_;
  Assessments assessments_;
  Reviews reviews_;
  ToldThings told_;
  std::optional<Aside> aside_;      // while a snapshot is coming
  bool open_ = false;               // between Opened and the next trouble
  bool caught_up_ = false;          // since then CaughtUp has come
  bool confirmed_ = false;          // a Standing has come in this run
  int64_t server_seen_ = 0;         // how far the server knows that the owner has seen
  std::optional<Standing> latest_;  // as told last
  std::optional<Standing> shown_;   // as it may be shown
  uint64_t revision_ = 0;
  Counters counters_;
};

}  // namespace aftercall::model
