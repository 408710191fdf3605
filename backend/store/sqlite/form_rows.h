#pragma once

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "backend/domain/published_form.h"
#include "backend/store/sqlite/database.h"

// Evaluation forms as rows; what the writer's transaction and readers share.
namespace aftercall::store {

// A version of a form; the latest where `version` is 0.
absl::StatusOr<std::optional<domain::PublishedForm>> LoadForm(Database& database,
                                                              absl::string_view id, int version);
absl::StatusOr<std::vector<std::string>> LoadFormIds(Database& database);
absl::Status WriteForm(Database& database, const domain::PublishedForm& form);

}  // namespace aftercall::store
