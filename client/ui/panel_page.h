#pragma once

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "client/ui/column.h"
#include "client/ui/focus.h"
#include "client/ui/painter.h"
#include "client/ui/panel.h"

namespace aftercall::ui {

// A panel's frame: content that scrolls by wheel and keys if it is higher than the window, and
// after the focus; a line of hints and its actions at the bottom right. Esc goes back, F1 tells of
// keys. Keeps only how far it is scrolled and where keys go.
class PanelPage {
 public:
  // A button, and what pressing it wants.
  struct Action {
    std::string text;
    Intent intent;
    bool possible = true;  // false: shown, and pressing it wants TellMissing
    std::string id = "";   // what it is known by, where not by its text
  };
  struct Foot {
    std::string hint;
    std::vector<Action> actions;  // from left to right; the last is the primary one
    bool arrows_scroll = true;    // false: the arrow keys are the content's
    Intent back = ClosePanel{};   // what Esc wants
  };

  PanelFrame Draw(const Theme& theme, const Type& type, const Foot& foot,
                  absl::FunctionRef<void(const Painter&, Column&, Intents&)> content);

 private:
  void ReadScrolling(float page, bool arrows_scroll);
  void ScrollBy(float distance);
  void KeepWithin(float page);

  Focus focus_;
  float scroll_ = 0;
  float content_height_ = 0;
};

}  // namespace aftercall::ui
