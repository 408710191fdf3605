#pragma once

#include <string>

#include "client/ui/column.h"
#include "client/ui/painter.h"

namespace aftercall::ui {

// A line of a list that can be pressed: what it is to the left, how it stands to the right.
struct ListRow {
  std::string id;  // unique in its list
  std::string what;
  Style style = Style::kRegular;
  std::string state = "";  // may be empty
  ImU32 state_colour = 0;
  bool can_press = true;  // false: it is muted
};

// Draws it at the column's place, with a rule below. True when it was pressed.
bool DrawListRow(const Painter& painter, Column& column, const ListRow& row);

}  // namespace aftercall::ui
