#pragma once

#include <string>
#include <variant>
#include <vector>

#include "client/model/feed_event.h"

namespace aftercall::ui {

// What the person wants, as a view read it from clicks and keys. Views carry out none of it.
struct OpenDetail {
  model::VerdictKey key;
  bool operator==(const OpenDetail&) const = default;
};
struct OpenDay {
  bool operator==(const OpenDay&) const = default;
};
struct ClosePanel {
  bool operator==(const ClosePanel&) const = default;
};
struct CopyText {
  std::string text;
  bool operator==(const CopyText&) const = default;
};
// What waits for a break shall be shown now.
struct ShowWaiting {
  bool operator==(const ShowWaiting&) const = default;
};
// The bar was clicked: keys are for it until Esc.
struct TakeKeyboard {
  bool operator==(const TakeKeyboard&) const = default;
};
struct GiveKeyboardBack {
  bool operator==(const GiveKeyboardBack&) const = default;
};

using Intent = std::variant<OpenDetail, OpenDay, ClosePanel, CopyText, ShowWaiting, TakeKeyboard,
                            GiveKeyboardBack>;
using Intents = std::vector<Intent>;

}  // namespace aftercall::ui
