#pragma once

#include "shared/forms/form.h"

namespace aftercall::testing {

// A form of two sections with one element each, in English and Chinese, with nothing wrong: the
// second element is a yes/no question that is compared with "resolved".
forms::Form SmallForm();

// As SmallForm, called "compared", with an element "whole" that is compared with testing::Stars.
forms::Form ComparedForm();

}  // namespace aftercall::testing
