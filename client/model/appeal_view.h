#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/model/desk.h"

namespace aftercall::model {

// A review that the person contests, by its name.
struct ContestedReview {
  std::string review;
  bool operator==(const ContestedReview&) const = default;
};

// All that the panel of the person's appeal against one answer or review shows, made or not yet, as
// a pure function of the desk. Pointers are valid until the desk changes.
struct AppealView {
  const Item* item = nullptr;          // the answer; nullptr: it is not on the strip any more
  const ReviewItem* review = nullptr;  // in place of the answer; nullptr: it is not known any more
  const forms::Form* form = nullptr;   // that the review fills in; nullptr: it has not come yet
  const AppealItem* appeal = nullptr;  // nullptr: there is none yet
  std::string reason;                  // as written so far
  bool is_sent = false;                // what the person did is on its way
  const Refusal* refusal = nullptr;    // why the last thing done was refused
  bool is_live = false;                // the server is there
};

// By an answer of the person's own, with the appeal against it if there is one. Nothing where
// there is no such answer, or an answer or decision is kept for a break.
std::optional<AppealView> AppealViewOf(const Desk& desk, const VerdictKey& answer);
// The same by a review that may be, or was, appealed.
std::optional<AppealView> AppealViewOf(const Desk& desk, const ContestedReview& contested);
// By the name of an appeal.
std::optional<AppealView> AppealViewOf(const Desk& desk, absl::string_view name);

// The appeal against a review, also one that is kept for a break; nullptr where there is none.
const AppealItem* FindAppeal(const Desk& desk, const ContestedReview& contested);

// All that the panel of one appeal to be decided shows.
struct AppealTaskView {
  const AppealTaskItem* task = nullptr;
  std::string reason;                // why it is decided so, as written so far
  bool is_sent = false;              // what the person did is on its way
  const Refusal* refusal = nullptr;  // why the last thing done was refused
  bool is_live = false;              // the server is there
  // Of an evaluation; nullptr: it has not come yet.
  const forms::Form* form = nullptr;
};
// Nothing where there is no such task, or it is kept for a break.
std::optional<AppealTaskView> AppealTaskViewOf(const Desk& desk, absl::string_view name);

// The appeals that panels list, the latest first: the person's own; those to decide, then those
// that they have decided.
std::vector<const AppealItem*> AppealsToList(const Desk& desk);
std::vector<const AppealTaskItem*> AppealTasksToList(const Desk& desk);

}  // namespace aftercall::model
