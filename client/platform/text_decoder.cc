#include "client/platform/text_decoder.h"

#include <cstdint>

namespace aftercall::platform {
namespace {

struct Decoded {
  char32_t character;
  size_t length;
};

bool IsContinuation(absl::string_view text, size_t i, uint8_t low = 0x80, uint8_t high = 0xBF) {
  if (i >= text.size()) return false;
  const auto byte = static_cast<uint8_t>(text[i]);
  return byte >= low && byte <= high;
}

// Reads the character at `i` by the table of well-formed UTF-8: the second byte's range depends on
// the first, which rules out overlong forms, surrogates and values above U+10FFFF.
Decoded DecodeOne(absl::string_view text, size_t i) {
  const auto lead = static_cast<uint8_t>(text[i]);
  if (lead < 0x80) return {lead, 1};
  size_t length = 0;
  if (lead >= 0xC2 && lead <= 0xDF) length = 2;
  if (lead >= 0xE0 && lead <= 0xEF) length = 3;
  if (lead >= 0xF0 && lead <= 0xF4) length = 4;
  if (length == 0) return {kReplacement, 1};
  const uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  char32_t character = lead & (0xFF >> (length + 1));
  for (size_t k = 1; k < length; ++k) {
    const bool good = k == 1 ? IsContinuation(text, i + k, low, high) : IsContinuation(text, i + k);
    if (!good) return {kReplacement, k};
    character = character << 6 | (static_cast<uint8_t>(text[i + k]) & 0x3F);
  }
  return {character, length};
}

bool HasNoPicture(char32_t c) {
  return c == 0x00AD || c == 0x034F || c == 0x180E || (c >= 0x200B && c <= 0x200D) ||
         (c >= 0x2060 && c <= 0x2064) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF ||
         (c >= 0xE0000 && c <= 0xE0FFF);
}

bool TurnsDirection(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x206F);
}

bool IsUnassignable(char32_t c) {
  // Private-use characters are ours to map others to; non-characters are nobody's.
  return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000 || (c & 0xFFFE) == 0xFFFE ||
         (c >= 0xFDD0 && c <= 0xFDEF);
}

char32_t Visible(char32_t c) {
  if (c < 0x20) return 0x2400 + c;
  if (c == 0x7F) return 0x2421;
  if (c >= 0x80 && c <= 0x9F) return kReplacement;
  if (TurnsDirection(c) || IsUnassignable(c)) return kReplacement;
  return c;
}

}  // namespace

std::u32string DecodeForDrawing(absl::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const auto [character, length] = DecodeOne(text, i);
    i += length;
    if (character == '\r' && i < text.size() && text[i] == '\n') continue;
    if (character == '\n' || character == 0x2028 || character == 0x2029) {
      out.push_back('\n');
    } else if (character == '\t') {
      out.append(2, ' ');
    } else if (!HasNoPicture(character)) {
      out.push_back(Visible(character));
    }
  }
  return out;
}

void AppendUtf8(char32_t character, std::string& out) {
  const auto byte = [&](char32_t value) { out.push_back(static_cast<char>(value)); };
  if (character < 0x80) {
    byte(character);
  } else if (character < 0x800) {
    byte(0xC0 | character >> 6);
    byte(0x80 | (character & 0x3F));
  } else if (character < 0x10000) {
    byte(0xE0 | character >> 12);
    byte(0x80 | (character >> 6 & 0x3F));
    byte(0x80 | (character & 0x3F));
  } else {
    byte(0xF0 | character >> 18);
    byte(0x80 | (character >> 12 & 0x3F));
    byte(0x80 | (character >> 6 & 0x3F));
    byte(0x80 | (character & 0x3F));
  }
}

}  // namespace aftercall::platform
