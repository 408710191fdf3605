#include "tests/sim/feed_simulation.h"

#include <cstdlib>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "backend/commands/change_directory.h"
#include "backend/commands/mark_seen.h"
#include "backend/store/sqlite/sqlite_store.h"
#include "backend/upkeep/retention.h"
#include "tests/support/make.h"
#include "tests/support/reckoning.h"

namespace aftercall::sim {
namespace {

const upkeep::Retention kRetention{absl::Hours(5), absl::Hours(5)};
constexpr char kFailing[] = "this was rolled back";

template <typename T>
T Value(absl::StatusOr<T> result) {
  if (!result.ok()) {
    std::fprintf(stderr, "simulation: %s\n", result.status().ToString().c_str());
    std::abort();
  }
  return *std::move(result);
}

}  // namespace

FeedSimulation::FeedSimulation(uint64_t seed) : floor_(seed), path_(directory_.File("life-0.db")) {
  Open();
  const auto made = testing::Run(*store_, [&](store::Transaction& t) {
    Value(commands::IngestBatch(t, policy_, testing::RandomFloor::Questions()));
    for (const char* team : {"Red", "Blue"}) {
      commands::UserChange leader;
      leader.display_name = absl::StrCat("Leader of ", team);
      feeds_.push_back(Value(commands::CreateUser(t, leader)).id);
      commands::TeamChange change;
      change.display_name = team;
      change.leaders = {feeds_.back()};
      Value(commands::CreateTeam(t, change));
    }
    for (int number = 0; number < 5; ++number) {
      commands::UserChange agent;
      agent.display_name = absl::StrCat("Agent ", number);
      agent.aliases = std::vector<domain::Alias>{{"pbx", absl::StrCat(number)}};
      feeds_.push_back(Value(commands::CreateUser(t, agent)).id);
    }
    return absl::OkStatus();
  });
  if (!made.ok()) std::abort();
  for (const auto feed : feeds_) {
    for (int i = 0; i < 2; ++i) {
      clients_.push_back(
          std::make_unique<FeedClient>(absl::StrCat("client ", clients_.size()), feed, findings_));
    }
  }
}

FeedSimulation::~FeedSimulation() { clients_.clear(); }

Findings FeedSimulation::Run(int steps) {
  for (int step = 0; step < steps; ++step) Step();
  Finish();
  return findings_;
}

void FeedSimulation::Open() {
  hub_ = std::make_unique<feed::Hub>();
  store_ = Value(store::OpenSqliteStore(path_, clock_));
  store_->SetCommitListener([this](auto growth) { OnCommit(growth); });
  reader_ = Value(store_->NewReader());
}

// On the writer's thread, while the simulation waits for its answer.
void FeedSimulation::OnCommit(absl::Span<const std::shared_ptr<const store::FeedGrowth>> growth) {
  for (const auto& grown : growth) {
    Truth& truth = truths_[grown->feed];
    for (const auto& entry : grown->entries) {
      findings_.Check(
          "Gapless", entry.position == static_cast<int64_t>(truth.log.size()) + 1,
          absl::StrCat("position ", entry.position, " was taken after ", truth.log.size()));
      truth.log.push_back(entry.event);
      truth.created.push_back(entry.created_at);
      // Of a marked change we know what belongs together; of others the store says so.
      const int64_t here = entry.position;
      const auto before = truth.changes.find(here - 1);
      const bool goes_on = before != truth.changes.end() && before->second.second == 0;
      truth.changes[here] = {goes_on ? before->second.first : here, 0};
      if (!entry.ends_change) continue;
      for (int64_t i = truth.changes[here].first; i <= here; ++i) truth.changes[i].second = here;
    }
  }
  hub_->OnCommit(growth);
}

void FeedSimulation::Step() {
  // Now and then a night passes.
  clock_.Advance(absl::Seconds(floor_.Below(floor_.Chance(0.02) ? 60000 : 600)));
  const int what = floor_.Below(103);
  if (what >= 100) return Trim();
  if (what < 30) return Ingest();
  if (what < 40) return floor_.Chance(0.1) ? Burst() : AppendMarked();
  if (what < 45) return SeeSome();
  if (what < 87) return Read();
  if (what < 90) return AnyClient().WantBookmark();
  if (what < 94) return AnyClient().Disconnect();
  if (what < 96) {
    FeedClient& client = AnyClient();
    client.Disconnect();
    return client.Lose();
  }
  if (what < 98) {
    FeedClient& client = AnyClient();
    client.Disconnect();
    const bool future = floor_.Chance(0.5);
    return client.Corrupt({future ? std::string(store_->Epoch()) : "another life",
                           future ? 1000000 + floor_.Below(9) : floor_.Below(50)});
  }
  if (floor_.Chance(0.5)) return floor_.Chance(0.5) ? Restart() : Kill();
  return floor_.Chance(0.4) ? Restore() : Backup();
}

void FeedSimulation::Ingest() {
  std::vector<testing::Command> group;
  for (int commands = 1 + floor_.Below(3); commands > 0; --commands) {
    std::vector<commands::Record> records;
    for (int n = 1 + floor_.Below(8); n > 0; --n) records.push_back(floor_.Next());
    group.push_back([this, records = std::move(records)](store::Transaction& t) {
      return commands::IngestBatch(t, policy_, records).status();
    });
  }
  for (const auto& status : testing::RunTogether(*store_, std::move(group))) {
    if (!status.ok()) std::abort();
  }
}

// Changes of several entries over several feeds, some of which fail. Their interactions, with ids
// below 0, are of no record.
void FeedSimulation::AppendMarked() {
  std::vector<testing::Command> group;
  std::vector<std::map<domain::UserId, int64_t>> expected;  // entries of each command
  for (int n = 1 + floor_.Below(3); n > 0; --n) {
    const bool fails = floor_.Chance(0.3);
    std::vector<domain::FeedDraft> change;
    std::map<domain::UserId, int64_t>& entries = expected.emplace_back();
    for (int k = 1 + floor_.Below(floor_.Chance(0.1) ? 150 : 5); k > 0; --k) {
      const auto feed = AnyFeed();
      change.push_back({feed, testing::VerdictOf(-++marks_, 3, fails ? kFailing : "")});
      if (!fails) ++entries[feed];
    }
    group.push_back([change = std::move(change), fails](store::Transaction& t) {
      const auto status = t.Append(change);
      return status.ok() && fails ? absl::AbortedError("meant to fail") : status;
    });
  }
  std::map<domain::UserId, int64_t> heads;
  for (const auto feed : feeds_) heads[feed] = static_cast<int64_t>(truths_[feed].log.size());
  testing::RunTogether(*store_, std::move(group));
  // What belongs together is known here, whatever the store says of it.
  for (const auto& entries : expected) {
    for (const auto& [feed, n] : entries) {
      for (int64_t i = 1; i <= n; ++i) {
        const auto [first, last] = truths_[feed].changes[heads[feed] + i];
        findings_.Check("Atomic", first == heads[feed] + 1 && last == heads[feed] + n,
                        "a change's entries are not marked as one");
      }
      heads[feed] += n;
    }
  }
}

// More than a snapshot is made of, so that whoever does not read may be left behind.
void FeedSimulation::Burst() {
  const auto feed = AnyFeed();
  const int changes = static_cast<int>(feed::Stream::kSnapshotEntries) + 20 + floor_.Below(200);
  const auto status = testing::Run(*store_, [&](store::Transaction& t) {
    absl::Status appended;
    for (int i = 0; i < changes && appended.ok(); ++i) {
      appended = t.Append(
          std::vector<domain::FeedDraft>{{feed, testing::VerdictOf(-++marks_, 1 + i % 5)}});
    }
    return appended;
  });
  if (!status.ok()) std::abort();
}

void FeedSimulation::SeeSome() {
  const auto feed = AnyFeed();
  const auto head = static_cast<int>(truths_[feed].log.size());
  const int64_t position = floor_.Below(head + 1);
  const auto status = testing::Run(*store_, [&](store::Transaction& t) {
    return commands::MarkSeen(t, feed, position).status();
  });
  if (!status.ok()) std::abort();
}

void FeedSimulation::Read() {
  FeedClient& client = AnyClient();
  if (!client.is_connected()) client.Connect(*hub_, std::string(store_->Epoch()));
  for (int n = 1 + floor_.Below(6); n > 0; --n) {
    if (!client.Take(*reader_, clock_.Now(), truths_[client.feed()])) return;
  }
}

void FeedSimulation::Restart() {
  for (auto& client : clients_) client->Disconnect();
  reader_.reset();
  store_.reset();
  Open();
  CheckLogs();
}

// What is on the disk at this moment is all that the next life has.
void FeedSimulation::Kill() {
  for (auto& client : clients_) client->Disconnect();
  const std::string next = directory_.File(absl::StrCat("life-", ++lives_, ".db"));
  for (const char* suffix : {"", "-wal", ".restore"}) {
    if (!std::filesystem::exists(path_ + suffix)) continue;
    std::filesystem::copy_file(path_ + suffix, next + suffix);
  }
  reader_.reset();
  store_.reset();
  path_ = next;
  Open();
  CheckLogs();
}

// Trimmed are old entries, whole changes, and never the last, which snapshots are made of.
void FeedSimulation::Trim() {
  Value(upkeep::TrimByAge(*store_, *reader_, kRetention, clock_.Now(), [] { return true; }));
  for (const auto feed : feeds_) {
    Truth& truth = truths_[feed];
    const int64_t trimmed = Value(reader_->ReadFeed(feed, 0, 0)).trimmed;
    const auto head = static_cast<int64_t>(truth.log.size());
    if (trimmed == truth.trimmed) continue;
    findings_.Check(
        "Durable",
        trimmed > truth.trimmed &&
            trimmed <= head - static_cast<int64_t>(feed::Stream::kSnapshotEntries) &&
            truth.created[static_cast<size_t>(trimmed) - 1] < clock_.Now() - kRetention.feeds,
        absl::StrCat("trimmed up to ", trimmed, " of ", head));
    findings_.Check("Atomic", truth.changes[trimmed].second == trimmed,
                    absl::StrCat("trimmed up to ", trimmed, ", in the midst of a change"));
    truth.trimmed = trimmed;
  }
}

void FeedSimulation::Backup() {
  backup_ = Value(store_->PrepareCopy(absl::StrCat("backup-", ++backups_), 0));
  if (!store_->CopyTo(backup_, [](int64_t, int64_t) { return true; }).ok()) std::abort();
  truths_of_backup_ = truths_;
}

// What came after the backup was never told, in the life that begins.
void FeedSimulation::Restore() {
  if (backup_.empty()) return;
  const std::string epoch(store_->Epoch());
  const std::string upload = Value(store_->PrepareCopy(store::Store::kIncoming, 0));
  std::filesystem::copy_file(backup_, upload);
  Value(store_->StageRestore(upload, [](int64_t, int64_t) { return true; }));
  truths_ = truths_of_backup_;
  floor_.Chance(0.5) ? Restart() : Kill();
  findings_.Check("Resumable", store_->Epoch() != epoch, "a restored database has no new epoch");
}

void FeedSimulation::CheckLogs() {
  for (const auto feed : feeds_) {
    const Truth& truth = truths_[feed];
    const auto page = Value(reader_->ReadFeed(feed, 0, 1000000));
    const auto trimmed = static_cast<size_t>(truth.trimmed);
    bool same = page.trimmed == truth.trimmed &&
                page.entries.size() == truth.log.size() - trimmed &&
                page.head == static_cast<int64_t>(truth.log.size());
    for (size_t i = trimmed; same && i < truth.log.size(); ++i) {
      same = page.entries[i - trimmed].position == static_cast<int64_t>(i) + 1 &&
             page.entries[i - trimmed].event == truth.log[i];
    }
    findings_.Check("Durable", same, absl::StrCat("the log of ", feed.value, " is another one"));
    for (const auto& event : truth.log) {
      const auto* verdict = std::get_if<domain::Verdict>(&event);
      findings_.Check("Durable", verdict == nullptr || verdict->comment != kFailing,
                      "what was rolled back is in a log");
    }
  }
  for (auto& client : clients_) {
    client->CheckDelivered(truths_[client->feed()], std::string(store_->Epoch()));
  }
}

// Everyone reads to the end; all of it is what the rows say.
void FeedSimulation::Finish() {
  for (auto& client : clients_) {
    if (!client->is_connected()) client->Connect(*hub_, std::string(store_->Epoch()));
    const Truth& truth = truths_[client->feed()];
    while (client->Take(*reader_, clock_.Now(), truth)) {
    }
    findings_.Check("Gapless",
                    client->is_live() && client->cursor() &&
                        client->cursor()->position == static_cast<int64_t>(truth.log.size()),
                    "a client that has read all is not at the end");
    client->CheckState(truth);
  }
  CheckLogs();
  const auto reckoning = testing::Reckon(*reader_, {policy_.calendar, policy_.rerating_window});
  for (const auto feed : feeds_) {
    std::map<testing::VerdictKey, testing::Standing> expected;
    for (const auto& [key, standing] : reckoning.verdicts) {
      if (standing.agent == feed) expected[key] = {feed, {}, standing.rating, standing.comment};
    }
    State state;
    const Log& log = truths_[feed].log;
    for (size_t i = 0; i < log.size(); ++i) Apply(state, static_cast<int64_t>(i) + 1, log[i]);
    std::map<testing::VerdictKey, testing::Standing> own;
    for (const auto& [key, item] : state) {
      if (item.verdict.agent != feed || key.first < 0) continue;
      own[key] = {feed, {}, item.verdict.rating, item.verdict.comment};
    }
    findings_.Check("Resumable", own == expected, "a feed is not what the rows say");
  }
}

}  // namespace aftercall::sim
