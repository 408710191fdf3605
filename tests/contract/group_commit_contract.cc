#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/notification.h"
#include "tests/contract/store_under_test.h"

// Commands that share a transaction.
namespace aftercall::store {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using testing::VerdictOf;

// A command that writes of every kind, and returns `result` at its end.
testing::Command Everything(int n, absl::Status result = absl::OkStatus()) {
  return [n, result](Transaction& t) -> absl::Status {
    domain::User user;
    user.id = {t.NewId()};
    user.display_name = absl::StrCat("user ", n);
    if (auto status = t.InsertUser(user); !status.ok()) return status;
    domain::RollupDelta delta;
    const domain::Cell cell{kAnn, {3}, absl::CivilDay(2026, 3, 9), domain::Channel::kVoice, ""};
    delta.interactions[cell].interactions = 1;
    t.AddToRollups(delta);
    auto status =
        t.Append(std::vector<domain::FeedDraft>{{kAnn, VerdictOf(n, 1)}, {kBob, VerdictOf(n, 1)}});
    if (status.ok()) status = t.PutRequest(absl::StrCat("request ", n), {"", ""});
    return status.ok() ? result : status;
  };
}

TEST_P(StoreContract, ABadCommandFailsAloneAndUndoesOnlyItsOwn) {
  std::vector<testing::Command> commands;
  for (int n = 1; n <= 6; ++n) {
    commands.push_back(
        Everything(n, n % 3 == 0 ? absl::InvalidArgumentError("no") : absl::OkStatus()));
  }
  const auto results = testing::RunTogether(*store_, std::move(commands));
  for (int n = 1; n <= 6; ++n) {
    EXPECT_EQ(results[n - 1].ok(), n % 3 != 0) << n << results[n - 1];
  }
  // Positions, rows, roll-ups and results of those that failed are gone without a gap.
  for (const auto feed : {kAnn, kBob}) {
    const auto page = Value(reader_->ReadFeed(feed, 0, 100));
    EXPECT_EQ(page.head, 4);
    ASSERT_THAT(page.entries, SizeIs(4));
    for (int64_t i = 0; i < 4; ++i) {
      EXPECT_EQ(page.entries[i].position, i + 1);
      const int64_t expected[] = {1, 2, 4, 5};
      EXPECT_EQ(std::get<domain::Verdict>(page.entries[i].event).interaction.value, expected[i]);
    }
  }
  EXPECT_EQ(Value(reader_->ReadTally({}, {})).interactions.interactions, 4);
  EXPECT_THAT(Value(reader_->ListUsers({}, "", {}, 100)), SizeIs(4));
  Write([&](Transaction& t) {
    EXPECT_FALSE(Value(t.FindRequest("request 3")));
    EXPECT_TRUE(Value(t.FindRequest("request 4")));
    return absl::OkStatus();
  });
}

TEST_P(StoreContract, SaysHowManyRecordsWait) {
  absl::Notification began, go_on;
  absl::BlockingCounter answered(3);
  const auto done = [&](const absl::Status&) { answered.DecrementCount(); };
  store_->Submit({[&](Transaction&) {
                    began.Notify();
                    go_on.WaitForNotification();
                    return absl::OkStatus();
                  },
                  done});
  began.WaitForNotification();
  EXPECT_EQ(store_->Queued(), 0u);
  store_->Submit({[](Transaction&) { return absl::OkStatus(); }, done, /*records=*/5});
  store_->Submit({[](Transaction&) { return absl::OkStatus(); }, done});
  EXPECT_EQ(store_->Queued(), 6u);
  go_on.Notify();
  answered.Wait();
  EXPECT_EQ(store_->Queued(), 0u);
}

TEST_P(StoreContract, ACommandSeesWhatItsNeighboursWrote) {
  std::vector<testing::Command> commands;
  commands.push_back(Everything(1));
  commands.push_back(Everything(2, absl::AbortedError("no")));
  commands.push_back([](Transaction& t) {
    EXPECT_EQ(Value(t.FindHead(kAnn)).position, 1);
    EXPECT_THAT(Value(t.ReadEntries(kAnn, 0, 9)), SizeIs(1));
    EXPECT_TRUE(Value(t.FindRequest("request 1")));
    EXPECT_FALSE(Value(t.FindRequest("request 2")));
    return absl::OkStatus();
  });
  EXPECT_THAT(testing::RunTogether(*store_, std::move(commands)),
              ElementsAre(absl::OkStatus(), absl::AbortedError("no"), absl::OkStatus()));
}

TEST_P(StoreContract, ListenersHearNothingOfWhatFailed) {
  Close();
  store_ = Value(place_->Open(clock_));
  int entries = 0;
  int times = 0;
  store_->SetCommitListener([&](absl::Span<const std::shared_ptr<const FeedGrowth>> growth) {
    ++times;
    for (const auto& grown : growth) entries += static_cast<int>(grown->entries.size());
  });
  EXPECT_FALSE(testing::Run(*store_, Everything(1, absl::AbortedError("no"))).ok());
  EXPECT_EQ(times, 0);
  std::vector<testing::Command> commands;
  commands.push_back(Everything(2));
  commands.push_back(Everything(3, absl::AbortedError("no")));
  commands.push_back(Everything(4));
  testing::RunTogether(*store_, std::move(commands));
  EXPECT_EQ(entries, 4);
  EXPECT_EQ(times, 1);  // one transaction
}

TEST_P(StoreContract, WhatIsAnsweredCanBeReadAtOnce) {
  for (int n = 1; n <= 20; ++n) {
    int64_t read = -1;
    absl::Notification done;
    store_->Submit({Everything(n), [&](const absl::Status& status) {
                      EXPECT_TRUE(status.ok()) << status;
                      read = Value(reader_->ReadFeed(kAnn, 0, 0)).head;
                      done.Notify();
                    }});
    done.WaitForNotification();
    EXPECT_EQ(read, n);
  }
}

TEST_P(StoreContract, ClosingFinishesWhatWasSubmitted) {
  std::atomic<int> answered = 0;
  for (int n = 1; n <= 50; ++n) {
    store_->Submit(
        {Everything(n), [&](const absl::Status& status) { answered += status.ok() ? 1 : 0; }});
  }
  Reopen();
  EXPECT_EQ(answered, 50);
  EXPECT_EQ(Value(reader_->ReadFeed(kBob, 0, 0)).head, 50);
}

TEST_P(StoreContract, AReaderSeesOneStateWhileOthersWrite) {
  std::atomic<bool> stop = false;
  std::atomic<int> written = 0;
  std::thread writer([&] {
    for (int n = 1; n <= 200; ++n) {
      EXPECT_TRUE(testing::Run(*store_, Everything(n)).ok());
      ++written;
    }
    stop = true;
  });
  while (!stop) {
    const auto page = Value(reader_->ReadFeed(kAnn, 0, 1000));
    EXPECT_EQ(page.head, static_cast<int64_t>(page.entries.size()));
  }
  writer.join();
  EXPECT_EQ(Value(reader_->ReadFeed(kAnn, 0, 1000)).head, written);
}

}  // namespace
}  // namespace aftercall::store
