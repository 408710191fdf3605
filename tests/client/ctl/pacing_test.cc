#include "client/ctl/import/pacing.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/ctl/import/progress.h"
#include "client/ctl/input/wire_time.h"
#include "gtest/gtest.h"
#include "tests/client/ctl/reading.h"

namespace aftercall::ctl {
namespace {

PacedRow Row(const std::string& agent, absl::Duration at, bool answered = true) {
  PacedRow row;
  row.happened = absl::UnixEpoch() + at;
  v1::Interaction* interaction = row.records.emplace_back().mutable_interaction();
  interaction->add_legs()->set_staff_number(agent);
  *interaction->mutable_ended_at() = input::ToTimestamp(row.happened);
  *interaction->mutable_started_at() = input::ToTimestamp(row.happened - absl::Minutes(5));
  if (answered) row.records.emplace_back().mutable_response()->set_rating(5);
  return row;
}

TEST(Pacing, TheAgentWithMostAnswersGetsOneAboutEveryThreeSeconds) {
  std::vector<PacedRow> rows;
  for (int day = 9; day >= 0; --day) {  // in the wrong order
    for (int i = 0; i < 6; ++i) {
      rows.push_back(Row("Lin", absl::Hours(24 * day + 8) + absl::Minutes(17 * i)));
    }
    rows.push_back(Row("Mei", absl::Hours(24 * day + 9)));
    rows.push_back(Row("Bo", absl::Hours(24 * day + 9), /*answered=*/false));
  }
  const PacePlan plan = Pace(&rows, absl::Seconds(3));
  EXPECT_EQ(plan.agent, "Lin");
  EXPECT_EQ(plan.answers, 60);
  std::vector<absl::Duration> lin;
  absl::Time happened = absl::InfinitePast();
  absl::Duration due;
  for (const PacedRow& row : rows) {
    EXPECT_GE(row.happened, happened) << "in the order of the file's own time";
    EXPECT_GE(row.due, due);
    happened = row.happened;
    due = row.due;
    if (row.records[0].interaction().legs(0).staff_number() == "Lin") lin.push_back(row.due);
  }
  ASSERT_EQ(lin.size(), 60u);
  for (size_t i = 1; i < lin.size(); ++i) {
    EXPECT_GE(lin[i] - lin[i - 1], absl::Seconds(1.4)) << i;
    EXPECT_LE(lin[i] - lin[i - 1], absl::Seconds(4.6)) << i << ": nights are skipped";
  }
  EXPECT_LE(lin[0], absl::Seconds(3.1));
}

TEST(Pacing, AnotherAgentMaySetThePace) {
  std::vector<PacedRow> rows = {Row("Lin", absl::Hours(1)), Row("Lin", absl::Hours(2)),
                                Row("Mei", absl::Hours(3))};
  EXPECT_EQ(Pace(&rows, absl::Seconds(1), "Mei").answers, 1);
  EXPECT_EQ(Pace(&rows, absl::Seconds(1), "Bo").answers, 0);
}

TEST(Pacing, AFileWithoutAnswersPlaysToo) {
  std::vector<PacedRow> rows = {Row("Lin", absl::Hours(1), false),
                                Row("Mei", absl::Hours(9), false)};
  const PacePlan plan = Pace(&rows, absl::Seconds(2));
  EXPECT_EQ(plan.agent, "");
  EXPECT_LE(plan.length, absl::Seconds(5));
  std::vector<PacedRow> none;
  EXPECT_EQ(Pace(&none, absl::Seconds(2)).length, absl::ZeroDuration());
}

TEST(Pacing, ARowCanBeToldAsOfNow) {
  PacedRow row = Row("Lin", absl::Hours(1));
  const absl::Time now = absl::FromUnixSeconds(1700000000);
  MoveTo(now, &row.records);
  const v1::Interaction& moved = row.records[0].interaction();
  EXPECT_EQ(input::FromTimestamp(moved.ended_at()), now);
  EXPECT_EQ(input::FromTimestamp(moved.started_at()), now - absl::Minutes(5));
  EXPECT_EQ(input::FromTimestamp(row.records[1].response().answered_at()), now);
}

TEST(Progress, TellsShareRateAndTimeLeft) {
  EXPECT_EQ(Progress::Line(English(), 250, 1000, 5000, absl::Seconds(2)),
            "25%, 5,000 rows, 2,500 rows/s, 6s left");
  EXPECT_EQ(Progress::Line(English(), 250, std::nullopt, 5000, absl::Seconds(2)),
            "5,000 rows, 2,500 rows/s");
  EXPECT_EQ(Grouped(-1234567), "-1,234,567");
  EXPECT_EQ(Grouped(999), "999");
}

}  // namespace
}  // namespace aftercall::ctl
