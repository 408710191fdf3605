#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "backend/redaction/redaction.h"
#include "tests/backend/rpc/served.h"

// Strings that break programs come back from the feed byte for byte.
namespace aftercall::rpc {
namespace {

class NaughtyTest : public ServedTest {};

TEST_F(NaughtyTest, EveryStringComesBackUnlessANamedRuleMatched) {
  const std::string path = AFTERCALL_READING_DIR "/data/naughty-strings/blns.json";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not there";
  std::ifstream file(path);
  std::vector<std::string> strings = nlohmann::json::parse(file).get<std::vector<std::string>>();
  strings.push_back(std::string("NUL \0 inside", 12));
  strings.push_back("a\r\nb\tc");
  ASSERT_GT(strings.size(), 400u);
  std::vector<v1::IngestRecord> records = {StarsRecord()};
  for (size_t i = 0; i < strings.size(); ++i) {
    auto call = CallRecord(absl::StrCat("c", i), "7");
    if (strings[i].size() < 200) call.mutable_interaction()->set_topic(strings[i]);
    records.push_back(call);
    records.push_back(AnswerRecord(absl::StrCat("c", i), absl::StrCat("r", i), 3, strings[i]));
  }
  v1::FeedCursor start;
  {
    Ingest({CallRecord("first", "7")});
    Watcher watcher(*feed_, TokenOf("Agent 7"));
    ASSERT_TRUE(watcher.WaitUntilLive());
    start = watcher.cursor();
  }
  Ingest(records);
  Watcher watcher(*feed_, TokenOf("Agent 7"), start);
  ASSERT_TRUE(watcher.WaitForEntries(strings.size())) << watcher.End();
  const auto entries = watcher.entries();
  int redacted = 0;
  for (size_t i = 0; i < strings.size(); ++i) {
    const auto& verdict = entries.at(i).verdict();
    if (verdict.redactions().empty()) {
      EXPECT_EQ(verdict.comment(), strings[i]) << i;
    } else {
      ++redacted;
      EXPECT_EQ(verdict.comment(), redaction::Redact(strings[i]).text) << i;
    }
    if (strings[i].size() < 200) {
      EXPECT_EQ(verdict.topic(), strings[i]) << i;
    }
  }
  EXPECT_LT(redacted, 10);
}

}  // namespace
}  // namespace aftercall::rpc
