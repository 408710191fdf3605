#pragma once

#include <vector>

#include "absl/time/time.h"
#include "client/model/ask.h"
#include "client/model/review_view.h"
#include "client/ui/panel.h"
#include "client/ui/panel_page.h"
#include "client/ui/text_area.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// Asking for a colleague's review of one interaction: the question, what matters, where to listen,
// whom not to ask; and, before it is sent, who could be asked. Keys go into the question at once.
// Once the request has been taken, OpenReviews follows. The interface thread alone.
class AskPanel {
 public:
  PanelFrame Draw(const model::AskView& view, const Theme& theme, const Type& type,
                  const i18n::Translator& tr, absl::Time now,
                  absl::TimeZone zone = absl::LocalTimeZone());

 private:
  struct Frame;
  void DrawQuestion(const Frame& frame, const Painter& painter, Column& column,
                    model::Draft& draft);
  void DrawElements(const Frame& frame, const Painter& painter, Column& column,
                    model::Draft& draft);
  void DrawMoments(const Frame& frame, const Painter& painter, Column& column, model::Draft& draft);
  void DrawNames(const Frame& frame, const Painter& painter, Column& column, model::Draft& draft);
  void MoveFocus();

  PanelPage page_;
  TextArea question_;
  TextArea moments_;
  TextArea names_;
  bool is_open_ = false;  // it has been drawn before
  bool asked_ = false;    // the person has asked, and the server has not answered yet
  bool edited_ = false;   // they have written on since: why it was refused may hold no more
};

}  // namespace aftercall::ui
