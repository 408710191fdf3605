#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/platform/text_decoder.h"
#include "client/ui/soft_wrap.h"
#include "client/ui/wrap.h"
#include "imgui.h"
#include "shared/base/text.h"
#include "tests/fuzz/fuzz.h"

// Any bytes on the ticker: the characters drawn of them, and the lines they make.
namespace aftercall::fuzz {
namespace {

using platform::AppendUtf8;
using platform::DecodeForDrawing;

ImFont& Font() {
  static ImFont& font = [&]() -> ImFont& {
    auto& atlas = *new ImFontAtlas();
    ImFont* made = atlas.AddFontDefault();
    atlas.Build();
    return *made;
  }();
  return font;
}

std::string Utf8Of(const std::u32string& characters) {
  std::string text;
  for (const char32_t c : characters) AppendUtf8(c, text);
  return text;
}

float WidthOf(absl::string_view line) {
  while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
  float width = 0;
  for (const char32_t c : DecodeForDrawing(line)) {
    width += Font().GetCharAdvance(static_cast<ImWchar>(c));
  }
  return width;
}

void TryWrapping(absl::string_view text, float width) {
  const std::vector<absl::string_view> lines = ui::WrapLines(Font(), text, width);
  const char* at = text.data();
  for (const absl::string_view line : lines) {
    Require(line.data() >= at && line.data() + line.size() <= text.data() + text.size(),
            "lines stand in the text, in order");
    int ends = 0;
    for (; at < line.data(); ++at) {
      ends += *at == '\n';
      Require(*at == ' ' || *at == '\n', "only spaces and line ends lie between lines");
    }
    Require(ends <= 1, "an empty line is a line");
    Require(line.find('\n') == absl::string_view::npos, "a line has no line end");
    Require(base::IsValidUtf8(line), "no character is cut");
    Require(WidthOf(line) <= width + 0.01f || base::CountCharacters(line) == 1,
            "a line is no wider than there is room");
    at = line.data() + line.size();
  }
  Require(at == text.data() + text.size(), "nothing is left over");
}

// Where the n-th character begins.
size_t PlaceOf(absl::string_view text, size_t n) {
  size_t at = 0;
  while (at < text.size() && (n > 0 || (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)) {
    n -= (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && n > 0 ? 1 : 0;
    ++at;
  }
  return at;
}

// A field in which somebody replaces some characters of what it shows by another.
void TryTyping(const std::string& text, float width) {
  const ui::Wrapped wrapped = ui::Wrap(Font(), text, width);
  Require(wrapped.shown.size() == text.size() + wrapped.breaks.size(),
          "nothing but line ends is put in");
  const size_t characters = base::CountCharacters(text);
  for (const size_t from : {size_t{0}, characters / 3, characters}) {
    const size_t begin = PlaceOf(text, from), end = PlaceOf(text, from + characters / 5);
    Require(wrapped.ToText(wrapped.ToShown(begin)) == begin, "places go there and back");
    const std::string expected = absl::StrCat(text.substr(0, begin), "x", text.substr(end));
    if (expected == text) continue;  // it cannot be told from deleting a line end put in
    const size_t shown_begin = wrapped.ToShown(begin);
    const std::string edited = absl::StrCat(wrapped.shown.substr(0, shown_begin), "x",
                                            wrapped.shown.substr(wrapped.ToShown(end)));
    const ui::Edited result = ui::TakeBack(wrapped, edited, shown_begin + 1, false);
    Require(result.text == expected, "an edit means the same in the text");
    Require(result.cursor == begin + 1, "the cursor stands behind what was typed");
  }
}

}  // namespace

void Try(absl::string_view input) {
  const std::u32string characters = DecodeForDrawing(input);
  Require(characters.size() <= 2 * input.size(), "a tab is the longest thing there is");
  for (const char32_t c : characters) {
    Require(c == '\n' || (c >= 0x20 && c != 0x7F && c <= 0xEFFFF),
            "only what can be seen is drawn");
  }
  const std::string text = Utf8Of(characters);
  Require(base::IsValidUtf8(text), "what is drawn is UTF-8");
  Require(DecodeForDrawing(text) == characters, "what is drawn draws as itself");

  // Fonts bring every character down to 16 bits before lines are made.
  std::u32string narrow = characters;
  for (char32_t& c : narrow) c = c > 0xFFFF ? platform::kReplacement : c;
  for (const float width : {20.f, 100.f, 4000.f}) {
    TryWrapping(Utf8Of(narrow), width);
    TryTyping(Utf8Of(narrow), width);
  }
}

}  // namespace aftercall::fuzz
