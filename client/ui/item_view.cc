#include "client/ui/item_view.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "client/model/question.h"
#include "client/model/words.h"
#include "shared/i18n/words.h"

namespace aftercall::ui {
namespace {

constexpr float kBetweenParts = 9;
constexpr float kLeastWords = 60;
// Of a line, for what it was about: the customer's words come first.
constexpr float kAboutShare = 0.36f;

}  // namespace

std::string ScoreWords(const i18n::Translator& tr, const model::Verdict& verdict) {
  const model::Question& question = verdict.question;
  const absl::string_view label = model::LabelOf(question, verdict.rating);
  if (!label.empty()) return std::string(label);
  if (question.kind != model::Question::Kind::kResolved || model::StepCount(question) != 2)
    return "";
  return model::IsGood(question, verdict.rating) ? tr.Tr("solved") : tr.Tr("not solved");
}

ItemView::ItemView(const Painter& painter, const i18n::Translator& tr, const model::StripItem& item,
                   absl::Time now, float most)
    : colour_(painter.theme().edge) {
  if (item.verdict() != nullptr) {
    Read(painter, tr, *item.verdict(), now, most);
  } else if (item.kudos() != nullptr) {
    Read(painter, tr, *item.kudos(), now, most);
  } else {
    Read(painter, tr, *item.sealed(), now, most);
  }
  width_ = FixedWidth();
  if (!words_.shown.empty()) width_ += words_.width + kBetweenParts;
}

void ItemView::Read(const Painter& painter, const i18n::Translator& tr, const model::Item& item,
                    absl::Time now, float most) {
  const model::Verdict& verdict = item.verdict;
  filled_ = model::FilledSteps(verdict.question, verdict.rating);
  count_ = model::StepCount(verdict.question);
  colour_ = ColourOf(painter.theme(), model::ToneOf(verdict.question, verdict.rating));
  number_ = painter.Measure(Style::kBold, absl::StrCat(verdict.rating));
  about_ = painter.Fitting(Style::kSmall, model::WordsOf(tr, item, now), most * kAboutShare);
  const float fixed = FixedWidth();
  const std::string words =
      verdict.comment.empty() ? ScoreWords(tr, verdict)
                              : i18n::Format(tr.Tr("“{comment}”"), {{"comment", verdict.comment}});
  words_ =
      painter.Fitting(Style::kRegular, words, std::max(kLeastWords, most - fixed - kBetweenParts));
}

void ItemView::Read(const Painter& painter, const i18n::Translator& tr,
                    const model::SealedAnswer& sealed, absl::Time now, float most) {
  number_ = painter.Fitting(Style::kBold, tr.Tr("An answer is in"), most / 2);
  about_ = painter.Fitting(Style::kSmall, model::WordsOf(tr, sealed, now), most * kAboutShare);
  const float fixed = FixedWidth();
  words_ = painter.Fitting(Style::kRegular, tr.Tr("assess yourself first"),
                           std::max(kLeastWords, most - fixed - kBetweenParts));
}

void ItemView::Read(const Painter& painter, const i18n::Translator& tr,
                    const model::KudosItem& kudos, absl::Time now, float most) {
  count_ = 0;
  colour_ = painter.theme().kudos;
  number_ = painter.Measure(Style::kBold, "♥");
  // When it was said could tell which reviewer it was.
  const std::string& giver = kudos.told.giver_display_name;
  const std::string about =
      giver.empty() ? tr.Tr("a colleague")
                    : absl::StrCat(giver, " · ", i18n::AgeWords(tr, now - kudos.told.given_at));
  about_ = painter.Fitting(Style::kSmall, about, most * kAboutShare);
  const std::string words =
      kudos.told.words.empty()
          ? tr.Tr("Well done!")
          : i18n::Format(tr.Tr("“{comment}”"), {{"comment", kudos.told.words}});
  words_ = painter.Fitting(Style::kRegular, words,
                           std::max(kLeastWords, most - FixedWidth() - kBetweenParts));
}

float ItemView::FixedWidth() const {
  const float squares = count_ > 0 ? Painter::SquaresWidth(count_) + kBetweenParts : 0;
  return squares + number_.width + kBetweenParts + about_.width;
}

void ItemView::Draw(const Painter& painter, float left, float middle) const {
  float x = left;
  const float top = middle - painter.Height(Style::kRegular) / 2;
  if (count_ > 0) x += painter.Squares({x, middle - 4}, filled_, count_, colour_) + kBetweenParts;
  painter.Text({x, top}, Style::kBold, count_ > 0 ? painter.theme().text : colour_, number_);
  x += number_.width + kBetweenParts;
  if (!words_.shown.empty()) {
    painter.Text({x, top}, Style::kRegular, painter.theme().text, words_);
    x += words_.width + kBetweenParts;
  }
  painter.Text({x, top + 2}, Style::kSmall, painter.theme().muted, about_);
}

}  // namespace aftercall::ui
