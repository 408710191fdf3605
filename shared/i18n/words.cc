#include "shared/i18n/words.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"

namespace aftercall::i18n {
namespace {

constexpr absl::Duration kDay = absl::Hours(24);

std::string WholePercent(double percent) {
  return absl::StrCat(static_cast<int>(std::floor(std::clamp(percent, 0.0, 100.0) + 0.5)));
}

// The unit that an age is told in; zero where it is "now".
absl::Duration UnitOf(absl::Duration age) {
  if (age < absl::Minutes(1)) return absl::ZeroDuration();
  if (age < absl::Hours(1)) return absl::Minutes(1);
  if (age < kDay) return absl::Hours(1);
  return kDay;
}

}  // namespace

std::string ChannelName(const Translator& tr, Channel channel) {
  switch (channel) {
    case Channel::kUnknown:
      return "";
    case Channel::kVoice:
      return tr.Tr("call");
    case Channel::kEmail:
      return tr.Tr("e-mail");
    case Channel::kChat:
      return tr.Tr("chat");
    case Channel::kSocial:
      return tr.Tr("social");
  }
  return "";
}

std::string AgeWords(const Translator& tr, absl::Duration age) {
  const absl::Duration unit = UnitOf(age);
  if (unit == absl::ZeroDuration()) return tr.Tr("now");
  const int64_t n = age / unit;
  if (unit == absl::Minutes(1)) return tr.TrN("{n} min", "{n} min", n);
  if (unit == absl::Hours(1)) return tr.TrN("{n} h", "{n} h", n);
  return tr.TrN("{n} day", "{n} days", n);
}

absl::Duration AgeWordsHoldFor(absl::Duration age) {
  const absl::Duration unit = UnitOf(age);
  if (unit == absl::ZeroDuration()) return absl::Minutes(1) - age;
  return unit - age % unit;
}

std::string PercentWords(double percent) { return absl::StrCat(WholePercent(percent), "%"); }

std::string IntervalWords(double low, double high) {
  return absl::StrCat(WholePercent(low), "–", WholePercent(high), "%");
}

}  // namespace aftercall::i18n
