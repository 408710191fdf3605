#include <gmock/gmock.h>

#include <functional>

#include "absl/strings/str_cat.h"
#include "tests/support/make_form.h"

namespace aftercall::forms {
namespace {

using testing::SmallForm;

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const i18n::Translator kEnglish("en");

std::vector<std::string> Found(const std::vector<wire::Problem>& problems) {
  std::vector<std::string> found;
  for (const auto& problem : problems) {
    EXPECT_FALSE(problem.description.empty());
    found.push_back(absl::StrCat(problem.reason, " ", problem.field));
  }
  return found;
}

// What Check finds where `spoil` has been at a form with nothing wrong.
std::vector<std::string> FoundAfter(const std::function<void(Form&)>& spoil) {
  Form form = SmallForm();
  spoil(form);
  return Found(Check(form, kEnglish));
}

Element& Care(Form& form) { return form.sections[0].elements[0]; }
Element& Solved(Form& form) { return form.sections[1].elements[0]; }

TEST(FormCheck, NothingIsWrongWithAFormThatIsRight) {
  EXPECT_THAT(Check(SmallForm(), kEnglish), IsEmpty());
}

TEST(FormCheck, IdsAreShortWordsOfTheirOwn) {
  EXPECT_THAT(FoundAfter([](Form& form) { form.id = "Mine"; }),
              ElementsAre("ID_INVALID form.name"));
  EXPECT_THAT(FoundAfter([](Form& form) { form.sections[1].id = "manner"; }),
              ElementsAre("ID_TWICE form.sections[1].section_id"));
  EXPECT_THAT(FoundAfter([](Form& form) { form.sections[0].id = ""; }),
              ElementsAre("ID_INVALID form.sections[0].section_id"));
  EXPECT_THAT(FoundAfter([](Form& form) { Solved(form).id = "care"; }),
              ElementsAre("ID_TWICE form.sections[1].elements[0].element_id"));
  EXPECT_THAT(FoundAfter([](Form& form) { Care(form).id = std::string(64, 'a'); }),
              ElementsAre("ID_INVALID form.sections[0].elements[0].element_id"));
  EXPECT_THAT(FoundAfter([](Form& form) { Care(form).coaching_topic = "a b"; }),
              ElementsAre("ID_INVALID form.sections[0].elements[0].coaching_topic"));
  EXPECT_THAT(FoundAfter([](Form& form) { Care(form).question_id = "resolved"; }),
              ElementsAre("ID_TWICE form.sections[1].elements[0].question_id"));
}

TEST(FormCheck, EveryTextIsThereInEveryLanguageAndNoOther) {
  EXPECT_THAT(FoundAfter([](Form& form) { form.title.erase("zh"); }),
              ElementsAre("TEXT_MISSING form.title[zh]"));
  EXPECT_THAT(FoundAfter([](Form& form) { Care(form).anchors[2]["en"] = ""; }),
              ElementsAre("TEXT_MISSING form.sections[0].elements[0].anchors[2][en]"));
  EXPECT_THAT(FoundAfter([](Form& form) { Care(form).guidance.clear(); }), IsEmpty());
  EXPECT_THAT(FoundAfter([](Form& form) { Care(form).guidance.erase("en"); }),
              ElementsAre("TEXT_MISSING form.sections[0].elements[0].guidance[en]"));
  EXPECT_THAT(FoundAfter([](Form& form) { form.title["fr"] = "Petite"; }),
              ElementsAre("LANGUAGE_INVALID form.title[fr]"));
  EXPECT_THAT(FoundAfter([](Form& form) { form.languages.push_back("en"); }),
              ElementsAre("LANGUAGE_INVALID form.languages"));
  EXPECT_THAT(FoundAfter([](Form& form) { form.languages.clear(); })[0],
              "LANGUAGE_INVALID form.languages");
}

TEST(FormCheck, CharactersAreCountedAndNotBytes) {
  const auto title_of = [](size_t characters) {
    std::string text;
    for (size_t i = 0; i < characters; ++i) text += "表";
    return text;
  };
  EXPECT_THAT(FoundAfter([&](Form& form) { form.title["zh"] = title_of(kTitleCharacters); }),
              IsEmpty());
  EXPECT_THAT(FoundAfter([&](Form& form) { form.title["zh"] = title_of(kTitleCharacters + 1); }),
              ElementsAre("TEXT_TOO_LONG form.title[zh]"));
}

TEST(FormCheck, AScaleGoesUpAndSaysWhatEachScoreMeans) {
  const std::string high = "SCALE_INVALID form.sections[0].elements[0].high";
  EXPECT_THAT(FoundAfter([](Form& form) { Care(form).high = 1; }), ElementsAre(high));
  EXPECT_THAT(FoundAfter([](Form& form) { Care(form).low = -1; }), ElementsAre(high));
  EXPECT_THAT(FoundAfter([](Form& form) { Care(form).high = 11; }), ElementsAre(high));
  EXPECT_THAT(FoundAfter([](Form& form) { Care(form).anchors.pop_back(); }),
              ElementsAre("ANCHORS_INVALID form.sections[0].elements[0].anchors"));
}

TEST(FormCheck, SomethingCountsAndSomethingIsQuick) {
  EXPECT_THAT(FoundAfter([](Form& form) { Care(form).weight = 101; }),
              ElementsAre("WEIGHT_INVALID form.sections[0].elements[0].weight"));
  EXPECT_THAT(FoundAfter([](Form& form) { Care(form).weight = Solved(form).weight = 0; }),
              ElementsAre("WEIGHT_INVALID form.sections"));
  EXPECT_THAT(FoundAfter([](Form& form) { Care(form).quick = false; }),
              ElementsAre("QUICK_INVALID form.sections"));
  const auto with_quick = [](size_t count) {
    return [count](Form& form) {
      const Element like = Care(form);
      for (size_t i = 1; i < count; ++i) {
        form.sections[0].elements.push_back(like);
        form.sections[0].elements.back().id = absl::StrCat("care-", i);
      }
    };
  };
  EXPECT_THAT(FoundAfter(with_quick(kMostQuickElements)), IsEmpty());
  EXPECT_THAT(FoundAfter(with_quick(kMostQuickElements + 1)),
              ElementsAre("QUICK_INVALID form.sections"));
}

TEST(FormCheck, ThereAreNeitherTooManyPartsNorNone) {
  EXPECT_THAT(FoundAfter([](Form& form) { form.sections.clear(); }),
              ElementsAre("SECTIONS_INVALID form.sections"));
  EXPECT_THAT(FoundAfter([](Form& form) { form.sections[1].elements.clear(); }),
              ElementsAre("ELEMENTS_INVALID form.sections[1].elements"));
  EXPECT_THAT(FoundAfter([](Form& form) {
                const Element like = Solved(form);
                for (size_t i = 0; i < kMostElements - 1; ++i) {
                  form.sections[1].elements.push_back(like);
                  form.sections[1].elements.back().id = absl::StrCat("solved-", i);
                  form.sections[1].elements.back().question_id = "";
                }
              }),
              ElementsAre("ELEMENTS_INVALID form.sections"));
}

TEST(FormCheck, EverythingIsFoundUpToABound) {
  EXPECT_THAT(
      FoundAfter([](Form& form) {
        form.id = "";
        Care(form).high = 1;
      }),
      ElementsAre("ID_INVALID form.name", "SCALE_INVALID form.sections[0].elements[0].high"));
  Form form = SmallForm();
  form.sections.resize(1000);
  EXPECT_EQ(Check(form, kEnglish).size(), 50u);
}

TEST(FormCheck, SpeaksTheReadersLanguage) {
  Form form = SmallForm();
  form.id = "";
  EXPECT_THAT(Check(form, i18n::Translator("zh_CN"))[0].description, HasSubstr("标识"));
}

TEST(FormCheck, AnElementKeepsItsScaleFromVersionToVersion) {
  const Form before = SmallForm();
  Form next = SmallForm();
  Care(next).weight = 7;
  Care(next).anchors[0]["en"] = "Not at all";
  next.sections.pop_back();
  EXPECT_THAT(CheckNext(before, next, kEnglish), IsEmpty());
  Care(next).high = 4;
  EXPECT_THAT(Found(CheckNext(before, next, kEnglish)),
              ElementsAre("SCALE_CHANGED form.sections[0].elements[0].high"));
  Care(next).id = "more-care";
  EXPECT_THAT(CheckNext(before, next, kEnglish), IsEmpty());
}

TEST(FormWords, AreThoseOfTheReaderOrOfTheFormsFirstLanguage) {
  Form form = SmallForm();
  EXPECT_EQ(InLanguage(form, form.title, "zh_CN"), "小表");
  EXPECT_EQ(InLanguage(form, form.title, "en"), "Small");
  EXPECT_EQ(InLanguage(form, form.title, "fr"), "Small");
  EXPECT_EQ(InLanguage(form, {}, "en"), "");
}

}  // namespace
}  // namespace aftercall::forms
