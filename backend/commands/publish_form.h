#pragma once

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "backend/domain/ids.h"
#include "backend/store/store.h"
#include "shared/forms/form.h"

namespace aftercall::commands {

inline constexpr size_t kMostForms = 100;

struct FormOutcome {
  domain::PublishedForm published;
  bool is_new = false;  // false: what is the latest version already
};

// What publishing `form` would come to. Refuses forms that break a rule (forms::Check), change the
// scale of an element that is known, or name a survey question with another scale. A question that
// is not known yet may be named: it is compared from its first answer on.
absl::StatusOr<FormOutcome> CheckForm(store::Transaction& transaction, const forms::Form& form,
                                      domain::UserId publisher);

// As CheckForm, and publishes it where it is new.
absl::StatusOr<FormOutcome> PublishForm(store::Transaction& transaction, const forms::Form& form,
                                        domain::UserId publisher);

// Publishes the form that ships, where there is none of its name.
absl::Status EnsureDefaultForm(store::Transaction& transaction);

}  // namespace aftercall::commands
