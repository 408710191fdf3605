#include <string>
#include <vector>

#include "aftercall/v1/feed_service.pb.h"
#include "client/model/desk.h"
#include "client/net/from_proto.h"
#include "client/net/kept_json.h"
#include "tests/fuzz/feed_screen.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/message.h"

// What a server may tell the ticker: WatchFeedResponses in parts, in the order of a stream.
namespace aftercall::fuzz {
namespace {

// The disk keeps the feed, and gives it back as it was.
void RequireKept(const model::Desk& desk) {
  const std::string text = KeptText(desk);
  if (text.empty()) return;
  auto kept = net::ReadKept(text);
  Require(kept.ok(), "what was kept can be read");
  Require(net::WriteKept(*kept) == text, "what was kept comes back as it was");
  model::Desk restored;
  restored.Restore(*std::move(kept));
  Require(restored.feed().items().size() == desk.feed().items().size() &&
              restored.feed().cursor() == desk.feed().cursor() &&
              restored.feed().assessments().prompts() == desk.feed().assessments().prompts(),
          "a restored desk is the desk");
}

}  // namespace

void Try(absl::string_view input) {
  model::Desk desk;
  model::Feed& feed = desk.mutable_feed();
  absl::Time now = kNow;
  for (const std::string& part : Parts(input)) {
    v1::WatchFeedResponse message;
    if (!ReadMessage(part, message)) continue;
    now += absl::Seconds(20);
    const std::string before = KeptText(desk);
    const auto cursor = feed.cursor();
    const absl::Status status = desk.Apply(net::FromProto(message), now);
    // What does not hold together is refused whole.
    Require(status.ok() || KeptText(desk) == before, "of a refused message nothing is applied");
    Require(!cursor || feed.cursor(), "a cursor is not forgotten");
    Require(!cursor || feed.cursor()->epoch != cursor->epoch || message.has_caught_up() ||
                feed.cursor()->position >= cursor->position,
            "positions rise");
    RequireDrawable(desk, now);
  }
  RequireKept(desk);
  feed.ReleaseHeld();
  for (const model::Item& item : feed.items()) Require(!item.waits(), "what was released is shown");
  std::vector<int64_t> shown;
  for (const model::Item& item : feed.items()) shown.push_back(item.position);
  feed.NoteShown(shown);
  RequireDrawable(desk, now + absl::Hours(1));
  RequireKept(desk);
}

}  // namespace aftercall::fuzz
