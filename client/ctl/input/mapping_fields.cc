#include "client/ctl/input/mapping_fields.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace aftercall::ctl::input {

using toml_file::TomlTable;
using toml_file::TomlValue;

void FieldReader::ReadTimeDefaults(TomlTable* table) {
  zone_ = Zone(table, "zone");
  if (zone_.has_value()) mapping_->zone_name = zone_->name();
  patterns_ = Patterns(table, "formats");
  table->RefuseOthers();
}

std::optional<absl::TimeZone> FieldReader::Zone(TomlTable* table, absl::string_view key) {
  const std::optional<std::string> name = table->Text(key);
  if (!name.has_value()) return std::nullopt;
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(*name, &zone)) {
    table->Fail(
        key,
        i18n::Format(table->tr().Tr(
                         "no time zone is named \"{name}\"; expected a name such as Asia/Shanghai"),
                     {{"name", *name}}));
    return std::nullopt;
  }
  return zone;
}

std::vector<TimePattern> FieldReader::Patterns(TomlTable* table, absl::string_view key) {
  std::vector<TimePattern> patterns;
  for (const std::string& text : table->Texts(key)) {
    absl::StatusOr<TimePattern> pattern = ParseTimePattern(text);
    if (!pattern.ok()) {
      table->Fail(key,
                  i18n::Format(table->tr().Tr("\"{text}\" is no date format; expected {letters}"),
                               {{"text", text}, {"letters", pattern.status().message()}}));
      return {};
    }
    patterns.push_back(*std::move(pattern));
  }
  return patterns;
}

size_t FieldReader::ColumnOf(TomlTable* table, absl::string_view key, const std::string& name) {
  std::vector<Column>& columns = mapping_->columns;
  const auto known = absl::c_find_if(columns, [&](const Column& c) { return c.name == name; });
  if (known != columns.end()) return known - columns.begin();
  columns.push_back({name, std::string(key), table->LineOf(key)});
  return columns.size() - 1;
}

std::vector<size_t> FieldReader::Columns(TomlTable* table, absl::string_view key) {
  std::vector<size_t> columns;
  for (const std::string& name : table->Texts(key)) {
    columns.push_back(ColumnOf(table, key, name));
  }
  return columns;
}

std::optional<TextSource> FieldReader::Text(TomlTable* table, absl::string_view key,
                                            const std::vector<std::string>& meanings) {
  const TomlValue* value = table->Value(key);
  if (value == nullptr) return std::nullopt;
  std::optional<TextSource> source;
  if (std::holds_alternative<TomlValue::Table>(value->value)) {
    TomlTable inner = table->Inner(key, value);
    source = TextOf(&inner);
  } else {
    const std::vector<size_t> columns = Columns(table, key);
    if (columns.size() > 1) {
      table->Fail(key,
                  table->tr().Tr(
                      "several columns are joined by { columns = [\"a\", \"b\"], join = \" \" }"));
    }
    if (columns.size() == 1) source.emplace().columns = columns;
  }
  if (source.has_value() && !meanings.empty()) CheckMeanings(table, key, *source, meanings);
  return source;
}

std::optional<TextSource> FieldReader::TextOf(TomlTable* table) {
  TextSource source;
  const bool one = table->Has("column");
  const bool several = table->Has("columns");
  source.columns = Columns(table, one ? "column" : "columns");
  source.constant = table->Text("constant");
  if (several) source.join = table->Text("join").value_or(source.join);
  source.none = table->Texts("none");
  source.meanings = table->Pairs("map");
  // Asked for, so that a message lists every key there is.
  for (const char* key : {"column", "columns", "join"}) table->Value(key);
  table->RefuseOthers();
  if (one + several + source.constant.has_value() != 1 ||
      (source.columns.empty() && !source.constant.has_value())) {
    table->Fail("column", table->tr().Tr("expected one of column, columns and constant"));
    return std::nullopt;
  }
  return source;
}

void FieldReader::CheckMeanings(TomlTable* table, absl::string_view key, const TextSource& source,
                                const std::vector<std::string>& meanings) {
  const auto check = [&](const std::string& meaning) {
    if (absl::c_linear_search(meanings, meaning)) return;
    table->Fail(
        key, i18n::Format(table->tr().Tr("\"{value}\" is not known here; expected one of {known}"),
                          {{"value", meaning}, {"known", absl::StrJoin(meanings, ", ")}}));
  };
  if (source.constant.has_value()) check(*source.constant);
  for (const auto& [from, to] : source.meanings) check(to);
}

std::optional<TimeSource> FieldReader::Time(TomlTable* table, absl::string_view key) {
  const TomlValue* value = table->Value(key);
  if (value == nullptr) return std::nullopt;
  TimeSource source;
  const auto* list = std::get_if<TomlValue::List>(&value->value);
  const std::vector<const TomlValue*> forms = [&] {
    std::vector<const TomlValue*> all;
    if (list == nullptr) return std::vector<const TomlValue*>{value};
    for (const TomlValue& form : *list) all.push_back(&form);
    return all;
  }();
  for (const TomlValue* form : forms) {
    std::optional<TimeSource::Alternative> one = TimeOf(table, key, *form);
    if (!one.has_value()) return std::nullopt;
    source.alternatives.push_back(*std::move(one));
  }
  return source;
}

std::optional<TimeSource::Alternative> FieldReader::TimeOf(TomlTable* outer, absl::string_view key,
                                                           const TomlValue& value) {
  TimeSource::Alternative source;
  source.patterns = patterns_;
  source.zone = zone_;
  const i18n::Translator& tr = outer->tr();
  if (const auto* name = std::get_if<std::string>(&value.value)) {
    source.column = ColumnOf(outer, key, *name);
  } else if (const auto* number = std::get_if<int64_t>(&value.value)) {
    source.column = ColumnOf(outer, key, absl::StrCat(*number));
  } else if (std::holds_alternative<TomlValue::Table>(value.value)) {
    TomlTable table = outer->Inner(key, &value);
    const std::vector<size_t> whole = Columns(&table, "column");
    const std::vector<size_t> date = Columns(&table, "date");
    const std::vector<size_t> time = Columns(&table, "time");
    const bool split = whole.empty() && date.size() == 1 && time.size() == 1;
    if (!split && !(whole.size() == 1 && date.empty() && time.empty())) {
      table.Fail("column", tr.Tr("expected either column, or date and time"));
      return std::nullopt;
    }
    source.column = split ? date[0] : whole[0];
    if (split) source.time_of_day = time[0];
    if (table.Has("formats")) source.patterns = Patterns(&table, "formats");
    if (table.Has("zone")) source.zone = Zone(&table, "zone");
    source.none = table.Texts("none");
    for (const char* known : {"formats", "zone"}) table.Value(known);
    table.RefuseOthers();
  } else {
    outer->Fail(key, tr.Tr("expected a column, or a table with column, or with date and time"));
    return std::nullopt;
  }
  if (source.patterns.empty()) {
    outer->Fail(key, tr.Tr("has no date format; expected formats here or in [time]"));
    return std::nullopt;
  }
  const bool usable = absl::c_any_of(source.patterns, [&](const TimePattern& pattern) {
    return source.zone.has_value() || pattern.has_zone || !pattern.has_time;
  });
  if (!usable) {
    outer->Fail(key, tr.Tr("has times without a zone; expected zone here or in [time], or %z "
                           "in the format"));
    return std::nullopt;
  }
  return source;
}

}  // namespace aftercall::ctl::input
