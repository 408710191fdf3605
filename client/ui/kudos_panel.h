#pragma once

#include <optional>
#include <string>

#include "absl/time/time.h"
#include "client/model/desk.h"
#include "client/model/giving_view.h"
#include "client/ui/panel.h"
#include "client/ui/panel_page.h"
#include "client/ui/text_area.h"
#include "shared/i18n/translator.h"

namespace aftercall::ui {

inline constexpr size_t kMostKudosCharacters = 280;
inline constexpr size_t kMostNameCharacters = 100;

// A word of praise: one that the person has received, or one that they give to a colleague by name.
// What is being written is kept, as two drafts. The interface thread alone.
class KudosPanel {
 public:
  // `answer`: on the strip, of what it is for; nothing where there is none. `now` and `zone` say
  // whether that was today.
  PanelFrame Draw(const model::KudosItem& kudos, const std::optional<model::VerdictKey>& answer,
                  const Theme& theme, const Type& type, const i18n::Translator& tr, absl::Time now,
                  absl::TimeZone zone = absl::LocalTimeZone());

  // `hand` tells what became of what was given. Pressing one of the colleagues gives it at once,
  // with the words that are written.
  PanelFrame DrawGiving(const model::Hand& hand, const model::GivingView& view, const Theme& theme,
                        const Type& type, const i18n::Translator& tr);

 private:
  void DrawColleaguesToPress(const model::Hand& hand, const model::GivingView& view,
                             const Painter& painter, Column& column, const i18n::Translator& tr,
                             Intents& out);

  PanelPage page_;
  TextArea name_;
  TextArea words_;
  std::string to_;
  std::string said_;
  std::string given_to_;  // empty: to nobody yet
  bool is_open_ = false;
};

// Why kudos were refused: a sentence.
std::string KudosRefusalWords(const i18n::Translator& tr, const model::Refusal& refusal);

// What became of kudos for `user`: a sentence; empty where none was given since the program started
// or the panel was opened. `was_given`: it was, and there is no refusal unless the hand knows one.
std::string KudosWords(const i18n::Translator& tr, const model::Hand& hand, const std::string& user,
                       bool was_given);

}  // namespace aftercall::ui
