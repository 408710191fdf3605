#include "shared/i18n/translator.h"

#include <algorithm>
#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>
#include <cstdlib>
#include <limits>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "shared/i18n/catalogue.h"

namespace aftercall::i18n {
namespace {

constexpr char kEnglish[] = "en";
constexpr char kChinese[] = "zh_CN";
constexpr char kDomain[] = "aftercall";
constexpr int kFirstDomain = 0;

using Messages = boost::locale::message_format<char>;

std::string LanguageOf(absl::string_view locale) {
  const bool chinese = absl::StartsWithIgnoreCase(locale, "zh") &&
                       (locale.size() == 2 || locale[2] == '_' || locale[2] == '-');
  return chinese ? kChinese : kEnglish;
}

std::locale LocaleWith(absl::string_view catalogue) {
  boost::locale::gnu_gettext::messages_info info;
  info.language = std::string("zh");
  info.country = std::string("CN");
  info.encoding = "UTF-8";
  info.domains.emplace_back(kDomain);
  info.paths.emplace_back("");
  // It asks for one file name after another, the most special first; there is but one catalogue.
  info.callback = [catalogue](const std::string&, const std::string&) {
    return std::vector<char>(catalogue.begin(), catalogue.end());
  };
  return std::locale(std::locale::classic(),
                     boost::locale::gnu_gettext::create_messages_facet<char>(info));
}

const std::locale& ChineseLocale() {
  static const std::locale locale = LocaleWith(ChineseCatalogue());
  return locale;
}

}  // namespace

Translator::Translator(absl::string_view language)
    : language_(LanguageOf(language)),
      locale_(language_ == kChinese ? ChineseLocale() : std::locale::classic()) {}

// Boost's own translate() would strip what is not ASCII from a text that has no translation; hence
// the facet is asked directly.
std::string Translator::Tr(const char* text) const {
  if (language_ == kEnglish) return text;
  const char* found = std::use_facet<Messages>(locale_).get(kFirstDomain, nullptr, text);
  return found != nullptr ? found : text;
}

std::string Translator::TrN(const char* one, const char* many, int64_t n) const {
  const char* found = nullptr;
  if (language_ != kEnglish) {
    const int number = static_cast<int>(std::clamp<int64_t>(n, 0, std::numeric_limits<int>::max()));
    found = std::use_facet<Messages>(locale_).get(kFirstDomain, nullptr, one, number);
  }
  if (found == nullptr) found = n == 1 ? one : many;
  return Format(found, {{"n", absl::StrCat(n)}});
}

std::string Format(absl::string_view text, std::initializer_list<Argument> arguments) {
  std::string out;
  while (!text.empty()) {
    const size_t open = text.find('{');
    out.append(text.data(), std::min(open, text.size()));
    if (open == absl::string_view::npos) break;
    text.remove_prefix(open);
    const size_t close = text.find('}');
    const absl::string_view name =
        close == absl::string_view::npos ? absl::string_view() : text.substr(1, close - 1);
    const Argument* found = nullptr;
    for (const Argument& argument : arguments) {
      if (close != absl::string_view::npos && argument.name == name) found = &argument;
    }
    if (found == nullptr) {
      out += '{';
      text.remove_prefix(1);
    } else {
      out.append(found->value.data(), found->value.size());
      text.remove_prefix(close + 1);
    }
  }
  return out;
}

std::string ChooseLanguage(absl::string_view setting) {
  if (!setting.empty() && setting != "auto") return LanguageOf(setting);
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return LanguageOf(value);
  }
  return kEnglish;
}

}  // namespace aftercall::i18n
