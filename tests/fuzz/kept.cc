#include <string>

#include "absl/strings/str_cat.h"
#include "client/model/desk.h"
#include "client/net/kept_json.h"
#include "tests/fuzz/feed_screen.h"
#include "tests/fuzz/fuzz.h"

// The ticker's file on disk: its JSON, to which a right checksum is put.
namespace aftercall::fuzz {

void Try(absl::string_view input) {
  Require(!net::ReadKept(input).ok(), "nothing is read without a checksum");
  const auto kept =
      net::ReadKept(absl::StrCat("aftercall-kept 4 ", net::HashOf(input), "\n", input));
  if (!kept.ok()) {
    Require(absl::IsDataLoss(kept.status()), "a damaged file is said to be one");
    return;
  }
  const std::string text = net::WriteKept(*kept);
  const auto again = net::ReadKept(text);
  Require(again.ok() && net::WriteKept(*again) == text, "what is written is read as it was");

  model::Desk desk;
  desk.Restore(*kept);
  RequireDrawable(desk, kNow);
  model::Feed& feed = desk.mutable_feed();
  // As the program goes on: a stream that resumes, then a person who looks.
  model::FeedEvent opened;
  opened.payload = model::Opened{};
  Require(feed.Apply(opened, kNow).ok(), "a stream can resume from what was kept");
  model::FeedEvent caught_up;
  caught_up.cursor = feed.cursor();
  caught_up.payload = model::CaughtUp{};
  Require(feed.Apply(caught_up, kNow).ok(), "a stream is caught up");
  model::FeedEvent standing;
  if (kept->feed.shown_standing) {
    standing.payload = *kept->feed.shown_standing;
    Require(feed.Apply(standing, kNow).ok(), "a standing is taken");
  }
  feed.ReleaseHeld();
  RequireDrawable(desk, kNow);
}

}  // namespace aftercall::fuzz
