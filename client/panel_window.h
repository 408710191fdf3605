#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/model/desk.h"
#include "client/platform/desktop.h"
#include "client/platform/fonts.h"
#include "client/platform/frame_pacer.h"
#include "client/platform/surface.h"
#include "client/platform/x11_dock.h"
#include "client/ui/appeal_panel.h"
#include "client/ui/ask_panel.h"
#include "client/ui/day_panel.h"
#include "client/ui/detail_panel.h"
#include "client/ui/help_panel.h"
#include "client/ui/kudos_panel.h"
#include "client/ui/prompt_panel.h"
#include "client/ui/review_panel.h"
#include "client/ui/settings_panel.h"
#include "client/ui/sign_in_panel.h"
#include "client/ui/task_panel.h"
#include "shared/i18n/translator.h"

namespace aftercall {

// The one panel that may be open beside the bar: an answer's detail, a self-assessment, reviews,
// or the day.
// A normal window of its own. The interface thread alone.
class PanelWindow {
 public:
  // The settings that hold, where they are kept, and what was the matter with that; and who is
  // signed in.
  struct Chosen {
    model::Settings settings;
    std::string file;
    std::string trouble;
    model::SignInState sign_in;
    std::vector<std::string> monitors = {};  // that are connected, the main one first
  };
  struct Surroundings {
    platform::Desktop& desktop;
    platform::Fonts& fonts;
    platform::RendererKind renderer;
    platform::DockEdge dock;
    platform::Rect bar;
    const ui::Theme& theme;
    const ui::Type& type;
    const i18n::Translator& tr;
    const Chosen& chosen;
  };

  // What it shows: an answer, the self-assessment of an interaction (the first that can be done
  // where none is named), or the day.
  struct Day {};
  struct SelfAssessment {
    std::string interaction;
  };
  // Reviews by colleagues: all that were asked for and the contacts to ask about, one of them, or
  // asking for one.
  struct Reviews {};
  struct Review {
    std::string name;
  };
  struct Ask {
    std::string interaction;
  };
  // Reviews that the person is asked to write: all of them, or one.
  struct Tasks {};
  struct Task {
    std::string name;
  };
  // An evaluation of an interaction that is being begun.
  struct Evaluation {
    std::string interaction;
  };
  // Appeals: the person's own, against an answer or a review or by its name, and one to decide.
  struct Appeal {
    std::variant<model::VerdictKey, model::ContestedReview, std::string> which;
  };
  struct AppealTask {
    std::string name;
  };
  // Praise: a word that came, or one to be given.
  struct Kudos {
    std::string name;
  };
  struct Giving {};
  // What can be chosen; what keys do.
  struct Choices {};
  struct Help {};
  struct Signing {};
  using Subject =
      std::variant<model::VerdictKey, SelfAssessment, Reviews, Review, Ask, Tasks, Task, Evaluation,
                   Appeal, AppealTask, Kudos, Giving, Choices, Help, Signing, Day>;

  // Opens it, as high as its contents need and the monitor allows.
  static absl::StatusOr<std::unique_ptr<PanelWindow>> Open(const Surroundings& surroundings,
                                                           Subject subject, const model::Desk& desk,
                                                           absl::Time now);

  // Shows something else in the same window.
  void Show(Subject subject);

  // The bar has moved, or sizes have changed: the panel goes beside it.
  void Follow(platform::DockEdge dock, const platform::Rect& bar);

  // Notes input; news make it draw again.
  void NoteNews() { pacer_.NoteNews(); }
  platform::FramePacer::Decision Decide(absl::Time now);

  // Draws a frame. A closed window, or a subject that is no longer there, gives ui::ClosePanel.
  absl::StatusOr<ui::Intents> Draw(const model::Desk& desk, absl::Time now);

  // The person has just asked for it: keys are for it.
  void Focus() { surface_->window().Focus(); }
  bool focused() const { return surface_->window().focused(); }

 private:
  PanelWindow(const Surroundings& surroundings, Subject subject,
              std::unique_ptr<platform::Surface> surface)
      : around_(surroundings), subject_(std::move(subject)), surface_(std::move(surface)) {}

  ui::PanelFrame DrawSubject(const model::Desk& desk, absl::Time now);
  ui::PanelFrame DrawSelfAssessment(const model::Desk& desk, absl::Time now);
  // Nothing where the subject is not a review.
  std::optional<ui::PanelFrame> DrawReview(const model::Desk& desk, absl::Time now);
  // Nothing where the subject is not a review task.
  std::optional<ui::PanelFrame> DrawTask(const model::Desk& desk, absl::Time now);
  // Nothing where the subject is neither an appeal nor praise.
  std::optional<ui::PanelFrame> DrawAppealOrPraise(const model::Desk& desk, absl::Time now);
  platform::Rect PlaceFor(int wanted_height) const;

  Surroundings around_;
  Subject subject_;
  std::unique_ptr<platform::Surface> surface_;
  platform::FramePacer pacer_;
  ui::DetailPanel detail_;
  ui::DayPanel day_;
  ui::PromptPanel prompt_;
  ui::ReviewPanel review_;
  ui::AskPanel ask_;
  ui::TaskPanel task_;
  ui::AppealPanel appeal_;
  ui::KudosPanel kudos_;
  ui::SettingsPanel settings_;
  ui::HelpPanel help_;
  ui::SignInPanel sign_in_;
  int wanted_height_ = 0;
};

}  // namespace aftercall
