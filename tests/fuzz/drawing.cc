#include <string>
#include <vector>

#include "client/platform/text_decoder.h"
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
  for (const float width : {20.f, 100.f, 4000.f}) TryWrapping(Utf8Of(narrow), width);
}

}  // namespace aftercall::fuzz
