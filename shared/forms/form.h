#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "shared/i18n/translator.h"
#include "shared/wire/problem.h"

// Evaluation forms: what a self-assessment, a buddy's review or a leader's evaluation fills in.
// Values and pure rules, the same for whoever writes a form and for whoever takes it.
namespace aftercall::forms {

// A text by language ("en", "zh"). Empty where it may be left out.
using Words = std::map<std::string, std::string>;

// One small behaviour that is looked at.
struct Element {
  std::string id;  // the same in every version of the form
  Words title;
  Words guidance;
  int low = 1;                 // lowest score
  int high = 5;                // highest and best score
  std::vector<Words> anchors;  // what each score means, from low to high
  int weight = 1;              // its part of the whole, 0–100
  bool may_not_apply = false;
  bool auto_fail = false;  // its lowest score fails the interaction as a whole
  bool quick = false;      // asked in a self-assessment
  std::string coaching_topic;
  std::string question_id;  // the survey question it is compared with; empty: none

  // Whether it is answered by no (0) or yes (1).
  bool IsYesNo() const { return low == 0 && high == 1; }
  friend bool operator==(const Element&, const Element&) = default;
};

struct Section {
  std::string id;
  Words title;
  std::vector<Element> elements;
  friend bool operator==(const Section&, const Section&) = default;
};

struct Form {
  std::string id;
  std::vector<std::string> languages;  // of every text; the first where a reader speaks none
  Words title;
  std::vector<Section> sections;
  friend bool operator==(const Form&, const Form&) = default;
};

inline constexpr size_t kMostSections = 20;
inline constexpr size_t kMostElements = 40;
inline constexpr size_t kMostQuickElements = 6;
inline constexpr int kHighestScore = 10;
inline constexpr int kHighestWeight = 100;
inline constexpr size_t kTitleCharacters = 200;
inline constexpr size_t kAnchorCharacters = 300;
inline constexpr size_t kGuidanceCharacters = 1000;

// All that is wrong with `form`, in its order, at most 50. Fields are named as the protocol does:
// "form.sections[0].elements[2].anchors[1][zh]". Sentences are in the translator's
// language.
std::vector<wire::Problem> Check(const Form& form, const i18n::Translator& tr);

// What keeps `next` from being a version of the same form as `previous`: elements keep their
// scales, since their scores are told together.
std::vector<wire::Problem> CheckNext(const Form& previous, const Form& next,
                                     const i18n::Translator& tr);

// The text for a reader of `language` ("zh", or a translator's "zh_CN"); of the form's first
// language where it is written in no other.
absl::string_view InLanguage(const Form& form, const Words& words, absl::string_view language);

}  // namespace aftercall::forms
