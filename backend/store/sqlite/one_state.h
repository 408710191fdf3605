#pragma once

#include "absl/status/status.h"
#include "backend/store/sqlite/database.h"

namespace aftercall::store {

// While it lives, all statements of a reading connection see one state of the database.
class OneState {
 public:
  explicit OneState(Database& database) : database_(database), status_(database.Run("BEGIN")) {}
  ~OneState() {
    if (status_.ok()) (void)database_.Run("COMMIT");
  }
  OneState(const OneState&) = delete;
  OneState& operator=(const OneState&) = delete;

  const absl::Status& status() const { return status_; }

 private:
  Database& database_;
  const absl::Status status_;
};

}  // namespace aftercall::store
