#include "client/panel_window.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace aftercall {
namespace {

constexpr int kGap = 8;
// Room for the title that a window manager puts above.
constexpr int kTitle = 28;
constexpr int kFirstHeight = 400;
constexpr int kLeastHeight = 200;

int Pixels(int units, float scale) {
  return static_cast<int>(std::lround(static_cast<float>(units) * scale));
}

const model::Item* Find(const model::Feed& feed, const model::VerdictKey& key) {
  for (const model::Item& item : feed.items()) {
    if (item.released && item.verdict.key() == key) return &item;
  }
  return nullptr;
}

}  // namespace

absl::StatusOr<std::unique_ptr<PanelWindow>> PanelWindow::Open(const Surroundings& surroundings,
                                                               Subject subject,
                                                               const model::Desk& desk,
                                                               absl::Time now) {
  const float scale = surroundings.fonts.scale();
  const platform::Rect first{0, 0, Pixels(ui::kPanelWidth, scale), Pixels(kFirstHeight, scale)};
  absl::StatusOr<std::unique_ptr<platform::Window>> window =
      platform::Window::OpenPanel(surroundings.desktop, surroundings.renderer, "Aftercall", first);
  if (!window.ok()) return window.status();
  absl::StatusOr<std::unique_ptr<platform::Surface>> surface =
      platform::Surface::Create(*std::move(window), surroundings.renderer, surroundings.fonts);
  if (!surface.ok()) return surface.status();
  std::unique_ptr<PanelWindow> panel(
      new PanelWindow(surroundings, std::move(subject), *std::move(surface)));
  // Drawn once unseen: then it is known how high it must be.
  if (absl::StatusOr<ui::Intents> drawn = panel->Draw(desk, now); !drawn.ok()) {
    return drawn.status();
  }
  panel->surface_->window().Show();
  panel->pacer_.NoteInput();
  return panel;
}

platform::Rect PanelWindow::PlaceFor(int wanted_height) const {
  const platform::Rect bar = around_.bar;
  platform::Rect monitor = bar;
  const auto known = around_.desktop.MonitorFor(around_.chosen.settings.monitor);
  if (known.ok()) monitor = known->place;
  const float scale = around_.fonts.scale();
  const int width = std::min(Pixels(ui::kPanelWidth, scale), monitor.width());
  const int least = Pixels(kLeastHeight, scale);
  const int most = std::max(least, monitor.height() - bar.height() - 2 * kGap - kTitle);
  // Never a part of a pixel too low: there would be something to scroll.
  const int wanted = static_cast<int>(std::ceil(static_cast<float>(wanted_height) * scale));
  const int height = std::clamp(wanted, least, most);
  const int left = std::max(monitor.left, monitor.right - width - kGap);
  const int top = around_.dock == platform::DockEdge::kTop ? bar.bottom + kTitle + kGap
                                                           : bar.top - kGap - height;
  return {left, top, left + width, top + height};
}

void PanelWindow::Show(Subject subject) {
  subject_ = std::move(subject);
  detail_ = ui::DetailPanel();
  day_ = ui::DayPanel();
  prompt_ = ui::PromptPanel();
  review_ = ui::ReviewPanel();
  ask_ = ui::AskPanel();
  task_ = ui::TaskPanel();
  appeal_ = ui::AppealPanel();
  kudos_ = ui::KudosPanel();
  settings_ = ui::SettingsPanel();
  help_ = ui::HelpPanel();
  sign_in_ = ui::SignInPanel();
  pacer_.NoteInput();
}

void PanelWindow::Follow(platform::DockEdge dock, const platform::Rect& bar) {
  if (around_.dock == dock && around_.bar == bar) return;
  around_.dock = dock;
  around_.bar = bar;
  surface_->window().MoveTo(PlaceFor(wanted_height_));
  pacer_.NoteInput();
}

platform::FramePacer::Decision PanelWindow::Decide(absl::Time now) {
  const platform::Surface::Wishes wishes = surface_->TakeWishes();
  if (wishes.input) pacer_.NoteInput();
  if (wishes.lost) pacer_.NoteNews();
  return pacer_.Decide(now);
}

ui::PanelFrame PanelWindow::DrawSelfAssessment(const model::Desk& desk, absl::Time now) {
  std::string& interaction = std::get<SelfAssessment>(subject_).interaction;
  if (interaction.empty()) {
    const std::vector<const model::Prompt*> to_do = desk.PromptsToDo();
    if (to_do.empty()) {
      const model::Standing* const told = desk.feed().told_standing();
      return prompt_.DrawNone(told != nullptr ? told->paused_until : std::nullopt, around_.theme,
                              around_.type, around_.tr, now);
    }
    // From now on it is this one, also when it is done.
    interaction = to_do.front()->told.reference.interaction;
  }
  const std::optional<model::PromptView> view = model::PromptViewOf(desk, interaction);
  const model::Refusal* const refusal = desk.hand().refusal(interaction);
  if (!view && (refusal != nullptr || desk.hand().Pending(interaction) != nullptr)) {
    return prompt_.DrawRequested(refusal, around_.theme, around_.type, around_.tr);
  }
  if (!view) return {{ui::ClosePanel{}}, wanted_height_};
  return prompt_.Draw(*view, around_.theme, around_.type, around_.tr, now);
}

std::optional<ui::PanelFrame> PanelWindow::DrawReview(const model::Desk& desk, absl::Time now) {
  const ui::Theme& theme = around_.theme;
  const ui::Type& type = around_.type;
  if (std::holds_alternative<Reviews>(subject_)) {
    ui::ReviewPanel::List list{model::ReviewsToList(desk), model::AppealsToList(desk),
                               model::ContactsViewOf(desk), around_.tr, now};
    list.asks = model::AsksToList(desk);
    return review_.DrawList(list, theme, type);
  }
  const ui::PanelFrame gone{{ui::ClosePanel{}}, wanted_height_};
  if (const auto* review = std::get_if<Review>(&subject_)) {
    const auto view = model::ReviewViewOf(desk, review->name);
    return view ? review_.Draw(*view, theme, type, around_.tr, now) : gone;
  }
  if (const auto* ask = std::get_if<Ask>(&subject_)) {
    const auto view = model::AskViewOf(desk, ask->interaction);
    return view ? ask_.Draw(*view, theme, type, around_.tr, now) : gone;
  }
  return std::nullopt;
}

std::optional<ui::PanelFrame> PanelWindow::DrawTask(const model::Desk& desk, absl::Time now) {
  if (std::holds_alternative<Tasks>(subject_)) {
    return task_.DrawList(model::TasksToList(desk), model::AppealTasksToList(desk), around_.theme,
                          around_.type, around_.tr, now);
  }
  if (const auto* evaluation = std::get_if<Evaluation>(&subject_)) {
    return task_.DrawBeginning(model::EvaluationViewOf(desk, evaluation->interaction),
                               around_.theme, around_.type, around_.tr);
  }
  const auto* const task = std::get_if<Task>(&subject_);
  if (task == nullptr) return std::nullopt;
  const auto view = model::ReviewTaskViewOf(desk, task->name);
  return view ? task_.Draw(*view, around_.theme, around_.type, around_.tr, now)
              : task_.DrawGone(around_.theme, around_.type, around_.tr);
}

std::optional<ui::PanelFrame> PanelWindow::DrawAppealOrPraise(const model::Desk& desk,
                                                              absl::Time now) {
  const ui::Theme& theme = around_.theme;
  const ui::Type& type = around_.type;
  const ui::PanelFrame gone{{ui::ClosePanel{}}, wanted_height_};
  if (const auto* appeal = std::get_if<Appeal>(&subject_)) {
    const auto view = std::visit(
        [&](const auto& which) { return model::AppealViewOf(desk, which); }, appeal->which);
    return view ? appeal_.Draw(*view, theme, type, around_.tr, now) : gone;
  }
  if (const auto* task = std::get_if<AppealTask>(&subject_)) {
    const auto view = model::AppealTaskViewOf(desk, task->name);
    return view ? appeal_.DrawTask(*view, theme, type, around_.tr, now)
                : task_.DrawGone(theme, type, around_.tr);
  }
  if (const auto* kudos = std::get_if<Kudos>(&subject_)) {
    const model::KudosItem* const item = desk.feed().kudos().Find(kudos->name);
    if (item == nullptr) return gone;
    const auto& reference = item->told.reference;
    const auto answer =
        reference ? model::LatestAnswerOn(desk, reference->interaction) : std::nullopt;
    return kudos_.Draw(*item, answer, theme, type, around_.tr, now);
  }
  if (std::holds_alternative<Giving>(subject_)) {
    const auto view = model::GivingViewOf(desk, now, absl::LocalTimeZone());
    return kudos_.DrawGiving(desk.hand(), view, theme, type, around_.tr);
  }
  return std::nullopt;
}

ui::PanelFrame PanelWindow::DrawSubject(const model::Desk& desk, absl::Time now) {
  if (std::holds_alternative<Day>(subject_)) {
    return day_.Draw({desk.feed().shown_standing(), desk.feed().told_standing(), desk.queues(),
                      desk.feed().quiet_until(), desk.hand(), around_.tr, now},
                     around_.theme, around_.type);
  }
  if (std::holds_alternative<Choices>(subject_)) {
    const Chosen& chosen = around_.chosen;
    return settings_.Draw(chosen.settings, chosen.monitors, chosen.file, chosen.trouble,
                          around_.theme, around_.type, around_.tr);
  }
  if (std::holds_alternative<Help>(subject_)) {
    return help_.Draw(around_.theme, around_.type, around_.tr);
  }
  if (std::holds_alternative<Signing>(subject_)) {
    return sign_in_.Draw(around_.chosen.sign_in, !model::HoldsSignIn(desk.feed().link().link),
                         desk.hand().commands().size() + desk.asks_later().all().size(),
                         around_.theme, around_.type, around_.tr);
  }
  if (std::holds_alternative<SelfAssessment>(subject_)) return DrawSelfAssessment(desk, now);
  if (std::optional<ui::PanelFrame> review = DrawReview(desk, now)) return *review;
  if (std::optional<ui::PanelFrame> task = DrawTask(desk, now)) return *task;
  if (std::optional<ui::PanelFrame> other = DrawAppealOrPraise(desk, now)) return *other;
  const model::Item* const item = Find(desk.feed(), std::get<model::VerdictKey>(subject_));
  if (item == nullptr) return {{ui::ClosePanel{}}, wanted_height_};
  const model::OwnView own = model::OwnViewOf(desk, item->verdict.interaction);
  return detail_.Draw(*item, own, model::AppealViewOf(desk, item->verdict.key()),
                      model::EvaluationViewOf(desk, item->verdict.interaction), desk.hand(),
                      around_.theme, around_.type, around_.tr, now);
}

absl::StatusOr<ui::Intents> PanelWindow::Draw(const model::Desk& desk, absl::Time now) {
  ui::PanelFrame frame;
  absl::StatusOr<platform::FrameStats> drawn =
      surface_->Draw(now, around_.theme.panel, [&] { frame = DrawSubject(desk, now); });
  if (!drawn.ok()) return drawn.status();
  pacer_.FrameDrawn(now);
  if (around_.fonts.Settle()) pacer_.NoteNews();
  if (frame.wanted_height != wanted_height_) {
    wanted_height_ = frame.wanted_height;
    surface_->window().MoveTo(PlaceFor(wanted_height_));
    pacer_.NoteInput();
  }
  if (surface_->window().close_requested()) frame.intents.push_back(ui::ClosePanel{});
  return frame.intents;
}

}  // namespace aftercall
