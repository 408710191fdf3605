#include "client/ui/media.h"

namespace aftercall::ui {

void Media::DrawRecording(const Painter& painter, Column& column, const i18n::Translator& tr,
                          const std::string& uri, Intents& out) const {
  if (uri.empty()) return;
  column.Space(12);
  const std::string play = tr.Tr("▶ Play the recording");
  const float top = column.y();
  if (painter.Button("play", {column.left(), top}, play)) out.push_back(OpenUri{uri});
  const float beside = column.left() + painter.ButtonWidth(play) + 14;
  if (painter.Link("copy", {beside, top + 5}, tr.Tr("Copy the link"))) out.push_back(CopyText{uri});
  column.Space(28);
}

void Media::DrawText(const Painter& painter, Column& column, const i18n::Translator& tr,
                     const std::string& text) {
  if (text.empty()) return;
  column.Space(8);
  const std::string fold = is_folded_ ? tr.Tr("Show the text") : tr.Tr("Fold the text");
  if (painter.Link("fold", {column.left(), column.y()}, fold)) is_folded_ = !is_folded_;
  column.Space(painter.Height(Style::kRegular) + 4);
  if (!is_folded_) column.Boxed(text);
}

}  // namespace aftercall::ui
