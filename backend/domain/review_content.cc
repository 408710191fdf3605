#include "backend/domain/review_content.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "backend/domain/limits.h"

namespace aftercall::domain {
namespace {

using Element = ReviewContent::Element;

wire::Problem About(const std::string& element, std::string value, std::string sentence) {
  return {"REVIEW_INVALID", absl::StrCat("content.elements[", element, "]"), std::move(value),
          std::move(sentence)};
}

const forms::Element* Find(const forms::Form& form, const std::string& id) {
  for (const auto& section : form.sections) {
    for (const auto& element : section.elements) {
      if (element.id == id) return &element;
    }
  }
  return nullptr;
}

std::optional<wire::Problem> CheckJudgement(const forms::Element& element, const Element& judged) {
  if (judged.does_not_apply && judged.score) {
    return About(element.id, absl::StrCat(*judged.score),
                 "An element has a score, or does not apply.");
  }
  if (judged.does_not_apply && !element.may_not_apply) {
    return About(element.id, "",
                 absl::StrCat("The element \"", element.id, "\" always applies; give it a score."));
  }
  if (!judged.score || (*judged.score >= element.low && *judged.score <= element.high)) {
    return std::nullopt;
  }
  return About(element.id, absl::StrCat(*judged.score),
               absl::StrCat("The element \"", element.id, "\" has the scale ", element.low, " to ",
                            element.high, "."));
}

std::optional<wire::Problem> CheckElement(const forms::Form& form, const Element& judged) {
  const forms::Element* element = Find(form, judged.id);
  if (element == nullptr) {
    return About(judged.id, "",
                 absl::StrCat("The form \"", form.id, "\" has no element \"", judged.id, "\"."));
  }
  if (auto problem = CheckJudgement(*element, judged)) return problem;
  if (judged.moment && (*judged.moment < absl::ZeroDuration() || *judged.moment > kLongestMoment)) {
    return About(judged.id, absl::FormatDuration(*judged.moment),
                 "A moment is between 0 and 24 hours into the recording.");
  }
  return CheckText(absl::StrCat("content.elements[", judged.id, "].comment"), judged.comment,
                   kReviewCharacters);
}

// Below the middle of the scale.
bool IsLow(const forms::Element& element, int score) {
  return 2 * score < element.low + element.high;
}

// Those that have to be judged.
std::vector<std::string> Wanted(const forms::Form& form, const std::vector<std::string>& asked) {
  if (!asked.empty()) return asked;
  std::vector<std::string> quick;
  for (const auto& section : form.sections) {
    for (const auto& element : section.elements) {
      if (element.quick) quick.push_back(element.id);
    }
  }
  return quick;
}

struct Missing {
  std::string field;
  std::string sentence;
};

std::vector<Missing> WhatIsMissing(const forms::Form& form, const std::vector<std::string>& asked,
                                   const ReviewContent& content) {
  std::vector<Missing> missing;
  for (const auto& id : Wanted(form, asked)) {
    const bool is_judged =
        std::any_of(content.elements.begin(), content.elements.end(),
                    [&](const Element& e) { return e.id == id && (e.score || e.does_not_apply); });
    if (!is_judged) {
      missing.push_back({absl::StrCat("content.elements[", id, "]"),
                         absl::StrCat("The element \"", id, "\" has no score yet.")});
    }
  }
  bool is_negative = false;
  for (const auto& judged : content.elements) {
    if (!judged.score || !IsLow(*Find(form, judged.id), *judged.score)) continue;
    is_negative = true;
    if (!SaysMoreThanAWord(judged.comment)) {
      missing.push_back({absl::StrCat("content.elements[", judged.id, "].comment"),
                         absl::StrCat("Say in a few words what happened at \"", judged.id, "\".")});
    }
  }
  if (is_negative && !SaysMoreThanAWord(content.advice)) {
    missing.push_back({"content.advice", "Give one thing to try next time, in a few words."});
  }
  if (!SaysMoreThanAWord(content.praise) && !SaysMoreThanAWord(content.advice)) {
    missing.push_back({"content.praise", "Say what went well, or one thing to try."});
  }
  return missing;
}

}  // namespace

std::optional<wire::Problem> CheckDraft(const forms::Form& form, const ReviewContent& content) {
  std::set<std::string> seen;
  for (const auto& judged : content.elements) {
    if (!seen.insert(judged.id).second) {
      return About(judged.id, "", "Each element is told once.");
    }
    if (auto problem = CheckElement(form, judged)) return problem;
  }
  if (auto problem = CheckText("content.praise", content.praise, kReviewCharacters)) return problem;
  return CheckText("content.advice", content.advice, kReviewCharacters);
}

std::optional<wire::Problem> CheckReview(const forms::Form& form,
                                         const std::vector<std::string>& asked,
                                         const ReviewContent& content) {
  if (auto problem = CheckDraft(form, content)) return problem;
  const auto missing = WhatIsMissing(form, asked, content);
  if (missing.empty()) return std::nullopt;
  return wire::Problem{
      "REVIEW_INCOMPLETE", missing.front().field, "",
      absl::StrCat("Nearly there; your colleague can do more with it if it says a little more. ",
                   absl::StrJoin(missing, " ", [](std::string* out, const Missing& one) {
                     absl::StrAppend(out, one.sentence);
                   }))};
}

bool SaysMoreThanAWord(absl::string_view text) {
  int halves = 0;  // of words
  bool in_word = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
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

}  // namespace aftercall::domain
