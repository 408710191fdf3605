#pragma once

#include <string>

#include "client/model/command.h"
#include "client/model/review.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// Who wrote an evaluation; in words where the server does not tell the name.
std::string EvaluatorName(const i18n::Translator& tr, const model::Review& review);

// How a review stands, for whoever it is of: "somebody is at it".
std::string StateWords(const i18n::Translator& tr, const model::Review& review);

// Why the server did not take what was asked about a review, in words of ours where we know it.
std::string ReviewRefusalWords(const i18n::Translator& tr, const model::Refusal& refusal);

}  // namespace aftercall::ui
