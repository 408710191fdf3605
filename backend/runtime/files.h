#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace aftercall::runtime {

// Lets this process open as many files as it may: every connection is one. Returns how many that
// is.
uint64_t RaiseFileLimit();

// What to tell the log where `files` open files are too few for `streams` feeds watched at once,
// each over a connection of its own; nothing where they are enough.
std::optional<std::string> WarnOfFewFiles(uint64_t files, int streams);

}  // namespace aftercall::runtime
