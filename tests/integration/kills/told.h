#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "backend/domain/feed_event.h"
#include "client/model/feed.h"

// Entries of a feed in a form that is neither the backend's nor the client's, so that what one
// stored and the other received can be compared; and what a log of them leaves standing, reckoned
// apart from both.
namespace aftercall::kills {

using Key = std::pair<std::string, std::string>;  // "interactions/…", question

struct Told {
  enum class Kind { kBlank, kVerdict, kChanged, kWithdrawn, kSeen };
  Kind kind = Kind::kBlank;
  std::string interaction;
  std::string external_id;  // the interaction's
  std::string question;
  int rating = 0;
  int previous_rating = 0;
  std::string comment;
  bool company_fault = false;
  std::string agent;  // "users/…"
  friend bool operator==(const Told&, const Told&) = default;
};

Told ToldBy(const domain::FeedEntry& entry);
Told ToldBy(const model::Entry& entry);
std::string Text(const Told& told);
// Of the text, to remember much in little room. Means something within one process only.
uint64_t Fingerprint(const Told& told);

// A feed as the database has it.
struct Log {
  std::vector<Told> entries;  // position 1 is the first
  std::vector<bool> ends;     // whether a change ends with the entry
  int64_t head() const { return static_cast<int64_t>(entries.size()); }
  const Told& at(int64_t position) const { return entries[static_cast<size_t>(position) - 1]; }
  // Whether a change ends at `position`, the place before the first among them.
  bool EndsAt(int64_t position) const {
    return position == 0 || ends[static_cast<size_t>(position) - 1];
  }
};

// The latest items of a feed, by the positions at which they came.
class Strip {
 public:
  // What the server's snapshot of the log's first `head` entries holds.
  static Strip OfSnapshot(const Log& log, int64_t head);
  // What the client's model holds, news that waits for a break included.
  static Strip OfItems(const std::vector<model::Item>& items);

  void Apply(int64_t position, const Told& told);
  // Drops the oldest until `most` are left.
  void Trim(size_t most);

  const std::map<int64_t, Told>& items() const { return items_; }
  uint64_t Fingerprint() const;

 private:
  std::map<int64_t, Told> items_;
  std::map<Key, int64_t> places_;
};

}  // namespace aftercall::kills
