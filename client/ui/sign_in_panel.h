#pragma once

#include <cstddef>
#include <string>

#include "client/model/sign_in.h"
#include "client/ui/panel.h"
#include "client/ui/panel_page.h"
#include "client/ui/text_area.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// Signing in by pasting a token, and signing out. What is pasted is nowhere but here until it is
// sent off. The interface thread alone.
class SignInPanel {
 public:
  // `wants_new`: the sign-in that there is holds no more, or there is none. `on_their_way`:
  // commands that have not reached the server.
  PanelFrame Draw(const model::SignInState& state, bool wants_new, size_t on_their_way,
                  const Theme& theme, const Type& type, const i18n::Translator& tr);

 private:
  PanelFrame DrawIn(const model::SignInState& state, const Theme& theme, const Type& type,
                    const i18n::Translator& tr);
  PanelFrame DrawOut(const model::SignInState& state, size_t on_their_way, const Theme& theme,
                     const Type& type, const i18n::Translator& tr);

  PanelPage page_;
  TextArea field_;
  std::string pasted_;
  bool is_open_ = false;
};

}  // namespace aftercall::ui
