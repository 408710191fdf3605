#include "client/ctl/commands/watch_lines.h"

#include <string>

#include "client/ctl/output/json.h"

namespace aftercall::ctl {

void WatchLines::Take(const v1::WatchFeedResponse& message) {
  if (message.has_opened()) snapshot_.clear();
  for (const v1::FeedEntry& entry : message.snapshot().entries()) snapshot_.push_back(entry);
  if (message.has_cursor()) cursor_ = message.cursor();
  for (const v1::FeedEntry& entry : message.entries().entries()) Write(entry, false);
  if (!message.has_caught_up()) return;
  for (const v1::FeedEntry& entry : snapshot_) Write(entry, true);
  snapshot_.clear();
}

void WatchLines::Write(const v1::FeedEntry& entry, bool snapshot) {
  if (full()) return;
  Json line = Json::object();
  if (cursor_.has_value()) line["epoch"] = cursor_->epoch();
  line["position"] = entry.position();
  const google::protobuf::FieldDescriptor* event = entry.GetReflection()->GetOneofFieldDescriptor(
      entry, entry.GetDescriptor()->FindOneofByName("event"));
  line["event"] = event == nullptr ? "unknown" : event->name();
  if (snapshot) line["snapshot"] = true;
  const Json fields = ToJson(entry);
  for (const auto& [key, value] : fields.items()) {
    if (key != "position") line[key] = value;
  }
  WriteLine(line, *out_);
  ++lines_;
}

}  // namespace aftercall::ctl
