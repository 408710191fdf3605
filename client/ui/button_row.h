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
  std::string brief;  // one short word for narrow bars; who looks at it is told `words`
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

// How wide they are, drawn so.
float RowWidth(const Painter& painter, absl::Span<const RowButton> buttons, bool brief);

// Draws `buttons`, the first leftmost, so that the last one's upper right corner is at `end`. Gives
// back the words of the brief button that is looked at.
std::string DrawButtonRow(const Painter& painter, ImVec2 end, absl::Span<const RowButton> buttons,
                          bool brief, Intents& out);

}  // namespace aftercall::ui
