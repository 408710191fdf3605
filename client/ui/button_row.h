#pragma once

#include <string>

#include "absl/types/span.h"
#include "client/ui/intent.h"
#include "client/ui/painter.h"

namespace aftercall::ui {

// A button at the end of the bar.
struct RowButton {
  const char* id;
  std::string words;
  std::string brief;  // one short word for narrow bars; the pointer on it tells `words`
  int count = 0;      // of what waits behind it
  Intent intent;
};

// What is said in brief where room is scarce: answers come first.
struct Brevity {
  bool link = false;     // how the link stands, without a sentence in the middle
  bool buttons = false;  // each in a short word
  bool operator==(const Brevity&) const = default;
};

// Of a bar `bar_width` wide whose buttons in full take `row_width` of it.
Brevity BrevityOf(float bar_width, float row_width);

// How wide the buttons are in full, with room for a count at each: a count that comes or goes turns
// no words into others.
float FullWidth(const Painter& painter, absl::Span<const RowButton> buttons);

struct ButtonRowFrame {
  float left = 0;  // where the first button begins
  Intents intents;
  std::string hint;  // the words of the brief button that the pointer is on
};

// Draws `buttons`, the first leftmost, so that the last one's upper right corner is at `end`.
ButtonRowFrame DrawButtonRow(const Painter& painter, ImVec2 end,
                             absl::Span<const RowButton> buttons, bool brief);

}  // namespace aftercall::ui
