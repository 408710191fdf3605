#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "backend/runtime/config.h"

// The one table of settings, from which flags, variables, keys of the file and --help are made.
// Private to the room.
namespace aftercall::runtime {

struct Setting {
  const char* name;  // as in the file: "day_starts_at"
  const char*
      value_name;        // for --help: "HH:MM"; empty for a switch, which needs no value as a flag
  const char* expected;  // what a right value is: "a time of day from 00:00 to 23:59"
  const char* help;      // what it does and, where there is one, its default
  // Puts a value into the configuration. False where it is wrong.
  bool (*set)(absl::string_view value, Config& config);
};

const std::vector<Setting>& Settings();

std::string FlagOf(const Setting& setting);      // "--day-starts-at"
std::string VariableOf(const Setting& setting);  // "AFTERCALL_DAY_STARTS_AT"

// A value and where it was given.
struct Given {
  std::string value;
  std::string source;  // "--listen", "AFTERCALL_LISTEN", "/etc/aftercall.toml:3, listen"
};

// By the setting's name.
using GivenValues = std::map<std::string, Given>;

// The error for a value that is wrong: "{source}: "{value}" {problem}". A password in a database's
// address is left out.
absl::Status RefuseValue(absl::string_view setting, const Given& given, absl::string_view problem);

// Whether `listen` ("HOST:PORT") is an address that only this machine reaches.
bool IsLoopback(absl::string_view listen);

}  // namespace aftercall::runtime
