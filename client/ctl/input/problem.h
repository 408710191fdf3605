#pragma once

#include <cstdint>
#include <string>

namespace aftercall::ctl::input {

// What a problem cost.
enum class Loss {
  kRow,     // nothing of the row is taken
  kAnswer,  // the interaction is taken without this answer
  kValue,   // the record is taken without this value
  kNone,    // all is taken; somebody may want to look
};

// Something that was not as it should be, at its place in a file.
struct Problem {
  Loss loss = Loss::kRow;
  int64_t line = 0;
  // Name of the column; empty where it is about the row.
  std::string column;
  // A stable word for programs: rating-outside-scale.
  std::string reason;
  // One plain sentence, in the person's language.
  std::string sentence;
};

}  // namespace aftercall::ctl::input
