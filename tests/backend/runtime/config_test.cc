#include "backend/runtime/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "backend/runtime/settings.h"
#include "shared/wire/problem.h"

namespace aftercall::runtime {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class ConfigTest : public testing::Test {
 protected:
  ConfigTest() {
    std::string name = std::filesystem::temp_directory_path() / "aftercall-config-XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~ConfigTest() override { std::filesystem::remove_all(folder_); }

  std::string WriteFile(const std::string& name, const std::string& content) {
    const std::string path = folder_ + "/" + name;
    std::ofstream(path) << content;
    return path;
  }

  Config Read(const std::vector<std::string>& arguments, Environment environment = {}) {
    environment.emplace("HOME", "/home/somebody");
    const auto invocation = ReadConfig(arguments, environment);
    EXPECT_TRUE(invocation.ok()) << invocation.status();
    return invocation.ok() ? invocation->config : Config();
  }

  // The sentence with which a configuration is refused.
  std::string Refusal(const std::vector<std::string>& arguments, Environment environment = {}) {
    environment.emplace("HOME", "/home/somebody");
    const auto invocation = ReadConfig(arguments, environment);
    EXPECT_EQ(invocation.status().code(), absl::StatusCode::kInvalidArgument);
    const auto problem = wire::ProblemOf(invocation.status());
    EXPECT_TRUE(problem && problem->reason == "CONFIG_INVALID");
    return std::string(invocation.status().message());
  }

  std::string folder_;
};

TEST_F(ConfigTest, Defaults) {
  const Config config = Read({});
  EXPECT_EQ(config.listen, "127.0.0.1:7433");
  EXPECT_EQ(config.data_dir, "/home/somebody/.local/share/aftercall");
  EXPECT_EQ(config.sqlite_path, "/home/somebody/.local/share/aftercall/aftercall.db");
  EXPECT_FALSE(config.has_tls());
  EXPECT_FALSE(config.insecure);
  EXPECT_EQ(config.time_zone.name(), "UTC");
  EXPECT_EQ(config.day_starts_at, absl::ZeroDuration());
  EXPECT_EQ(config.comment_limit, 4000);
  EXPECT_EQ(config.rerating_window, absl::Hours(24));
  EXPECT_EQ(config.bookmark_interval, absl::Seconds(15));
  EXPECT_EQ(config.drain_timeout, absl::Seconds(10));
  EXPECT_EQ(config.feed_retention, absl::Hours(90 * 24));
  EXPECT_EQ(config.request_retention, absl::Hours(7 * 24));
  EXPECT_EQ(config.reader_threads, 2);
  EXPECT_TRUE(config.recording_hosts.empty());
  EXPECT_EQ(config.token_issuer, "aftercall");
  EXPECT_EQ(config.log_level, LogLevel::kInfo);
}

TEST_F(ConfigTest, EverySettingByFlag) {
  const std::string keys = WriteFile("keys.json", "{}");
  const std::string certificate = WriteFile("cert.pem", "");
  const std::string key = WriteFile("key.pem", "");
  const Config config = Read({"--listen",
                              "0.0.0.0:0",
                              "--tls-certificate",
                              certificate,
                              "--tls-key",
                              key,
                              "--data-dir",
                              "/srv/data",
                              "--store",
                              "sqlite:/srv/other.db",
                              "--token-keys",
                              keys,
                              "--token-issuer",
                              "https://idp.example",
                              "--time-zone",
                              "Asia/Shanghai",
                              "--day-starts-at",
                              "04:30",
                              "--comment-limit",
                              "10",
                              "--rerating-window",
                              "0s",
                              "--bookmark-interval",
                              "1m30s",
                              "--drain-timeout=500ms",
                              "--feed-retention",
                              "720h",
                              "--request-retention=24h",
                              "--reader-threads",
                              "4",
                              "--recording-hosts",
                              "Rec.example.com, 10.0.0.7",
                              "--max-streams",
                              "7",
                              "--max-streams-per-user=3",
                              "--calls-per-second=12",
                              "--max-queued-records=500",
                              "--max-message-bytes=100000",
                              "--log-level",
                              "debug",
                              "--insecure"});
  EXPECT_EQ(config.listen, "0.0.0.0:0");
  EXPECT_EQ(config.tls_certificate, certificate);
  EXPECT_EQ(config.tls_key, key);
  EXPECT_EQ(config.data_dir, "/srv/data");
  EXPECT_EQ(config.sqlite_path, "/srv/other.db");
  EXPECT_EQ(config.token_keys, keys);
  EXPECT_EQ(config.token_issuer, "https://idp.example");
  EXPECT_EQ(config.time_zone.name(), "Asia/Shanghai");
  EXPECT_EQ(config.day_starts_at, absl::Hours(4) + absl::Minutes(30));
  EXPECT_EQ(config.comment_limit, 10);
  EXPECT_EQ(config.rerating_window, absl::ZeroDuration());
  EXPECT_EQ(config.bookmark_interval, absl::Seconds(90));
  EXPECT_EQ(config.drain_timeout, absl::Milliseconds(500));
  EXPECT_EQ(config.feed_retention, absl::Hours(720));
  EXPECT_EQ(config.request_retention, absl::Hours(24));
  EXPECT_EQ(config.reader_threads, 4);
  EXPECT_EQ(config.recording_hosts, (std::vector<std::string>{"rec.example.com", "10.0.0.7"}));
  EXPECT_EQ(config.max_streams, 7);
  EXPECT_EQ(config.max_streams_per_user, 3);
  EXPECT_EQ(config.calls_per_second, 12);
  EXPECT_EQ(config.max_queued_records, 500);
  EXPECT_EQ(config.max_message_bytes, 100000);
  EXPECT_EQ(config.log_level, LogLevel::kDebug);
  EXPECT_TRUE(config.insecure);
}

TEST_F(ConfigTest, AHostIsANameAlone) {
  for (const char* wrong : {"https://rec.example", "rec.example:80", "a,,b", ",", "a b", "*.b"}) {
    EXPECT_THAT(Refusal({absl::StrCat("--recording-hosts=", wrong)}), HasSubstr("host names"))
        << wrong;
  }
}

TEST_F(ConfigTest, FlagBeforeVariableBeforeFileBeforeDefault) {
  const std::string file =
      WriteFile("a.toml", "comment_limit = 1\nreader_threads = 11\nmax_streams = 111\n");
  const Environment environment = {{"AFTERCALL_READER_THREADS", "22"},
                                   {"AFTERCALL_COMMENT_LIMIT", "2"}};
  const Config config = Read({"--config", file, "--comment-limit", "3"}, environment);
  EXPECT_EQ(config.comment_limit, 3);
  EXPECT_EQ(config.reader_threads, 22);
  EXPECT_EQ(config.max_streams, 111);
  EXPECT_EQ(config.bookmark_interval, absl::Seconds(15));
}

TEST_F(ConfigTest, AFileByVariableAndOfAllTypes) {
  const std::string file = WriteFile("a.toml",
                                     "# ours\ninsecure = true\nlisten = \"[::]:80\"\n"
                                     "comment_limit = 9\nday_starts_at = \"06:00\"\n");
  const Config config = Read({}, {{"AFTERCALL_CONFIG", file}, {"AFTERCALL_LOG_LEVEL", ""}});
  EXPECT_TRUE(config.insecure);
  EXPECT_EQ(config.listen, "[::]:80");
  EXPECT_EQ(config.comment_limit, 9);
  EXPECT_EQ(config.day_starts_at, absl::Hours(6));
}

// Each setting has a flag, a variable and a key, is in --help, and refuses a wrong value in each by
// name, place and what was expected.
TEST_F(ConfigTest, EachSettingIsRefusedByNameWhereverItWasGiven) {
  const auto help = ReadConfig({"--help"}, {});
  ASSERT_TRUE(help.ok() && help->text);
  for (const Setting& setting : Settings()) {
    SCOPED_TRACE(setting.name);
    EXPECT_THAT(*help->text, AllOf(HasSubstr(absl::StrCat("\n  ", FlagOf(setting))),
                                   HasSubstr(absl::StrCat("(", VariableOf(setting), ")"))));
    // No path is wrong by its form but the empty one.
    const bool is_text = std::string(setting.expected).find("the path") == 0 ||
                         std::string(setting.expected) == "a name";
    const std::string wrong = is_text ? "" : "?";
    const std::string sentence = absl::StrCat("\"", wrong, "\" is not ", setting.expected);
    EXPECT_EQ(Refusal(is_text ? std::vector<std::string>{FlagOf(setting), ""}
                              : std::vector<std::string>{FlagOf(setting) + "=" + wrong}),
              absl::StrCat(FlagOf(setting), ": ", sentence));
    const std::string file =
        WriteFile("b.toml", absl::StrCat("# first\n", setting.name, " = \"", wrong, "\"\n"));
    EXPECT_EQ(Refusal({"--config", file}),
              absl::StrCat(file, ":2, ", setting.name, ": ", sentence));
    if (!is_text) {
      EXPECT_EQ(Refusal({}, {{VariableOf(setting), wrong}}),
                absl::StrCat(VariableOf(setting), ": ", sentence));
    }
  }
}

TEST_F(ConfigTest, WrongValues) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> wrong = {
      {"--listen",
       {"127.0.0.1", ":7433", "127.0.0.1:", "127.0.0.1:70000", "127.0.0.1:-1", "127.0.0.1: 1",
        "::1:80", "[::1]", "[x]:80", "[]:80"}},
      {"--store", {"aftercall.db", "sqlite:", "mysql:x", ":memory:"}},
      {"--time-zone",
       {"Asia/Nowhere", "/etc/localtime", "localtime", "Fixed/UTC+01:00:00", "../UTC"}},
      {"--day-starts-at", {"24:00", "4:00", "04:60", "04:00:00", "+4:00", "04:+5"}},
      {"--comment-limit", {"0", "-1", "1.5", "100001", "4k"}},
      {"--rerating-window", {"24", "-1h", "inf", "9000h", "1d"}},
      {"--bookmark-interval", {"0s", "999ms", "11m"}},
      {"--drain-timeout", {"-1s", "11m"}},
      {"--feed-retention", {"0s", "59m", "90d", "90000h"}},
      {"--request-retention", {"0s", "-1h", "7d"}},
      {"--reader-threads", {"0", "65"}},
      {"--max-streams", {"0", "1000001"}},
      {"--log-level", {"INFO", "verbose"}},
  };
  for (const auto& [flag, values] : wrong) {
    for (const std::string& value : values) {
      EXPECT_THAT(Refusal({flag + "=" + value}), AllOf(HasSubstr(flag), HasSubstr(value)));
    }
  }
}

TEST_F(ConfigTest, PostgresqlIsRefusedPlainlyAndWithoutItsPassword) {
  const std::string sentence = Refusal({"--store", "postgresql://me:secret@db/aftercall"});
  EXPECT_THAT(sentence, AllOf(HasSubstr("--store: \"postgresql://…\" cannot be used"),
                              HasSubstr("sqlite:PATH was expected"), Not(HasSubstr("secret"))));
}

TEST_F(ConfigTest, WhatIsReachedFromOutsideNeedsTlsOrAWord) {
  for (const char* listen : {"0.0.0.0:1", "[::]:1", "192.168.1.1:1", "aftercall.example:1",
                             "128.0.0.1:1", "127.0.0.1.example:1"}) {
    EXPECT_THAT(Refusal({"--listen", listen}),
                AllOf(HasSubstr(listen), HasSubstr("tls_certificate"), HasSubstr("insecure")));
    EXPECT_EQ(Read({"--listen", listen, "--insecure"}).listen, listen);
  }
  for (const char* listen : {"127.0.0.1:1", "127.9.9.9:1", "[::1]:1", "localhost:0"}) {
    EXPECT_EQ(Read({"--listen", listen}).listen, listen);
  }
}

TEST_F(ConfigTest, TlsNeedsBothFilesAndThatTheyCanBeRead) {
  const std::string file = WriteFile("pem", "");
  EXPECT_THAT(Refusal({"--tls-certificate", file}),
              HasSubstr("--tls-certificate: \"" + file + "\" is given without tls_key"));
  EXPECT_THAT(Refusal({"--tls-key", file}), HasSubstr("without tls_certificate"));
  EXPECT_THAT(Refusal({"--tls-key", file, "--tls-certificate", "/nowhere.pem"}),
              HasSubstr("--tls-certificate: \"/nowhere.pem\" cannot be read"));
  EXPECT_THAT(Refusal({"--token-keys", "/nowhere.json"}), HasSubstr("cannot be read"));
}

TEST_F(ConfigTest, UnknownFlagsKeysAndVariables) {
  EXPECT_THAT(Refusal({"--lisen", "x"}), HasSubstr("--lisen"));
  EXPECT_THAT(Refusal({"serve"}), HasSubstr("serve"));
  EXPECT_THAT(Refusal({"--listen"}), HasSubstr("--listen"));
  EXPECT_THAT(Refusal({"--max-streams", "1", "--max-streams", "2"}), HasSubstr("--max-streams"));
  const std::string file = WriteFile("a.toml", "\nlisen = \"x\"\n");
  EXPECT_THAT(Refusal({"--config", file}), HasSubstr(file + ":2: \"lisen\" is not a setting"));

  const auto invocation = ReadConfig({}, {{"HOME", "/h"},
                                          {"AFTERCALL_LISEN", "x"},
                                          {"AFTERCALL_SERVER", "x"},
                                          {"AFTERCALL_TOKEN_FILE", "x"},
                                          {"AFTERCALL_LANGUAGE", "x"},
                                          {"OTHER", "x"}});
  ASSERT_TRUE(invocation.ok()) << invocation.status();
  EXPECT_THAT(invocation->warnings, ElementsAre(HasSubstr("AFTERCALL_LISEN")));
}

TEST_F(ConfigTest, FilesThatAreNone) {
  EXPECT_THAT(Refusal({"--config", "/nowhere.toml"}), HasSubstr("/nowhere.toml cannot be read"));
  EXPECT_THAT(Refusal({"--config", folder_}), HasSubstr(folder_));
  EXPECT_THAT(Refusal({"--config", ""}), HasSubstr("cannot be read"));
  const std::string broken = WriteFile("a.toml", "listen = \"x\"\nstore = \n");
  EXPECT_THAT(Refusal({"--config", broken}), HasSubstr(broken + ":2: "));
  for (const char* value : {"1.5", "[1]", "{a=1}", "2024-01-01"}) {
    const std::string file = WriteFile("b.toml", absl::StrCat("listen = ", value));
    EXPECT_THAT(Refusal({"--config", file}), HasSubstr(file + ":1: listen is not a string"));
  }
}

TEST_F(ConfigTest, DataFolder) {
  EXPECT_EQ(Read({}, {{"XDG_DATA_HOME", "/xdg"}}).data_dir, "/xdg/aftercall");
  EXPECT_EQ(Read({}, {{"XDG_DATA_HOME", "relative"}}).data_dir,
            "/home/somebody/.local/share/aftercall");
  EXPECT_EQ(Read({"--data-dir", "/d"}).sqlite_path, "/d/aftercall.db");
  EXPECT_EQ(ReadConfig({"--data-dir", "/d"}, {})->config.data_dir, "/d");
  EXPECT_THAT(std::string(ReadConfig({}, {}).status().message()), HasSubstr("--data-dir"));
}

TEST_F(ConfigTest, HelpAndVersionComeFirst) {
  const auto help = ReadConfig({"--help"}, {});
  ASSERT_TRUE(help.ok() && help->text);
  EXPECT_THAT(*help->text, AllOf(HasSubstr("Usage: aftercalld"), HasSubstr("--config FILE")));
  const auto version = ReadConfig({"--version"}, {});
  ASSERT_TRUE(version.ok() && version->text);
  EXPECT_THAT(*version->text, testing::MatchesRegex("aftercalld [0-9.]+\n"));
}

TEST(ReadEnvironmentTest, IsTheProcesss) {
  setenv("AFTERCALL_CONFIG_TEST", "a=b", 1);
  EXPECT_EQ(ReadEnvironment().at("AFTERCALL_CONFIG_TEST"), "a=b");
  unsetenv("AFTERCALL_CONFIG_TEST");
}

}  // namespace
}  // namespace aftercall::runtime
