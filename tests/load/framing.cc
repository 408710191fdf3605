#include "tests/load/framing.h"

#include <cstdint>

namespace aftercall::load {
namespace {

constexpr size_t kHeader = 5;
constexpr uint32_t kLongest = 4 << 20;  // what gRPC takes by default

}  // namespace

std::string Framed(absl::string_view message) {
  const auto length = static_cast<uint32_t>(message.size());
  std::string framed(1, '\0');
  for (int shift = 24; shift >= 0; shift -= 8) {
    framed.push_back(static_cast<char>(length >> shift));
  }
  framed.append(message.data(), message.size());
  return framed;
}

Cutter::Cut Cutter::Next(absl::string_view* bytes, absl::string_view* message) {
  if (bytes->size() < kHeader) return Cut::kPart;
  uint32_t length = 0;
  for (size_t i = 1; i < kHeader; ++i) length = length << 8 | static_cast<uint8_t>((*bytes)[i]);
  if ((*bytes)[0] != 0 || length > kLongest) return Cut::kBroken;
  if (bytes->size() - kHeader < length) return Cut::kPart;
  *message = bytes->substr(kHeader, length);
  bytes->remove_prefix(kHeader + length);
  return Cut::kWhole;
}

}  // namespace aftercall::load
