#include "backend/rpc/time_proto.h"

#include "absl/strings/str_cat.h"
#include "backend/rpc/status.h"

namespace aftercall::rpc {
namespace {

constexpr int64_t kLastSecond = 253402300799;  // 9999-12-31T23:59:59Z

}  // namespace

absl::StatusOr<absl::Time> FromProto(absl::string_view field,
                                     const google::protobuf::Timestamp& timestamp) {
  if (timestamp.seconds() < 0 || timestamp.seconds() > kLastSecond || timestamp.nanos() < 0 ||
      timestamp.nanos() > 999999999) {
    return BadField(field, absl::StrCat(timestamp.seconds(), "s ", timestamp.nanos(), "ns"),
                    absl::StrCat(field, " is a time between the years 1970 and 9999."));
  }
  // What is stored has microseconds; finer ones would make a replay differ from what is known.
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Microseconds(timestamp.nanos() / 1000);
}

absl::StatusOr<absl::CivilDay> FromProto(absl::string_view field, const google::type::Date& date) {
  const absl::CivilDay day(date.year(), date.month(), date.day());
  // A civil day carries what is over into the next field: February 30 would become March.
  const bool exists = day.year() == date.year() && day.month() == date.month() &&
                      day.day() == date.day() && date.year() >= 1970 && date.year() <= 9999;
  if (!exists) {
    return BadField(field, absl::StrCat(date.year(), "-", date.month(), "-", date.day()),
                    absl::StrCat(field, " is a whole date between the years 1970 and 9999."));
  }
  return day;
}

absl::Duration FromProto(const google::protobuf::Duration& duration) {
  return absl::Seconds(duration.seconds()) + absl::Milliseconds(duration.nanos() / 1000000);
}

google::protobuf::Timestamp ToProto(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  const int64_t micros = absl::ToUnixMicros(time);
  timestamp.set_seconds(micros / 1000000);
  timestamp.set_nanos(static_cast<int32_t>(micros % 1000000 * 1000));
  return timestamp;
}

google::protobuf::Duration ToProto(absl::Duration duration) {
  google::protobuf::Duration proto;
  const int64_t ms = absl::ToInt64Milliseconds(duration);
  proto.set_seconds(ms / 1000);
  proto.set_nanos(static_cast<int32_t>(ms % 1000 * 1000000));
  return proto;
}

google::type::Date ToProto(absl::CivilDay day) {
  google::type::Date date;
  date.set_year(static_cast<int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

}  // namespace aftercall::rpc
