#include "tests/backend/feed/feed_fixture.h"

#include "absl/strings/str_cat.h"
#include "backend/store/sqlite/sqlite_store.h"

namespace aftercall::feed {
namespace {

std::string PositionsOf(const std::vector<domain::FeedEntry>& entries) {
  std::string text;
  for (const auto& entry : entries) absl::StrAppend(&text, " ", entry.position);
  return text;
}

struct InWords {
  std::string operator()(const Opened& opened) const {
    return opened.reason == Opened::Reason::kResumed ? "opened: resumed" : "opened: snapshot";
  }
  std::string operator()(const Snapshot& snapshot) const {
    return absl::StrCat("snapshot", PositionsOf(snapshot.entries));
  }
  std::string operator()(const Entries& entries) const {
    return absl::StrCat("entries", PositionsOf(entries.entries),
                        entries.standing ? " with " + (*this)(*entries.standing) : "");
  }
  std::string operator()(const CaughtUp&) const { return "caught up"; }
  std::string operator()(const Bookmark&) const { return "bookmark"; }
  std::string operator()(const Standing& standing) const {
    return absl::StrCat("standing of ", absl::FormatCivilTime(standing.today));
  }
};

}  // namespace

void FeedFixture::SetUp() {
  auto store = store::OpenSqliteStore(directory_.File("aftercall.db"), clock_);
  ASSERT_TRUE(store.ok()) << store.status();
  store_ = *std::move(store);
  store_->SetCommitListener([this](auto growth) { hub_.OnCommit(growth); });
  reader_ = *store_->NewReader();
}

void FeedFixture::Append(domain::UserId feed, int n) {
  std::vector<domain::FeedDraft> change;
  for (int i = 0; i < n; ++i) change.push_back({feed, testing::VerdictOf(++interactions_, 3)});
  const auto status =
      testing::Run(*store_, [&](store::Transaction& t) { return t.Append(change); });
  ASSERT_TRUE(status.ok()) << status;
}

void FeedFixture::Touch(domain::UserId feed) {
  const auto status = testing::Run(*store_, [&](store::Transaction& t) {
    t.TouchStanding(feed);
    return absl::OkStatus();
  });
  ASSERT_TRUE(status.ok()) << status;
}

void FeedFixture::PutAnnInto(const std::string& team, const std::string& time_zone) {
  const auto status = testing::Run(*store_, [&](store::Transaction& t) {
    domain::Team made;
    made.id = {t.NewId()};
    made.display_name = team;
    made.time_zone = time_zone;
    auto inserted = t.InsertTeam(made);
    return inserted.ok() ? t.SetMainTeam(kAnn, made.id, t.Now()) : inserted;
  });
  ASSERT_TRUE(status.ok()) << status;
}

std::unique_ptr<Stream> FeedFixture::NewStream(std::optional<Cursor> resume_after) {
  return std::make_unique<Stream>(hub_, Epoch(), kAnn, std::move(resume_after), domain::Calendar());
}

std::optional<Message> FeedFixture::Next(Stream& stream) {
  auto message = stream.Next(*reader_, clock_.Now());
  if (!message.ok()) std::abort();
  return *std::move(message);
}

std::vector<std::string> FeedFixture::Drain(Stream& stream) {
  std::vector<std::string> words;
  while (const auto message = Next(stream)) {
    std::string text = std::visit(InWords(), message->payload);
    if (message->cursor) {
      EXPECT_EQ(message->cursor->epoch, Epoch());
      absl::StrAppend(&text, " @", message->cursor->position);
    }
    words.push_back(std::move(text));
  }
  return words;
}

}  // namespace aftercall::feed
