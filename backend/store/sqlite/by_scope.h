#pragma once

#include <cstdint>

#include "backend/store/sqlite/columns.h"
#include "backend/store/store.h"

namespace aftercall::store {

inline constexpr int64_t kFirstDay = 0;
inline constexpr int64_t kLastDay = 99999999;

inline int64_t FromOf(const Period& period) {
  return period.from ? FromDay(*period.from) : kFirstDay;
}
inline int64_t ToOf(const Period& period) { return period.to ? FromDay(*period.to) : kLastDay; }

// One statement for each kind of scope, so that each has its index.
struct ByScope {
  const char* user;
  const char* team;
  const char* all;

  const char* For(const Scope& scope) const {
    if (scope.user) return user;
    return scope.team ? team : all;
  }
};

// The first value of such a statement; the days are the second and third.
inline int64_t IdOf(const Scope& scope) { return scope.user ? scope.user.value : scope.team.value; }

#define AFTERCALL_BY_SCOPE(prefix, suffix)                        \
  {                                                               \
    prefix " user_id = ?1 AND day BETWEEN ?2 AND ?3 " suffix,     \
        prefix " team_id = ?1 AND day BETWEEN ?2 AND ?3 " suffix, \
        prefix " ?1 = 0 AND day BETWEEN ?2 AND ?3 " suffix        \
  }

}  // namespace aftercall::store
