#include "client/ctl/input/text_decoder.h"

#include <iconv.h>

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "shared/base/text.h"

namespace aftercall::ctl::input {
namespace {

class Utf8Decoder : public TextDecoder {
 public:
  bool Decode(absl::string_view bytes, std::string* text) override {
    if (!base::IsValidUtf8(bytes)) return false;
    text->assign(bytes.data(), bytes.size());
    return true;
  }
  bool double_byte() const override { return false; }
};

bool IsAscii(absl::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return absl::ascii_isascii(c); });
}

// Any other encoding, through iconv.
class IconvDecoder : public TextDecoder {
 public:
  IconvDecoder(iconv_t converter, bool double_byte)
      : converter_(converter), double_byte_(double_byte) {}
  ~IconvDecoder() override { iconv_close(converter_); }
  IconvDecoder(const IconvDecoder&) = delete;
  IconvDecoder& operator=(const IconvDecoder&) = delete;

  bool Decode(absl::string_view bytes, std::string* text) override {
    if (IsAscii(bytes)) {
      text->assign(bytes.data(), bytes.size());
      return true;
    }
    // No character of these encodings takes more than four times its bytes.
    text->resize(bytes.size() * 4);
    char* in = const_cast<char*>(bytes.data());
    size_t in_left = bytes.size();
    char* out = text->data();
    size_t out_left = text->size();
    iconv(converter_, nullptr, nullptr, nullptr, nullptr);
    const size_t result = iconv(converter_, &in, &in_left, &out, &out_left);
    text->resize(text->size() - out_left);
    return result != static_cast<size_t>(-1) && in_left == 0;
  }
  bool double_byte() const override { return double_byte_; }

 private:
  iconv_t converter_;
  bool double_byte_;
};

}  // namespace

absl::string_view TextDecoder::Names() { return "utf-8, gb18030, gbk, latin1, windows-1252"; }

absl::StatusOr<std::unique_ptr<TextDecoder>> TextDecoder::For(absl::string_view encoding) {
  const std::string name = absl::AsciiStrToLower(encoding);
  if (name == "utf-8" || name == "utf8") return std::make_unique<Utf8Decoder>();
  const char* code = nullptr;
  bool double_byte = false;
  if (name == "gb18030" || name == "gbk") {
    // Every gbk text is a gb18030 text, and what is exported as gbk is not always quite gbk.
    code = "GB18030";
    double_byte = true;
  } else if (name == "latin1") {
    code = "ISO-8859-1";
  } else if (name == "windows-1252") {
    code = "CP1252";
  }
  if (code == nullptr) {
    return absl::InvalidArgumentError(absl::StrCat("no encoding ", encoding));
  }
  const iconv_t converter = iconv_open("UTF-8", code);
  if (converter == reinterpret_cast<iconv_t>(-1)) {
    return absl::UnavailableError(absl::StrCat("this system cannot read ", encoding));
  }
  return std::make_unique<IconvDecoder>(converter, double_byte);
}

std::string Presentable(absl::string_view bytes) {
  constexpr absl::string_view kReplacement = "\xEF\xBF\xBD";
  std::string shown;
  size_t at = 0;
  while (at < bytes.size()) {
    // The longest character that begins here: at most four bytes.
    size_t length = std::min<size_t>(4, bytes.size() - at);
    while (length > 0 && (!base::IsValidUtf8(bytes.substr(at, length)) ||
                          base::CountCharacters(bytes.substr(at, length)) != 1)) {
      --length;
    }
    const bool good = length > 0 && bytes[at] != '\0';
    absl::StrAppend(&shown, good ? bytes.substr(at, length) : kReplacement);
    at += std::max<size_t>(length, 1);
  }
  return shown;
}

}  // namespace aftercall::ctl::input
