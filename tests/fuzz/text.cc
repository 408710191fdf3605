#include "shared/base/text.h"

#include <iconv.h>

#include <string>

#include "absl/strings/ascii.h"
#include "client/ctl/input/text_decoder.h"
#include "google/protobuf/wrappers.pb.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/message.h"

// Texts in the encodings of a mapping. The first line names one; the rest is the text.
namespace aftercall::fuzz {
namespace {

// What Protocol Buffers think: on the wire their judgement holds.
bool IsUtf8OnTheWire(absl::string_view text) {
  google::protobuf::StringValue value;
  value.set_value(std::string(text));
  return WireTakes(value);
}

// The text in the encoding it came from; nothing comes back where it cannot be written so.
std::string Encode(const std::string& utf8, const char* code) {
  const iconv_t converter = iconv_open(code, "UTF-8");
  Require(converter != reinterpret_cast<iconv_t>(-1), "this system knows the encoding");
  std::string bytes(utf8.size() * 4 + 8, '\0');
  auto* in = const_cast<char*>(utf8.data());
  char* out = bytes.data();
  size_t in_left = utf8.size(), out_left = bytes.size();
  const bool whole = iconv(converter, &in, &in_left, &out, &out_left) != static_cast<size_t>(-1);
  iconv_close(converter);
  bytes.resize(bytes.size() - out_left);
  return whole ? bytes : "";
}

const char* CodeOf(absl::string_view encoding) {
  if (encoding == "gbk" || encoding == "gb18030") return "GB18030";
  if (encoding == "latin1") return "ISO-8859-1";
  return encoding == "windows-1252" ? "CP1252" : "UTF-8";
}

}  // namespace

void Try(absl::string_view input) {
  const std::string encoding = absl::AsciiStrToLower(TakeLine(input));
  const bool valid = base::IsValidUtf8(input);
  Require(valid == IsUtf8OnTheWire(input), "we and Protocol Buffers agree on what is UTF-8");

  const std::string shown = ctl::input::Presentable(input);
  Require(base::IsValidUtf8(shown) && shown.find('\0') == std::string::npos,
          "what is presentable is UTF-8 without NUL");
  Require(ctl::input::Presentable(shown) == shown, "presentable twice is presentable once");
  Require(!valid || input.find('\0') != absl::string_view::npos || shown == input,
          "what is presentable stays as it is");
  for (const size_t most : {0, 1, 7}) {
    const std::string shortened = base::Shorten(shown, most);
    Require(base::IsValidUtf8(shortened) && base::CountCharacters(shortened) <= most + 1,
            "a shortened text is UTF-8 and short");
  }

  const auto decoder = ctl::input::TextDecoder::For(encoding);
  if (!decoder.ok()) return;
  std::string text;
  if (!(*decoder)->Decode(input, &text)) return;
  Require(base::IsValidUtf8(text), "a decoded text is UTF-8");
  Require(Encode(text, CodeOf(encoding)) == input, "no character is changed or left out");
  std::string again;
  Require((*decoder)->Decode(input, &again) && again == text, "a decoder has no memory");
}

}  // namespace aftercall::fuzz
