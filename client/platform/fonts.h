#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/platform/font_file.h"
#include "client/platform/glyph_page.h"
#include "imgui.h"

namespace aftercall::platform {

// The few kinds of text there are: 15 px, 15 px bold, 13 px, headings of 18 px and figures of 26
// px.
enum class TextStyle { kRegular, kBold, kSmall, kHeading, kFigure };
inline constexpr int kTextStyles = 5;

// Fonts in order of preference; a character comes from the first that has it.
struct FontFiles {
  std::vector<FontSource> regular;
  std::vector<FontSource> bold;

  // Where Debian's packages fonts-noto-core, fonts-noto-cjk and fonts-noto-color-emoji put them. A
  // Latin face comes first, so that quotes and digits are not as wide as a Chinese character.
  static FontFiles Installed();
};

// An atlas for ImGui that holds the glyphs in use and no others: each is drawn when its character
// is first met, so that start-up costs a screenful of glyphs instead of a language's. Characters
// beyond ImGui's 16 bits (emoji, rare hanzi) are shown through private-use characters. Not
// thread-safe: the interface thread alone calls it.
class Fonts {
 public:
  // Glyphs are drawn for pixels, `scale` of which make one of the views' units: ImGui is told sizes
  // in units. Fails where none of the regular fonts can be opened, naming the packages that bring
  // them.
  static absl::StatusOr<std::unique_ptr<Fonts>> Load(FontFiles files, float scale = 1);
  ~Fonts();
  Fonts(const Fonts&) = delete;
  Fonts& operator=(const Fonts&) = delete;

  float scale() const { return scale_; }
  // Between frames. All glyphs are drawn anew.
  void SetScale(float scale);

  // For ImGui::CreateContext; valid as long as this object.
  ImFontAtlas* mutable_atlas() { return &atlas_; }
  const ImFontAtlas& atlas() const { return atlas_; }
  ImFont* font(TextStyle style) { return atlas_.Fonts[static_cast<int>(style)]; }

  // `text`, whatever its bytes, as ImGui can draw it in this style without harm; glyphs not in the
  // atlas yet are added. Characters that no font has show as a replacement sign. To be called for
  // every text in every frame: its cost is a look-up a character once they are known.
  std::string Drawable(TextStyle style, absl::string_view text);

  // Between frames, after each: true if characters were put off (the atlas is full, or very many
  // were new) and the frame is worth drawing again.
  bool Settle();

  // Counts up when pixels of the atlas that were in use are replaced or moved.
  uint64_t generation() const { return generation_; }
  // Counts up when anything in the atlas changes.
  uint64_t version() const { return version_; }

 private:
  struct Candidate {
    FontSource source;
    std::unique_ptr<FontFile> file;
    bool tried = false;
  };

  Fonts(std::unique_ptr<FontLibrary> library, FontFiles files, float scale);
  void StartAtlas();
  void ClearAtlas();
  void GrowAtlas();
  FontFile* Opened(Candidate& candidate);
  FontFile* FontFor(TextStyle style, char32_t character);
  ImWchar CharacterFor(char32_t character);
  void Provide(TextStyle style, char32_t character, ImWchar shown);
  void AddGlyph(TextStyle style, ImWchar shown, const GlyphPicture& picture,
                GlyphPage::Place place);

  std::unique_ptr<FontLibrary> library_;
  float scale_;
  std::vector<Candidate> regular_;
  std::vector<Candidate> bold_;
  ImFontAtlas atlas_;
  std::unique_ptr<GlyphPage> page_;
  absl::flat_hash_map<char32_t, ImWchar> private_use_;
  int new_glyphs_ = 0;
  bool full_ = false;
  bool put_off_ = false;
  uint64_t generation_ = 1;
  uint64_t version_ = 1;
};

}  // namespace aftercall::platform
