#pragma once

#include <string>

#include "absl/time/time.h"
#include "client/model/bar_view.h"
#include "client/ui/painter.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// What the customer chose, in words: the step's own, or for a plain "was it solved?" whether it
// was. Empty where there are none.
std::string ScoreWords(const i18n::Translator& tr, const model::Verdict& verdict);

// One item as a line of the strip: squares, number, comment (or the words of the step chosen), and
// in muted text what it was about, the channel and how long ago. A sealed answer has one empty
// square, and says that it is in. A word of praise has a heart.
class ItemView {
 public:
  // Shortens the comment so that the line is not wider than `most`.
  ItemView(const Painter& painter, const i18n::Translator& tr, const model::StripItem& item,
           absl::Time now, float most);

  float width() const { return width_; }

  // Draws it with its left side at `left`; the line is centred on `middle`.
  void Draw(const Painter& painter, float left, float middle) const;

 private:
  void Read(const Painter& painter, const i18n::Translator& tr, const model::Item& item,
            absl::Time now, float most);
  void Read(const Painter& painter, const i18n::Translator& tr, const model::SealedAnswer& sealed,
            absl::Time now, float most);
  void Read(const Painter& painter, const i18n::Translator& tr, const model::KudosItem& kudos,
            absl::Time now, float most);
  float FixedWidth() const;

  int filled_ = 0;
  int count_ = 1;  // 0: no squares
  ImU32 colour_;   // of the squares, or of the heart
  Painter::Line number_;
  Painter::Line words_;
  Painter::Line about_;
  float width_;
};

}  // namespace aftercall::ui
