#pragma once

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"

namespace aftercall::ctl::input {

// Times and dates for the wire, and back.
google::protobuf::Timestamp ToTimestamp(absl::Time time);
absl::Time FromTimestamp(const google::protobuf::Timestamp& stamp);
google::type::Date ToDate(absl::CivilDay day);

}  // namespace aftercall::ctl::input
