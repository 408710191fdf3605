#include "shared/toml/toml_file.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace aftercall::toml_file {
namespace {

// Texts and whole numbers as text; nothing for anything else.
std::optional<std::string> AsText(const TomlValue& value) {
  if (const auto* text = std::get_if<std::string>(&value.value)) return *text;
  if (const auto* number = std::get_if<int64_t>(&value.value)) return absl::StrCat(*number);
  return std::nullopt;
}

}  // namespace

TomlTable::TomlTable(const std::string& file_name, const TomlValue* value,
                     const i18n::Translator* tr)
    : file_name_(file_name),
      line_(value->line),
      table_(std::get_if<TomlValue::Table>(&value->value)),
      tr_(tr),
      errors_(std::make_shared<Errors>()) {}

TomlTable TomlTable::Inner(absl::string_view key, const TomlValue* value) const {
  TomlTable inner(file_name_, value, tr_);
  inner.path_ = Named(key);
  inner.errors_ = errors_;
  return inner;
}

std::string TomlTable::Named(absl::string_view key) const {
  return path_.empty() ? std::string(key) : absl::StrCat(path_, ".", key);
}

bool TomlTable::Has(absl::string_view key) const {
  return table_ != nullptr && table_->count(std::string(key)) > 0;
}

const TomlValue* TomlTable::Find(absl::string_view key) {
  known_.insert(std::string(key));
  if (table_ == nullptr) return nullptr;
  const auto found = table_->find(std::string(key));
  return found == table_->end() ? nullptr : &found->second;
}

const TomlValue* TomlTable::Value(absl::string_view key) { return Find(key); }

int TomlTable::LineOf(absl::string_view key) const {
  if (table_ == nullptr) return line_;
  const auto found = table_->find(std::string(key));
  return found == table_->end() ? line_ : found->second.line;
}

void TomlTable::Record(absl::string_view key, absl::string_view sentence,
                       absl::Status* error) const {
  if (!error->ok()) return;
  *error = absl::InvalidArgumentError(
      absl::StrCat(file_name_, ":", LineOf(key), ": ", Named(key), ": ", sentence));
}

void TomlTable::Fail(absl::string_view key, absl::string_view sentence) {
  Record(key, sentence, &errors_->other);
}

void TomlTable::Missing(absl::string_view key, absl::string_view expected) {
  Fail(key, i18n::Format(tr_->Tr("is missing; expected {what}"), {{"what", expected}}));
}

void TomlTable::Expected(absl::string_view key, absl::string_view what) {
  Fail(key,
       i18n::Format(tr_->Tr("has a value of another kind; expected {what}"), {{"what", what}}));
}

std::optional<std::string> TomlTable::Text(absl::string_view key) {
  const TomlValue* value = Find(key);
  if (value == nullptr) return std::nullopt;
  if (const auto* text = std::get_if<std::string>(&value->value)) return *text;
  Expected(key, tr_->Tr("a text in quotes"));
  return std::nullopt;
}

std::optional<int64_t> TomlTable::Number(absl::string_view key) {
  const TomlValue* value = Find(key);
  if (value == nullptr) return std::nullopt;
  if (const auto* number = std::get_if<int64_t>(&value->value)) return *number;
  Expected(key, tr_->Tr("a whole number"));
  return std::nullopt;
}

std::optional<bool> TomlTable::Flag(absl::string_view key) {
  const TomlValue* value = Find(key);
  if (value == nullptr) return std::nullopt;
  if (const auto* flag = std::get_if<bool>(&value->value)) return *flag;
  Expected(key, tr_->Tr("true or false"));
  return std::nullopt;
}

std::vector<std::string> TomlTable::Texts(absl::string_view key) {
  const TomlValue* value = Find(key);
  if (value == nullptr) return {};
  if (std::optional<std::string> text = AsText(*value)) return {*text};
  std::vector<std::string> texts;
  if (const auto* list = std::get_if<TomlValue::List>(&value->value)) {
    for (const TomlValue& element : *list) {
      if (std::optional<std::string> text = AsText(element)) texts.push_back(*text);
    }
    if (texts.size() == list->size()) return texts;
  }
  Expected(key, tr_->Tr("a text in quotes or a list of them"));
  return {};
}

std::map<std::string, std::string> TomlTable::Pairs(absl::string_view key) {
  const TomlValue* value = Find(key);
  if (value == nullptr) return {};
  std::map<std::string, std::string> pairs;
  if (const auto* table = std::get_if<TomlValue::Table>(&value->value)) {
    for (const auto& [name, inner] : *table) {
      if (std::optional<std::string> text = AsText(inner)) pairs.emplace(name, *text);
    }
    if (pairs.size() == table->size()) return pairs;
  }
  Expected(key, tr_->Tr("a table such as { Inbound = \"voice\" }"));
  return {};
}

std::optional<TomlTable> TomlTable::Table(absl::string_view key) {
  const TomlValue* value = Find(key);
  if (value == nullptr) return std::nullopt;
  if (std::holds_alternative<TomlValue::Table>(value->value)) return Inner(key, value);
  Expected(key, i18n::Format(tr_->Tr("a table, [{name}]"), {{"name", Named(key)}}));
  return std::nullopt;
}

std::vector<TomlTable> TomlTable::Tables(absl::string_view key) {
  const TomlValue* value = Find(key);
  if (value == nullptr) return {};
  std::vector<TomlTable> tables;
  if (const auto* list = std::get_if<TomlValue::List>(&value->value)) {
    for (const TomlValue& element : *list) {
      if (std::holds_alternative<TomlValue::Table>(element.value)) {
        tables.push_back(Inner(key, &element));
      }
    }
    if (tables.size() == list->size()) return tables;
  }
  Expected(key, i18n::Format(tr_->Tr("tables, each under [[{name}]]"), {{"name", Named(key)}}));
  return {};
}

void TomlTable::RefuseOthers() {
  if (table_ == nullptr) return;
  for (const auto& [key, value] : *table_) {
    if (known_.count(key) > 0) continue;
    Record(key,
           i18n::Format(tr_->Tr("is not known here; it may be {keys}"),
                        {{"keys", absl::StrJoin(known_, ", ")}}),
           &errors_->unknown_key);
  }
}

}  // namespace aftercall::toml_file
