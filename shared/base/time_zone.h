#pragma once

#include <optional>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace aftercall::base {

// The time zone of an IANA name, such as "Asia/Shanghai"; nothing where there is none of that name.
// What the library takes besides (paths, "localtime", offsets of its own) is no name.
std::optional<absl::TimeZone> FindTimeZone(absl::string_view name);

}  // namespace aftercall::base
