#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "client/model/prompt_view.h"
#include "client/ui/panel.h"
#include "client/ui/panel_page.h"
#include "client/ui/score_sheet.h"
#include "client/ui/text_area.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

// How long "later" puts a self-assessment off.
inline constexpr absl::Duration kLater = absl::Minutes(30);
inline constexpr size_t kMostNoteCharacters = 1000;

// A self-assessment, from the question to the customer's answer beside it. A digit scores the
// element that has the focus and moves on to the next; the arrow keys move; Enter outside the note,
// or Ctrl+Enter, commits. Every change is an EditDraft. Keeps only where keys go and what is
// hovered over. The interface thread alone.
class PromptPanel {
 public:
  // `now` and `zone` say whether an interaction is today's.
  PanelFrame Draw(const model::PromptView& view, const Theme& theme, const Type& type,
                  const i18n::Translator& tr, absl::Time now,
                  absl::TimeZone zone = absl::LocalTimeZone());

  // Where one was asked for and has not come yet, or was refused (nullptr: it was not).
  PanelFrame DrawRequested(const model::Refusal* refusal, const Theme& theme, const Type& type,
                           const i18n::Translator& tr);

  // Where there is none to do; and until when none is asked, where the team is paused.
  PanelFrame DrawNone(std::optional<absl::Time> paused_until, const Theme& theme, const Type& type,
                      const i18n::Translator& tr, absl::Time now,
                      absl::TimeZone zone = absl::LocalTimeZone());

 private:
  struct Frame;
  PanelFrame DrawAsking(const Frame& frame);
  PanelFrame DrawSent(const Frame& frame);
  PanelFrame DrawDone(const Frame& frame);
  void DrawSeal(const Frame& frame, const Painter& painter, Column& column, Intents& out);
  bool DrawNote(const Frame& frame, const Painter& painter, Column& column, model::Draft& draft);
  bool WantsCommit(const Focus& focus) const;

  PanelPage page_;
  TextArea note_;
  ScoreSheet sheet_;
  bool tell_missing_ = false;  // a commit was tried too early
};

}  // namespace aftercall::ui
