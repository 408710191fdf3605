#pragma once

#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/model/desk.h"

namespace aftercall::model {

// All that the panel of one review task shows, as a pure function of the desk. Pointers are valid
// until the desk changes.
struct ReviewTaskView {
  const ReviewTaskItem* task = nullptr;
  const forms::Form* form = nullptr;    // nullptr: it has not come yet
  forms::ReviewContent content;         // as written so far (moments in comments); as submitted
  std::vector<forms::Missing> missing;  // what keeps it from being submitted
  bool is_saved = true;                 // the server has all that is written
  bool has_other = false;               // something else was written on another desk
  bool is_sent = false;                 // what the person did with it is on its way
  const Refusal* refusal = nullptr;     // why the last thing done was refused
  bool is_live = false;                 // the server is there
  std::optional<bool> opened;           // as ReviewDrafts::WasOpened
};

// Nothing where there is no such task, or it is kept for a break.
std::optional<ReviewTaskView> ReviewTaskViewOf(const Desk& desk, absl::string_view name);

// The tasks that the panel lists: those to do as they were asked, then those that are done, the
// latest first.
std::vector<const ReviewTaskItem*> TasksToList(const Desk& desk);

}  // namespace aftercall::model
