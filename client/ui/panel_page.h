#pragma once

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "client/ui/column.h"
#include "client/ui/painter.h"
#include "client/ui/panel.h"

namespace aftercall::ui {

// A panel's frame: content that scrolls by wheel and keys if it is higher than the window, a line
// of hints and its actions at the bottom right. Esc closes, F1 tells of keys.
// Keeps only how far it is scrolled.
class PanelPage {
 public:
  // A button, and what pressing it wants.
  struct Action {
    std::string text;
    Intent intent;
    bool possible = true;  // false: shown, and pressing it wants TellMissing
  };
  struct Foot {
    std::string hint;
    std::vector<Action> actions;  // from left to right; the last is the primary one
    bool keys_scroll = true;      // false: the arrow keys are the content's
  };

  PanelFrame Draw(const Theme& theme, const Type& type, const Foot& foot,
                  absl::FunctionRef<void(const Painter&, Column&, Intents&)> content);

 private:
  void ReadScrolling(float page, bool keys_scroll);

  float scroll_ = 0;
  float content_height_ = 0;
};

}  // namespace aftercall::ui
