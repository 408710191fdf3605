#pragma once

#include <cstdint>
#include <initializer_list>
#include <locale>
#include <string>

#include "absl/strings/string_view.h"

// Words for people, in their language. Texts in the source are English and are their own keys; the
// catalogues (po/*.po) are compiled by the build and carried inside this library, so that a program
// speaks Chinese wherever it is copied to.
//
// One form only, so that the texts can be collected from the sources (xgettext's keywords):
//   tr.Tr("Live")                                  a text
//   tr.TrN("{n} answer", "{n} answers", n)         a text that depends on a number
//   TrMark("Refused")                              in a table, to be translated later by Tr(entry)
//   Format(tr.Tr("Only {n} left"), {{"n", "3"}})   values by name
// The argument is a string literal, whole sentences only: never glued together from parts.
namespace aftercall::i18n {

// Speaks one language. Immutable, cheap to copy, thread-safe. Independent of the process's locale.
class Translator {
 public:
  // "en" or "zh_CN", or a locale's name ("zh_CN.UTF-8", "zh-Hans"): every Chinese one gives
  // "zh_CN", anything else "en".
  explicit Translator(absl::string_view language);

  // "en" or "zh_CN".
  const std::string& language() const { return language_; }

  // The text in this language; the English one where it has no translation.
  std::string Tr(const char* text) const;

  // The form for `n`, with "{n}" in it replaced by `n`.
  std::string TrN(const char* one, const char* many, int64_t n) const;

 private:
  std::string language_;
  std::locale locale_;
};

// Marks a text in a table for collection.
constexpr const char* TrMark(const char* text) { return text; }

// A value for a place in a text.
struct Argument {
  absl::string_view name;
  absl::string_view value;
};

// `text` with each "{name}" replaced by the argument of that name. Values are put in as they are:
// braces in them mean nothing. A place without an argument stays as it is.
std::string Format(absl::string_view text, std::initializer_list<Argument> arguments);

// The language to speak: `setting` unless it is empty or "auto"; else what the environment says
// (LC_ALL, LC_MESSAGES, LANG, the first that is not empty). "en" or "zh_CN".
std::string ChooseLanguage(absl::string_view setting);

}  // namespace aftercall::i18n
