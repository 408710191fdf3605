#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "backend/store/store.h"
#include "tests/support/make.h"
#include "tests/support/manual_clock.h"
#include "tests/support/writes.h"

// The store's contract, held against whatever a factory makes:
//
//   INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract, ::testing::Values(StoreKind{"sqlite", …}));
namespace aftercall::store {

// Two people and a day that the suites write about; only feeds take people who are not there.
inline constexpr domain::UserId kAnn{1}, kBob{2};
inline const absl::CivilDay kDay(2026, 3, 9);

// One empty database that can be opened again and again.
class Place {
 public:
  virtual ~Place() = default;
  virtual absl::StatusOr<std::unique_ptr<Store>> Open(const base::Clock& clock) = 0;
  // Whether a store serves one process alone and refuses a second.
  virtual bool IsExclusive() const = 0;
};

struct StoreKind {
  std::string name;
  std::function<std::unique_ptr<Place>()> make_place;
};
inline void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }

class StoreContract : public ::testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override;

  void Close();
  void Reopen();

  // Runs a command and expects it to succeed.
  void Write(testing::Command command);
  template <typename T>
  static T Value(absl::StatusOr<T> result) {
    EXPECT_TRUE(result.ok()) << result.status();
    if (!result.ok()) std::abort();
    return *std::move(result);
  }

  domain::UserId AddUser(const std::string& name, std::vector<domain::Alias> aliases = {},
                         domain::User::State state = domain::User::State::kActive);
  domain::TeamId AddTeam(const std::string& name, std::vector<domain::UserId> leaders = {});
  // An interaction of testing::CallOf placed at `agent`, `team` and `day`.
  domain::InteractionId AddInteraction(const std::string& external_id, domain::UserId agent,
                                       domain::TeamId team, absl::CivilDay day,
                                       const std::string& queue = "");
  // One of Ann's that came in at a queue.
  void Arrive(const std::string& queue, domain::TeamId team, absl::CivilDay day);

  int arrivals_ = 0;
  testing::ManualClock clock_;
  std::unique_ptr<Place> place_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Reader> reader_;
};

}  // namespace aftercall::store
