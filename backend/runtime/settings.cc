#include "backend/runtime/settings.h"

#include <arpa/inet.h>

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "shared/base/time_zone.h"
#include "shared/wire/problem.h"

namespace aftercall::runtime {
namespace {

bool SetNumber(absl::string_view text, int lowest, int highest, int& number) {
  int value;
  if (!absl::SimpleAtoi(text, &value) || value < lowest || value > highest) return false;
  number = value;
  return true;
}

bool SetDuration(absl::string_view text, absl::Duration shortest, absl::Duration longest,
                 absl::Duration& duration) {
  absl::Duration value;
  if (!absl::ParseDuration(text, &value) || value < shortest || value > longest) return false;
  duration = value;
  return true;
}

bool SetText(absl::string_view text, std::string& value) {
  value = std::string(text);
  return !text.empty();
}

bool SetSwitch(absl::string_view text, bool& value) { return absl::SimpleAtob(text, &value); }

// "HOST:PORT", the host of IPv6 in brackets.
bool SplitAddress(absl::string_view text, absl::string_view& host, int& port) {
  const size_t colon = text.rfind(':');
  if (colon == absl::string_view::npos || colon == 0) return false;
  host = text.substr(0, colon);
  const absl::string_view digits = text.substr(colon + 1);
  if (digits.empty() || digits.find_first_not_of("0123456789") != absl::string_view::npos ||
      !SetNumber(digits, 0, 65535, port)) {
    return false;
  }
  const bool bracketed = host.front() == '[';
  if (bracketed) return absl::ConsumePrefix(&host, "[") && absl::ConsumeSuffix(&host, "]");
  return !absl::StrContains(host, ":");
}

bool SetAddress(absl::string_view text, std::string& address) {
  absl::string_view host;
  int port;
  if (!SplitAddress(text, host, port) || host.empty()) return false;
  in6_addr ipv6;
  if (text.front() == '[' && inet_pton(AF_INET6, std::string(host).c_str(), &ipv6) != 1) {
    return false;
  }
  return SetText(text, address);
}

bool SetStore(absl::string_view text, Config& config) {
  return absl::ConsumePrefix(&text, "sqlite:") && SetText(text, config.sqlite_path);
}

bool SetTimeZone(absl::string_view text, Config& config) {
  const auto zone = base::FindTimeZone(text);
  if (zone) config.time_zone = *zone;
  return zone.has_value();
}

bool SetDayStart(absl::string_view text, Config& config) {
  int hours, minutes;
  if (text.size() != 5 || text[2] != ':' || !absl::ascii_isdigit(text[0]) ||
      !absl::ascii_isdigit(text[3]) || !SetNumber(text.substr(0, 2), 0, 23, hours) ||
      !SetNumber(text.substr(3), 0, 59, minutes)) {
    return false;
  }
  config.day_starts_at = absl::Hours(hours) + absl::Minutes(minutes);
  return true;
}

bool SetLevel(absl::string_view text, Config& config) {
  const auto level = ParseLogLevel(text);
  if (level) config.log_level = *level;
  return level.has_value();
}

// "rec.example.com,10.0.0.7": names or addresses, without ports.
bool SetHosts(absl::string_view text, std::vector<std::string>& hosts) {
  std::vector<std::string> read;
  for (const absl::string_view part : absl::StrSplit(text, ',')) {
    const absl::string_view host = absl::StripAsciiWhitespace(part);
    const bool is_host = std::all_of(host.begin(), host.end(), [](unsigned char c) {
      return absl::ascii_isalnum(c) || c == '.' || c == '-';
    });
    if (host.empty() || !is_host) return false;
    read.push_back(absl::AsciiStrToLower(host));
  }
  hosts = std::move(read);
  return true;
}

}  // namespace

const std::vector<Setting>& Settings() {
  static const std::vector<Setting>* const settings = new std::vector<Setting>{
      {"listen", "HOST:PORT", "an address HOST:PORT with a port from 0 to 65535",
       "Where gRPC listens; port 0 takes a free one. Plain text is served on loopback addresses "
       "alone, unless --insecure is given. Default: 127.0.0.1:7433.",
       [](absl::string_view v, Config& c) { return SetAddress(v, c.listen); }},
      {"metrics_listen", "HOST:PORT", "an address HOST:PORT with a port from 0 to 65535",
       "Where figures of the server, none of persons, are served to Prometheus, at /metrics in "
       "plain HTTP; port 0 takes a free one. Default: nowhere.",
       [](absl::string_view v, Config& c) { return SetAddress(v, c.metrics_listen); }},
      {"tls_certificate", "FILE", "the path of a file",
       "The server's certificate chain (PEM). Goes with --tls-key.",
       [](absl::string_view v, Config& c) { return SetText(v, c.tls_certificate); }},
      {"tls_key", "FILE", "the path of a file", "The certificate's private key (PEM).",
       [](absl::string_view v, Config& c) { return SetText(v, c.tls_key); }},
      {"insecure", "", "true or false",
       "Serves plain text on any address: what customers wrote can be read on the way.",
       [](absl::string_view v, Config& c) { return SetSwitch(v, c.insecure); }},
      {"data_dir", "DIR", "the path of a folder",
       "Folder for the signing key, the administrator's token and the database. Default: "
       "$XDG_DATA_HOME/aftercall, else ~/.local/share/aftercall.",
       [](absl::string_view v, Config& c) { return SetText(v, c.data_dir); }},
      {"store", "sqlite:PATH", "sqlite:PATH",
       "The database. Default: sqlite:DIR/aftercall.db in the data folder.", SetStore},
      {"token_keys", "FILE", "the path of a file",
       "Further keys whose tokens are accepted, with the roles they name: a JWKS, a JWK or PEM "
       "public keys (ES256, RS256).",
       [](absl::string_view v, Config& c) { return SetText(v, c.token_keys); }},
      {"token_issuer", "NAME", "a name",
       "The \"iss\" that tokens of those keys carry. Default: aftercall.",
       [](absl::string_view v, Config& c) { return SetText(v, c.token_issuer); }},
      {"time_zone", "NAME", "an IANA time zone such as Asia/Shanghai",
       "Time zone of teams that have none of their own, for business days. Default: UTC.",
       SetTimeZone},
      {"day_starts_at", "HH:MM", "a time of day from 00:00 to 23:59",
       "When a business day begins. Default: 00:00.", SetDayStart},
      {"comment_limit", "N", "a whole number from 1 to 100000",
       "Longest comment taken, in characters. Default: 4000.",
       [](absl::string_view v, Config& c) { return SetNumber(v, 1, 100000, c.comment_limit); }},
      {"rerating_window", "DURATION", "a duration from 0s to 8760h, such as 24h",
       "How long a customer may change an answer. Default: 24h.",
       [](absl::string_view v, Config& c) {
         return SetDuration(v, absl::ZeroDuration(), absl::Hours(8760), c.rerating_window);
       }},
      {"bookmark_interval", "DURATION", "a duration from 1s to 10m, such as 15s",
       "Longest silence on a feed before it says that it is alive. Default: 15s.",
       [](absl::string_view v, Config& c) {
         return SetDuration(v, absl::Seconds(1), absl::Minutes(10), c.bookmark_interval);
       }},
      {"drain_timeout", "DURATION", "a duration from 0s to 10m, such as 10s",
       "How long open calls may take to end after SIGTERM. Default: 10s.",
       [](absl::string_view v, Config& c) {
         return SetDuration(v, absl::ZeroDuration(), absl::Minutes(10), c.drain_timeout);
       }},
      {"feed_retention", "DURATION", "a duration from 1h to 87600h, such as 2160h",
       "How long feeds keep their entries; the last 200 of each stay. Default: 2160h (90 days).",
       [](absl::string_view v, Config& c) {
         return SetDuration(v, absl::Hours(1), absl::Hours(87600), c.feed_retention);
       }},
      {"request_retention", "DURATION", "a duration from 1h to 87600h, such as 168h",
       "How long a command that is sent again under its request id gets its first answer. "
       "Default: 168h (7 days).",
       [](absl::string_view v, Config& c) {
         return SetDuration(v, absl::Hours(1), absl::Hours(87600), c.request_retention);
       }},
      {"recording_hosts", "HOST,…", "a list of host names such as recordings.example.com",
       "Hosts whose recordings colleagues may open when they are asked for a review; the name "
       "alone, without a port. Default: none, so that only what has a text can be reviewed.",
       [](absl::string_view v, Config& c) { return SetHosts(v, c.recording_hosts); }},
      {"reader_threads", "N", "a whole number from 1 to 64",
       "Threads that read from the database. Default: 2.",
       [](absl::string_view v, Config& c) { return SetNumber(v, 1, 64, c.reader_threads); }},
      {"max_streams", "N", "a whole number from 1 to 1000000",
       "Feeds watched at once; more are refused. Default: 20000.",
       [](absl::string_view v, Config& c) { return SetNumber(v, 1, 1000000, c.max_streams); }},
      {"max_streams_per_user", "N", "a whole number from 1 to 1000",
       "Places where one person's feed is watched at once; the oldest gives way. Default: 8.",
       [](absl::string_view v, Config& c) {
         return SetNumber(v, 1, 1000, c.max_streams_per_user);
       }},
      {"calls_per_second", "N", "a whole number from 1 to 100000",
       "Calls a second by one person, twice as many at once after a pause. Telling records is "
       "bounded by --max-queued-records instead. Default: 100.",
       [](absl::string_view v, Config& c) { return SetNumber(v, 1, 100000, c.calls_per_second); }},
      {"max_queued_records", "N", "a whole number from 1 to 10000000",
       "Records that may wait to be written; while there are more, calls are refused and streams "
       "wait. Default: 10000.",
       [](absl::string_view v, Config& c) {
         return SetNumber(v, 1, 10000000, c.max_queued_records);
       }},
      {"max_message_bytes", "N", "a whole number from 65536 to 67108864",
       "Longest message taken, in bytes. Default: 4194304.",
       [](absl::string_view v,
          Config& c) { return SetNumber(v, 65536, 64 << 20, c.max_message_bytes); }},
      {"log_level", "LEVEL", "debug, info, warning or error",
       "The lowest level written to standard error. Default: info.", SetLevel},
  };
  return *settings;
}

std::string FlagOf(const Setting& setting) {
  return absl::StrCat("--", absl::StrReplaceAll(setting.name, {{"_", "-"}}));
}

std::string VariableOf(const Setting& setting) {
  return absl::StrCat("AFTERCALL_", absl::AsciiStrToUpper(setting.name));
}

absl::Status RefuseValue(absl::string_view setting, const Given& given, absl::string_view problem) {
  std::string shown = given.value;
  if (const size_t scheme = shown.find("://"); scheme != std::string::npos) {
    shown = absl::StrCat(shown.substr(0, scheme + 3), "…");
  }
  return wire::ToStatus(absl::StatusCode::kInvalidArgument,
                        {"CONFIG_INVALID", std::string(setting), shown,
                         absl::StrCat(given.source, ": \"", shown, "\" ", problem)});
}

bool IsLoopback(absl::string_view listen) {
  absl::string_view host;
  int port;
  if (!SplitAddress(listen, host, port)) return false;
  in_addr ipv4;
  if (inet_pton(AF_INET, std::string(host).c_str(), &ipv4) == 1) {
    return (ntohl(ipv4.s_addr) >> 24) == 127;
  }
  in6_addr ipv6;
  if (inet_pton(AF_INET6, std::string(host).c_str(), &ipv6) == 1) {
    return IN6_IS_ADDR_LOOPBACK(&ipv6) != 0;
  }
  return absl::EqualsIgnoreCase(host, "localhost");
}

}  // namespace aftercall::runtime
