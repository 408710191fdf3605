#pragma once

#include <cstddef>
#include <vector>

#include "client/ui/media.h"
#include "client/ui/panel.h"
#include "client/ui/panel_page.h"
#include "client/ui/score_sheet.h"
#include "client/ui/task_page.h"
#include "client/ui/text_area.h"

namespace aftercall::ui {

// The page on which a review or an evaluation is written: what there is to hear or read, elements
// to score with a comment each, what went well and what to try. A digit scores the element that has
// the mark, Enter goes to its comment, Ctrl+Enter submits; every change is a WriteReview.
// BeginAnswer where the person would rather not. Keeps only where keys go and what is folded away.
class TaskWriting {
 public:
  PanelFrame Draw(const TaskPage& page);

 private:
  struct Frame;
  void DrawPage(const Frame& frame, forms::ReviewContent& content, const Painter& painter,
                Column& column, Intents& out);
  void DrawMedia(const Frame& frame, const Painter& painter, Column& column, Intents& out);
  static void DrawOther(const Frame& frame, const Painter& painter, Column& column, Intents& out);
  bool DrawScores(const Frame& frame, const Painter& painter, Column& column,
                  forms::ReviewContent& content);
  bool DrawComment(const Frame& frame, const Painter& painter, Column& column,
                   forms::ReviewContent& content);
  bool DrawWords(const Frame& frame, const Painter& painter, Column& column,
                 forms::ReviewContent& content);
  void DrawFootLines(const Frame& frame, Column& column) const;
  bool HasField() const { return comment_.active() || praise_.active() || advice_.active(); }

  PanelPage page_;
  Media media_;
  ScoreSheet sheet_;
  TextArea comment_;
  TextArea praise_;
  TextArea advice_;
  bool all_elements_ = false;  // not only those that were asked about
  bool tell_missing_ = false;  // it was to be submitted too early
};

}  // namespace aftercall::ui
