#include "backend/domain/review_content.h"

#include <set>

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
  const forms::Element* element = forms::FindElement(form, judged.id);
  if (element == nullptr) {
    return About(judged.id, "",
                 absl::StrCat("The form \"", form.id, "\" has no element \"", judged.id, "\"."));
  }
  if (auto problem = CheckJudgement(*element, judged)) return problem;
  if (judged.moment &&
      (*judged.moment < absl::ZeroDuration() || *judged.moment > forms::kLongestMoment)) {
    return About(judged.id, absl::FormatDuration(*judged.moment),
                 "A moment is between 0 and 24 hours into the recording.");
  }
  return CheckText(absl::StrCat("content.elements[", judged.id, "].comment"), judged.comment,
                   forms::kReviewCharacters);
}

struct Sentence {
  std::string field;
  std::string words;
};

Sentence SentenceOf(const forms::Missing& missing) {
  using What = forms::Missing::What;
  const std::string id = missing.element != nullptr ? missing.element->id : "";
  switch (missing.what) {
    case What::kScore:
      return {absl::StrCat("content.elements[", id, "]"),
              absl::StrCat("The element \"", id, "\" has no score yet.")};
    case What::kComment:
      return {absl::StrCat("content.elements[", id, "].comment"),
              absl::StrCat("Say in a few words what happened at \"", id, "\".")};
    case What::kAdvice:
      return {"content.advice", "Give one thing to try next time, in a few words."};
    case What::kWords:
      break;
  }
  return {"content.praise", "Say what went well, or one thing to try."};
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
  if (auto problem = CheckText("content.praise", content.praise, forms::kReviewCharacters))
    return problem;
  return CheckText("content.advice", content.advice, forms::kReviewCharacters);
}

std::optional<wire::Problem> CheckReview(const forms::Form& form,
                                         const std::vector<std::string>& asked,
                                         const ReviewContent& content) {
  if (auto problem = CheckDraft(form, content)) return problem;
  std::vector<Sentence> missing;
  for (const auto& one : forms::WhatIsMissing(form, asked, content)) {
    missing.push_back(SentenceOf(one));
  }
  if (missing.empty()) return std::nullopt;
  return wire::Problem{
      "REVIEW_INCOMPLETE", missing.front().field, "",
      absl::StrCat("Nearly there; your colleague can do more with it if it says a little more. ",
                   absl::StrJoin(missing, " ", [](std::string* out, const Sentence& one) {
                     absl::StrAppend(out, one.words);
                   }))};
}

}  // namespace aftercall::domain
