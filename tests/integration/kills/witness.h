#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "client/model/desk.h"
#include "tests/integration/kills/told.h"
#include "tests/support/findings.h"

namespace aftercall::kills {

// Looks at what reaches one client, message by message and without trusting its model, and
// remembers what only the database can confirm in the end. Used by one thread.
class Witness {
 public:
  explicit Witness(std::string name) : name_(std::move(name)) {}

  // What the network brought, before it is applied.
  void Take(const model::FeedEvent& event);
  // The client died and began again from this, which was on its disk.
  void Rewind(const model::Kept& kept);
  // The client died and its disk is lost.
  void Lose();
  // What the model makes of all that was taken; and may be on its disk from now on.
  void Look(const model::Feed& feed);
  // The model refused what came.
  void Refused(const absl::Status& status);

  // Compares what was seen with what the database holds in the end.
  void Confirm(const Log& log);

  struct Counts {
    int64_t entries = 0;
    int64_t resumes = 0;
    int64_t snapshots = 0;
    int64_t bookmarks = 0;
    int64_t rewinds = 0;
    int64_t losses = 0;
  };
  const Counts& counts() const { return counts_; }
  const testing::Findings& findings() const { return findings_; }

 private:
  struct Snapshot {
    int64_t head = 0;
    std::vector<std::pair<int64_t, uint64_t>> entries;
    Strip strip;         // with the entries that followed it
    bool begun = false;  // some have
  };

  void On(const model::Opened& opened);
  void On(const model::SnapshotBatch& batch);
  void On(const model::EntryBatch& batch, const model::FeedEvent& event);
  void On(const model::CaughtUp& caught_up, const model::FeedEvent& event);
  void On(const model::Bookmark& bookmark, const model::FeedEvent& event);
  void OnEntry(const model::Entry& entry);
  void CheckEpoch(const model::FeedEvent& event);
  Strip& strip() { return aside_ ? aside_->strip : strip_; }
  void Check(const char* guarantee, bool holds, const std::string& otherwise);

  const std::string name_;
  testing::Findings findings_;
  Counts counts_;
  std::string epoch_;
  bool has_cursor_ = false;
  int64_t position_ = 0;  // of the last entry taken
  Strip strip_;           // what a client makes of all that was taken
  std::optional<Snapshot> aside_;
  std::map<int64_t, uint64_t> seen_;
  std::vector<std::pair<int64_t, int64_t>> messages_;  // first and last position of each
  std::vector<Snapshot> snapshots_;
  std::set<std::pair<int64_t, uint64_t>> states_;  // positions, and what strips were there
};

}  // namespace aftercall::kills
