#pragma once

#include "aftercall/v1/form.pb.h"
#include "shared/forms/form.h"

// Forms on the wire.
namespace aftercall::forms {

v1::EvaluationForm ToProto(const Form& form);

// The form as told, whatever it says: see Check(). A name other than "forms/{form}" is an empty id.
Form FromProto(const v1::EvaluationForm& proto);

// "forms/{form}", and the id in it; empty where it is no such name.
std::string FormName(absl::string_view id);
std::string FormIdIn(absl::string_view name);

}  // namespace aftercall::forms
