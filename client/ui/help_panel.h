#pragma once

#include <string>

#include "client/ui/panel.h"
#include "client/ui/panel_page.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// What each key does, on the bar and in the panels. The interface thread alone.
class HelpPanel {
 public:
  // `hot_key`: what hides the bar and shows it, as in Settings.
  PanelFrame Draw(const std::string& hot_key, const Theme& theme, const Type& type,
                  const i18n::Translator& tr);

 private:
  PanelPage page_;
};

}  // namespace aftercall::ui
