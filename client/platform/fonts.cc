#include "client/platform/fonts.h"

#include <cmath>
#include <cstring>

#include "client/platform/text_decoder.h"

namespace aftercall::platform {
namespace {

constexpr int kAtlasWidth = 1024;
constexpr int kFirstHeight = 128;
constexpr int kGreatestHeight = 4096;
// About 5 ms of drawing glyphs: a wall of unseen text fills in over a few frames.
constexpr int kGlyphsPerFrame = 300;
constexpr ImWchar kPrivateUseFirst = 0xE000;
constexpr size_t kPrivateUseSize = 0xF900 - 0xE000;

struct StyleSize {
  int em;
  int line;
  int baseline;  // From the line's top; puts capitals and hanzi in the line's middle.
};

StyleSize SizeOf(TextStyle style) {
  switch (style) {
    case TextStyle::kSmall:
      return {13, 18, 14};
    case TextStyle::kHeading:
      return {18, 26, 20};
    case TextStyle::kFigure:
      return {26, 34, 27};
    case TextStyle::kRegular:
    case TextStyle::kBold:
      break;
  }
  return {15, 21, 16};
}

int ToPixels(int units, float scale) {
  return static_cast<int>(std::lround(static_cast<float>(units) * scale));
}

// Room for a screenful of glyphs, so that the first frame has them all: a power of two.
int FirstHeight(float scale) {
  int height = kFirstHeight;
  while (static_cast<float>(height) < kFirstHeight * scale * scale) height *= 2;
  return height;
}

bool IsBold(TextStyle style) {
  return style == TextStyle::kBold || style == TextStyle::kHeading || style == TextStyle::kFigure;
}

// Enters the newest glyph into the font's look-up tables. ImGui's own way rebuilds them whole.
void IndexNewestGlyph(ImFont& font) {
  const ImFontGlyph& glyph = font.Glyphs.back();
  const int character = static_cast<int>(glyph.Codepoint);
  const int known = font.IndexAdvanceX.Size;
  font.GrowIndex(character + 1);
  for (int i = known; i < font.IndexAdvanceX.Size; ++i) {
    font.IndexAdvanceX[i] = font.FallbackAdvanceX;
  }
  font.IndexAdvanceX[character] = glyph.AdvanceX;
  font.IndexLookup[character] = static_cast<ImWchar>(font.Glyphs.Size - 1);
  font.Used4kPagesMap[character / 4096 / 8] |= 1 << (character / 4096 % 8);
  font.FallbackGlyph = font.FindGlyphNoFallback(font.FallbackChar);
  font.DirtyLookupTables = false;
}

}  // namespace

FontFiles FontFiles::Installed() {
  const std::string noto = "/usr/share/fonts/truetype/noto/NotoSans";
  const std::string cjk = "/usr/share/fonts/opentype/noto/NotoSansCJK";
  FontFiles files;
  files.regular = {{noto + "-Regular.ttf"}, {cjk + "-Regular.ttc", 2}};
  for (const char* script : {"Symbols2", "Arabic", "Hebrew", "Thai", "Devanagari", "Math"}) {
    files.regular.push_back({noto + script + "-Regular.ttf"});
  }
  files.regular.push_back({"/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"});
  files.bold = {{noto + "-Bold.ttf"}, {cjk + "-Bold.ttc", 2}};
  return files;
}

Fonts::Fonts(std::unique_ptr<FontLibrary> library, FontFiles files, float scale)
    : library_(std::move(library)), scale_(scale) {
  for (FontSource& source : files.regular) regular_.push_back({std::move(source), nullptr});
  for (FontSource& source : files.bold) bold_.push_back({std::move(source), nullptr});
}

Fonts::~Fonts() = default;

absl::StatusOr<std::unique_ptr<Fonts>> Fonts::Load(FontFiles files, float scale) {
  absl::StatusOr<std::unique_ptr<FontLibrary>> library = FontLibrary::Start();
  if (!library.ok()) return library.status();
  std::unique_ptr<Fonts> fonts(new Fonts(*std::move(library), std::move(files), scale));
  bool any = false;
  for (Candidate& candidate : fonts->regular_) any = any || fonts->Opened(candidate) != nullptr;
  if (!any) {
    return absl::NotFoundError(
        "no font to draw with: install the packages fonts-noto-core and fonts-noto-cjk");
  }
  fonts->StartAtlas();
  return fonts;
}

void Fonts::SetScale(float scale) {
  if (scale == scale_) return;
  scale_ = scale;
  ClearAtlas();
  ++version_;
}

void Fonts::StartAtlas() {
  // ImGui frees these pixels with its own function when the atlas goes.
  const int height = FirstHeight(scale_);
  const size_t bytes = size_t{kAtlasWidth} * height;
  atlas_.TexPixelsAlpha8 = static_cast<unsigned char*>(IM_ALLOC(bytes));
  std::memset(atlas_.TexPixelsAlpha8, 0, bytes);
  atlas_.TexWidth = kAtlasWidth;
  atlas_.TexHeight = height;
  atlas_.TexUvScale = ImVec2(1.0f / kAtlasWidth, 1.0f / static_cast<float>(height));
  atlas_.Flags |= ImFontAtlasFlags_NoBakedLines | ImFontAtlasFlags_NoMouseCursors;
  page_ = std::make_unique<GlyphPage>(kAtlasWidth, height);
  // Flat shapes take their colour from the middle of a white spot.
  constexpr int kWhite = 3;
  page_->Take(kWhite, kWhite);
  for (int y = 0; y < kWhite; ++y)
    std::memset(atlas_.TexPixelsAlpha8 + y * kAtlasWidth, 255, kWhite);
  atlas_.TexUvWhitePixel = ImVec2(1.5f / kAtlasWidth, 1.5f / static_cast<float>(height));
  for (int i = 0; i < kTextStyles; ++i) {
    const TextStyle style = static_cast<TextStyle>(i);
    if (atlas_.Fonts.Size <= i) atlas_.Fonts.push_back(IM_NEW(ImFont)());
    ImFont& font = *atlas_.Fonts[i];
    font.ClearOutputData();
    font.ContainerAtlas = &atlas_;
    font.FontSize = static_cast<float>(SizeOf(style).line);
    font.Ascent = static_cast<float>(SizeOf(style).baseline);
    font.Descent = font.Ascent - font.FontSize;
    for (const char32_t c : {U' ', U'?', U'.', U'\u2026', kReplacement}) {
      Provide(style, c, static_cast<ImWchar>(c));
    }
    font.BuildLookupTable();
  }
  atlas_.TexReady = true;
}

void Fonts::ClearAtlas() {
  atlas_.ClearTexData();
  private_use_.clear();
  StartAtlas();
  ++generation_;
}

void Fonts::GrowAtlas() {
  const int height = atlas_.TexHeight * 2;
  const size_t before = size_t{kAtlasWidth} * atlas_.TexHeight;
  auto* const pixels = static_cast<unsigned char*>(IM_ALLOC(before * 2));
  std::memcpy(pixels, atlas_.TexPixelsAlpha8, before);
  std::memset(pixels + before, 0, before);
  atlas_.ClearTexData();
  atlas_.TexPixelsAlpha8 = pixels;
  atlas_.TexHeight = height;
  atlas_.TexReady = true;
  atlas_.TexUvScale.y /= 2;
  atlas_.TexUvWhitePixel.y /= 2;
  for (ImFont* font : atlas_.Fonts) {
    for (ImFontGlyph& glyph : font->Glyphs) {
      glyph.V0 /= 2;
      glyph.V1 /= 2;
    }
  }
  page_->Grow(height);
  ++generation_;
}

FontFile* Fonts::Opened(Candidate& candidate) {
  if (!candidate.tried) {
    candidate.tried = true;
    absl::StatusOr<std::unique_ptr<FontFile>> file = FontFile::Open(*library_, candidate.source);
    if (file.ok()) candidate.file = *std::move(file);
  }
  return candidate.file.get();
}

FontFile* Fonts::FontFor(TextStyle style, char32_t character) {
  const auto first_with = [&](std::vector<Candidate>& candidates) -> FontFile* {
    for (Candidate& candidate : candidates) {
      FontFile* const file = Opened(candidate);
      if (file != nullptr && file->Has(character)) return file;
    }
    return nullptr;
  };
  FontFile* file = IsBold(style) ? first_with(bold_) : nullptr;
  return file != nullptr ? file : first_with(regular_);
}

ImWchar Fonts::CharacterFor(char32_t character) {
  if (character <= 0xFFFF) return static_cast<ImWchar>(character);
  const auto known = private_use_.find(character);
  if (known != private_use_.end()) return known->second;
  if (private_use_.size() >= kPrivateUseSize) {
    full_ = put_off_ = true;
    return static_cast<ImWchar>(kReplacement);
  }
  const auto shown = static_cast<ImWchar>(kPrivateUseFirst + private_use_.size());
  private_use_.emplace(character, shown);
  return shown;
}

void Fonts::Provide(TextStyle style, char32_t character, ImWchar shown) {
  FontFile* const file = FontFor(style, character);
  if (file == nullptr) {
    if (character == kReplacement) return;
    // The replacement sign stands in for it from now on: the search is not repeated.
    const ImFontGlyph* const sign = font(style)->FallbackGlyph;
    if (sign == nullptr) return;
    const ImFontGlyph copy = *sign;
    font(style)->AddGlyph(nullptr, shown, copy.X0, copy.Y0, copy.X1, copy.Y1, copy.U0, copy.V0,
                          copy.U1, copy.V1, copy.AdvanceX);
    IndexNewestGlyph(*font(style));
    return;
  }
  absl::StatusOr<GlyphPicture> picture = file->Draw(character, ToPixels(SizeOf(style).em, scale_));
  if (!picture.ok()) return;
  const auto place = page_->Take(picture->width, picture->height);
  if (!place.has_value()) {
    full_ = put_off_ = true;
    return;
  }
  AddGlyph(style, shown, *picture, *place);
  ++new_glyphs_;
  ++version_;
}

void Fonts::AddGlyph(TextStyle style, ImWchar shown, const GlyphPicture& picture,
                     GlyphPage::Place place) {
  for (int y = 0; y < picture.height; ++y) {
    std::memcpy(atlas_.TexPixelsAlpha8 + size_t{kAtlasWidth} * (place.y + y) + place.x,
                picture.coverage.data() + size_t{1} * y * picture.width, picture.width);
  }
  const int left = picture.left, top = ToPixels(SizeOf(style).baseline, scale_) - picture.top;
  const ImVec2 uv = atlas_.TexUvScale;
  const float unit = 1 / scale_;
  font(style)->AddGlyph(nullptr, shown, left * unit, top * unit, (left + picture.width) * unit,
                        (top + picture.height) * unit, place.x * uv.x, place.y * uv.y,
                        (place.x + picture.width) * uv.x, (place.y + picture.height) * uv.y,
                        picture.advance * unit);
  IndexNewestGlyph(*font(style));
}

std::string Fonts::Drawable(TextStyle style, absl::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char32_t character : DecodeForDrawing(text)) {
    const ImWchar shown = CharacterFor(character);
    if (shown != '\n' && font(style)->FindGlyphNoFallback(shown) == nullptr) {
      if (full_ || new_glyphs_ >= kGlyphsPerFrame) {
        put_off_ = true;
      } else {
        Provide(style, character, shown);
      }
    }
    AppendUtf8(shown, out);
  }
  return out;
}

bool Fonts::Settle() {
  const bool again = put_off_;
  if (full_) {
    if (atlas_.TexHeight < kGreatestHeight && private_use_.size() < kPrivateUseSize) {
      GrowAtlas();
    } else {
      ClearAtlas();
    }
    ++version_;
  }
  full_ = put_off_ = false;
  new_glyphs_ = 0;
  return again;
}

}  // namespace aftercall::platform
