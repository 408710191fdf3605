#include "shared/forms/form_proto.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace aftercall::forms {
namespace {

constexpr absl::string_view kCollection = "forms/";

void Fill(const Words& words, v1::LocalizedText& to) {
  for (const auto& [language, text] : words) {
    auto& translation = *to.add_translations();
    translation.set_language(language);
    translation.set_text(text);
  }
}

Words WordsOf(const v1::LocalizedText& proto) {
  Words words;
  for (const auto& translation : proto.translations()) {
    words[translation.language()] = translation.text();
  }
  return words;
}

void Fill(const Element& element, v1::EvaluationForm::Element& to) {
  to.set_element_id(element.id);
  Fill(element.title, *to.mutable_title());
  if (!element.guidance.empty()) Fill(element.guidance, *to.mutable_guidance());
  to.set_low(element.low);
  to.set_high(element.high);
  for (const Words& anchor : element.anchors) Fill(anchor, *to.add_anchors());
  to.set_weight(element.weight);
  to.set_may_not_apply(element.may_not_apply);
  to.set_auto_fail(element.auto_fail);
  to.set_quick(element.quick);
  to.set_coaching_topic(element.coaching_topic);
  to.set_question_id(element.question_id);
}

Element ElementOf(const v1::EvaluationForm::Element& proto) {
  Element element;
  element.id = proto.element_id();
  element.title = WordsOf(proto.title());
  element.guidance = WordsOf(proto.guidance());
  element.low = proto.low();
  element.high = proto.high();
  for (const auto& anchor : proto.anchors()) element.anchors.push_back(WordsOf(anchor));
  element.weight = proto.weight();
  element.may_not_apply = proto.may_not_apply();
  element.auto_fail = proto.auto_fail();
  element.quick = proto.quick();
  element.coaching_topic = proto.coaching_topic();
  element.question_id = proto.question_id();
  return element;
}

}  // namespace

v1::EvaluationForm ToProto(const Form& form) {
  v1::EvaluationForm proto;
  proto.set_name(FormName(form.id));
  for (const std::string& language : form.languages) proto.add_languages(language);
  Fill(form.title, *proto.mutable_title());
  for (const Section& section : form.sections) {
    auto& to = *proto.add_sections();
    to.set_section_id(section.id);
    Fill(section.title, *to.mutable_title());
    for (const Element& element : section.elements) Fill(element, *to.add_elements());
  }
  return proto;
}

Form FromProto(const v1::EvaluationForm& proto) {
  Form form;
  form.id = FormIdIn(proto.name());
  form.languages.assign(proto.languages().begin(), proto.languages().end());
  form.title = WordsOf(proto.title());
  for (const auto& section : proto.sections()) {
    form.sections.push_back({section.section_id(), WordsOf(section.title()), {}});
    for (const auto& element : section.elements()) {
      form.sections.back().elements.push_back(ElementOf(element));
    }
  }
  return form;
}

std::string FormName(absl::string_view id) { return absl::StrCat(kCollection, id); }

std::string FormIdIn(absl::string_view name) {
  return absl::ConsumePrefix(&name, kCollection) ? std::string(name) : std::string();
}

}  // namespace aftercall::forms
