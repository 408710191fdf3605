#include "shared/forms/default_form.h"

#include "shared/forms/default_file.h"
#include "shared/forms/form_file.h"

namespace aftercall::forms {

absl::StatusOr<Form> DefaultForm() {
  auto file = ReadForm("default.toml", DefaultFile(), i18n::Translator("en"));
  if (!file.ok()) return file.status();
  return std::move(file->form);
}

}  // namespace aftercall::forms
