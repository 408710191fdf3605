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

}  // namespace

absl::StatusOr<std::unique_ptr<PanelWindow>> PanelWindow::Make(const Surroundings& surroundings,
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
  std::unique_ptr<PanelWindow> panel(new PanelWindow(surroundings, *std::move(surface)));
  panel->content_.Begin(std::move(subject));
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
  const auto known = around_.desktop.MonitorFor(around_.content.chosen.settings.monitor);
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

void PanelWindow::Begin(Subject subject) {
  content_.Begin(std::move(subject));
  pacer_.NoteInput();
}

void PanelWindow::Open(Subject subject) {
  content_.Open(std::move(subject));
  pacer_.NoteInput();
}

bool PanelWindow::Back() {
  pacer_.NoteInput();
  return content_.Back();
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

absl::StatusOr<ui::Intents> PanelWindow::Draw(const model::Desk& desk, absl::Time now) {
  ui::PanelFrame frame;
  absl::StatusOr<platform::FrameStats> drawn =
      surface_->Draw(now, around_.content.theme.panel, [&] { frame = content_.Draw(desk, now); });
  if (!drawn.ok()) return drawn.status();
  pacer_.FrameDrawn(now);
  if (around_.fonts.Settle()) pacer_.NoteNews();
  if (frame.wanted_height != wanted_height_) {
    wanted_height_ = frame.wanted_height;
    surface_->window().MoveTo(PlaceFor(wanted_height_));
    pacer_.NoteInput();
  }
  return frame.intents;
}

}  // namespace aftercall
