#pragma once

#include <string>

#include "absl/time/time.h"
#include "shared/i18n/translator.h"

// Small words that every program says alike.
namespace aftercall::i18n {

// The way a customer reached us.
enum class Channel { kUnknown, kVoice, kEmail, kChat, kSocial };

// "call", "e-mail", "chat", "social"; "电话", "邮件", "聊天", "社交". Empty for kUnknown.
std::string ChannelName(const Translator& tr, Channel channel);

// How long ago, in one unit: "now" under a minute (and for a time ahead of the clock), "3 min",
// "2 h", "1 day", "5 days"; "刚刚", "3 分钟", "2 小时", "5 天".
std::string AgeWords(const Translator& tr, absl::Duration age);

// How long it stays as AgeWords says: the next change of the words is this much later.
absl::Duration AgeWordsHoldFor(absl::Duration age);

// "83%": rounded half up to a whole number; `percent` is 0–100.
std::string PercentWords(double percent);

// "55–95%".
std::string IntervalWords(double low, double high);

}  // namespace aftercall::i18n
