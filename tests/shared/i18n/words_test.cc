#include "shared/i18n/words.h"

#include <gtest/gtest.h>

#include <vector>

namespace aftercall::i18n {
namespace {

const Translator& English() {
  static const Translator tr("en");
  return tr;
}
const Translator& Chinese() {
  static const Translator tr("zh_CN");
  return tr;
}

TEST(Words, NameTheChannels) {
  EXPECT_EQ(ChannelName(English(), Channel::kVoice), "call");
  EXPECT_EQ(ChannelName(English(), Channel::kEmail), "e-mail");
  EXPECT_EQ(ChannelName(English(), Channel::kChat), "chat");
  EXPECT_EQ(ChannelName(English(), Channel::kSocial), "social");
  EXPECT_EQ(ChannelName(English(), Channel::kUnknown), "");
  EXPECT_EQ(ChannelName(Chinese(), Channel::kVoice), "电话");
  EXPECT_EQ(ChannelName(Chinese(), Channel::kEmail), "邮件");
  EXPECT_EQ(ChannelName(Chinese(), Channel::kChat), "聊天");
  EXPECT_EQ(ChannelName(Chinese(), Channel::kSocial), "社交");
}

TEST(Words, TellAgesInOneUnit) {
  EXPECT_EQ(AgeWords(English(), absl::Seconds(-5)), "now");
  EXPECT_EQ(AgeWords(English(), absl::Seconds(59)), "now");
  EXPECT_EQ(AgeWords(English(), absl::Seconds(60)), "1 min");
  EXPECT_EQ(AgeWords(English(), absl::Minutes(59)), "59 min");
  EXPECT_EQ(AgeWords(English(), absl::Minutes(125)), "2 h");
  EXPECT_EQ(AgeWords(English(), absl::Hours(24)), "1 day");
  EXPECT_EQ(AgeWords(English(), absl::Hours(24 * 5)), "5 days");
  EXPECT_EQ(AgeWords(Chinese(), absl::Seconds(3)), "刚刚");
  EXPECT_EQ(AgeWords(Chinese(), absl::Minutes(3)), "3 分钟");
  EXPECT_EQ(AgeWords(Chinese(), absl::Hours(2)), "2 小时");
  EXPECT_EQ(AgeWords(Chinese(), absl::Hours(48)), "2 天");
}

TEST(Words, KnowUntilWhenAnAgeHolds) {
  for (const absl::Duration age :
       {absl::Seconds(-30), absl::Seconds(0), absl::Seconds(59), absl::Seconds(61),
        absl::Minutes(59) + absl::Seconds(30), absl::Hours(1), absl::Hours(23) + absl::Minutes(59),
        absl::Hours(24 * 3)}) {
    const absl::Duration hold = AgeWordsHoldFor(age);
    const std::string words = AgeWords(English(), age);
    EXPECT_GT(hold, absl::ZeroDuration());
    EXPECT_EQ(AgeWords(English(), age + hold - absl::Milliseconds(1)), words) << age;
    EXPECT_NE(AgeWords(English(), age + hold), words) << age;
  }
}

TEST(Words, RoundPercentHalfUp) {
  EXPECT_EQ(PercentWords(83.3), "83%");
  EXPECT_EQ(PercentWords(82.5), "83%");
  EXPECT_EQ(PercentWords(0), "0%");
  EXPECT_EQ(PercentWords(100), "100%");
  EXPECT_EQ(IntervalWords(55.2, 95.3), "55–95%");
}

TEST(Words, KeepPercentWithinItsBounds) {
  EXPECT_EQ(PercentWords(-3), "0%");
  EXPECT_EQ(PercentWords(1e300), "100%");
}

}  // namespace
}  // namespace aftercall::i18n
