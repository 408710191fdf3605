#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace aftercall::ctl::input {

// One line of a CSV file, with its line end, for people who will open it in a spreadsheet: a value
// that a spreadsheet would take for a formula gets an apostrophe before it.
std::string CsvLine(const std::vector<std::string>& values);

}  // namespace aftercall::ctl::input
