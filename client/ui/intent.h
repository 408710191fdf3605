#pragma once

#include <string>
#include <variant>
#include <vector>

#include "client/model/command.h"
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
// A self-assessment: the first that can be done, or that of one interaction.
struct OpenPrompts {
  bool operator==(const OpenPrompts&) const = default;
};
struct OpenPrompt {
  std::string interaction;
  bool operator==(const OpenPrompt&) const = default;
};
// A self-assessment as it is filled in so far.
struct EditDraft {
  std::string interaction;
  model::Draft draft;
  bool operator==(const EditDraft&) const = default;
};
// Something is to be done about a self-assessment.
struct Assess {
  std::string interaction;
  model::Doing what;
  bool operator==(const Assess&) const = default;
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

using Intent = std::variant<OpenDetail, OpenDay, OpenPrompts, OpenPrompt, EditDraft, Assess,
                            ClosePanel, CopyText, ShowWaiting, TakeKeyboard, GiveKeyboardBack>;
using Intents = std::vector<Intent>;

}  // namespace aftercall::ui
