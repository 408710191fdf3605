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
// whom not to ask; and, before it is sent, who could be asked. Where nobody can say that yet, the
// request can be kept (AskOnceKnown): it is shown as it was given until it has gone out, waits for
// the person, or is taken back. Keys go into the question at once. Once the request has been taken,
// OpenReviews follows. The interface thread alone.
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
  void DrawChips(const Frame& frame, const Painter& painter, Column& column, std::string& line);
  void DrawNames(const Frame& frame, const Painter& painter, Column& column, model::Draft& draft);
  void DrawOnceKnown(const Frame& frame, const Painter& painter, Column& column,
                     model::Draft& draft);
  void DrawWho(const Frame& frame, Column& column);
  PanelFrame DrawKept(const Frame& frame, const Type& type);
  PanelFrame DrawForm(const Frame& frame, const Type& type);
  bool TakesAnswer(const model::AskView& view);

  PanelPage page_;
  TextArea question_;
  TextArea moments_;
  TextArea names_;
  bool is_open_ = false;  // it has been drawn before
  bool asked_ = false;    // the person has asked, and the server has not answered yet
  bool kept_ = false;     // it was shown as kept in the last frame
  bool hurries_ = false;  // they have pressed before it was known who could be asked
  bool edited_ = false;   // they have written on since: why it was refused may hold no more
};

}  // namespace aftercall::ui
