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

// What colleagues say of one's interactions, for whoever asked, and what leaders say unasked: the
// list, with the contacts that can be asked about, and one review from the search for a reviewer to
// the answer or the appeal. The interface thread alone.
class ReviewPanel {
 public:
  // What the list has, and when it is read where.
  struct List {
    std::vector<const model::ReviewItem*> reviews;  // asked for, and evaluations
    std::vector<const model::AppealItem*> appeals;  // made
    model::ContactsView contacts;
    const i18n::Translator& tr;
    absl::Time now;
    absl::TimeZone zone = absl::LocalTimeZone();
    std::vector<const model::AskLater*> asks = {};  // given, and not on their way
  };
  // What is new comes first, then the contacts to ask about, then all else.
  PanelFrame DrawList(const List& list, const Theme& theme, const Type& type);

  // One of them.
  PanelFrame Draw(const model::ReviewView& view, const Theme& theme, const Type& type,
                  const i18n::Translator& tr, absl::Time now,
                  absl::TimeZone zone = absl::LocalTimeZone());

 private:
  struct Frame;
  PanelFrame DrawUnderWay(const Frame& frame);
  PanelFrame DrawThere(const Frame& frame);
  static void DrawLending(const Frame& frame, const Painter& painter, Column& column, Intents& out);
  static void DrawAppealing(const Frame& frame, const Painter& painter, Column& column,
                            Intents& out);
  void DrawContent(const Frame& frame, const Painter& painter, Column& column);
  PanelPage::Foot FootOf(const Frame& frame);

  PanelPage page_;
  TextArea field_;
  bool differing_ = false;  // the person writes how they see it
};

}  // namespace aftercall::ui
