#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "client/model/bar_view.h"
#include "client/model/words.h"
#include "client/ui/button_row.h"
#include "client/ui/focus.h"
#include "client/ui/intent.h"
#include "client/ui/painter.h"
#include "client/ui/strip.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// The bar: how the link stands · today's figure · the strip · what can be pressed. A function of
// the model's BarView but for where the strip stands and where keys go. The interface thread alone.
class Bar {
 public:
  static constexpr int kHeight = 40;

  enum class Edge { kTop, kBottom };

  Bar(Edge edge, bool reduced_motion) : edge_(edge), strip_(reduced_motion) {}

  // The same bar in another manner: the focus stays where it is.
  void Change(Edge edge, bool reduced_motion) {
    edge_ = edge;
    strip_ = Strip(reduced_motion);
  }

  // Whether the person goes about the bar with keys: the focus is shown.
  bool has_keys() const { return focus_.is_shown(); }
  // Whether keys go to the bar. While they go to a panel, its focus rests unseen where it is.
  void NoteKeyboard(bool is_ours, bool has_panel) {
    focus_.Rest(!is_ours);
    if (!is_ours && !has_panel) focus_.Hide();
  }

  struct Frame {
    Intents intents;
    std::vector<int64_t> shown;  // see Strip::Frame
    bool moving = false;
    // When to draw again if nothing happens.
    absl::Time next_change = absl::InfiniteFuture();
  };

  // Draws one frame over the whole display of the current ImGui context.
  Frame Draw(const model::BarView& view, const Theme& theme, const Type& type,
             const i18n::Translator& tr, absl::Time now);

 private:
  float DrawLink(const Painter& painter, const model::LinkWords& words, model::Link link) const;
  float DrawFigure(const Painter& painter, const i18n::Translator& tr, const model::BarView& view,
                   float left) const;
  std::string DrawButtons(const Painter& painter, absl::Span<const RowButton> buttons, bool brief,
                          Intents& out) const;
  void DrawHint(const Painter& painter, const std::string& hint, float right) const;
  void DrawMiddle(const Painter& painter, const i18n::Translator& tr, const model::BarView& view,
                  std::string sentence, float left, float right, absl::Time now, Frame& frame);
  // The same, outlined, where pressing it leads somewhere. `right` becomes its end.
  bool DrawPressable(const Painter& painter, const char* id, const std::string& sentence,
                     float left, float& right) const;
  float DrawSentence(const Painter& painter, const std::string& sentence, float left,
                     float right) const;
  void ReadKeys(Frame& frame);
  float LineY(const Painter& painter, Style style) const;
  void VerticalRule(const Painter& painter, float x) const;

  Edge edge_;
  Strip strip_;
  Focus focus_;
};

}  // namespace aftercall::ui
