#pragma once

#include "absl/strings/string_view.h"

namespace aftercall::i18n {

// The compiled catalogue (.mo) of zh_CN; the build makes it of po/zh_CN.po.
absl::string_view ChineseCatalogue();

}  // namespace aftercall::i18n
