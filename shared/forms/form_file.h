#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "shared/forms/form.h"
#include "shared/i18n/translator.h"

// A form as people write it: a TOML file. default.toml is the one that ships, and shows all keys.
namespace aftercall::forms {

// A form that was read, with the lines of its parts.
struct FormFile {
  Form form;
  // Line by path, as problems name it ("form.sections[0].elements[2].weight"); parts that are left
  // out have none.
  std::map<std::string, int> lines;

  // Where to look for what a problem names: the line of the nearest part that is there.
  int LineOf(absl::string_view field) const;
};

// Reads a form. INVALID_ARGUMENT names file, line and key in the translator's language: text that
// is no TOML, keys that are not known, values of another kind. What the values say is not looked
// at; see Check().
absl::StatusOr<FormFile> ReadForm(const std::string& file_name, absl::string_view text,
                                  const i18n::Translator& tr);

// The file of a form: ReadForm() gives the same form again.
std::string WriteForm(const Form& form);

}  // namespace aftercall::forms
