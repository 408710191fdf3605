#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "client/net/loop.h"

namespace aftercall::net {
namespace {

using testing::ElementsAre;

TEST(ThreadLoop, RunsTasksInOrderOnOneThread) {
  const auto loop = MakeThreadLoop();
  std::vector<int> order;
  std::vector<std::thread::id> threads;
  absl::Notification done;
  for (int i = 0; i < 3; ++i) {
    loop->Post([&, i] {
      order.push_back(i);
      threads.push_back(std::this_thread::get_id());
    });
  }
  loop->Post([&] { done.Notify(); });
  done.WaitForNotification();
  EXPECT_THAT(order, ElementsAre(0, 1, 2));
  EXPECT_EQ(threads[0], threads[2]);
  EXPECT_NE(threads[0], std::this_thread::get_id());
}

TEST(ThreadLoop, RunsTimersInTheOrderOfTheirTimesAndNotBefore) {
  const auto loop = MakeThreadLoop();
  std::vector<int> order;
  absl::Duration ran_at;
  absl::Notification done;
  loop->After(absl::Milliseconds(30), [&] {
    order.push_back(30);
    ran_at = loop->Elapsed();
    done.Notify();
  });
  loop->After(absl::Milliseconds(10), [&] { order.push_back(10); });
  loop->After(absl::ZeroDuration(), [&] { order.push_back(0); });
  done.WaitForNotification();
  EXPECT_THAT(order, ElementsAre(0, 10, 30));
  EXPECT_GE(ran_at, absl::Milliseconds(30));
}

TEST(ThreadLoop, AnEarlierTimerThatComesLaterIsNotLate) {
  const auto loop = MakeThreadLoop();
  absl::Notification done;
  loop->After(absl::Hours(1), [] { FAIL() << "an hour has not passed"; });
  // Given some time to fall asleep over the first one; were it still awake, this would pass anyway.
  absl::SleepFor(absl::Milliseconds(50));
  loop->After(absl::Milliseconds(1), [&] { done.Notify(); });
  EXPECT_TRUE(done.WaitForNotificationWithTimeout(absl::Seconds(60)));
}

TEST(ThreadLoop, StopRunsWhatIsPostedAndDropsWhatWaits) {
  const auto loop = MakeThreadLoop();
  absl::Notification started, go;
  std::atomic<int> ran = 0;
  loop->Post([&] {
    started.Notify();
    go.WaitForNotification();
  });
  started.WaitForNotification();
  loop->Post([&] { ++ran; });
  loop->After(absl::ZeroDuration(), [&] { ran += 100; });
  std::thread opener([&] { go.Notify(); });
  loop->Stop();
  opener.join();
  loop->Post([&] { ran += 1000; });
  loop->Stop();  // twice does no harm
  EXPECT_EQ(ran % 100, 1);
  EXPECT_LT(ran, 1000);
}

TEST(ThreadLoop, MayBePostedToFromItsOwnTasks) {
  const auto loop = MakeThreadLoop();
  absl::Notification done;
  loop->Post([&] { loop->Post([&] { done.Notify(); }); });
  done.WaitForNotification();
}

}  // namespace
}  // namespace aftercall::net
