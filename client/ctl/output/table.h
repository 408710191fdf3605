#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace aftercall::ctl {

// Text for a terminal: what would move the cursor, change colours or turn the reading direction is
// shown as a sign instead of done, a line end becomes "⏎". At most `columns` wide, "…" where cut;
// 0 for no limit.
std::string ForTerminal(absl::string_view text, size_t columns = 0);

// Columns that the text takes on a terminal: two for each wide character.
size_t TerminalWidth(absl::string_view text);

// A table with aligned columns. Cells are made safe for the terminal.
class Table {
 public:
  explicit Table(std::vector<std::string> header);
  void Add(std::vector<std::string> row);
  void Write(std::ostream& out) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace aftercall::ctl
