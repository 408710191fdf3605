#include "backend/domain/pause.h"

#include <gtest/gtest.h>

#include <random>

#include "absl/strings/str_cat.h"
#include "tests/support/make.h"

namespace aftercall::domain {
namespace {

using testing::At;

constexpr TeamId kReds{1}, kBlues{2}, kTeamless;

Pause OfTeam(TeamId team, double from, double to) {
  return {{1}, team, "", {}, At(from), At(to), std::nullopt};
}
Pause OfQueue(const std::string& queue, double from, double to) {
  return {{2}, {}, queue, {}, At(from), At(to), std::nullopt};
}

TEST(PausedUntil, IsOfThePeopleOfATeamOrOfWhatCameInAtAQueue) {
  const std::vector<Pause> pauses = {OfTeam(kReds, 12, 16), OfQueue("cards", 13, 15)};
  EXPECT_EQ(PausedUntil(pauses, kReds, "", At(12)), At(16));
  EXPECT_EQ(PausedUntil(pauses, kBlues, "", At(12)), std::nullopt);
  EXPECT_EQ(PausedUntil(pauses, kBlues, "cards", At(14)), At(15));
  EXPECT_EQ(PausedUntil(pauses, kTeamless, "loans", At(14)), std::nullopt);
  EXPECT_EQ(PausedUntil(pauses, kTeamless, "", At(14)), std::nullopt) << "no queue is no queue's";
}

TEST(PausedUntil, IsTheLatestEndOfThoseThatHoldAndAnEndIsNoneAnyMore) {
  std::vector<Pause> pauses = {OfTeam(kReds, 12, 16), OfQueue("cards", 13, 17)};
  EXPECT_EQ(PausedUntil(pauses, kReds, "cards", At(14)), At(17));
  EXPECT_EQ(PausedUntil(pauses, kReds, "cards", At(12.5)), At(16)) << "the other has not begun";
  EXPECT_EQ(PausedUntil(pauses, kReds, "cards", At(11.9)), std::nullopt);
  EXPECT_EQ(PausedUntil(pauses, kReds, "", At(16)), std::nullopt);
  pauses[1].ended_at = At(14);
  EXPECT_EQ(PausedUntil(pauses, kReds, "cards", At(14)), At(16));
}

TEST(Freeze, ASelfAssessmentGoesOnLaterByAsLongAsItStoodStill) {
  SelfAssessment asked;
  asked.lapses_at = At(20);
  asked.wakes_at = At(14);
  const auto frozen = Freeze(asked, At(12));
  EXPECT_EQ(Freeze(frozen, At(13)), frozen);
  const auto thawed = Thaw(frozen, At(16));
  EXPECT_EQ(thawed.lapses_at, At(24));
  EXPECT_EQ(thawed.wakes_at, At(18));
  EXPECT_EQ(thawed.frozen_for, absl::Hours(4));
  EXPECT_EQ(thawed.frozen_at, std::nullopt);
  EXPECT_EQ(Thaw(thawed, At(17)), thawed);
  EXPECT_EQ(Thaw(frozen, At(11)).lapses_at, At(20)) << "a clock that was set back";
}

TEST(Freeze, ATaskIsNeitherRemindedOfNorOverWhileItStandsStill) {
  ReviewTask task;
  task.deadline = {kTimeToAccept, At(9), At(81)};
  task.deadline = Freeze(task.deadline, At(9.5));
  EXPECT_EQ(NextAt(task), absl::InfiniteFuture());
  task.deadline = Thaw(task.deadline, At(13.5));
  EXPECT_EQ(NextAt(task), At(14));
  EXPECT_EQ(task.deadline.latest, At(85));
}

// A deadline beside what a minute hand says.
class DeadlineStorm {
 public:
  explicit DeadlineStorm(uint64_t seed) : random_(seed) {}

  std::string Run() {
    for (int minute = 0; minute < 3000; ++minute) {
      Change();
      if (std::string wrong = Compare(); !wrong.empty()) {
        return absl::StrCat("after ", minute, " minutes: ", wrong);
      }
      if (is_frozen_) {
        latest_ += absl::Minutes(1);
      } else if (is_there_ && left_ > absl::ZeroDuration()) {
        left_ -= absl::Minutes(1);
      }
      now_ += absl::Minutes(1);
    }
    return "";
  }

 private:
  void Change() {
    switch (random_() % 60) {
      case 0:
        is_there_ = true;
        deadline_ = Resume(deadline_, now_);
        break;
      case 1:
        is_there_ = false;
        deadline_ = Suspend(deadline_, now_);
        break;
      case 2:
        is_frozen_ = true;
        deadline_ = Freeze(deadline_, now_);
        break;
      case 3:
        is_frozen_ = false;
        deadline_ = Thaw(deadline_, now_);
        break;
    }
  }

  std::string Compare() const {
    const absl::Time due = Thaw(deadline_, now_).DueAt();
    // What is over stays over; how long it has been does not matter.
    const absl::Time expected = is_there_ ? std::min(now_ + left_, latest_) : latest_;
    if (std::max(due, now_) == std::max(expected, now_)) return "";
    return absl::StrCat("due ", absl::FormatTime(due), " and not ", absl::FormatTime(expected));
  }

  std::mt19937_64 random_;
  absl::Time now_ = At(9);
  Deadline deadline_{absl::Hours(8), std::nullopt, At(9 + 72)};
  bool is_there_ = false, is_frozen_ = false;
  absl::Duration left_ = absl::Hours(8);
  absl::Time latest_ = At(9 + 72);
};

TEST(Freeze, CountsWhoIsThereAndNotPausedHoweverThatGoesToAndFro) {
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    EXPECT_EQ(DeadlineStorm(seed).Run(), "") << "seed " << seed;
  }
}

}  // namespace
}  // namespace aftercall::domain
