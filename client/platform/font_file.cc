#include "client/platform/font_file.h"

#include <fcntl.h>
#include <ft2build.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include FT_FREETYPE_H

#include "absl/strings/str_cat.h"

namespace aftercall::platform {

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
