#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/model/desk.h"

namespace aftercall::model {

// All that the panel of one self-assessment shows, as a pure function of the desk. Pointers are
// valid until the desk changes.
struct PromptView {
  const Prompt* prompt = nullptr;
  const forms::Form* form = nullptr;       // nullptr: it has not come yet
  Draft draft;                             // as filled in so far; what is on its way, if it is
  bool answer_in = false;                  // an answer is in, and sealed
  bool is_sent = false;                    // a commit, skip or snooze is on its way
  const Refusal* refusal = nullptr;        // why the last thing done was refused
  std::vector<const Item*> verdicts;       // the customer's answers that may be shown
  bool verdict_waits = false;              // one has come, and is kept until a break
  bool is_live = false;                    // the server is there
  int others = 0;                          // more that can be done now
  std::optional<absl::Time> paused_until;  // no more are asked, and this one can wait
};

// What the person thinks of `interaction` themselves. Pointers are valid until the desk changes.
struct OwnView {
  // What they committed, with its form; nullptrs where they did not, or where this desk does not
  // know it.
  const Committed* committed = nullptr;
  const forms::Form* form = nullptr;
  // They may ask to be asked: there is no self-assessment, and none is on its way.
  bool may_request = false;
};
OwnView OwnViewOf(const Desk& desk, absl::string_view interaction);

// Nothing where there is no such self-assessment, or it is kept for a break.
std::optional<PromptView> PromptViewOf(const Desk& desk, absl::string_view interaction);

// The elements that a self-assessment asks, in the form's order.
std::vector<const forms::Element*> QuickElements(const forms::Form& form);

// Those of them that have no score in `scores` yet.
std::vector<const forms::Element*> MissingElements(const forms::Form& form, const Scores& scores);

// The customer's answer to the question that `element` names, on the same scale; nothing where
// there is none among `verdicts`. Where low is best it is no element's scale.
std::optional<int> CustomerScore(const forms::Element& element,
                                 const std::vector<const Item*>& verdicts);

}  // namespace aftercall::model
