#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/model/desk.h"

namespace aftercall::model {

// All that the panel of one review shows, as a pure function of the desk. Pointers are valid until
// the desk changes.
struct ReviewView {
  const ReviewItem* review = nullptr;
  const forms::Form* form = nullptr;  // nullptr: it has not come yet
  const Committed* own = nullptr;     // what the person thought of it themselves, if they did
  std::vector<const Item*> verdicts;  // the customer's answers that may be shown
  std::string answer;                 // what the person has begun to answer
  bool is_sent = false;               // an answer is on its way
  bool is_thanked = false;            // thanks were sent, or are on their way
  bool is_lent = false;               // others may review it too; also where that is on its way
  const Refusal* refusal = nullptr;   // why the last thing done was refused
  bool is_live = false;               // the server is there
  // The appeal against it; nullptr: none, or one kept for a break.
  const AppealItem* appeal = nullptr;
  // It is no advice, and there is no appeal yet. Whether it is still time, whoever knows the day
  // says.
  bool may_be_appealed = false;
  bool is_upheld = false;  // as Review::appeal_upheld, once the decision may be shown
};

// Nothing where there is no such review, or it has come and is kept for a break.
std::optional<ReviewView> ReviewViewOf(const Desk& desk, absl::string_view name);

// All that the panel for asking shows.
struct AskView {
  InteractionReference reference;                      // of what
  const ReviewPreview* preview = nullptr;              // nullptr: the server has not said yet
  const forms::Form* form = nullptr;                   // nullptr: it is not here yet
  Draft draft;                                         // as written so far
  const std::vector<Colleague>* colleagues = nullptr;  // nullptr: they are not known
  const AskLater* later = nullptr;   // given while nobody could say who could be asked
  bool is_sent = false;              // the request is on its way
  const Refusal* refusal = nullptr;  // why it was refused
  bool is_live = false;              // the server is there
};
// Nothing where neither the strip, nor the list of contacts, nor a request given for later has that
// interaction.
std::optional<AskView> AskViewOf(const Desk& desk, absl::string_view interaction);

// One of the person's contacts, and how asking about it stands.
struct ContactRow {
  const Contact* contact = nullptr;
  const ReviewItem* review = nullptr;  // the latest of it; nullptr: none, or one kept for a break
  bool is_asked = false;               // a request is on its way, or a review is kept for a break
  const AskLater* later = nullptr;     // a request that was given, and is not on its way
};
struct ContactsView {
  std::vector<ContactRow> rows;      // the latest first
  bool is_known = false;             // false: the list has never been here
  bool is_awaited = false;           // it was asked for, and the server has not answered
  bool has_more = false;             // there are older ones on these days
  const Refusal* refusal = nullptr;  // why the server does not give it
  bool is_live = false;              // the server is there
};
ContactsView ContactsViewOf(const Desk& desk);

// The latest of the customer's answers about an interaction that may be shown; nothing where the
// strip has none.
std::optional<VerdictKey> LatestAnswerOn(const Desk& desk, absl::string_view interaction);

// Requests that were given and are not on their way.
std::vector<const AskLater*> AsksToList(const Desk& desk);

// The reviews that the panel lists: the latest asked for first, without those kept for a break.
std::vector<const ReviewItem*> ReviewsToList(const Desk& desk);

}  // namespace aftercall::model
