#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "shared/base/text.h"
#include "shared/forms/form.h"

namespace aftercall::forms {
namespace {

constexpr size_t kMostProblems = 50;
constexpr size_t kIdCharacters = 63;
constexpr size_t kValueCharacters = 100;

bool IsId(absl::string_view id) {
  return !id.empty() && id.size() <= kIdCharacters &&
         std::all_of(id.begin(), id.end(), [](unsigned char c) {
           return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
         });
}

// Goes through a form and notes what is wrong, each at its path.
class Checker {
 public:
  Checker(const Form& form, const i18n::Translator& tr) : form_(form), tr_(tr) {}

  std::vector<wire::Problem> Run() {
    CheckId("form.name", form_.id);
    CheckLanguages();
    CheckWords("form.title", form_.title, kTitleCharacters, /*required=*/true);
    CheckCount("form.sections", form_.sections.size(), kMostSections, "SECTIONS_INVALID");
    for (size_t i = 0; i < form_.sections.size(); ++i) {
      CheckSection(absl::StrCat("form.sections[", i, "]"), form_.sections[i]);
    }
    CheckWhole();
    return std::move(problems_);
  }

 private:
  void CheckId(const std::string& path, const std::string& id) {
    if (IsId(id)) return;
    Note("ID_INVALID", path, id, tr_.Tr("An id is 1 to 63 of a-z, 0-9 and \"-\"."));
  }

  void CheckUnique(const std::string& path, const std::string& id, std::set<std::string>* ids) {
    if (id.empty() || ids->insert(id).second) return;
    Note("ID_TWICE", path, id,
         i18n::Format(tr_.Tr("\"{id}\" is there twice; each has an id of its own."), {{"id", id}}));
  }

  void CheckLanguages() {
    std::set<std::string> seen;
    for (const std::string& language : form_.languages) {
      const bool known = language == "en" || language == "zh";
      if (known && seen.insert(language).second) continue;
      Note("LANGUAGE_INVALID", "form.languages", language,
           tr_.Tr("The languages of a form are en and zh, each at most once."));
    }
    if (form_.languages.empty()) {
      Note("LANGUAGE_INVALID", "form.languages", "",
           tr_.Tr("Say in which languages the form is written: en, zh or both."));
    }
  }

  void CheckWords(const std::string& path, const Words& words, size_t limit, bool required) {
    if (words.empty() && !required) return;
    for (const std::string& language : form_.languages) {
      const auto found = words.find(language);
      const std::string at = absl::StrCat(path, "[", language, "]");
      if (found == words.end() || found->second.empty()) {
        Note("TEXT_MISSING", at, "",
             i18n::Format(tr_.Tr("The text in the language {language} is missing."),
                          {{"language", language}}));
      } else if (base::CountCharacters(found->second) > limit) {
        Note("TEXT_TOO_LONG", at, found->second,
             i18n::Format(tr_.Tr("A text here has at most {limit} characters."),
                          {{"limit", absl::StrCat(limit)}}));
      }
    }
    for (const auto& [language, text] : words) {
      if (std::count(form_.languages.begin(), form_.languages.end(), language) > 0) continue;
      Note("LANGUAGE_INVALID", absl::StrCat(path, "[", language, "]"), language,
           i18n::Format(
               tr_.Tr("The form is not written in \"{language}\"; its languages are "
                      "{languages}."),
               {{"language", language}, {"languages", absl::StrJoin(form_.languages, ", ")}}));
    }
  }

  void CheckSection(const std::string& path, const Section& section) {
    CheckId(path + ".section_id", section.id);
    CheckUnique(path + ".section_id", section.id, &section_ids_);
    CheckWords(path + ".title", section.title, kTitleCharacters, /*required=*/true);
    if (section.elements.empty()) {
      Note("ELEMENTS_INVALID", path + ".elements", "",
           tr_.Tr("A section has at least one element."));
    }
    for (size_t i = 0; i < section.elements.size(); ++i) {
      CheckElement(absl::StrCat(path, ".elements[", i, "]"), section.elements[i]);
    }
  }

  void CheckElement(const std::string& path, const Element& element) {
    CheckId(path + ".element_id", element.id);
    CheckUnique(path + ".element_id", element.id, &element_ids_);
    CheckWords(path + ".title", element.title, kTitleCharacters, /*required=*/true);
    CheckWords(path + ".guidance", element.guidance, kGuidanceCharacters, /*required=*/false);
    CheckScale(path, element);
    if (element.weight < 0 || element.weight > kHighestWeight) {
      Note("WEIGHT_INVALID", path + ".weight", absl::StrCat(element.weight),
           tr_.Tr("A weight is between 0 and 100."));
    }
    if (!element.coaching_topic.empty()) {
      CheckId(path + ".coaching_topic", element.coaching_topic);
    }
    if (!element.question_id.empty()) {
      CheckId(path + ".question_id", element.question_id);
      CheckUnique(path + ".question_id", element.question_id, &question_ids_);
    }
    quick_ += element.quick ? 1 : 0;
    weight_ += std::max(element.weight, 0);
    ++elements_;
  }

  void CheckScale(const std::string& path, const Element& element) {
    if (element.low < 0 || element.high > kHighestScore || element.high <= element.low) {
      Note(
          "SCALE_INVALID", path + ".high", absl::StrCat(element.high),
          i18n::Format(tr_.Tr("A scale goes up, between 0 and 10; this one goes from {low} to "
                              "{high}."),
                       {{"low", absl::StrCat(element.low)}, {"high", absl::StrCat(element.high)}}));
      return;
    }
    const auto steps = static_cast<size_t>(element.high - element.low) + 1;
    if (element.anchors.size() != steps) {
      Note("ANCHORS_INVALID", path + ".anchors", absl::StrCat(element.anchors.size()),
           i18n::Format(tr_.Tr("A scale of {steps} steps says in words what each means, from the "
                               "lowest to the highest."),
                        {{"steps", absl::StrCat(steps)}}));
    }
    for (size_t i = 0; i < element.anchors.size(); ++i) {
      CheckWords(absl::StrCat(path, ".anchors[", i, "]"), element.anchors[i], kAnchorCharacters,
                 /*required=*/true);
    }
  }

  void CheckCount(const std::string& path, size_t count, size_t most, const char* reason) {
    if (count >= 1 && count <= most) return;
    Note(reason, path, absl::StrCat(count),
         i18n::Format(tr_.Tr("There are 1 to {most} of these."), {{"most", absl::StrCat(most)}}));
  }

  void CheckWhole() {
    if (elements_ > kMostElements) {
      Note("ELEMENTS_INVALID", "form.sections", absl::StrCat(elements_),
           i18n::Format(tr_.Tr("A form has at most {most} elements."),
                        {{"most", absl::StrCat(kMostElements)}}));
    }
    if (elements_ == 0) return;
    if (quick_ < 1 || quick_ > kMostQuickElements) {
      Note("QUICK_INVALID", "form.sections", absl::StrCat(quick_),
           i18n::Format(tr_.Tr("Mark 1 to {most} elements as quick: a self-assessment asks these."),
                        {{"most", absl::StrCat(kMostQuickElements)}}));
    }
    if (weight_ == 0) {
      Note("WEIGHT_INVALID", "form.sections", "0",
           tr_.Tr("At least one element has a weight above 0."));
    }
  }

  void Note(const char* reason, std::string field, const std::string& value, std::string sentence) {
    if (problems_.size() >= kMostProblems) return;
    problems_.push_back(
        {reason, std::move(field), base::Shorten(value, kValueCharacters), std::move(sentence)});
  }

  const Form& form_;
  const i18n::Translator& tr_;
  std::vector<wire::Problem> problems_;
  std::set<std::string> section_ids_;
  std::set<std::string> element_ids_;
  std::set<std::string> question_ids_;
  size_t elements_ = 0;
  size_t quick_ = 0;
  int weight_ = 0;
};

}  // namespace

std::vector<wire::Problem> Check(const Form& form, const i18n::Translator& tr) {
  return Checker(form, tr).Run();
}

}  // namespace aftercall::forms
