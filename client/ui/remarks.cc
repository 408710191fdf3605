#include "client/ui/remarks.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "client/model/moments.h"
#include "client/ui/comparison.h"

namespace aftercall::ui {

void DrawRemarks(Column& column, const Theme& theme, const i18n::Translator& tr,
                 const forms::ReviewContent& content, const forms::Form* form) {
  for (const forms::ReviewContent::Element& remark : content.elements) {
    if (remark.comment.empty() && !remark.moment) continue;
    column.Space(8);
    const forms::Element* const element =
        form != nullptr ? forms::FindElement(*form, remark.id) : nullptr;
    if (element != nullptr) {
      column.Paragraph(Style::kSmall, theme.muted, TextOf(*form, element->title, tr));
    }
    const std::string moment = remark.moment ? model::MomentWords(*remark.moment) : "";
    column.Paragraph(Style::kRegular, theme.text,
                     absl::StrCat("▸ ", moment, moment.empty() ? "" : " ", remark.comment));
  }
  if (!content.praise.empty()) {
    column.Space(8);
    column.Paragraph(Style::kRegular, theme.kudos, absl::StrCat("♥ ", content.praise));
  }
  if (content.advice.empty()) return;
  column.Space(8);
  column.Paragraph(Style::kSmall, theme.muted, tr.Tr("Something to try"));
  column.Paragraph(Style::kRegular, theme.text, content.advice);
}

}  // namespace aftercall::ui
