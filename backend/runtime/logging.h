#pragma once

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

// The process's log, on standard error: time (UTC), level, message; a line each. Thread-safe.
//
// Nothing personal is logged: no names, no customers' words, no tokens. Ids, counts, durations and
// reasons are.
namespace aftercall::runtime {

enum class LogLevel { kDebug, kInfo, kWarning, kError };

absl::string_view ToString(LogLevel level);  // "debug", "info", "warning", "error"
std::optional<LogLevel> ParseLogLevel(absl::string_view text);

// Sets the lowest level written; kInfo until then.
void SetLogLevel(LogLevel level);

bool IsLogged(LogLevel level);

// Writes a line. Control characters are escaped: one message stays one line.
void WriteLog(LogLevel level, absl::string_view message);

// The parts of a message are joined as absl::StrCat does, and only where the level is written.
template <typename... Parts>
void LogDebug(const Parts&... parts) {
  if (IsLogged(LogLevel::kDebug)) WriteLog(LogLevel::kDebug, absl::StrCat(parts...));
}
template <typename... Parts>
void LogInfo(const Parts&... parts) {
  if (IsLogged(LogLevel::kInfo)) WriteLog(LogLevel::kInfo, absl::StrCat(parts...));
}
template <typename... Parts>
void LogWarning(const Parts&... parts) {
  if (IsLogged(LogLevel::kWarning)) WriteLog(LogLevel::kWarning, absl::StrCat(parts...));
}
template <typename... Parts>
void LogError(const Parts&... parts) {
  if (IsLogged(LogLevel::kError)) WriteLog(LogLevel::kError, absl::StrCat(parts...));
}

}  // namespace aftercall::runtime
