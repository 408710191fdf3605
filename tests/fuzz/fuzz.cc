#include "tests/fuzz/fuzz.h"

#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_split.h"

namespace aftercall::fuzz {

void Require(bool holds, absl::string_view property) {
  if (holds) return;
  std::fprintf(stderr, "This does not hold: %.*s\n", static_cast<int>(property.size()),
               property.data());
  std::abort();
}

absl::string_view TakeLine(absl::string_view& rest) {
  const size_t end = rest.find('\n');
  const absl::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == absl::string_view::npos ? rest.size() : end + 1);
  return line;
}

std::vector<std::string> Parts(absl::string_view input) {
  return absl::StrSplit(input, absl::ByString("\n---\n"));
}

}  // namespace aftercall::fuzz
