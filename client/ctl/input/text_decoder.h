#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace aftercall::ctl::input {

// Turns the bytes of a file into UTF-8. Not thread-safe.
class TextDecoder {
 public:
  // For "utf-8", "gb18030", "gbk", "latin1" or "windows-1252", in any case; INVALID_ARGUMENT for
  // any other name.
  static absl::StatusOr<std::unique_ptr<TextDecoder>> For(absl::string_view encoding);

  // Names that For() takes, for a message.
  static absl::string_view Names();

  virtual ~TextDecoder() = default;

  // The text in UTF-8, never with a character changed or left out: false where the bytes are no
  // text in this encoding, `text` is then of no use.
  virtual bool Decode(absl::string_view bytes, std::string* text) = 0;

  // True for encodings with characters of two bytes whose second may look like ASCII.
  virtual bool double_byte() const = 0;
};

// The text with every byte that is not UTF-8, and every NUL, replaced by U+FFFD: for showing what
// had to be refused.
std::string Presentable(absl::string_view bytes);

}  // namespace aftercall::ctl::input
