#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "backend/redaction/redaction.h"

// Published vectors and the list of naughty strings, where they are.
namespace aftercall::redaction {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kVectors[] = AFTERCALL_READING_DIR "/reference/personal_data.json";
constexpr char kNaughty[] = AFTERCALL_READING_DIR "/data/naughty-strings/blns.json";

class Vectors : public testing::Test {
 protected:
  void SetUp() override {
    std::ifstream file(kVectors);
    if (!file) GTEST_SKIP() << "the published vectors are not here: reference/personal_data.json";
    vectors_ = nlohmann::json::parse(file);
  }

  // By itself and inside a sentence.
  void ExpectMatched(const std::string& text, const std::string& mark, const std::string& rule) {
    EXPECT_EQ(Redact(text).text, mark) << text;
    EXPECT_THAT(Redact(text).rules, ElementsAre(rule)) << text;
    EXPECT_EQ(Redact("号码是" + text + "。").text, "号码是" + mark + "。") << text;
    EXPECT_EQ(Redact("it is " + text + ", ok?").text, "it is " + mark + ", ok?") << text;
  }

  void ExpectKept(const std::string& text) {
    EXPECT_EQ(Redact(text).text, text);
    EXPECT_THAT(Redact(text).rules, IsEmpty()) << text;
  }

  nlohmann::json vectors_;
};

TEST_F(Vectors, Cards) {
  for (const auto& [issuer, cards] : vectors_["cards"]["valid_presidio"].items()) {
    for (const auto& card : cards) ExpectMatched(card, "[card]", "card_number");
  }
  for (const auto& card : vectors_["cards"]["invalid_presidio"]) ExpectKept(card);
  for (const auto& c : vectors_["normalisation"]) ExpectMatched(c["text"], "[card]", "card_number");
}

TEST_F(Vectors, ChineseMobiles) {
  for (const auto& number : vectors_["cn_mobile"]["valid"]) {
    ExpectMatched(number, "[tel]", "phone_number");
  }
}

TEST_F(Vectors, ResidentIds) {
  for (std::string id : vectors_["cn_resident_id"]["valid"]) {
    id = id.substr(0, id.find(' '));  // a remark follows
    ExpectMatched(id, "[id]", "national_id");
  }
  for (const auto& id : vectors_["cn_resident_id"]["invalid"]) ExpectKept(id[0]);
}

TEST(Naughty, ComeBackByteForByte) {
  std::ifstream file(kNaughty);
  if (!file) GTEST_SKIP() << "the naughty strings are not here: data/naughty-strings/blns.json";
  // Those in which a rule rightly matches, with the rule.
  const std::map<std::string, std::string> matched = {};
  const auto strings = nlohmann::json::parse(file);
  ASSERT_GT(strings.size(), 400u);
  size_t found = 0;
  for (const std::string text : strings) {
    const Redacted result = Redact(text);
    if (const auto it = matched.find(text); it != matched.end()) {
      ++found;
      EXPECT_THAT(result.rules, ElementsAre(it->second)) << text;
      continue;
    }
    EXPECT_EQ(result.text, text);
    EXPECT_THAT(result.rules, IsEmpty()) << text;
  }
  EXPECT_EQ(found, matched.size());
}

}  // namespace
}  // namespace aftercall::redaction
