#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace aftercall::model {

// One telling of something, and one opening of its panel: what only the server knows of it is
// fetched anew for each, since a draft on another desk, say, changes without being told of.
struct OpenedKey {
  std::string name;
  int64_t position = 0;
  int64_t opening = 0;
  auto operator<=>(const OpenedKey&) const = default;
};

// Something in the feed that has a name and a state, with what the person knows of it.
template <typename What, typename Body>
struct ToldItem {
  What told;
  int64_t position = 0;   // of the latest entry about it
  bool released = false;  // false: it has come, and is kept for a break
  absl::Time waits_since = absl::InfiniteFuture();
  int64_t read_position = 0;  // of the latest entry about it that the person has opened
  std::optional<Body> body;
  OpenedKey body_key;   // what it was fetched for
  int64_t opening = 0;  // how often its panel was opened in this run

  OpenedKey key() const { return {told.name, position, opening}; }
  bool body_is_current() const { return body.has_value() && body_key == key(); }
  bool operator==(const ToldItem&) const = default;
};

// Things of one kind. Rules say which:
//   static bool Stays(const What&)   those that do not are gone
//   static bool IsDone(const What&)  done with: not in snapshots, and the first to go of too many
//   static bool IsNews(const What* before, const What&)   waits for a break
//   static void Wipe(const What&, Body&)   what may be known no longer as it stands now
// At most kMost stay; the oldest that are done go first. Not thread-safe.
template <typename What, typename Body, typename Rules>
class ToldItems {
 public:
  using Item = ToldItem<What, Body>;
  static constexpr size_t kMost = 100;

  // What an entry at `position` tells; the latest holds. `may_show`: the person is free.
  void Take(int64_t position, absl::Time now, const What& told, bool may_show) {
    if (!Rules::Stays(told)) {
      std::erase_if(items_, [&](const Item& item) { return item.told.name == told.name; });
      return;
    }
    Item* item = FindMutable(told.name);
    const bool is_news = Rules::IsNews(item != nullptr ? &item->told : nullptr, told);
    const bool was_released = item == nullptr || item->released;
    if (item == nullptr) item = &items_.emplace_back();
    item->told = told;
    item->position = position;
    if (item->body) Rules::Wipe(told, *item->body);
    if (may_show || (!is_news && was_released)) {
      Show(*item);
    } else {
      item->released = false;
      item->waits_since = std::min(item->waits_since, now);
    }
    Trim();
  }

  // Its panel is opened.
  void NoteOpened(absl::string_view name) {
    Item* const item = FindMutable(name);
    if (item == nullptr) return;
    ++item->opening;
    item->read_position = item->position;
  }

  // What was fetched.
  void NoteBody(const OpenedKey& key, Body body) {
    Item* const item = FindMutable(key.name);
    if (item == nullptr || key < item->body_key) return;
    item->body = std::move(body);
    item->body_key = key;
  }

  // The person is free: what waited may be shown.
  void Release() {
    for (Item& item : items_) Show(item);
  }

  // A snapshot replaces `before`: what the person had before them stays there, and what is done
  // with stays.
  void CarryOver(const ToldItems& before) {
    for (Item& item : items_) {
      const Item* const old = before.Find(item.told.name);
      if (old == nullptr) continue;
      if (old->released && !Rules::IsNews(&old->told, item.told)) Show(item);
      item.read_position = old->read_position;
      item.body = old->body;
      item.body_key = old->body_key;
      item.opening = old->opening;
      if (item.body) Rules::Wipe(item.told, *item.body);
    }
    std::vector<Item> done;
    for (const Item& old : before.items_) {
      if (Rules::IsDone(old.told) && Find(old.told.name) == nullptr) done.push_back(old);
    }
    items_.insert(items_.begin(), done.begin(), done.end());
    Trim();
  }

  // Starts from what the disk kept.
  void Restore(std::vector<Item> items) {
    items_ = std::move(items);
    Trim();
  }

  // nullptr where there is none of this name. Valid until a change.
  const Item* Find(absl::string_view name) const {
    return const_cast<ToldItems*>(this)->FindMutable(name);
  }
  const std::vector<Item>& items() const { return items_; }  // as they were first told

  // What was opened in this run and has not been fetched for that.
  std::vector<OpenedKey> Wanted() const {
    std::vector<OpenedKey> wanted;
    for (const Item& item : items_) {
      if (item.released && item.opening > 0 && !item.body_is_current()) {
        wanted.push_back(item.key());
      }
    }
    return wanted;
  }

 private:
  static void Show(Item& item) {
    item.released = true;
    item.waits_since = absl::InfiniteFuture();
  }

  Item* FindMutable(absl::string_view name) {
    for (Item& item : items_) {
      if (item.told.name == name) return &item;
    }
    return nullptr;
  }

  void Trim() {
    while (items_.size() > kMost) {
      const auto done = std::find_if(items_.begin(), items_.end(),
                                     [](const Item& item) { return Rules::IsDone(item.told); });
      items_.erase(done != items_.end() ? done : items_.begin());
    }
  }

  std::vector<Item> items_;
};

}  // namespace aftercall::model
