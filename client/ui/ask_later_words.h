#pragma once

#include <string>

#include "client/model/asks_later.h"
#include "shared/i18n/translator.h"

// Words for a request that was given while nobody could say who could be asked.
namespace aftercall::ui {

// How it stands, for a list: "not sent yet".
std::string StateWords(const i18n::Translator& tr, const model::AskLater& ask);

// Of one that waits for the person: why, in one sentence.
std::string WaitsWords(const i18n::Translator& tr, const model::AskLater& ask);

// When it goes out by itself, and when it does not.
std::string ConditionWords(const i18n::Translator& tr, bool only_anonymous);

}  // namespace aftercall::ui
