#include "shared/forms/form_file.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "shared/toml/toml_file.h"

namespace aftercall::forms {
namespace {

using toml_file::TomlTable;
using toml_file::TomlValue;

// Beyond all limits, and within an int.
int Clamp(int64_t number) {
  constexpr int64_t kFar = 1'000'000;
  return static_cast<int>(std::clamp(number, -kFar, kFar));
}

class FormReader {
 public:
  FormFile Read(TomlTable& root) {
    file_.lines["form"] = 1;
    file_.form.id = Text(root, "form", "form.name");
    Mark(root, "languages", "form.languages");
    file_.form.languages = root.Texts("languages");
    file_.form.title = Translated(root, "title", "form.title");
    Mark(root, "section", "form.sections");
    auto sections = root.Tables("section");
    for (size_t i = 0; i < sections.size(); ++i) {
      const std::string path = absl::StrCat("form.sections[", i, "]");
      file_.lines[path] = sections[i].LineOf("");
      file_.form.sections.push_back(ReadSection(sections[i], path));
    }
    root.RefuseOthers();
    return std::move(file_);
  }

 private:
  Section ReadSection(TomlTable& table, const std::string& path) {
    Section section;
    section.id = Text(table, "id", path + ".section_id");
    section.title = Translated(table, "title", path + ".title");
    auto elements = table.Tables("element");
    for (size_t i = 0; i < elements.size(); ++i) {
      const std::string inner = absl::StrCat(path, ".elements[", i, "]");
      file_.lines[inner] = elements[i].LineOf("");
      section.elements.push_back(ReadElement(elements[i], inner));
    }
    table.RefuseOthers();
    return section;
  }

  Element ReadElement(TomlTable& table, const std::string& path) {
    Element element;
    element.id = Text(table, "id", path + ".element_id");
    element.title = Translated(table, "title", path + ".title");
    element.guidance = Translated(table, "guidance", path + ".guidance");
    element.low = Number(table, "low", path, element.low);
    element.high = Number(table, "high", path, element.high);
    element.weight = Number(table, "weight", path, element.weight);
    element.may_not_apply = Flag(table, "may_not_apply", path);
    element.auto_fail = Flag(table, "auto_fail", path);
    element.quick = Flag(table, "quick", path);
    element.coaching_topic = Text(table, "coaching_topic", path + ".coaching_topic");
    element.question_id = Text(table, "question", path + ".question_id");
    ReadAnchors(table, path + ".anchors", element);
    table.RefuseOthers();
    return element;
  }

  // A list in each language: anchors.en = […], anchors.zh = […].
  void ReadAnchors(TomlTable& table, const std::string& path, Element& element) {
    Mark(table, "anchors", path);
    auto lists = table.Table("anchors");
    if (!lists) return;
    for (const std::string& language : file_.form.languages) {
      const auto texts = lists->Texts(language);
      if (texts.size() > element.anchors.size()) element.anchors.resize(texts.size());
      for (size_t i = 0; i < texts.size(); ++i) {
        element.anchors[i][language] = texts[i];
        file_.lines[absl::StrCat(path, "[", i, "][", language, "]")] = lists->LineOf(language);
      }
    }
    lists->RefuseOthers();
  }

  Words Translated(TomlTable& table, absl::string_view key, const std::string& path) {
    Mark(table, key, path);
    Words words;
    auto inner = table.Table(key);
    if (!inner) return words;
    for (const std::string& language : file_.form.languages) {
      const auto text = inner->Text(language);
      if (!text) continue;
      words[language] = *text;
      file_.lines[absl::StrCat(path, "[", language, "]")] = inner->LineOf(language);
    }
    inner->RefuseOthers();
    return words;
  }

  std::string Text(TomlTable& table, absl::string_view key, const std::string& path) {
    Mark(table, key, path);
    return table.Text(key).value_or("");
  }

  int Number(TomlTable& table, absl::string_view key, const std::string& path, int otherwise) {
    Mark(table, key, absl::StrCat(path, ".", key));
    return Clamp(table.Number(key).value_or(otherwise));
  }

  bool Flag(TomlTable& table, absl::string_view key, const std::string& path) {
    Mark(table, key, absl::StrCat(path, ".", key));
    return table.Flag(key).value_or(false);
  }

  void Mark(const TomlTable& table, absl::string_view key, const std::string& path) {
    if (table.Has(key)) file_.lines[path] = table.LineOf(key);
  }

  FormFile file_;
};

// As a TOML basic string.
std::string Quoted(absl::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      absl::StrAppend(&quoted, "\\", absl::string_view(&c, 1));
    } else if (c == '\n') {
      quoted += "\\n";
    } else if (byte < 0x20 || byte == 0x7f) {
      absl::StrAppend(&quoted, "\\u", absl::Hex(byte, absl::kZeroPad4));
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

void WriteWords(absl::string_view key, const Words& words, std::string* out) {
  for (const auto& [language, text] : words) {
    absl::StrAppend(out, key, ".", language, " = ", Quoted(text), "\n");
  }
}

void WriteElement(const Form& form, const Element& element, std::string* out) {
  absl::StrAppend(out, "\n[[section.element]]\nid = ", Quoted(element.id), "\n");
  WriteWords("title", element.title, out);
  WriteWords("guidance", element.guidance, out);
  absl::StrAppend(out, "low = ", element.low, "\nhigh = ", element.high, "\n");
  for (const std::string& language : form.languages) {
    absl::StrAppend(out, "anchors.", language, " = [\n");
    for (const Words& anchor : element.anchors) {
      const auto found = anchor.find(language);
      absl::StrAppend(out, "  ", Quoted(found == anchor.end() ? "" : found->second), ",\n");
    }
    absl::StrAppend(out, "]\n");
  }
  absl::StrAppend(out, "weight = ", element.weight, "\n");
  if (element.may_not_apply) absl::StrAppend(out, "may_not_apply = true\n");
  if (element.auto_fail) absl::StrAppend(out, "auto_fail = true\n");
  if (element.quick) absl::StrAppend(out, "quick = true\n");
  if (!element.coaching_topic.empty()) {
    absl::StrAppend(out, "coaching_topic = ", Quoted(element.coaching_topic), "\n");
  }
  if (!element.question_id.empty()) {
    absl::StrAppend(out, "question = ", Quoted(element.question_id), "\n");
  }
}

}  // namespace

int FormFile::LineOf(absl::string_view field) const {
  while (!field.empty()) {
    const auto found = lines.find(std::string(field));
    if (found != lines.end()) return found->second;
    const size_t cut = field.find_last_of(".[");
    field = cut == absl::string_view::npos ? absl::string_view() : field.substr(0, cut);
  }
  return 1;
}

absl::StatusOr<FormFile> ReadForm(const std::string& file_name, absl::string_view text,
                                  const i18n::Translator& tr) {
  const absl::StatusOr<TomlValue> toml = toml_file::ParseToml(file_name, text);
  if (!toml.ok()) return toml.status();
  TomlTable root(file_name, &*toml, &tr);
  FormFile file = FormReader().Read(root);
  if (!root.status().ok()) return root.status();
  return file;
}

std::string WriteForm(const Form& form) {
  std::string out = absl::StrCat("form = ", Quoted(form.id), "\nlanguages = [");
  for (size_t i = 0; i < form.languages.size(); ++i) {
    absl::StrAppend(&out, i == 0 ? "" : ", ", Quoted(form.languages[i]));
  }
  absl::StrAppend(&out, "]\n");
  WriteWords("title", form.title, &out);
  for (const Section& section : form.sections) {
    absl::StrAppend(&out, "\n[[section]]\nid = ", Quoted(section.id), "\n");
    WriteWords("title", section.title, &out);
    for (const Element& element : section.elements) WriteElement(form, element, &out);
  }
  return out;
}

}  // namespace aftercall::forms
