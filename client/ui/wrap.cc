#include "client/ui/wrap.h"

namespace aftercall::ui {
namespace {

struct Character {
  char32_t value;
  size_t length;
};

// `text` is well-formed (it went through Type::drawable) and holds nothing beyond 16 bits.
Character CharacterAt(absl::string_view text, size_t i) {
  const auto byte = [&](size_t k) -> char32_t {
    return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0;
  };
  if (byte(0) < 0x80) return {byte(0), 1};
  if (byte(0) < 0xE0) return {(byte(0) & 0x1F) << 6 | (byte(1) & 0x3F), 2};
  return {(byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3};
}

bool IsWide(char32_t c) {
  return (c >= 0x2E80 && c <= 0xD7AF) || (c >= 0xE000 && c <= 0xFAFF) ||
         (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFFEF);
}

bool MayNotBegin(char32_t c) {
  for (const char32_t mark : U"，。、；：？！）》」』】”’…—·,.;:?!)") {
    if (mark != 0 && c == mark) return true;
  }
  return false;
}

bool MayNotEnd(char32_t c) {
  for (const char32_t mark : U"（《「『【“‘(") {
    if (mark != 0 && c == mark) return true;
  }
  return false;
}

}  // namespace

std::vector<absl::string_view> WrapLines(ImFont& font, absl::string_view text, float width) {
  std::vector<absl::string_view> lines;
  size_t start = 0;
  size_t good_end = 0, good_next = 0;  // The last place where the line may break, and what follows.
  float line_width = 0;
  char32_t before = 0;
  const auto restart = [&](size_t at) {
    start = at;
    good_end = good_next = at;
    line_width = 0;
    before = 0;
  };
  for (size_t i = 0; i < text.size();) {
    const auto [c, length] = CharacterAt(text, i);
    if (c == '\n') {
      lines.push_back(text.substr(start, i - start));
      i += length;
      restart(i);
      continue;
    }
    const bool between_wide = before != 0 && (IsWide(before) || IsWide(c)) && before != ' ';
    if (between_wide && !MayNotBegin(c) && !MayNotEnd(before)) good_end = good_next = i;
    const float advance = font.GetCharAdvance(static_cast<ImWchar>(c));
    if (c != ' ' && line_width + advance > width && i > start) {
      const bool broke_well = good_next > start;
      const size_t end = broke_well ? good_end : i;
      lines.push_back(text.substr(start, end - start));
      i = broke_well ? good_next : i;
      restart(i);
      continue;
    }
    if (c == ' ') {
      good_end = before == ' ' ? good_end : i;
      good_next = i + length;
    }
    line_width += advance;
    before = c;
    i += length;
  }
  lines.push_back(text.substr(start));
  return lines;
}

}  // namespace aftercall::ui
