#include "client/ui/answer.h"

#include "absl/strings/str_cat.h"

namespace aftercall::ui {

void DrawAnswer(const Painter& painter, Column& column, const model::Question& question, int rating,
                const std::string& words, const std::string& comment) {
  column.Space(8);
  column.Paragraph(Style::kSmall, painter.theme().muted,
                   question.prompt.empty() ? question.id : question.prompt);
  const float y = column.y();
  float x = column.left();
  x += painter.Squares({x, y + 6}, model::FilledSteps(question, rating), model::StepCount(question),
                       ColourOf(painter.theme(), model::ToneOf(question, rating))) +
       9;
  x += painter.Text({x, y}, Style::kBold, painter.theme().text, absl::StrCat(rating)) + 9;
  painter.Text({x, y}, Style::kRegular, painter.theme().text,
               painter.Fitting(Style::kRegular, words, column.right() - x));
  column.Space(painter.Height(Style::kRegular));
  if (comment.empty()) return;
  column.Space(6);
  column.Boxed(comment);
}

}  // namespace aftercall::ui
