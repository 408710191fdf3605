#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "aftercall/v1/form.pb.h"
#include "shared/forms/form_file.h"
#include "shared/forms/form_proto.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/message.h"

// A form: its file (the first part), or a message (the second).
namespace aftercall::fuzz {
namespace {

const i18n::Translator& English() {
  static const auto& tr = *new i18n::Translator("en");
  return tr;
}

// What holds of every form that nothing is wrong with.
void RequireSound(const forms::Form& form) {
  const auto written = forms::ReadForm("f.toml", forms::WriteForm(form), English());
  Require(written.ok() && written->form == form, "a form that is written is read as it was");
  Require(forms::FromProto(forms::ToProto(form)) == form, "a form arrives as it was sent");
  Require(forms::CheckNext(form, form, English()).empty(), "a form follows itself");
  for (const auto& section : form.sections) {
    for (const auto& element : section.elements) {
      Require(element.anchors.size() == static_cast<size_t>(element.high - element.low) + 1,
              "each score has its words");
      for (const char* language : {"en", "zh_CN", "fr", ""}) {
        Require(!forms::InLanguage(form, element.title, language).empty(),
                "every reader can read what is looked at");
      }
    }
  }
}

void Look(const forms::Form& form, const forms::FormFile& file) {
  const auto problems = forms::Check(form, English());
  if (problems.empty()) RequireSound(form);
  for (const auto& problem : problems) {
    Require(!problem.description.empty() && !problem.field.empty(),
            "a problem has place and words");
    Require(file.LineOf(problem.field) >= 1, "every place has a line");
  }
}

}  // namespace

void Try(absl::string_view input) {
  const auto parts = Parts(input);
  const auto file = forms::ReadForm("f.toml", parts[0], English());
  if (file.ok()) {
    Look(file->form, *file);
  } else {
    Require(absl::StartsWith(file.status().message(), "f.toml:"), "an error names its place");
  }
  v1::EvaluationForm proto;
  if (parts.size() > 1 && ReadMessage(parts[1], proto)) Look(forms::FromProto(proto), {});
}

}  // namespace aftercall::fuzz
