#include "shared/base/ids.h"

#include <algorithm>

#include "absl/strings/str_format.h"

namespace aftercall::base {
namespace {

constexpr absl::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr int kSequenceBits = 21;
constexpr size_t kLength = 13;

}  // namespace

int64_t IdGenerator::Next(absl::Time now) {
  const int64_t milliseconds = absl::ToUnixMillis(now);
  if (milliseconds > last_ >> kSequenceBits) {
    // The upper half of the sequence stays free for the ids that follow in this millisecond.
    const uint64_t start = random_() & ((uint64_t{1} << (kSequenceBits - 1)) - 1);
    last_ = milliseconds << kSequenceBits | static_cast<int64_t>(start);
  } else {
    ++last_;
  }
  return last_;
}

std::string FormatId(int64_t id) {
  std::string text(kLength, '0');
  auto rest = static_cast<uint64_t>(id);
  for (size_t i = kLength; i-- > 0; rest >>= 5) text[i] = kDigits[rest & 31];
  return text;
}

std::optional<int64_t> ParseId(absl::string_view text) {
  if (text.size() != kLength) return std::nullopt;
  uint64_t id = 0;
  for (size_t i = 0; i < kLength; ++i) {
    const size_t digit = kDigits.find(text[i]);
    // 13 digits hold 65 bits; an id has 63.
    if (digit == absl::string_view::npos || (i == 0 && digit > 7)) return std::nullopt;
    id = id << 5 | digit;
  }
  return static_cast<int64_t>(id);
}

std::string FormatUuid(uint64_t high, uint64_t low) {
  return absl::StrFormat("%08x-%04x-4%03x-%04x-%012x", high >> 32, (high >> 16) & 0xFFFF,
                         high & 0xFFF, 0x8000 | ((low >> 48) & 0x3FFF), low & 0xFFFFFFFFFFFF);
}

}  // namespace aftercall::base
