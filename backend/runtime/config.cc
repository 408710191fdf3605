#include "backend/runtime/config.h"

#include <unistd.h>

#include <algorithm>
#include <array>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "backend/runtime/command_line.h"
#include "backend/runtime/config_file.h"
#include "backend/runtime/settings.h"
#include "shared/wire/problem.h"

namespace aftercall::runtime {
namespace {

constexpr absl::string_view kPrefix = "AFTERCALL_";
constexpr absl::string_view kConfigVariable = "AFTERCALL_CONFIG";
// Of the ticker and the command line, which run in the same sessions.
constexpr std::array<absl::string_view, 3> kOthersVariables = {
    "AFTERCALL_SERVER", "AFTERCALL_TOKEN_FILE", "AFTERCALL_LANGUAGE"};

std::string ValueOf(const Environment& environment, absl::string_view name) {
  const auto it = environment.find(std::string(name));
  return it == environment.end() ? "" : it->second;
}

// An empty variable is as good as none.
GivenValues FromEnvironment(const Environment& environment) {
  GivenValues values;
  for (const Setting& setting : Settings()) {
    const std::string name = VariableOf(setting);
    const std::string value = ValueOf(environment, name);
    if (!value.empty()) values[setting.name] = Given{value, name};
  }
  return values;
}

std::vector<std::string> WarningsOf(const Environment& environment) {
  std::vector<std::string> warnings;
  for (const auto& entry : environment) {
    const std::string& name = entry.first;
    const bool is_known =
        name == kConfigVariable ||
        std::find(kOthersVariables.begin(), kOthersVariables.end(), name) !=
            kOthersVariables.end() ||
        std::any_of(Settings().begin(), Settings().end(),
                    [&](const Setting& setting) { return VariableOf(setting) == name; });
    if (absl::StartsWith(name, kPrefix) && !is_known) {
      warnings.push_back(
          absl::StrCat("the variable ", name, " is not a setting; aftercalld --help lists them"));
    }
  }
  return warnings;
}

// Adds what `values` does not have yet.
void AddBelow(const GivenValues& lower, GivenValues& values) {
  values.insert(lower.begin(), lower.end());
}

absl::Status SetAll(const GivenValues& values, Config& config) {
  for (const Setting& setting : Settings()) {
    const auto given = values.find(setting.name);
    if (given == values.end() || setting.set(given->second.value, config)) continue;
    if (absl::StartsWith(given->second.value, "postgresql:")) {
      return RefuseValue(setting.name, given->second,
                         "cannot be used: this version keeps its data in SQLite alone; "
                         "sqlite:PATH was expected");
    }
    return RefuseValue(setting.name, given->second, absl::StrCat("is not ", setting.expected));
  }
  return absl::OkStatus();
}

absl::Status CheckReadable(const GivenValues& values, const char* name) {
  const auto given = values.find(name);
  if (given == values.end() || access(given->second.value.c_str(), R_OK) == 0) {
    return absl::OkStatus();
  }
  return RefuseValue(name, given->second, "cannot be read");
}

absl::Status CheckTls(const GivenValues& values, const Config& config) {
  for (const char* name : {"tls_certificate", "tls_key", "token_keys"}) {
    if (const absl::Status status = CheckReadable(values, name); !status.ok()) return status;
  }
  if (config.tls_certificate.empty() != config.tls_key.empty()) {
    const char* given = config.tls_key.empty() ? "tls_certificate" : "tls_key";
    const char* missing = config.tls_key.empty() ? "tls_key" : "tls_certificate";
    return RefuseValue(given, values.at(given), absl::StrCat("is given without ", missing));
  }
  if (config.has_tls() || config.insecure || IsLoopback(config.listen)) return absl::OkStatus();
  return RefuseValue("listen", values.at("listen"),
                     "is reached from other machines, and nothing encrypts what they read: "
                     "tls_certificate and tls_key were expected, or insecure");
}

absl::Status SetDefaultPaths(const Environment& environment, Config& config) {
  if (config.data_dir.empty()) {
    // The XDG base directory specification has relative paths ignored.
    std::string base = ValueOf(environment, "XDG_DATA_HOME");
    const std::string home = ValueOf(environment, "HOME");
    if (!absl::StartsWith(base, "/")) base = home.empty() ? "" : home + "/.local/share";
    if (base.empty()) {
      return wire::ToStatus(absl::StatusCode::kInvalidArgument,
                            {"CONFIG_INVALID", "data_dir", "",
                             "neither HOME nor XDG_DATA_HOME is set: --data-dir was expected"});
    }
    config.data_dir = base + "/aftercall";
  }
  if (config.sqlite_path.empty()) config.sqlite_path = config.data_dir + "/aftercall.db";
  return absl::OkStatus();
}

}  // namespace

Environment ReadEnvironment() {
  Environment environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const size_t equals = text.find('=');
    if (equals != std::string::npos) {
      environment.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
  }
  return environment;
}

absl::StatusOr<Invocation> ReadConfig(const std::vector<std::string>& arguments,
                                      const Environment& environment) {
  absl::StatusOr<CommandLine> line = ParseCommandLine(arguments);
  if (!line.ok()) return line.status();
  Invocation invocation;
  invocation.text = std::move(line->text);
  if (invocation.text) return invocation;

  GivenValues values = std::move(line->values);
  AddBelow(FromEnvironment(environment), values);
  const std::string file = line->config.value_or(ValueOf(environment, kConfigVariable));
  if (line->config || !file.empty()) {
    const absl::StatusOr<GivenValues> from_file = ReadConfigFile(file);
    if (!from_file.ok()) return from_file.status();
    AddBelow(*from_file, values);
  }
  absl::Status status = SetAll(values, invocation.config);
  if (status.ok()) status = CheckTls(values, invocation.config);
  if (status.ok()) status = SetDefaultPaths(environment, invocation.config);
  if (!status.ok()) return status;
  invocation.warnings = WarningsOf(environment);
  return invocation;
}

}  // namespace aftercall::runtime
