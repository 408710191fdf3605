#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "client/model/bar_view.h"
#include "client/ui/intent.h"
#include "client/ui/item_view.h"
#include "client/ui/painter.h"
#include "client/ui/slide.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// The items in a row: the newest enters at the right end and rests there, older ones to its left.
// The wheel and the arrow keys reach older ones, which also take the focus on. While the pointer is
// on the strip, or the focus has come to an item, nothing slides by itself. Fifteen seconds after
// the last touch of wheel, keys or pointer the newest is back, wherever the pointer was left. Keeps
// only where it stands; not thread-safe.
class Strip {
 public:
  explicit Strip(bool reduced_motion) : slide_(reduced_motion) {}

  struct Frame {
    Intents intents;
    std::vector<int64_t> shown;  // positions of the answers that were wholly on the screen
    bool moving = false;
    absl::Time next_change = absl::InfiniteFuture();
  };

  // Draws `items` (released ones, oldest first) between `from` and `to`.
  Frame Draw(const Painter& painter, const i18n::Translator& tr,
             absl::Span<const model::StripItem> items, ImVec2 from, ImVec2 to, absl::Time now);

 private:
  using Items = absl::Span<const model::StripItem>;
  struct Placed {
    size_t index;
    float left;
    ItemView view;
  };

  size_t EndIndex(Items items) const;
  void ChaseBeyond(Focus& focus, Items items);
  int StepsToChased(Items items);
  bool ReadInput(Focus& focus, Items items, bool hovered, absl::Time now);
  void FollowEnd(const Painter& painter, const i18n::Translator& tr, Items items, bool turned,
                 absl::Time now);
  float WidthBetween(const Painter& painter, const i18n::Translator& tr, Items items, size_t from,
                     size_t to, absl::Time now) const;
  // Items that are in sight, if only in part, from left to right.
  std::vector<Placed> Place(const Painter& painter, const i18n::Translator& tr, Items items,
                            ImVec2 from, ImVec2 to, absl::Time now);
  void DrawItem(const Painter& painter, const model::StripItem& item, const Placed& placed,
                size_t end_index, ImVec2 from, ImVec2 to, Frame& frame);

  Slide slide_;
  std::optional<int64_t> anchor_;  // the item at the right end; nothing: the newest
  std::optional<int64_t> end_;     // the item that was there in the last frame
  bool oldest_in_sight_ = false;
  bool focus_came_ = false;        // to an item, in this frame
  std::optional<int64_t> chased_;  // the item that has got the focus, until it is wholly in sight
  bool by_hand_ = false;           // what is gliding was asked for by wheel or keys
  float padding_ = 0;              // at its ends, narrower on a narrow one
  float gap_ = 0;                  // between two items
  float most_item_width_ = 600;
  ImVec2 pointer_{-1, -1};
  absl::Time touched_ = absl::InfinitePast();
  absl::Time last_frame_ = absl::InfinitePast();
};

}  // namespace aftercall::ui
