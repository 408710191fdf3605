#pragma once

#include <string>

#include "client/ui/column.h"
#include "client/ui/intent.h"
#include "client/ui/painter.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// What there is of an interaction to be heard or read: its recording can be played or its link
// copied, its text folded away. Keeps only that; the interface thread alone.
class Media {
 public:
  // Empty where there is none.
  void DrawRecording(const Painter& painter, Column& column, const i18n::Translator& tr,
                     const std::string& uri, Intents& out) const;
  void DrawText(const Painter& painter, Column& column, const i18n::Translator& tr,
                const std::string& text);

 private:
  bool is_folded_ = false;
};

}  // namespace aftercall::ui
