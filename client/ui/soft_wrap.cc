#include "client/ui/soft_wrap.h"

#include <algorithm>
#include <utility>

#include "client/ui/wrap.h"

namespace aftercall::ui {
namespace {

bool IsInsideCharacter(absl::string_view text, size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

size_t CommonPrefix(absl::string_view one, absl::string_view other) {
  const auto [end, unused] =
      std::mismatch(one.begin(), one.begin() + std::min(one.size(), other.size()), other.begin());
  return static_cast<size_t>(end - one.begin());
}

size_t CommonSuffix(absl::string_view one, absl::string_view other) {
  size_t length = 0;
  while (length < one.size() && length < other.size() &&
         one[one.size() - 1 - length] == other[other.size() - 1 - length]) {
    ++length;
  }
  return length;
}

// The character that ends, or begins, at `at` is gone.
Edited WithoutNeighbour(const std::string& text, size_t at, bool forward) {
  size_t from = at, to = at;
  if (forward) {
    do ++to;
    while (IsInsideCharacter(text, to));
  } else if (at > 0) {
    do --from;
    while (from > 0 && IsInsideCharacter(text, from));
  }
  to = std::min(to, text.size());
  return {text.substr(0, from) + text.substr(to), from};
}

}  // namespace

size_t Wrapped::ToText(size_t in_shown) const {
  const auto passed = std::lower_bound(breaks.begin(), breaks.end(), in_shown);
  return in_shown - static_cast<size_t>(passed - breaks.begin());
}

size_t Wrapped::ToShown(size_t in_text) const {
  size_t shown_at = in_text;
  for (const size_t at : breaks) {
    if (at <= shown_at) ++shown_at;
  }
  return shown_at;
}

Wrapped Wrap(ImFont& font, std::string text, float width) {
  Wrapped wrapped;
  wrapped.text = std::move(text);
  const absl::string_view all(wrapped.text.data(), wrapped.text.size());
  const std::vector<absl::string_view> lines = WrapLines(font, all, width);
  for (size_t i = 0; i < lines.size(); ++i) {
    const size_t begin = static_cast<size_t>(lines[i].data() - all.data());
    const size_t end =
        i + 1 < lines.size() ? static_cast<size_t>(lines[i + 1].data() - all.data()) : all.size();
    if (begin > 0 && all[begin - 1] != '\n') {
      wrapped.breaks.push_back(wrapped.shown.size());
      wrapped.shown += '\n';
    }
    wrapped.shown.append(all.data() + begin, end - begin);
  }
  return wrapped;
}

Edited TakeBack(const Wrapped& before, absl::string_view edited, size_t cursor, bool forward) {
  const absl::string_view shown(before.shown.data(), before.shown.size());
  // What stands behind the cursor was not touched, whether something was typed, pasted or deleted.
  const size_t suffix = std::min(CommonSuffix(shown, edited), edited.size() - cursor);
  const size_t prefix = CommonPrefix(shown.substr(0, shown.size() - suffix),
                                     edited.substr(0, edited.size() - suffix));
  Edited result;
  size_t taken = 0;
  const auto take_until = [&](size_t at) {
    result.text.append(edited.data() + taken, at - taken);
    if (cursor > at) --result.cursor;
    taken = at + 1;
  };
  result.cursor = cursor;
  for (const size_t at : before.breaks) {
    if (at < prefix) {
      take_until(at);
    } else if (at >= shown.size() - suffix) {
      take_until(edited.size() - (shown.size() - at));
    }
  }
  result.text.append(edited.data() + taken, edited.size() - taken);
  const bool only_a_break = result.text == before.text && edited.size() + 1 == shown.size();
  return only_a_break ? WithoutNeighbour(before.text, result.cursor, forward) : result;
}

}  // namespace aftercall::ui
