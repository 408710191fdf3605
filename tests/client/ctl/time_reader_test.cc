#include "client/ctl/input/time_reader.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "client/ctl/input/value_reader.h"
#include "gtest/gtest.h"

namespace aftercall::ctl::input {
namespace {

using State = TimeReading::State;

TimeReading Read(const std::string& format, const std::string& text,
                 const std::string& zone = "UTC") {
  TimeSource source;
  TimeSource::Alternative one;
  one.patterns.push_back(*ParseTimePattern(format));
  if (!zone.empty()) {
    absl::TimeZone found;
    EXPECT_TRUE(absl::LoadTimeZone(zone, &found));
    one.zone = found;
  }
  source.alternatives.push_back(one);
  Row row;
  row.cells = {text};
  return ReadTime(source, row);
}

std::string Utc(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone());
}

TEST(TimePattern, RefusesLettersItDoesNotKnowAndDatesThatAreNotWhole) {
  EXPECT_FALSE(ParseTimePattern("%d/%m/%Q").ok());
  EXPECT_FALSE(ParseTimePattern("%d/%m").ok());
  EXPECT_FALSE(ParseTimePattern("%").ok());
  EXPECT_FALSE(ParseTimePattern(absl::string_view("%F\0", 3)).ok()) << "a NUL would end it";
  EXPECT_FALSE(ParseTimePattern("%F %s%T").ok()) << "the day is told twice";
  EXPECT_FALSE(ParseTimePattern("%d-%b-%y %H:%M %I").ok()) << "the hour is told twice";
  EXPECT_FALSE(ParseTimePattern("%F %T:%M").ok()) << "the minute is told twice";
  EXPECT_FALSE(ParseTimePattern("%F %M:%S").ok()) << "minutes of which hour";
  EXPECT_FALSE(ParseTimePattern("%F %z").ok()) << "a date alone is in no zone";
  EXPECT_EQ(ParseTimePattern("%F %I:%M").status().message(), "%I %p") << "of which half of the day";
  EXPECT_EQ(ParseTimePattern("%F %R:%E*S%p%z5").status().message(), "%F %R:%E*S%p%z 5")
      << "how much of the digits is the zone";
  EXPECT_FALSE(ParseTimePattern("%s%M").ok()) << "where the seconds end cannot be told";
  EXPECT_TRUE(ParseTimePattern("%FT%H:%M:%E*S%z").ok());
  EXPECT_TRUE(ParseTimePattern("%d-%b-%y").ok());
  EXPECT_FALSE(ParseTimePattern("%d-%b-%y")->has_time);
  EXPECT_TRUE(ParseTimePattern("%s")->has_zone);
}

TEST(TimeReader, ReadsTheDayFirstInTheZoneOfTheFile) {
  const TimeReading time = Read("%d/%m/%Y %H:%M", "03/08/2023 01:30", "Asia/Kolkata");
  EXPECT_EQ(time.state, State::kInstant);
  EXPECT_EQ(Utc(time.instant), "2023-08-02T20:00:00Z");
  EXPECT_EQ(time.day, absl::CivilDay(2023, 8, 3)) << "the local date is the file's";
}

TEST(TimeReader, ReadsDigitsThatNothingDivides) {
  EXPECT_EQ(Utc(Read("%Y%m%d%H%M%S", "20230803013045").instant), "2023-08-03T01:30:45Z");
  EXPECT_EQ(Utc(Read("%d/%m/%Y%I:%M %p", "31/03/2024 02:30 AM").instant), "2024-03-31T02:30:00Z");
  EXPECT_EQ(Read("%Y-%m-%d", "202403-03-31").state, State::kUnreadable);
  EXPECT_EQ(Read("%d %m %%Y %y", "31 03 %Y 24").day, absl::CivilDay(2024, 3, 31));
}

TEST(TimeReader, ADateAloneIsNeverConverted) {
  const TimeReading time = Read("%d-%b-%y", "01-Aug-23", "Pacific/Auckland");
  EXPECT_EQ(time.state, State::kDay);
  EXPECT_EQ(time.day, absl::CivilDay(2023, 8, 1));
}

TEST(TimeReader, ATimeWithoutZoneIsRefusedByName) {
  EXPECT_EQ(Read("%Y-%m-%d %H:%M", "2023-08-01 10:00", "").state, State::kWithoutZone);
  const TimeReading own = Read("%Y-%m-%dT%H:%M:%S%Ez", "2023-08-01T10:00:00+08:00", "");
  EXPECT_EQ(own.state, State::kInstant);
  EXPECT_EQ(Utc(own.instant), "2023-08-01T02:00:00Z");
}

TEST(TimeReader, RefusesDatesThatAreNone) {
  for (const char* text : {"31/02/2023", "00/01/2023", "1/13/2023", "01/08/23", "infinite-future",
                           "01/08/2023x", "01/08/1899", "01/08/2300"}) {
    EXPECT_EQ(Read("%d/%m/%Y", text).state, State::kUnreadable) << text;
  }
  EXPECT_EQ(Read("%d/%m/%Y", " 1/8/2023 ").state, State::kDay);
  EXPECT_EQ(Read("%d/%m/%Y", "  ").state, State::kNone);
}

TEST(TimeReader, AnHourThatNeverWasIsTakenAsTheMomentOfTheChange) {
  const TimeReading time = Read("%Y-%m-%d %H:%M", "2023-03-26 02:30", "Europe/Berlin");
  EXPECT_TRUE(time.never_was);
  EXPECT_EQ(Utc(time.instant), "2023-03-26T01:00:00Z");
}

TEST(TimeReader, AnHourShownTwiceKeepsStartAndEndInOrder) {
  const TimeReading start = Read("%Y-%m-%d %H:%M", "2023-10-29 02:50", "Europe/Berlin");
  EXPECT_EQ(Utc(start.instant), "2023-10-29T00:50:00Z");
  const TimeReading end = Read("%Y-%m-%d %H:%M", "2023-10-29 02:10", "Europe/Berlin");
  EXPECT_EQ(Utc(EndAfter(start.instant, end, absl::ZeroDuration())), "2023-10-29T01:10:00Z");
}

TEST(TimeReader, AnEndAfterMidnightIsTheNextDays) {
  const TimeReading start = Read("%Y-%m-%d %H:%M", "2010-08-03 23:50", "Asia/Jerusalem");
  const TimeReading end = Read("%Y-%m-%d %H:%M", "2010-08-03 0:10", "Asia/Jerusalem");
  EXPECT_EQ(EndAfter(start.instant, end, absl::Hours(12)) - start.instant, absl::Minutes(20));
  EXPECT_LT(EndAfter(start.instant, end, absl::ZeroDuration()), start.instant) << "if not asked";
  const TimeReading before = Read("%Y-%m-%d %H:%M", "2010-08-03 23:40", "Asia/Jerusalem");
  EXPECT_LT(EndAfter(start.instant, before, absl::Hours(12)), start.instant)
      << "ten minutes before the start is no call of almost a day";
}

TEST(TimeReader, TheNextDayIsTheNextDateEvenWhenTheClockChanges) {
  const TimeReading start = Read("%Y-%m-%d %H:%M", "2023-03-25 23:30", "Europe/Berlin");
  const TimeReading end = Read("%Y-%m-%d %H:%M", "2023-03-25 03:30", "Europe/Berlin");
  EXPECT_EQ(EndAfter(start.instant, end, absl::Hours(12)) - start.instant, absl::Hours(3));
}

TEST(TimeReader, TriesFormatsAndColumnsInOrder) {
  TimeSource source;
  TimeSource::Alternative served;
  served.time_of_day = 1;
  served.none = {"0:00:00"};
  for (const char* format : {"%Y-%m-%d %H:%M:%S", "%d.%m.%Y %H:%M:%S"}) {
    served.patterns.push_back(*ParseTimePattern(format));
  }
  served.zone = absl::UTCTimeZone();
  TimeSource::Alternative queued = served;
  queued.time_of_day = 2;
  source.alternatives = {served, queued};
  Row row;
  row.cells = {"2.8.2010", "0:00:00", "9:15:01"};
  const TimeReading time = ReadTime(source, row);
  EXPECT_EQ(time.column, 2u);
  EXPECT_EQ(Utc(time.instant), "2010-08-02T09:15:01Z");
  row.cells = {"2010-08-02", "0:00:00", "0:00:00"};
  EXPECT_EQ(ReadTime(source, row).state, State::kNone);
}

TEST(ValueReader, ReadsSpans) {
  EXPECT_EQ(ReadSpan("343.0"), absl::Seconds(343));
  EXPECT_EQ(ReadSpan("00:02:23"), absl::Seconds(143));
  EXPECT_EQ(ReadSpan("27:00:00"), absl::Hours(27));
  EXPECT_EQ(ReadSpan("-5"), absl::Seconds(-5));
  EXPECT_EQ(ReadSpan("-0:00:05"), absl::Seconds(-5));
  for (const char* text : {"2:23", "1:60:00", "1::2", "nan", "inf", "x", "1:2:3:4"}) {
    EXPECT_EQ(ReadSpan(text), std::nullopt) << text;
  }
}

TEST(ValueReader, ReadsWholeNumbers) {
  EXPECT_EQ(ReadWholeNumber("5"), 5);
  EXPECT_EQ(ReadWholeNumber("5.0"), 5);
  EXPECT_EQ(ReadWholeNumber("-2"), -2);
  for (const char* text : {"4.5", "five", "1e300", "nan", "0x5z"}) {
    EXPECT_EQ(ReadWholeNumber(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace aftercall::ctl::input
