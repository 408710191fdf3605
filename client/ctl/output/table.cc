#include "client/ctl/output/table.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace aftercall::ctl {
namespace {

// Widest cell; what is longer is cut, the JSON forms have it whole.
constexpr size_t kWidestCell = 60;

// The character that begins at text[*at]; moves on behind it. Damaged bytes are U+FFFD.
char32_t Next(absl::string_view text, size_t* at) {
  const auto byte = static_cast<unsigned char>(text[*at]);
  const size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
  char32_t code = length == 1 ? byte : byte & (0xFF >> (length + 1));
  if ((byte >= 0x80 && byte < 0xC2) || byte > 0xF4 || *at + length > text.size()) {
    ++*at;
    return 0xFFFD;
  }
  for (size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[*at + i]);
    if ((next & 0xC0) != 0x80) {
      ++*at;
      return 0xFFFD;
    }
    code = code << 6 | (next & 0x3F);
  }
  *at += length;
  return code;
}

void Append(char32_t code, std::string* text) {
  if (code < 0x80) {
    text->push_back(static_cast<char>(code));
    return;
  }
  const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  static constexpr unsigned char kLead[] = {0, 0xC0, 0xE0, 0xF0};
  text->push_back(static_cast<char>(kLead[more] | code >> (6 * more)));
  for (int i = more - 1; i >= 0; --i) {
    text->push_back(static_cast<char>(0x80 | (code >> (6 * i) & 0x3F)));
  }
}

struct Range {
  char32_t first, last;
};

template <size_t n>
bool Within(const Range (&ranges)[n], char32_t code) {
  return std::any_of(std::begin(ranges), std::end(ranges),
                     [code](Range r) { return code >= r.first && code <= r.last; });
}

// Two columns: East Asian wide and full-width forms, and emoji.
bool IsWide(char32_t code) {
  static constexpr Range kWide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},
                                    {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
                                    {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
                                    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF},
                                    {0x20000, 0x3FFFD}};
  return Within(kWide, code);
}

// No column: combining marks, joiners, variation selectors.
bool IsZeroWidth(char32_t code) {
  static constexpr Range kZero[] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD},
                                    {0x064B, 0x065F}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A},
                                    {0x0E47, 0x0E4E}, {0x200B, 0x200D}, {0x20D0, 0x20FF},
                                    {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}};
  return Within(kZero, code);
}

// What a terminal would obey instead of showing: C0, DEL and C1 controls, marks that turn the
// reading direction, line and paragraph separators, tags.
bool IsCommand(char32_t code) {
  static constexpr Range kCommands[] = {{0x00, 0x1F},      {0x7F, 0x9F},     {0x061C, 0x061C},
                                        {0x200E, 0x200F},  {0x2028, 0x202E}, {0x2066, 0x2069},
                                        {0xE0000, 0xE007F}};
  return Within(kCommands, code);
}

char32_t Sign(char32_t code) {
  if (code == '\n' || code == 0x2028 || code == 0x2029) return 0x23CE;  // ⏎
  if (code == '\t' || code == '\r') return ' ';
  if (code < 0x20) return 0x2400 + code;  // pictures of control characters
  if (code == 0x7F) return 0x2421;
  return 0xFFFD;
}

size_t Width(char32_t code) { return IsZeroWidth(code) ? 0 : IsWide(code) ? 2 : 1; }

}  // namespace

std::string ForTerminal(absl::string_view text, size_t columns) {
  std::string shown;
  size_t width = 0;
  size_t fits = 0;  // bytes that leave a column for "…"
  for (size_t at = 0; at < text.size();) {
    char32_t code = Next(text, &at);
    if (IsCommand(code)) code = Sign(code);
    if (columns > 0 && width + Width(code) > columns) {
      shown.resize(fits);
      Append(0x2026, &shown);
      return shown;
    }
    width += Width(code);
    Append(code, &shown);
    if (width < columns) fits = shown.size();
  }
  return shown;
}

size_t TerminalWidth(absl::string_view text) {
  size_t width = 0;
  for (size_t at = 0; at < text.size();) width += Width(Next(text, &at));
  return width;
}

Table::Table(std::vector<std::string> header) { Add(std::move(header)); }

void Table::Add(std::vector<std::string> row) {
  for (std::string& cell : row) cell = ForTerminal(cell, kWidestCell);
  rows_.push_back(std::move(row));
}

void Table::Write(std::ostream& out) const {
  std::vector<size_t> widths(rows_[0].size());
  for (const auto& row : rows_) {
    for (size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], TerminalWidth(row[i]));
    }
  }
  for (const auto& row : rows_) {
    for (size_t i = 0; i < row.size(); ++i) {
      out << row[i];
      if (i + 1 < row.size()) out << std::string(widths[i] - TerminalWidth(row[i]) + 2, ' ');
    }
    out << "\n";
  }
}

}  // namespace aftercall::ctl
