#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"

// Times, dates and durations of the wire. `field` names them in errors.
namespace aftercall::rpc {

// Between the years 1970 and 9999, to the microsecond.
absl::StatusOr<absl::Time> FromProto(absl::string_view field,
                                     const google::protobuf::Timestamp& timestamp);
absl::StatusOr<absl::CivilDay> FromProto(absl::string_view field, const google::type::Date& date);
// Saturates; the domain judges what is impossible.
absl::Duration FromProto(const google::protobuf::Duration& duration);

google::protobuf::Timestamp ToProto(absl::Time time);
google::protobuf::Duration ToProto(absl::Duration duration);
google::type::Date ToProto(absl::CivilDay day);

}  // namespace aftercall::rpc
