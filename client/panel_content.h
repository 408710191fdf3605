#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "client/model/desk.h"
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

// What the one panel beside the bar shows, and what it was opened from: going back finds that as it
// was left, with its focus and how far it was scrolled. Knows no window. The interface thread
// alone.
class PanelContent {
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
    const ui::Theme& theme;
    const ui::Type& type;
    const i18n::Translator& tr;
    const Chosen& chosen;
  };

  // What it shows: an answer, the self-assessment of an interaction (the first that can be done
  // where none is named), or the day.
  struct Day {
    bool operator==(const Day&) const = default;
  };
  struct SelfAssessment {
    std::string interaction;
    bool operator==(const SelfAssessment&) const = default;
  };
  // Reviews by colleagues: all that were asked for and the contacts to ask about, one of them, or
  // asking for one.
  struct Reviews {
    bool operator==(const Reviews&) const = default;
  };
  struct Review {
    std::string name;
    bool operator==(const Review&) const = default;
  };
  struct Ask {
    std::string interaction;
    bool operator==(const Ask&) const = default;
  };
  // Reviews that the person is asked to write: all of them, or one.
  struct Tasks {
    bool operator==(const Tasks&) const = default;
  };
  struct Task {
    std::string name;
    bool operator==(const Task&) const = default;
  };
  // An evaluation of an interaction that is being begun.
  struct Evaluation {
    std::string interaction;
    bool operator==(const Evaluation&) const = default;
  };
  // Appeals: the person's own, against an answer or a review or by its name, and one to decide.
  struct Appeal {
    std::variant<model::VerdictKey, model::ContestedReview, std::string> which;
    bool operator==(const Appeal&) const = default;
  };
  struct AppealTask {
    std::string name;
    bool operator==(const AppealTask&) const = default;
  };
  // Praise: a word that came, or one to be given.
  struct Kudos {
    std::string name;
    bool operator==(const Kudos&) const = default;
  };
  struct Giving {
    bool operator==(const Giving&) const = default;
  };
  // What can be chosen; what keys do.
  struct Choices {
    bool operator==(const Choices&) const = default;
  };
  struct Help {
    bool operator==(const Help&) const = default;
  };
  struct Signing {
    bool operator==(const Signing&) const = default;
  };
  using Subject =
      std::variant<model::VerdictKey, SelfAssessment, Reviews, Review, Ask, Tasks, Task, Evaluation,
                   Appeal, AppealTask, Kudos, Giving, Choices, Help, Signing, Day>;

  explicit PanelContent(const Surroundings& surroundings) : around_(surroundings) {}

  // Shows this and forgets what was shown before.
  void Begin(Subject subject);
  // Shows this over what is shown; where it lies below already, goes back to it.
  void Open(Subject subject);
  // What is shown closes. False where nothing lies below: then nothing is shown.
  bool Back();

  // nullptr where nothing is shown.
  const Subject* subject() const { return levels_.empty() ? nullptr : &levels_.back().subject; }

  // A frame of what is shown. Of a subject that is no longer there, ui::ClosePanel.
  ui::PanelFrame Draw(const model::Desk& desk, absl::Time now);

 private:
  // Each keeps what it keeps for its own subject.
  struct Views {
    ui::DetailPanel detail;
    ui::DayPanel day;
    ui::PromptPanel prompt;
    ui::ReviewPanel review;
    ui::AskPanel ask;
    ui::TaskPanel task;
    ui::AppealPanel appeal;
    ui::KudosPanel kudos;
    ui::SettingsPanel settings;
    ui::HelpPanel help;
    ui::SignInPanel sign_in;
  };
  struct Level {
    Subject subject;
    std::unique_ptr<Views> views;
  };

  Views& views() { return *levels_.back().views; }
  ui::PanelFrame DrawSubject(const model::Desk& desk, absl::Time now);
  ui::PanelFrame DrawSelfAssessment(const model::Desk& desk, absl::Time now);
  // Nothing where the subject is not a review.
  std::optional<ui::PanelFrame> DrawReview(const model::Desk& desk, absl::Time now);
  // Nothing where the subject is not a review task.
  std::optional<ui::PanelFrame> DrawTask(const model::Desk& desk, absl::Time now);
  // Nothing where the subject is neither an appeal nor praise.
  std::optional<ui::PanelFrame> DrawAppealOrPraise(const model::Desk& desk, absl::Time now);

  Surroundings around_;
  std::vector<Level> levels_;  // the last is shown
  int wanted_height_ = 0;
};

}  // namespace aftercall
