#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "aftercall/v1/feed.pb.h"
#include "backend/feed/hub.h"
#include "backend/feed/stream.h"
#include "backend/rpc/page_token.h"
#include "backend/store/sqlite/sqlite_store.h"
#include "shared/base/ids.h"
#include "shared/wire/problem.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/message.h"
#include "tests/support/make.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/writes.h"

// Places that clients hand back: a page's token (the first part), parts of one, a line each (the
// second), a feed's cursor (the third).
namespace aftercall::fuzz {
namespace {

constexpr domain::UserId kOwner{1};
constexpr int64_t kEntries = 7;

// A store with one feed, which nothing here changes.
struct Backend {
  testing::TemporaryDirectory directory;
  testing::ManualClock clock{testing::At(12)};
  std::unique_ptr<store::Store> store;
  std::unique_ptr<store::Reader> reader;
  feed::Hub hub;

  Backend() {
    auto opened = store::OpenSqliteStore(directory.File("places.db"), clock);
    Require(opened.ok(), "a store can be opened");
    store = *std::move(opened);
    const auto status = testing::Run(*store, [](store::Transaction& transaction) {
      std::vector<domain::FeedDraft> drafts;
      for (int i = 1; i <= kEntries; ++i) drafts.push_back({kOwner, testing::VerdictOf(i, 4)});
      return transaction.Append(drafts);
    });
    Require(status.ok(), "a store takes entries");
    reader = *store->NewReader();
  }
};

void TryToken(const std::string& token) {
  for (size_t parts = 1; parts <= 3; ++parts) {
    const auto read = rpc::ReadPageToken(token, parts);
    if (!read.ok()) {
      const auto problem = wire::ProblemOf(read.status());
      Require(problem && problem->field == "page_token", "a token is refused by name");
      continue;
    }
    if (token.empty()) continue;
    Require(read->size() == parts, "a token has as many parts as were asked for");
    const auto again = rpc::ReadPageToken(rpc::MakePageToken(*read), parts);
    Require(again.ok() && *again == *read, "a token's parts make a token with these parts");
  }
  if (const auto id = base::ParseId(token)) {
    Require(*id >= 0 && base::FormatId(*id) == token, "an id has one form");
  }
}

void TryParts(const std::string& lines) {
  const std::vector<std::string> parts = absl::StrSplit(lines, '\n');
  const auto read = rpc::ReadPageToken(rpc::MakePageToken(parts), parts.size());
  Require(read.ok() && *read == parts, "a token brings back what was put into it");
}

void TryCursor(const std::string& text, Backend& backend) {
  v1::FeedCursor proto;
  if (!ReadMessage(text, proto) || proto.position() < 0) return;  // refused at the door
  feed::Cursor cursor{proto.epoch(), proto.position()};
  const std::string epoch(backend.store->Epoch());
  // No input can know the epoch, which is another in every database.
  if (cursor.epoch == "this") cursor.epoch = epoch;
  const bool resumes = cursor.epoch == epoch && cursor.position <= kEntries;
  feed::Stream stream(backend.hub, epoch, kOwner, cursor, {});
  int64_t position = resumes ? cursor.position : kEntries;
  while (true) {
    const auto message = stream.Next(*backend.reader, testing::At(12));
    Require(message.ok(), "a stream goes on");
    if (!*message) break;
    const auto& payload = (*message)->payload;
    if (const auto* opened = std::get_if<feed::Opened>(&payload)) {
      Require((opened->reason == feed::Opened::Reason::kResumed) == resumes,
              "a cursor of this epoch that is not ahead is resumed from");
    }
    if (const auto* entries = std::get_if<feed::Entries>(&payload)) {
      for (const auto& entry : entries->entries) {
        Require(entry.position == ++position, "nothing is left out and nothing told twice");
      }
    }
  }
  Require(stream.is_live() && position == kEntries, "a stream reaches the feed's end");
}

}  // namespace

void Try(absl::string_view input) {
  static Backend backend;
  const std::vector<std::string> parts = Parts(input);
  TryToken(parts[0]);
  if (parts.size() > 1) TryParts(parts[1]);
  if (parts.size() > 2) TryCursor(parts[2], backend);
}

}  // namespace aftercall::fuzz
