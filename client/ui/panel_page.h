#pragma once

#include "absl/functional/function_ref.h"
#include "client/ui/column.h"
#include "client/ui/painter.h"
#include "client/ui/panel.h"

namespace aftercall::ui {

// A panel's frame: content that scrolls by wheel and keys if it is higher than the window, a line
// of hints and the one primary action at the bottom right. Esc closes. Keeps only how far it is
// scrolled.
class PanelPage {
 public:
  struct Foot {
    std::string hint;
    std::string action;  // closes the panel
  };

  PanelFrame Draw(const Theme& theme, const Type& type, const Foot& foot,
                  absl::FunctionRef<void(const Painter&, Column&, Intents&)> content);

 private:
  void ReadScrolling(float page);

  float scroll_ = 0;
  float content_height_ = 0;
};

}  // namespace aftercall::ui
