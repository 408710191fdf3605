#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/ctl/input/mapping.h"
#include "client/ctl/input/toml_file.h"

namespace aftercall::ctl::input {

// Reads the forms that values of a mapping take: texts, times, columns. Errors are left with the
// table read from. Used by ParseMapping() alone.
class FieldReader {
 public:
  // Columns met are added to mapping->columns.
  explicit FieldReader(Mapping* mapping) : mapping_(mapping) {}

  // Zone and formats of [time], for times that have none of their own.
  void ReadTimeDefaults(TomlTable* table);

  // "Column", 3, or { column | columns + join | constant, none, map }. `meanings`, where given, are
  // the only values that may come out: of the map, of the constant, or of the column as it is.
  std::optional<TextSource> Text(TomlTable* table, absl::string_view key,
                                 const std::vector<std::string>& meanings = {});
  // "Column", { column, formats, none, zone }, { date, time, … }, or a list of these.
  std::optional<TimeSource> Time(TomlTable* table, absl::string_view key);
  // "Column" or a list of them.
  std::vector<size_t> Columns(TomlTable* table, absl::string_view key);

 private:
  size_t ColumnOf(TomlTable* table, absl::string_view key, const std::string& name);
  std::optional<TextSource> TextOf(TomlTable* table);
  std::optional<TimeSource::Alternative> TimeOf(TomlTable* outer, absl::string_view key,
                                                const TomlValue& value);
  std::optional<absl::TimeZone> Zone(TomlTable* table, absl::string_view key);
  std::vector<TimePattern> Patterns(TomlTable* table, absl::string_view key);
  void CheckMeanings(TomlTable* table, absl::string_view key, const TextSource& source,
                     const std::vector<std::string>& meanings);

  Mapping* mapping_;
  std::optional<absl::TimeZone> zone_;
  std::vector<TimePattern> patterns_;
};

}  // namespace aftercall::ctl::input
