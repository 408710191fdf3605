#include "backend/runtime/config_file.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <optional>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "shared/base/text.h"
#include "shared/wire/problem.h"

namespace aftercall::runtime {
namespace {

absl::Status Refuse(std::string field, std::string sentence) {
  return wire::ToStatus(absl::StatusCode::kInvalidArgument,
                        {"CONFIG_INVALID", std::move(field), "", std::move(sentence)});
}

bool IsSetting(absl::string_view name) {
  return std::any_of(Settings().begin(), Settings().end(),
                     [&](const Setting& setting) { return setting.name == name; });
}

// Settings are read from text, so that one parser serves flags, variables and files.
std::optional<std::string> ToText(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return absl::StrCat(number->get());
  if (const auto* value = node.as_boolean()) return value->get() ? "true" : "false";
  return std::nullopt;
}

absl::StatusOr<GivenValues> ReadTable(const toml::table& table, const std::string& path) {
  GivenValues values;
  for (const auto& [key, node] : table) {
    const std::string name(key.str());
    const std::string place = absl::StrCat(path, ":", node.source().begin.line);
    if (!IsSetting(name)) {
      return Refuse(name, absl::StrCat(place, ": \"", name,
                                       "\" is not a setting; aftercalld --help lists them"));
    }
    std::optional<std::string> value = ToText(node);
    if (!value) {
      return Refuse(
          name, absl::StrCat(place, ": ", name, " is not a string, a whole number or a boolean"));
    }
    values[name] = Given{*std::move(value), absl::StrCat(place, ", ", name)};
  }
  return values;
}

}  // namespace

absl::StatusOr<GivenValues> ReadConfigFile(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  if (!file || !(text << file.rdbuf())) {
    return Refuse("config", absl::StrCat("the configuration file ", path, " cannot be read"));
  }
  try {
    return ReadTable(toml::parse(text.str(), path), path);
  } catch (const toml::parse_error& error) {
    return Refuse("config", absl::StrCat(path, ":", error.source().begin.line, ": ",
                                         base::ToAbsl(error.description())));
  }
}

}  // namespace aftercall::runtime
