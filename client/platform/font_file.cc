#include "client/platform/font_file.h"

#include <fcntl.h>
#include <ft2build.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include FT_FREETYPE_H

#include "absl/strings/str_cat.h"

namespace aftercall::platform {
namespace {

// Emoji beside text: this high and this far above the baseline, in ems.
constexpr double kEmojiHeight = 1.2;
constexpr double kEmojiTop = 0.97;
// Of pure white this much is no ink.
constexpr double kLightness = 0.9;

// How much ink a part of a coloured bitmap is: its opacity, less where it is light.
uint8_t MeanInk(const FT_Bitmap& bitmap, double left, double top, double right, double bottom) {
  const int x_end = std::min(static_cast<int>(std::ceil(right)), static_cast<int>(bitmap.width));
  const int y_end = std::min(static_cast<int>(std::ceil(bottom)), static_cast<int>(bitmap.rows));
  double ink = 0;
  int count = 0;
  for (int y = static_cast<int>(top); y < y_end; ++y) {
    for (int x = static_cast<int>(left); x < x_end; ++x) {
      const uint8_t* const bgra = bitmap.buffer + static_cast<ptrdiff_t>(y) * bitmap.pitch + 4 * x;
      // Colours come multiplied by their opacity.
      const double light = 0.114 * bgra[0] + 0.587 * bgra[1] + 0.299 * bgra[2];
      ink += bgra[3] - kLightness * light;
      ++count;
    }
  }
  return static_cast<uint8_t>(std::clamp(count > 0 ? ink / count : 0.0, 0.0, 255.0));
}

}  // namespace

absl::StatusOr<std::unique_ptr<FontLibrary>> FontLibrary::Start() {
  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) return absl::InternalError("FreeType does not start");
  return std::unique_ptr<FontLibrary>(new FontLibrary(library));
}

FontLibrary::~FontLibrary() { FT_Done_FreeType(library_); }

absl::StatusOr<std::unique_ptr<FontFile>> FontFile::Open(const FontLibrary& library,
                                                         const FontSource& source) {
  const int file = open(source.path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return absl::NotFoundError(absl::StrCat("no font file ", source.path));
  struct stat info {};
  const bool sized = fstat(file, &info) == 0 && info.st_size > 0;
  void* const mapping =
      sized ? mmap(nullptr, info.st_size, PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
  close(file);
  if (mapping == MAP_FAILED) {
    return absl::NotFoundError(absl::StrCat("cannot map font file ", source.path));
  }
  // Glyphs lie scattered over the file: reading ahead would only fill memory.
  madvise(mapping, info.st_size, MADV_RANDOM);
  std::unique_ptr<FontFile> font(new FontFile(mapping, info.st_size));
  if (FT_New_Memory_Face(library.get(), static_cast<const FT_Byte*>(mapping),
                         static_cast<FT_Long>(info.st_size), source.face, &font->face_) != 0) {
    return absl::InvalidArgumentError(absl::StrCat("not a font: ", source.path));
  }
  return font;
}

FontFile::~FontFile() {
  if (face_ != nullptr) FT_Done_Face(face_);
  munmap(mapping_, size_);
}

bool FontFile::Has(char32_t character) const { return FT_Get_Char_Index(face_, character) != 0; }

absl::StatusOr<GlyphPicture> FontFile::Draw(char32_t character, int pixels) {
  const bool only_bitmaps = FT_IS_SCALABLE(face_) == 0 && FT_HAS_FIXED_SIZES(face_) != 0;
  return only_bitmaps ? DrawBitmap(character, pixels) : DrawOutline(character, pixels);
}

absl::StatusOr<GlyphPicture> FontFile::DrawBitmap(char32_t character, int pixels) {
  if (FT_Select_Size(face_, 0) != 0 ||
      FT_Load_Char(face_, character, FT_LOAD_RENDER | FT_LOAD_COLOR) != 0 ||
      face_->glyph->bitmap.pixel_mode != FT_PIXEL_MODE_BGRA || face_->glyph->bitmap.rows == 0) {
    return absl::InternalError("the font's glyph is damaged");
  }
  const FT_Bitmap& bitmap = face_->glyph->bitmap;
  const double scale = pixels * kEmojiHeight / bitmap.rows;
  GlyphPicture picture;
  picture.height = std::max(1, static_cast<int>(std::lround(bitmap.rows * scale)));
  picture.width = std::max(1, static_cast<int>(std::lround(bitmap.width * scale)));
  picture.top = static_cast<int>(std::lround(pixels * kEmojiTop));
  picture.left = 1;
  picture.advance = picture.width + 2;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      picture.coverage.push_back(
          MeanInk(bitmap, x / scale, y / scale, (x + 1) / scale, (y + 1) / scale));
    }
  }
  return picture;
}

absl::StatusOr<GlyphPicture> FontFile::DrawOutline(char32_t character, int pixels) {
  if (pixels_ != pixels) {
    if (FT_Set_Pixel_Sizes(face_, 0, static_cast<FT_UInt>(pixels)) != 0) {
      return absl::InternalError("the font has no such size");
    }
    pixels_ = pixels;
  }
  // Light hinting fits stems to rows and leaves widths alone, which keeps the letters' shapes.
  if (FT_Load_Char(face_, character, FT_LOAD_RENDER | FT_LOAD_NO_BITMAP | FT_LOAD_TARGET_LIGHT) !=
      0) {
    return absl::InternalError("the font's glyph is damaged");
  }
  const FT_GlyphSlot slot = face_->glyph;
  const FT_Bitmap& bitmap = slot->bitmap;
  GlyphPicture picture;
  picture.advance = static_cast<int>((slot->advance.x + 32) >> 6);
  picture.left = slot->bitmap_left;
  picture.top = slot->bitmap_top;
  if (bitmap.pixel_mode != FT_PIXEL_MODE_GRAY) return picture;
  picture.width = static_cast<int>(bitmap.width);
  picture.height = static_cast<int>(bitmap.rows);
  for (int y = 0; y < picture.height; ++y) {
    const uint8_t* const row = bitmap.buffer + static_cast<ptrdiff_t>(y) * bitmap.pitch;
    picture.coverage.insert(picture.coverage.end(), row, row + picture.width);
  }
  return picture;
}

}  // namespace aftercall::platform
