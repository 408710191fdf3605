#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "backend/commands/change_directory.h"
#include "backend/commands/ingest_batch.h"
#include "backend/store/store.h"
#include "tests/support/make.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/writes.h"

namespace aftercall::commands {

// Commands on a real store. The clock stands at noon of testing::At's day.
class CommandsTest : public ::testing::Test {
 protected:
  void SetUp() override;

  // Takes one record and says what became of it: "created", "changed", "unchanged", "pending", or
  // the reason why it was refused.
  std::string Take(Record record);
  // The same for what a record was taken without: the reasons.
  std::vector<std::string> NotesOn(Record record);

  domain::UserId Agent(const std::string& staff_number);
  domain::TeamId TeamCalled(const std::string& name);
  // A leader of these teams, who are made where they are missing.
  domain::UserId Leader(const std::string& name, const std::vector<std::string>& teams);

  // A feed's entries in words, from position `after` on: "verdict c1 stars 4", "changed c1 stars
  // 2->4", "withdrawn", "seen Agent 7"; verdicts that name their agent end with it.
  std::vector<std::string> Feed(domain::UserId user, int64_t after = 0);
  domain::InteractionCounts Counts(domain::UserId user);
  // "stars 4 x2, …" of a scope.
  std::string Answers(const store::Scope& scope);

  template <typename T>
  static T Value(absl::StatusOr<T> result) {
    EXPECT_TRUE(result.ok()) << result.status();
    if (!result.ok()) std::abort();
    return *std::move(result);
  }

  testing::TemporaryDirectory directory_;
  testing::ManualClock clock_{testing::At(12)};
  Policy policy_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<store::Reader> reader_;
};

}  // namespace aftercall::commands
