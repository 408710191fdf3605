#include "client/ctl/input/csv_writer.h"

namespace aftercall::ctl::input {
namespace {

bool LooksLikeFormula(absl::string_view value) {
  return !value.empty() && absl::string_view("=+-@\t\r").find(value[0]) != absl::string_view::npos;
}

void AppendValue(absl::string_view value, std::string* line) {
  if (value.find_first_of(",\"\r\n") == absl::string_view::npos && !LooksLikeFormula(value)) {
    line->append(value.data(), value.size());
    return;
  }
  line->push_back('"');
  if (LooksLikeFormula(value)) line->push_back('\'');
  for (const char c : value) {
    if (c == '"') line->push_back('"');
    line->push_back(c);
  }
  line->push_back('"');
}

}  // namespace

std::string CsvLine(const std::vector<std::string>& values) {
  std::string line;
  for (size_t i = 0; i < values.size(); ++i) {
    if (i > 0) line.push_back(',');
    AppendValue(values[i], &line);
  }
  line.push_back('\n');
  return line;
}

}  // namespace aftercall::ctl::input
