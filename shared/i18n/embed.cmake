# Writes the bytes of IN as C++ into OUT.
file(READ ${IN} hex HEX)
string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE ${OUT} "#include \"shared/i18n/catalogue.h\"

namespace aftercall::i18n {
namespace {
constexpr unsigned char kBytes[] = {
${bytes}};
}  // namespace

absl::string_view ChineseCatalogue() {
  return {reinterpret_cast<const char*>(kBytes), sizeof(kBytes)};
}

}  // namespace aftercall::i18n
")
