#include "shared/forms/review_content.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace aftercall::forms {
namespace {

bool IsLow(const Element& element, int score) { return 2 * score < element.low + element.high; }

bool IsJudged(const ReviewContent& content, const Element& element) {
  return std::any_of(content.elements.begin(), content.elements.end(),
                     [&](const ReviewContent::Element& judged) {
                       return judged.id == element.id && (judged.score || judged.does_not_apply);
                     });
}

}  // namespace

std::vector<const Element*> AllElements(const Form& form) {
  std::vector<const Element*> elements;
  for (const Section& section : form.sections) {
    for (const Element& element : section.elements) elements.push_back(&element);
  }
  return elements;
}

const Element* FindElement(const Form& form, absl::string_view id) {
  for (const Element* element : AllElements(form)) {
    if (element->id == id) return element;
  }
  return nullptr;
}

std::vector<const Element*> WantedElements(const Form& form,
                                           const std::vector<std::string>& asked) {
  std::vector<const Element*> wanted;
  for (const Element* element : AllElements(form)) {
    const bool is_asked = std::find(asked.begin(), asked.end(), element->id) != asked.end();
    if (asked.empty() ? element->quick : is_asked) wanted.push_back(element);
  }
  return wanted;
}

std::vector<Missing> WhatIsMissing(const Form& form, const std::vector<std::string>& asked,
                                   const ReviewContent& content) {
  using What = Missing::What;
  std::vector<Missing> missing;
  for (const Element* element : WantedElements(form, asked)) {
    if (!IsJudged(content, *element)) missing.push_back({What::kScore, element});
  }
  bool is_negative = false;
  for (const ReviewContent::Element& judged : content.elements) {
    const Element* const element = FindElement(form, judged.id);
    if (element == nullptr || !judged.score || !IsLow(*element, *judged.score)) continue;
    is_negative = true;
    if (!SaysMoreThanAWord(judged.comment)) missing.push_back({What::kComment, element});
  }
  if (is_negative && !SaysMoreThanAWord(content.advice)) missing.push_back({What::kAdvice});
  if (!SaysMoreThanAWord(content.praise) && !SaysMoreThanAWord(content.advice)) {
    missing.push_back({What::kWords});
  }
  return missing;
}

bool SaysMoreThanAWord(absl::string_view text) {
  int halves = 0;  // of words
  bool in_word = false;
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (byte < 0x80) {
      const bool is_letter = absl::ascii_isalnum(byte);
      halves += is_letter && !in_word ? 2 : 0;
      in_word = is_letter || (in_word && byte == '\'');
    } else if (byte >= 0xE3 && byte <= 0xF0) {
      // Three and four bytes from U+3000 on: Chinese, Japanese, Korean. Full stops are among them,
      // but nobody writes four.
      halves += 1;
      in_word = false;
    } else if (byte >= 0xC0) {
      halves += in_word ? 0 : 2;
      in_word = true;
    }
  }
  return halves >= 4;
}

}  // namespace aftercall::forms
