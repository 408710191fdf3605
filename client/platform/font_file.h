#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

struct FT_LibraryRec_;
struct FT_FaceRec_;

namespace aftercall::platform {

// One face of a font on disk.
struct FontSource {
  std::string path;
  int face = 0;
};

// A glyph's picture: rows of coverage, and where it stands from the pen on the baseline.
struct GlyphPicture {
  int width = 0;
  int height = 0;
  int left = 0;     // From the pen to the picture's left side, pixels.
  int top = 0;      // From the baseline up to its top, pixels.
  int advance = 0;  // To the next pen position, pixels.
  std::vector<uint8_t> coverage;
};

// FreeType, started once by whoever draws text.
class FontLibrary {
 public:
  static absl::StatusOr<std::unique_ptr<FontLibrary>> Start();
  ~FontLibrary();
  FontLibrary(const FontLibrary&) = delete;
  FontLibrary& operator=(const FontLibrary&) = delete;

  FT_LibraryRec_* get() const { return library_; }

 private:
  explicit FontLibrary(FT_LibraryRec_* library) : library_(library) {}
  FT_LibraryRec_* library_;
};

// A font file mapped into memory: only the pages of glyphs that were used take room, and they are
// shared between processes. Not thread-safe. The library outlives it.
class FontFile {
 public:
  // NotFound where the file is not there, InvalidArgument where it is no font.
  static absl::StatusOr<std::unique_ptr<FontFile>> Open(const FontLibrary& library,
                                                        const FontSource& source);
  ~FontFile();
  FontFile(const FontFile&) = delete;
  FontFile& operator=(const FontFile&) = delete;

  // Whether the font has a glyph for the character.
  bool Has(char32_t character) const;

  // Draws the character's glyph at `pixels` an em. Of a glyph in colour (emoji) it keeps the
  // drawing: what is dark in it is most of the text's colour, what is light less. Fails on a
  // damaged font.
  absl::StatusOr<GlyphPicture> Draw(char32_t character, int pixels);

 private:
  FontFile(void* mapping, size_t size) : mapping_(mapping), size_(size) {}
  absl::StatusOr<GlyphPicture> DrawOutline(char32_t character, int pixels);
  absl::StatusOr<GlyphPicture> DrawBitmap(char32_t character, int pixels);

  void* mapping_;
  size_t size_;
  FT_FaceRec_* face_ = nullptr;
  int pixels_ = 0;
};

}  // namespace aftercall::platform
