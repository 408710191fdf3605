#pragma once

#include <string>
#include <vector>

#include "client/model/settings.h"
#include "client/ui/panel.h"
#include "client/ui/panel_page.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// All that can be chosen, each with its values side by side; a press holds at once. The interface
// thread alone.
class SettingsPanel {
 public:
  // `monitors`: names of the screens that are connected, the main one first. `file`: where settings
  // are kept; empty: nowhere. `trouble`: why they could not be read or kept, a sentence; empty:
  // they could.
  PanelFrame Draw(const model::Settings& settings, const std::vector<std::string>& monitors,
                  const std::string& file, const std::string& trouble, const Theme& theme,
                  const Type& type, const i18n::Translator& tr);

 private:
  PanelPage page_;
};

}  // namespace aftercall::ui
