#include "backend/upkeep/caretaker.h"

#include "absl/synchronization/notification.h"
#include "shared/wire/problem.h"
#include "tests/backend/upkeep/kept_store.h"

namespace aftercall::upkeep {
namespace {

using Tell = Caretaker::Tell;
const auto kNothing = [](auto) -> Tell { return [] {}; };

class CaretakerTest : public KeptStore {
 protected:
  std::unique_ptr<Caretaker> Start() { return *Caretaker::Start(*store_, clock_, {}); }
};

TEST_F(CaretakerTest, OneJobAtATime) {
  const auto caretaker = Start();
  absl::Notification go_on, first, second;
  ASSERT_TRUE(caretaker
                  ->TryStart([&](auto) -> Tell {
                    go_on.WaitForNotification();
                    return [&] { first.Notify(); };
                  })
                  .ok());
  const auto refused = caretaker->TryStart(kNothing);
  EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(wire::ProblemOf(refused)->reason, "UPKEEP_BUSY");
  EXPECT_TRUE(wire::RetryAfterOf(refused));
  go_on.Notify();
  first.WaitForNotification();
  // Whoever hears of the end may ask for the next.
  ASSERT_TRUE(caretaker->TryStart([&](auto) -> Tell { return [&] { second.Notify(); }; }).ok());
  second.WaitForNotification();
}

TEST_F(CaretakerTest, AJobHearsThatItIsToEndAndNoOtherIsTaken) {
  auto caretaker = Start();
  absl::Notification began, ended;
  ASSERT_TRUE(caretaker
                  ->TryStart([&](auto go_on) -> Tell {
                    began.Notify();
                    while (go_on()) {
                    }
                    return [&] { ended.Notify(); };
                  })
                  .ok());
  began.WaitForNotification();
  caretaker->Stop();
  ended.WaitForNotification();
  EXPECT_EQ(wire::ProblemOf(caretaker->TryStart(kNothing))->reason, "DRAINING");
}

TEST_F(CaretakerTest, AJobThatWasTakenRunsEvenIfItAllStops) {
  bool ran = false;
  auto caretaker = Start();
  ASSERT_TRUE(caretaker->TryStart([&](auto) -> Tell { return [&] { ran = true; }; }).ok());
  caretaker.reset();
  EXPECT_TRUE(ran);
}

}  // namespace
}  // namespace aftercall::upkeep
