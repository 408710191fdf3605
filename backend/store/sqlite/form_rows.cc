#include "backend/store/sqlite/form_rows.h"

#include <map>
#include <string>
#include <utility>

#include "backend/store/sqlite/columns.h"

namespace aftercall::store {
namespace {

using forms::Element;
using forms::Section;
using forms::Words;

// form_texts.kind
enum class Text { kTitle = 1, kGuidance = 2, kAnchor = 3 };

// Whose text it is: of the form itself, of a section, or of an element.
struct Owner {
  std::string section_id;
  std::string element_id;
  friend auto operator<=>(const Owner&, const Owner&) = default;
};

// Where each text of a form that is being read goes.
struct Places {
  std::map<Owner, Words*> titles;
  std::map<Owner, Element*> elements;
};

absl::Status LoadHead(Database& database, absl::string_view id, int version, bool* found,
                      domain::PublishedForm& form) {
  Rows rows = database.Ask(
      "SELECT version, languages, published_at, published_by FROM forms "
      "WHERE form_id = ?1 AND version = CASE ?2 WHEN 0 THEN "
      "(SELECT max(version) FROM forms WHERE form_id = ?1) ELSE ?2 END",
      id, version);
  *found = rows.Next();
  if (!*found) return rows.status();
  form.form.id = std::string(id);
  form.version = static_cast<int>(rows.Int(0));
  form.form.languages = ToNames(rows.Text(1));
  form.published_at = absl::FromUnixMicros(rows.Int(2));
  form.published_by = {rows.Int(3)};
  return absl::OkStatus();
}

absl::Status LoadSections(Database& database, domain::PublishedForm& form) {
  Rows rows = database.Ask(
      "SELECT section_id FROM form_sections WHERE form_id = ? AND version = ? ORDER BY ordinal",
      form.form.id, form.version);
  while (rows.Next()) form.form.sections.push_back({std::string(rows.Text(0)), {}, {}});
  return rows.status();
}

absl::Status LoadElements(Database& database, domain::PublishedForm& form) {
  std::map<std::string, Section*> sections;
  for (Section& section : form.form.sections) sections[section.id] = &section;
  Rows rows = database.Ask(
      "SELECT section_id, element_id, low, high, weight, may_not_apply, auto_fail, quick, "
      "coaching_topic, question_id FROM form_elements WHERE form_id = ? AND version = ? "
      "ORDER BY ordinal",
      form.form.id, form.version);
  while (rows.Next()) {
    const auto section = sections.find(std::string(rows.Text(0)));
    if (section == sections.end()) return absl::DataLossError("a form's element has no section");
    Element element;
    element.id = std::string(rows.Text(1));
    element.low = static_cast<int>(rows.Int(2));
    element.high = static_cast<int>(rows.Int(3));
    element.weight = static_cast<int>(rows.Int(4));
    element.may_not_apply = rows.Int(5) != 0;
    element.auto_fail = rows.Int(6) != 0;
    element.quick = rows.Int(7) != 0;
    element.coaching_topic = std::string(rows.Text(8));
    element.question_id = std::string(rows.Text(9));
    section->second->elements.push_back(std::move(element));
  }
  return rows.status();
}

Places PlacesIn(forms::Form& form) {
  Places places;
  places.titles[{}] = &form.title;
  for (Section& section : form.sections) {
    places.titles[{section.id, ""}] = &section.title;
    for (Element& element : section.elements) {
      const Owner owner{section.id, element.id};
      places.titles[owner] = &element.title;
      places.elements[owner] = &element;
      element.anchors.resize(static_cast<size_t>(element.high - element.low) + 1);
    }
  }
  return places;
}

absl::Status LoadTexts(Database& database, domain::PublishedForm& form) {
  const Places places = PlacesIn(form.form);
  Rows rows = database.Ask(
      "SELECT section_id, element_id, kind, score, language, text FROM form_texts "
      "WHERE form_id = ? AND version = ?",
      form.form.id, form.version);
  while (rows.Next()) {
    const Owner owner{std::string(rows.Text(0)), std::string(rows.Text(1))};
    const auto kind = static_cast<Text>(rows.Int(2));
    Words* words = nullptr;
    if (const auto title = places.titles.find(owner);
        kind == Text::kTitle && title != places.titles.end()) {
      words = title->second;
    } else if (const auto found = places.elements.find(owner); found != places.elements.end()) {
      Element& element = *found->second;
      const int64_t step = rows.Int(3) - element.low;
      if (kind == Text::kGuidance) words = &element.guidance;
      if (kind == Text::kAnchor && step >= 0 && step <= element.high - element.low) {
        words = &element.anchors[static_cast<size_t>(step)];
      }
    }
    if (words == nullptr) return absl::DataLossError("a form's text belongs to nothing");
    (*words)[std::string(rows.Text(4))] = std::string(rows.Text(5));
  }
  return rows.status();
}

absl::Status WriteWords(Database& database, const domain::PublishedForm& form, const Owner& owner,
                        Text kind, int score, const Words& words) {
  for (const auto& [language, text] : words) {
    auto status = database.Run(
        "INSERT INTO form_texts (form_id, version, section_id, element_id, kind, score, language, "
        "text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        form.form.id, form.version, owner.section_id, owner.element_id, static_cast<int64_t>(kind),
        score, language, text);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status WriteElement(Database& database, const domain::PublishedForm& form,
                          const Section& section, size_t ordinal) {
  const Element& element = section.elements[ordinal];
  auto status = database.Run(
      "INSERT INTO form_elements (form_id, version, section_id, ordinal, element_id, low, high, "
      "weight, may_not_apply, auto_fail, quick, coaching_topic, question_id) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      form.form.id, form.version, section.id, static_cast<int64_t>(ordinal), element.id,
      element.low, element.high, element.weight, element.may_not_apply ? 1 : 0,
      element.auto_fail ? 1 : 0, element.quick ? 1 : 0, element.coaching_topic,
      element.question_id);
  const Owner owner{section.id, element.id};
  if (status.ok()) status = WriteWords(database, form, owner, Text::kTitle, 0, element.title);
  if (status.ok()) status = WriteWords(database, form, owner, Text::kGuidance, 0, element.guidance);
  for (size_t i = 0; i < element.anchors.size() && status.ok(); ++i) {
    status = WriteWords(database, form, owner, Text::kAnchor, element.low + static_cast<int>(i),
                        element.anchors[i]);
  }
  return status;
}

absl::Status WriteSection(Database& database, const domain::PublishedForm& form, size_t ordinal) {
  const Section& section = form.form.sections[ordinal];
  auto status = database.Run(
      "INSERT INTO form_sections (form_id, version, ordinal, section_id) VALUES (?, ?, ?, ?)",
      form.form.id, form.version, static_cast<int64_t>(ordinal), section.id);
  if (status.ok()) {
    status = WriteWords(database, form, {section.id, ""}, Text::kTitle, 0, section.title);
  }
  for (size_t i = 0; i < section.elements.size() && status.ok(); ++i) {
    status = WriteElement(database, form, section, i);
  }
  return status;
}

}  // namespace

absl::StatusOr<std::optional<domain::PublishedForm>> LoadForm(Database& database,
                                                              absl::string_view id, int version) {
  domain::PublishedForm form;
  bool found = false;
  auto status = LoadHead(database, id, version, &found, form);
  if (status.ok() && !found) return std::nullopt;
  if (status.ok()) status = LoadSections(database, form);
  if (status.ok()) status = LoadElements(database, form);
  if (status.ok()) status = LoadTexts(database, form);
  if (!status.ok()) return status;
  return form;
}

absl::StatusOr<std::vector<std::string>> LoadFormIds(Database& database) {
  Rows rows = database.Ask("SELECT DISTINCT form_id FROM forms ORDER BY form_id");
  std::vector<std::string> ids;
  while (rows.Next()) ids.emplace_back(rows.Text(0));
  if (!rows.status().ok()) return rows.status();
  return ids;
}

absl::Status WriteForm(Database& database, const domain::PublishedForm& form) {
  auto status = database.Run(
      "INSERT INTO forms (form_id, version, languages, published_at, published_by) "
      "VALUES (?, ?, ?, ?, ?)",
      form.form.id, form.version, FromNames(form.form.languages), FromTime(form.published_at),
      form.published_by.value);
  if (status.ok()) status = WriteWords(database, form, {}, Text::kTitle, 0, form.form.title);
  for (size_t i = 0; i < form.form.sections.size() && status.ok(); ++i) {
    status = WriteSection(database, form, i);
  }
  return status;
}

}  // namespace aftercall::store
