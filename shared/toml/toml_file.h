#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "shared/i18n/translator.h"

namespace aftercall::toml_file {

// A value of a TOML file with the line it stands on.
struct TomlValue {
  using List = std::vector<TomlValue>;
  using Table = std::map<std::string, TomlValue>;
  int line = 0;
  // Dates and times, of which we have no use, are std::monostate.
  std::variant<std::monostate, std::string, int64_t, double, bool, List, Table> value;
};

// Parses TOML. This is the only unit that sees the parser. INVALID_ARGUMENT names file and line.
absl::StatusOr<TomlValue> ParseToml(const std::string& file_name, absl::string_view text);

// Reads the values of one table by key, and remembers what was the matter first: so a reader reads
// on as if all were well and looks at status() once, at the end. Keys never asked for are errors.
// Tables read from one another share that memory. Not thread-safe; the values must outlive it.
class TomlTable {
 public:
  TomlTable(const std::string& file_name, const TomlValue* value, const i18n::Translator* tr);

  bool Has(absl::string_view key) const;
  // Each returns nothing where the key is absent or has another type; the latter is an error.
  std::optional<std::string> Text(absl::string_view key);
  std::optional<int64_t> Number(absl::string_view key);
  std::optional<bool> Flag(absl::string_view key);
  // One text or a list of texts; whole numbers are taken as their digits.
  std::vector<std::string> Texts(absl::string_view key);
  // A table of texts and whole numbers, in the order of their keys.
  std::map<std::string, std::string> Pairs(absl::string_view key);
  std::optional<TomlTable> Table(absl::string_view key);
  // A list of tables ([[key]]).
  std::vector<TomlTable> Tables(absl::string_view key);
  // The value as it is, for keys of more than one form; null where absent.
  const TomlValue* Value(absl::string_view key);
  // A table that is not under a key of this one, but an element of a list there.
  TomlTable Inner(absl::string_view key, const TomlValue* value) const;

  // Records that the value of a key will not do: "FILE:LINE: key: sentence".
  void Fail(absl::string_view key, absl::string_view sentence);
  // Records a missing key.
  void Missing(absl::string_view key, absl::string_view expected);

  // Records an error for every key nobody asked for. Call it when the table has been read.
  void RefuseOthers();
  // The first error of this and all related tables. A key that is not known goes before other
  // errors: most often it is why another one is missing.
  const absl::Status& status() const {
    return errors_->unknown_key.ok() ? errors_->other : errors_->unknown_key;
  }
  // The line of a key, or of the table where the key is absent.
  int LineOf(absl::string_view key) const;
  const i18n::Translator& tr() const { return *tr_; }

 private:
  const TomlValue* Find(absl::string_view key);

  std::string Named(absl::string_view key) const;
  void Expected(absl::string_view key, absl::string_view what);

  std::string file_name_;
  std::string path_;
  int line_;
  const TomlValue::Table* table_;
  const i18n::Translator* tr_;
  std::set<std::string> known_;
  struct Errors {
    absl::Status unknown_key;
    absl::Status other;
  };
  void Record(absl::string_view key, absl::string_view sentence, absl::Status* error) const;
  std::shared_ptr<Errors> errors_;
};

}  // namespace aftercall::toml_file
