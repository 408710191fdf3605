#include "client/net/settings_file.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "shared/toml/toml_file.h"

namespace aftercall::net {
namespace {

using model::WrittenSetting;
using toml_file::TomlTable;

// The value as it would be written on the command line; nothing where it is not there or of another
// kind.
std::optional<std::string> ReadValue(TomlTable& table, const WrittenSetting& setting) {
  switch (setting.kind) {
    case WrittenSetting::Kind::kWord:
    case WrittenSetting::Kind::kText:
      return table.Text(setting.key);
    case WrittenSetting::Kind::kNumber:
      if (const auto number = table.Number(setting.key)) return absl::StrCat(*number);
      return std::nullopt;
    case WrittenSetting::Kind::kFlag:
      if (const auto flag = table.Flag(setting.key)) return *flag ? "true" : "false";
      return std::nullopt;
  }
  return std::nullopt;
}

std::string Written(const model::Settings& settings, const i18n::Translator& tr) {
  std::string text;
  for (const WrittenSetting& setting : model::WrittenSettings()) {
    absl::StrAppend(&text, "# ", tr.Tr(setting.words), "\n");
    if (!setting.expected.empty()) {
      absl::StrAppend(&text, "# ", absl::StrJoin(setting.expected, " | "), "\n");
    }
    const std::string value = model::ValueOf(settings, setting.key);
    const bool is_text =
        setting.kind == WrittenSetting::Kind::kWord || setting.kind == WrittenSetting::Kind::kText;
    const char* const quote = is_text ? "\"" : "";
    absl::StrAppend(&text, setting.key, " = ", quote, value, quote, "\n\n");
  }
  return text;
}

}  // namespace

std::string DefaultSettingsFile() {
  const char* const config = std::getenv("XDG_CONFIG_HOME");
  if (config != nullptr && config[0] == '/') {
    return absl::StrCat(config, "/aftercall/settings.toml");
  }
  const char* const home = std::getenv("HOME");
  if (home == nullptr || home[0] != '/') return "";
  return absl::StrCat(home, "/.config/aftercall/settings.toml");
}

SettingsRead ReadSettings(const std::string& path, const i18n::Translator& tr) {
  SettingsRead read;
  std::ifstream file(path);
  if (!file) {
    std::error_code error;
    if (std::filesystem::exists(path, error)) {
      read.trouble = absl::PermissionDeniedError(absl::StrCat("cannot read ", path));
    }
    return read;
  }
  std::ostringstream text;
  text << file.rdbuf();
  const auto parsed = toml_file::ParseToml(path, text.str());
  if (!parsed.ok()) {
    read.trouble = parsed.status();
    return read;
  }
  TomlTable table(path, &*parsed, &tr);
  for (const WrittenSetting& setting : model::WrittenSettings()) {
    const std::optional<std::string> value = ReadValue(table, setting);
    if (!value) continue;
    const absl::Status set = model::SetValue(read.settings, setting.key, *value);
    if (!set.ok() && read.trouble.ok()) {
      read.trouble = absl::InvalidArgumentError(
          absl::StrCat(path, ":", table.LineOf(setting.key), ": ", set.message()));
    }
  }
  table.RefuseOthers();
  if (read.trouble.ok()) read.trouble = table.status();
  return read;
}

absl::Status WriteSettings(const std::string& path, const model::Settings& settings,
                           const i18n::Translator& tr) {
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
  const std::string beside = absl::StrCat(path, ".new");
  std::ofstream file(beside, std::ios::trunc);
  file << Written(settings, tr);
  file.close();
  if (!file) return absl::UnavailableError(absl::StrCat("cannot write ", beside));
  std::filesystem::rename(beside, path, error);
  if (!error) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("cannot write ", path, ": ", error.message()));
}

}  // namespace aftercall::net
