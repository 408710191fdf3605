#include <memory>
#include <optional>
#include <string>

#include "absl/random/random.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "client/ctl/commands/commands.h"
#include "client/ctl/commands/people.h"
#include "client/ctl/commands/watch_lines.h"
#include "client/ctl/output/json.h"
#include "shared/base/backoff.h"
#include "shared/wire/problem.h"

namespace aftercall::ctl {
namespace {

struct WatchOptions {
  std::string user = "users/me";
  std::string resume_after;
  int64_t exit_after = 0;
};

// "EPOCH:POSITION", or "start" for everything that the server still has.
absl::StatusOr<std::optional<v1::FeedCursor>> ReadCursor(const std::string& text,
                                                         const i18n::Translator& tr) {
  if (text.empty() || text == "start") return std::nullopt;
  const size_t colon = text.rfind(':');
  v1::FeedCursor cursor;
  int64_t position = 0;
  if (colon == std::string::npos || colon == 0 ||
      !absl::SimpleAtoi(text.substr(colon + 1), &position) || position < 0) {
    return UsageError(
        tr.Tr("--resume-after expects EPOCH:POSITION, as a line before had them, or "
              "start"));
  }
  cursor.set_epoch(text.substr(0, colon));
  cursor.set_position(position);
  return cursor;
}

// The place before the first entry. Its epoch is known once any cursor has come.
absl::StatusOr<v1::FeedCursor> FindStart(const v1::WatchFeedRequest& request, ServerLink* server) {
  v1::FeedCursor start;
  const absl::Status status = server->WatchFeed(request, [&](const v1::WatchFeedResponse& message) {
    if (message.has_cursor()) start.set_epoch(message.cursor().epoch());
    return !message.has_cursor();
  });
  if (!status.ok()) return status;
  return start;
}

bool IsFinal(const absl::Status& status) {
  return status.code() != absl::StatusCode::kUnavailable &&
         status.code() != absl::StatusCode::kResourceExhausted;
}

absl::Status RunWatch(const WatchOptions& options, Context& context) {
  absl::StatusOr<std::optional<v1::FeedCursor>> cursor =
      ReadCursor(options.resume_after, context.tr);
  if (!cursor.ok()) return cursor.status();
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  const absl::StatusOr<v1::User> user = FindUser(options.user, *server);
  if (!user.ok()) return user.status();
  v1::WatchFeedRequest request;
  request.set_feed(absl::StrCat(user->name(), "/feed"));
  context.stop.OnStop([link = *server] { link->Cancel(); });
  if (options.resume_after == "start") {
    absl::StatusOr<v1::FeedCursor> start = FindStart(request, *server);
    if (!start.ok()) return context.stop.stopped() ? absl::OkStatus() : start.status();
    *cursor = *std::move(start);
  }
  WatchLines lines(*cursor, options.exit_after, &context.out);
  absl::BitGen random;
  base::Backoff backoff(absl::Milliseconds(200), absl::Seconds(10));
  while (true) {
    if (lines.cursor().has_value()) *request.mutable_resume_after() = *lines.cursor();
    const absl::Status ended =
        (*server)->WatchFeed(request, [&](const v1::WatchFeedResponse& message) {
          backoff.Reset();
          lines.Take(message);
          context.out.flush();
          return !lines.full();
        });
    if (ended.ok() || context.stop.stopped()) return absl::OkStatus();
    if (IsFinal(ended)) return ended;
    // The server went away; its feed goes on where it was.
    const absl::Duration wait =
        std::max(backoff.Next(random), wire::RetryAfterOf(ended).value_or(absl::ZeroDuration()));
    context.err << context.tr.Tr("The server is not there; trying again.") << std::endl;
    if (context.stop.Wait(wait)) return absl::OkStatus();
  }
}

}  // namespace

Command WatchCommand(const i18n::Translator& tr) {
  auto options = std::make_shared<WatchOptions>();
  Command command;
  command.path = "watch";
  command.summary = tr.Tr("Prints what reaches a person's feed, as JSON lines with positions");
  command.details = tr.Tr(
      "Each line has epoch and position; go on after the last one you have kept with\n"
      "--resume-after. Only the owner may watch a feed: use their token. A server that goes away\n"
      "is waited for; nothing is missed and nothing comes twice.");
  command.examples = {
      "aftercallctl --token-file maya.token watch --user users/me",
      "aftercallctl --token-file maya.token watch --user \"Maya Collins\" --resume-after start",
      "aftercallctl --token-file maya.token watch --user users/me --resume-after 5f2c…:1042"};
  command.options = {
      {"--user", tr.Tr("Whose feed: id or exact name; users/me is yourself"), &options->user},
      {"--resume-after", tr.Tr("EPOCH:POSITION of the last line you have, or start"),
       &options->resume_after},
      {"--exit-after", tr.Tr("End after so many lines"), &options->exit_after},
  };
  command.run = [options](Context& context) { return RunWatch(*options, context); };
  return command;
}

}  // namespace aftercall::ctl
