#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "client/ui/column.h"
#include "client/ui/painter.h"

namespace aftercall::ui {

// Something that is chosen or not.
struct Toggle {
  std::string id;  // unique among them
  std::string text;
  bool is_on = false;
  bool can_press = true;  // false: it is muted
};

// Draws `toggles` across the column, as many lines as they need. The one that was pressed. `id` is
// unique in its window: of two things of one id a press would be lost. A toggle keeps its own
// whatever stands beside it, and so keeps the focus.
std::optional<size_t> DrawToggles(const Painter& painter, Column& column, const char* id,
                                  const std::vector<Toggle>& toggles);

}  // namespace aftercall::ui
