#pragma once

#include "client/model/feed.h"
#include "client/ui/panel.h"
#include "client/ui/panel_page.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// Today's figures, question by question: the person's own, with n and interval beneath, and the
// total where answers that blame the company make it another. The interface thread alone.
class DayPanel {
 public:
  // `standing`: figures as they may be shown now; nothing where none may.
  PanelFrame Draw(const model::Standing* standing, const Theme& theme, const Type& type,
                  const i18n::Translator& tr);

 private:
  PanelPage page_;
};

}  // namespace aftercall::ui
