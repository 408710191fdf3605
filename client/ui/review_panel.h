#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "client/model/appeal_view.h"
#include "client/model/review_view.h"
#include "client/ui/panel.h"
#include "client/ui/panel_page.h"
#include "client/ui/text_area.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

inline constexpr size_t kMostQuestionCharacters = 1000;

// What colleagues say of one's interactions, for whoever asked: the list, one review from the
// search for a reviewer to the answer, and asking for one. The interface thread alone.
class ReviewPanel {
 public:
  // The reviews asked for, the appeals made, and how to ask for another.
  PanelFrame DrawList(const std::vector<const model::ReviewItem*>& reviews,
                      const std::vector<const model::AppealItem*>& appeals, const Theme& theme,
                      const Type& type, const i18n::Translator& tr, absl::Time now,
                      absl::TimeZone zone = absl::LocalTimeZone());

  // One of them.
  PanelFrame Draw(const model::ReviewView& view, const Theme& theme, const Type& type,
                  const i18n::Translator& tr, absl::Time now,
                  absl::TimeZone zone = absl::LocalTimeZone());

  // Asking for one; keys go into the question at once. Once the request has been taken, OpenReviews
  // follows.
  PanelFrame DrawAsk(const model::AskView& view, const Theme& theme, const Type& type,
                     const i18n::Translator& tr, absl::Time now,
                     absl::TimeZone zone = absl::LocalTimeZone());

 private:
  struct Frame;
  PanelFrame DrawUnderWay(const Frame& frame);
  PanelFrame DrawThere(const Frame& frame);
  static void DrawLending(const Frame& frame, const Painter& painter, Column& column, Intents& out);
  void DrawContent(const Frame& frame, const Painter& painter, Column& column);
  PanelPage::Foot FootOf(const Frame& frame);

  PanelPage page_;
  TextArea field_;
  bool differing_ = false;  // the person writes how they see it
  bool is_open_ = false;    // asking has been drawn before
  bool asked_ = false;      // the person has asked, and the server has not answered yet
};

}  // namespace aftercall::ui
