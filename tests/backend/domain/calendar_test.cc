#include "backend/domain/calendar.h"

#include <gtest/gtest.h>

#include "tests/support/make.h"

namespace aftercall::domain {
namespace {

using testing::On;

Calendar CalendarIn(const char* zone, absl::Duration day_starts_at = absl::ZeroDuration()) {
  Calendar calendar;
  EXPECT_TRUE(absl::LoadTimeZone(zone, &calendar.zone)) << zone;
  calendar.day_starts_at = day_starts_at;
  return calendar;
}

TEST(Calendar, AnInstantCountsOnTheDayOfTheSitesClock) {
  const absl::Time evening = On(3, 9, 20);  // 04:00 on the tenth in Shanghai, 15:00 in Bogotá
  EXPECT_EQ(CalendarIn("Asia/Shanghai").DayOf(evening), absl::CivilDay(2026, 3, 10));
  EXPECT_EQ(CalendarIn("America/Bogota").DayOf(evening), absl::CivilDay(2026, 3, 9));
}

TEST(Calendar, ANightShiftBelongsToTheDayOnWhichItBegan) {
  const Calendar calendar = CalendarIn("UTC", absl::Hours(4));
  EXPECT_EQ(calendar.DayOf(On(3, 10, 3.99)), absl::CivilDay(2026, 3, 9));
  EXPECT_EQ(calendar.DayOf(On(3, 10, 4)), absl::CivilDay(2026, 3, 10));
}

TEST(Calendar, ALocalDateIsNeverConverted) {
  const absl::CivilDay day(2026, 3, 9);
  for (const char* zone : {"Pacific/Kiritimati", "America/Los_Angeles", "UTC"}) {
    EXPECT_EQ(CalendarIn(zone, absl::Hours(23)).DayOf(day), day) << zone;
  }
}

TEST(Calendar, TheDayBeginsAtItsHourWhenTheClocksChange) {
  const Calendar calendar = CalendarIn("Europe/Berlin", absl::Hours(4));
  // 29 March 2026: 02:00 becomes 03:00, so that 04:00 is two hours after midnight UTC.
  EXPECT_EQ(calendar.DayOf(On(3, 29, 1.99)), absl::CivilDay(2026, 3, 28));
  EXPECT_EQ(calendar.DayOf(On(3, 29, 2)), absl::CivilDay(2026, 3, 29));
  // 25 October 2026: 03:00 becomes 02:00, so that 04:00 is three hours after midnight UTC.
  EXPECT_EQ(calendar.DayOf(On(10, 25, 2.99)), absl::CivilDay(2026, 10, 24));
  EXPECT_EQ(calendar.DayOf(On(10, 25, 3)), absl::CivilDay(2026, 10, 25));
}

TEST(Calendar, ALocalDatesInstantIsTheStartOfItsBusinessDay) {
  const Calendar calendar = CalendarIn("Asia/Shanghai", absl::Hours(6));
  const absl::CivilDay day(2026, 3, 9);
  EXPECT_EQ(calendar.InstantOf(day), On(3, 8, 22));
  EXPECT_EQ(calendar.DayOf(calendar.InstantOf(day)), day);
  EXPECT_EQ(calendar.InstantOf(On(3, 9, 5)), On(3, 9, 5));
}

TEST(Calendar, GoesByTheClockOfAnotherZone) {
  const Calendar calendar = CalendarIn("America/Bogota", absl::Hours(4));
  EXPECT_EQ(calendar.In("Asia/Shanghai").zone.name(), "Asia/Shanghai");
  EXPECT_EQ(calendar.In("Asia/Shanghai").day_starts_at, absl::Hours(4));
  EXPECT_EQ(calendar.In("").zone.name(), "America/Bogota");
  EXPECT_EQ(calendar.In("Mars/Olympus").zone.name(), "America/Bogota");
}

TEST(DayPart, IsTheHalfOfTheDateByTheClockOfThePlace) {
  using Half = DayPart::Half;
  // The business day begins at six, and the date at midnight all the same.
  const Calendar calendar = CalendarIn("Asia/Shanghai", absl::Hours(6));
  const absl::CivilDay ninth(2026, 3, 9), tenth(2026, 3, 10);
  EXPECT_EQ(DayPartOf(On(3, 9, 3.99), calendar), (DayPart{ninth, Half::kMorning}));
  EXPECT_EQ(DayPartOf(On(3, 9, 4), calendar), (DayPart{ninth, Half::kAfternoon}));
  EXPECT_EQ(DayPartOf(On(3, 9, 16), calendar), (DayPart{tenth, Half::kMorning}));
  EXPECT_EQ(DayPartOf(ninth, calendar), (DayPart{ninth, Half::kUnknown}));
}

TEST(TimeZone, IsAnIanaNameOrNone) {
  EXPECT_FALSE(CheckTimeZone("team.time_zone", ""));
  EXPECT_FALSE(CheckTimeZone("team.time_zone", "Asia/Shanghai"));
  const auto problem = CheckTimeZone("team.time_zone", "Mars/Olympus");
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->reason, "TIME_ZONE_UNKNOWN");
  EXPECT_EQ(problem->field, "team.time_zone");
  EXPECT_EQ(problem->value, "Mars/Olympus");
  EXPECT_EQ(problem->description,
            "\"Mars/Olympus\" is no IANA time zone; a name such as Asia/Shanghai is expected.");
  EXPECT_LT(CheckTimeZone("team.time_zone", std::string(100000, 'x'))->description.size(), 200u);
}

}  // namespace
}  // namespace aftercall::domain
