#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "backend/store/sqlite/database.h"
#include "backend/store/sqlite/sqlite_transaction.h"
#include "backend/store/store.h"
#include "shared/base/ids.h"

namespace aftercall::store {

// The Inspection of SqliteStore: a read transaction on a connection of its own. While it lives, the
// write-ahead log cannot be taken back to its beginning, and grows by what is written.
class SqliteInspection final : public Inspection {
 public:
  // `database` is a connection that only reads.
  static absl::StatusOr<std::unique_ptr<SqliteInspection>> Begin(
      std::unique_ptr<Database> database);

  Transaction& rows() override { return transaction_; }
  absl::StatusOr<Census> Count() override;
  absl::StatusOr<std::vector<std::string>> CheckStructure(GoOn go_on) override;
  absl::StatusOr<std::vector<FeedShape>> ListFeeds(domain::UserId after, size_t limit) override;
  absl::StatusOr<std::vector<int64_t>> ListGaps(domain::UserId feed, int64_t through,
                                                size_t limit) override;
  absl::StatusOr<std::vector<RollupGroup>> ListRollupGroups(const RollupGroup& after,
                                                            size_t limit) override;
  absl::StatusOr<std::vector<RequestRow>> ListRequests(absl::string_view after,
                                                       size_t limit) override;

 private:
  explicit SqliteInspection(std::unique_ptr<Database> database) : database_(std::move(database)) {}
  absl::Status Measure(FeedShape& shape);

  const std::unique_ptr<Database> database_;
  base::IdGenerator no_ids_{[] { return uint64_t{0}; }};
  SqliteTransaction transaction_{*database_, no_ids_};
};

}  // namespace aftercall::store
