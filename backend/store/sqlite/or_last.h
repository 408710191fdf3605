#pragma once

#include <cstdint>
#include <limits>

namespace aftercall::store {

// The place before which a list goes on; the end of all ids where there is none.
template <typename Id>
int64_t OrLast(Id id) {
  return id ? id.value : std::numeric_limits<int64_t>::max();
}

}  // namespace aftercall::store
