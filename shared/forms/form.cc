#include "shared/forms/form.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"

namespace aftercall::forms {

std::vector<wire::Problem> CheckNext(const Form& previous, const Form& next,
                                     const i18n::Translator& tr) {
  std::map<std::string, const Element*> known;
  for (const Section& section : previous.sections) {
    for (const Element& element : section.elements) known[element.id] = &element;
  }
  std::vector<wire::Problem> problems;
  for (size_t s = 0; s < next.sections.size(); ++s) {
    for (size_t e = 0; e < next.sections[s].elements.size(); ++e) {
      const Element& element = next.sections[s].elements[e];
      const auto found = known.find(element.id);
      if (found == known.end()) continue;
      const Element& before = *found->second;
      if (before.low == element.low && before.high == element.high) continue;
      problems.push_back(
          {"SCALE_CHANGED", absl::StrCat("form.sections[", s, "].elements[", e, "].high"),
           absl::StrCat(element.high),
           i18n::Format(tr.Tr("Element \"{id}\" was published with the scale {low} to {high}; give "
                              "another scale an element id of its own."),
                        {{"id", element.id},
                         {"low", absl::StrCat(before.low)},
                         {"high", absl::StrCat(before.high)}})});
    }
  }
  return problems;
}

absl::string_view InLanguage(const Form& form, const Words& words, absl::string_view language) {
  auto found = words.find(std::string(language.substr(0, language.find('_'))));
  if (found == words.end() && !form.languages.empty()) found = words.find(form.languages.front());
  return found == words.end() ? absl::string_view() : absl::string_view(found->second);
}

}  // namespace aftercall::forms
