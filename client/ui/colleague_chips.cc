#include "client/ui/colleague_chips.h"

#include <optional>
#include <vector>

namespace aftercall::ui {

const model::Colleague* DrawColleagues(
    const Painter& painter, Column& column, const i18n::Translator& tr,
    const model::ColleaguesOffered& offered,
    absl::FunctionRef<Toggle(const model::Colleague&)> toggle_of) {
  std::vector<Toggle> toggles;
  for (const model::Colleague* colleague : offered.shown) toggles.push_back(toggle_of(*colleague));
  const std::optional<size_t> pressed = DrawToggles(painter, column, "colleagues", toggles);
  if (offered.left_out > 0) {
    column.Paragraph(
        Style::kSmall, painter.theme().muted,
        tr.TrN("One more: write a few letters of the name.",
               "{n} more: write a few letters of a name.", static_cast<int64_t>(offered.left_out)));
    column.Space(4);
  }
  return pressed ? offered.shown[*pressed] : nullptr;
}

}  // namespace aftercall::ui
