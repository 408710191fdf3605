#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "shared/base/text.h"
#include "shared/toml/toml_file.h"
#include "toml++/toml.h"

namespace aftercall::toml_file {
namespace {

TomlValue Convert(const toml::node& node) {
  TomlValue value;
  value.line = static_cast<int>(node.source().begin.line);
  if (const toml::table* table = node.as_table()) {
    TomlValue::Table& to = value.value.emplace<TomlValue::Table>();
    for (const auto& [key, inner] : *table) to.emplace(std::string(key.str()), Convert(inner));
  } else if (const toml::array* list = node.as_array()) {
    TomlValue::List& to = value.value.emplace<TomlValue::List>();
    for (const toml::node& inner : *list) to.push_back(Convert(inner));
  } else if (const auto* text = node.as_string()) {
    value.value = text->get();
  } else if (const auto* number = node.as_integer()) {
    value.value = number->get();
  } else if (const auto* real = node.as_floating_point()) {
    value.value = real->get();
  } else if (const auto* flag = node.as_boolean()) {
    value.value = flag->get();
  }
  return value;
}

}  // namespace

absl::StatusOr<TomlValue> ParseToml(const std::string& file_name, absl::string_view text) {
  // The parser throws; nothing it throws leaves this function.
  try {
    return Convert(toml::parse(base::ToStd(text), file_name));
  } catch (const toml::parse_error& error) {
    return absl::InvalidArgumentError(absl::StrCat(file_name, ":", error.source().begin.line, ": ",
                                                   base::ToAbsl(error.description())));
  }
}

}  // namespace aftercall::toml_file
