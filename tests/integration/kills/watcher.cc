#include "tests/integration/kills/watcher.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "client/net/command_sender.h"
#include "client/net/connection.h"
#include "client/net/feed_session.h"
#include "client/net/inbox.h"
#include "client/net/loop.h"

namespace aftercall::kills {
namespace {

// The ticker's waits are for a server that thousands come back to; this one is killed every second.
constexpr net::SessionOptions kImpatient = {absl::Milliseconds(20), absl::Milliseconds(300)};
constexpr size_t kSlowInbox = 2;
constexpr size_t kInbox = 64;
constexpr size_t kSaves = 6;
constexpr size_t kOnScreen = 20;

// The one file that a DiskCache leaves; empty where there is none yet.
std::string KeptFile(const std::string& folder) {
  std::error_code error;
  for (const auto& file : std::filesystem::directory_iterator(folder, error)) {
    if (file.path().extension() == ".kept") return file.path().string();
  }
  return "";
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

// The network's side of a screen.
class Watcher::Desk {
 public:
  Desk(const Server& server, const Person& person, const Habits& habits)
      : inbox_([this] { Wake(); }, habits.slow ? kSlowInbox : kInbox) {
    auto connection = net::Connection::Make(
        {.server = server.address(), .token = person.token, .tls_ca_file = server.place().tls_ca},
        net::MakeThreadLoop());
    if (!connection.ok()) {
      refusal_ = connection.status();
      return;
    }
    connection_ = *std::move(connection);
    session_ = std::make_unique<net::FeedSession>(connection_.get(), &inbox_, kImpatient);
    sender_ = std::make_unique<net::CommandSender>(
        connection_.get(), &inbox_,
        [this](const absl::Status& status) {
          absl::MutexLock lock(&mutex_);
          refusal_.Update(status);
        },
        kImpatient);
  }

  void Start(const std::optional<model::Cursor>& cursor) {
    if (session_) session_->Start(cursor);
  }
  void Resync(const std::optional<model::Cursor>& cursor) { session_->Resync(cursor); }
  void MarkSeen(int64_t position) { sender_->MarkSeen(position); }

  // What has come; waits a moment where nothing has.
  std::vector<model::FeedEvent> TakeNews() {
    {
      absl::MutexLock lock(&mutex_);
      mutex_.AwaitWithTimeout(absl::Condition(&news_), absl::Milliseconds(50));
      news_ = false;
    }
    return inbox_.Drain();
  }

  // Of a command or of the connection, if anything was refused.
  absl::Status refusal() {
    absl::MutexLock lock(&mutex_);
    return refusal_;
  }

 private:
  void Wake() {
    absl::MutexLock lock(&mutex_);
    news_ = true;
  }

  absl::Mutex mutex_;
  bool news_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status refusal_ ABSL_GUARDED_BY(mutex_);
  // As in the ticker: the inbox lives longest.
  net::Inbox inbox_;
  std::unique_ptr<net::Connection> connection_;
  std::unique_ptr<net::FeedSession> session_;
  std::unique_ptr<net::CommandSender> sender_;
};

Watcher::Watcher(const Server& server, const Person& person, Habits habits, std::string name,
                 std::string folder, uint64_t seed)
    : server_(server),
      person_(person),
      habits_(habits),
      name_(std::move(name)),
      folder_(std::move(folder)),
      random_(seed),
      witness_(name_),
      thread_([this] { Run(); }) {}

Watcher::~Watcher() {
  Stop();
  Join();
}

void Watcher::Stop() { stopping_ = true; }

void Watcher::Join() {
  if (thread_.joinable()) thread_.join();
}

void Watcher::Run() {
  std::optional<model::Kept> kept = Boot();
  while (true) {
    const End end = Live(std::move(kept));
    live_ = false;
    if (end == End::kStop) break;
    Crash();
    if (end == End::kLose) {
      saved_.clear();
      std::error_code error;
      std::filesystem::remove_all(folder_, error);
    }
    kept = Boot();
    kept ? witness_.Rewind(*kept) : witness_.Lose();
  }
  disk_.reset();
}

std::optional<model::Kept> Watcher::Boot() {
  if (habits_.real_disk) return LoadFromDisk();
  if (saved_.empty()) return std::nullopt;
  // The disk had what was saved at some moment before the end.
  saved_.resize(static_cast<size_t>(1 + Below(static_cast<int>(saved_.size()))));
  return saved_.back();
}

std::optional<model::Kept> Watcher::LoadFromDisk() {
  net::DiskCache::Options options;
  options.directory = folder_;
  options.server = server_.address();
  const absl::StatusOr<net::TokenIdentity> identity = net::IdentityOf(person_.token);
  if (identity.ok()) options.identity = *identity;
  options.pause = absl::Milliseconds(Below(300));
  disk_ = std::make_unique<net::DiskCache>(std::move(options));
  absl::StatusOr<std::optional<model::Kept>> kept = disk_->Load(absl::Now());
  if (kept.ok()) return *std::move(kept);
  witness_.Refused(kept.status());
  return std::nullopt;
}

// What the disk holds at this moment is all that is left, whatever was about to be written.
void Watcher::Crash() {
  if (!disk_) return;
  const std::string file = KeptFile(folder_);
  const std::string left = file.empty() ? "" : ReadFile(file);
  disk_.reset();
  if (file.empty()) {
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
  } else {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << left;
  }
}

Watcher::End Watcher::Live(std::optional<model::Kept> kept) {
  model::Feed feed;
  if (kept) feed.Restore(std::move(kept->feed));
  int events_left = 10 + Below(100);
  const End end = Chance(0.2) ? End::kLose : End::kDie;
  uint64_t saved_revision = feed.revision();
  Desk desk(server_, person_, habits_);
  desk.Start(feed.cursor());
  while (!stopping_) {
    for (const model::FeedEvent& event : desk.TakeNews()) {
      --events_left;
      witness_.Take(event);
      if (absl::Status applied = feed.Apply(event, absl::Now()); !applied.ok()) {
        witness_.Refused(applied);
        desk.Resync(feed.cursor());
      }
    }
    if (absl::Status refusal = desk.refusal(); !refusal.ok()) {
      witness_.Refused(refusal);
      return End::kStop;
    }
    if (feed.revision() != saved_revision) {
      saved_revision = feed.revision();
      witness_.Look(feed);
      Save(feed);
    }
    if (feed.cursor()) position_ = feed.cursor()->position;
    live_ = feed.link().link == model::Link::kLive;
    if (settled_) continue;
    if (habits_.sees) See(desk, feed);
    if (habits_.slow) absl::SleepFor(absl::Milliseconds(Below(100)));
    if (events_left <= 0) return end;
  }
  return End::kStop;
}

void Watcher::See(Desk& desk, model::Feed& feed) {
  std::vector<int64_t> shown;
  const auto& items = feed.items();
  for (size_t i = items.size() > kOnScreen ? items.size() - kOnScreen : 0; i < items.size(); ++i) {
    shown.push_back(items[i].position);
  }
  feed.NoteShown(shown);
  if (const std::optional<int64_t> seen = feed.SeenToTell()) desk.MarkSeen(*seen);
}

void Watcher::Save(const model::Feed& feed) {
  std::optional<model::FeedKept> of_feed = feed.Keep();
  if (!of_feed) return;
  std::optional<model::Kept> kept(std::in_place);
  kept->feed = *std::move(of_feed);
  if (disk_) {
    disk_->Save(*std::move(kept));
    return;
  }
  saved_.push_back(*std::move(kept));
  if (saved_.size() > kSaves) saved_.erase(saved_.begin());
}

}  // namespace aftercall::kills
