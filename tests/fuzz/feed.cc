#include "client/model/feed.h"

#include <string>
#include <vector>

#include "aftercall/v1/feed_service.pb.h"
#include "client/net/from_proto.h"
#include "client/net/kept_json.h"
#include "tests/fuzz/feed_screen.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/message.h"

// What a server may tell the ticker: WatchFeedResponses in parts, in the order of a stream.
namespace aftercall::fuzz {
namespace {

// The disk keeps the feed, and gives it back as it was.
void RequireKept(const model::Feed& feed) {
  const std::string text = KeptText(feed);
  if (text.empty()) return;
  auto kept = net::ReadKept(text);
  Require(kept.ok(), "what was kept can be read");
  Require(net::WriteKept(*kept) == text, "what was kept comes back as it was");
  model::Feed restored;
  restored.Restore(*std::move(kept));
  Require(restored.items().size() == feed.items().size() && restored.cursor() == feed.cursor(),
          "a restored feed is the feed");
}

}  // namespace

void Try(absl::string_view input) {
  model::Feed feed;
  absl::Time now = kNow;
  for (const std::string& part : Parts(input)) {
    v1::WatchFeedResponse message;
    if (!ReadMessage(part, message)) continue;
    now += absl::Seconds(20);
    const std::string before = KeptText(feed);
    const auto cursor = feed.cursor();
    const absl::Status status = feed.Apply(net::FromProto(message), now);
    // What does not hold together is refused whole.
    Require(status.ok() || KeptText(feed) == before, "of a refused message nothing is applied");
    Require(!cursor || feed.cursor(), "a cursor is not forgotten");
    Require(!cursor || feed.cursor()->epoch != cursor->epoch || message.has_caught_up() ||
                feed.cursor()->position >= cursor->position,
            "positions rise");
    RequireDrawable(feed, now);
  }
  RequireKept(feed);
  feed.ReleaseHeld();
  for (const model::Item& item : feed.items()) Require(!item.waits(), "what was released is shown");
  std::vector<int64_t> shown;
  for (const model::Item& item : feed.items()) shown.push_back(item.position);
  feed.NoteShown(shown);
  RequireDrawable(feed, now + absl::Hours(1));
  RequireKept(feed);
}

}  // namespace aftercall::fuzz
