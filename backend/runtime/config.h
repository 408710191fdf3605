#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "backend/runtime/logging.h"

namespace aftercall::runtime {

// How aftercalld runs. Each setting is a flag (--day-starts-at), a variable
// (AFTERCALL_DAY_STARTS_AT) and a key of the configuration file (day_starts_at); a flag goes before
// a variable, a variable before the file, the file before the default given here.
struct Config {
  // Where gRPC listens: "HOST:PORT", "[::1]:PORT". Port 0 takes a free one.
  std::string listen = "127.0.0.1:7433";
  // Where metrics are served by HTTP, as `listen`; empty: nowhere.
  std::string metrics_listen;
  // Path of the SQLite database; the setting is "sqlite:PATH". {data_dir}/aftercall.db by default.
  std::string sqlite_path;
  // Folder for the signing key, the administrator's token and the database.
  // $XDG_DATA_HOME/aftercall or ~/.local/share/aftercall by default.
  std::string data_dir;
  // PEM files of the server's certificate chain and private key: both or neither.
  std::string tls_certificate;
  std::string tls_key;
  // Allows plain text on an address that is not loopback.
  bool insecure = false;
  // The organisation's time zone, for business days: an IANA name.
  absl::TimeZone time_zone = absl::UTCTimeZone();
  // When a business day begins, after midnight: 0 to 23 h 59 min.
  absl::Duration day_starts_at = absl::ZeroDuration();
  // Longest comment taken, in characters.
  int comment_limit = 4000;
  // How long a customer may change an answer.
  absl::Duration rerating_window = absl::Hours(24);
  // Longest silence on a feed.
  absl::Duration bookmark_interval = absl::Seconds(15);
  // How long streams and calls may take to end on SIGTERM.
  absl::Duration drain_timeout = absl::Seconds(10);
  // How long feeds keep their entries, and results are kept for replays.
  absl::Duration feed_retention = absl::Hours(90 * 24);
  absl::Duration request_retention = absl::Hours(7 * 24);
  // Threads that read from the store.
  int reader_threads = 2;
  // Hosts, in lower case, whose recordings colleagues may open to review them.
  std::vector<std::string> recording_hosts;
  // Feeds watched at once; more are refused.
  int max_streams = 20000;
  // Feeds watched at once by one person: their desk, a second one, a terminal.
  int max_streams_per_user = 8;
  // Calls a second by one person, twice as many at once after a pause; telling records is bounded
  // by max_queued_records instead.
  int calls_per_second = 100;
  // Records that may wait for the writer; beyond, calls that tell more are refused for a moment.
  int max_queued_records = 10000;
  // Longest message taken.
  int max_message_bytes = 4 << 20;
  // File of further keys (JWKS, JWK or PEM) whose tokens are accepted; empty: none.
  std::string token_keys;
  // What tokens of those keys name as "iss".
  std::string token_issuer = "aftercall";
  LogLevel log_level = LogLevel::kInfo;

  bool has_tls() const { return !tls_certificate.empty(); }
};

// What a command line asks for.
struct Invocation {
  // Set for --help and --version: print it and end with success.
  std::optional<std::string> text;
  // How to run otherwise.
  Config config;
  // Sentences for the log: variables of our prefix that are not known.
  std::vector<std::string> warnings;
};

using Environment = std::map<std::string, std::string>;

// The process's own.
Environment ReadEnvironment();

// Puts a configuration together. `arguments` are those after the program's name. INVALID_ARGUMENT
// with a wire::Problem (reason CONFIG_INVALID, field: the setting) and a sentence that names the
// value, where it came from (flag, variable, FILE:LINE) and what was expected. Reads files, starts
// nothing, keeps nothing.
absl::StatusOr<Invocation> ReadConfig(const std::vector<std::string>& arguments,
                                      const Environment& environment);

}  // namespace aftercall::runtime
