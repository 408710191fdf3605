#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "backend/store/sqlite/database.h"

namespace aftercall::store {

// The ids in the first column.
template <typename Id>
absl::StatusOr<std::vector<Id>> IdsOf(Rows rows) {
  std::vector<Id> ids;
  while (rows.Next()) ids.push_back({rows.Int(0)});
  if (!rows.status().ok()) return rows.status();
  return ids;
}

}  // namespace aftercall::store
