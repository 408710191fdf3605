#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/ctl/input/mapping.h"
#include "shared/toml/toml_file.h"

namespace aftercall::ctl::input {

// Reads the forms that values of a mapping take: texts, times, columns. Errors are left with the
// table read from. Used by ParseMapping() alone.
class FieldReader {
 public:
  // Columns met are added to mapping->columns.
  explicit FieldReader(Mapping* mapping) : mapping_(mapping) {}

  // Zone and formats of [time], for times that have none of their own.
  void ReadTimeDefaults(toml_file::TomlTable* table);

  // "Column", 3, or { column | columns + join | constant, none, map }. `meanings`, where given, are
  // the only values that may come out: of the map, of the constant, or of the column as it is.
  std::optional<TextSource> Text(toml_file::TomlTable* table, absl::string_view key,
                                 const std::vector<std::string>& meanings = {});
  // "Column", { column, formats, none, zone }, { date, time, … }, or a list of these.
  std::optional<TimeSource> Time(toml_file::TomlTable* table, absl::string_view key);
  // "Column" or a list of them.
  std::vector<size_t> Columns(toml_file::TomlTable* table, absl::string_view key);

 private:
  size_t ColumnOf(toml_file::TomlTable* table, absl::string_view key, const std::string& name);
  std::optional<TextSource> TextOf(toml_file::TomlTable* table);
  std::optional<TimeSource::Alternative> TimeOf(toml_file::TomlTable* outer, absl::string_view key,
                                                const toml_file::TomlValue& value);
  std::optional<absl::TimeZone> Zone(toml_file::TomlTable* table, absl::string_view key);
  std::vector<TimePattern> Patterns(toml_file::TomlTable* table, absl::string_view key);
  void CheckMeanings(toml_file::TomlTable* table, absl::string_view key, const TextSource& source,
                     const std::vector<std::string>& meanings);

  Mapping* mapping_;
  std::optional<absl::TimeZone> zone_;
  std::vector<TimePattern> patterns_;
};

}  // namespace aftercall::ctl::input
