#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "imgui.h"

// A text that is typed into a field that wraps it. ImGui's field does not wrap: it is shown a copy
// in which line ends are put where a line is full, and what it makes of that copy is taken back.
// Positions are bytes.
namespace aftercall::ui {

struct Wrapped {
  std::string text;
  std::string shown;
  std::vector<size_t> breaks;  // where in `shown` line ends stand that `text` does not have

  // From a position in `shown` to the one in `text`, and back; at a break put in, the beginning of
  // the next line.
  size_t ToText(size_t in_shown) const;
  size_t ToShown(size_t in_text) const;
};

// `text` as it is shown in lines no wider than `width`.
Wrapped Wrap(ImFont& font, std::string text, float width);

// A text and the place of the cursor in it.
struct Edited {
  std::string text;
  size_t cursor = 0;
};

// What became of `before` by one edit that made its `shown` into `edited`, with the cursor at
// `cursor`. Where nothing but a line end put in was deleted, the character before it is meant, or
// the one behind it where the person deleted `forward`.
Edited TakeBack(const Wrapped& before, absl::string_view edited, size_t cursor, bool forward);

}  // namespace aftercall::ui
