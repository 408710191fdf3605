#pragma once

#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/model/desk.h"
#include "client/panel_content.h"
#include "client/platform/desktop.h"
#include "client/platform/fonts.h"
#include "client/platform/frame_pacer.h"
#include "client/platform/surface.h"
#include "client/platform/x11_dock.h"

namespace aftercall {

// The window of the one panel that may be open beside the bar: a normal one of its own. The
// interface thread alone.
class PanelWindow {
 public:
  using Subject = PanelContent::Subject;
  struct Surroundings {
    platform::Desktop& desktop;
    platform::Fonts& fonts;
    platform::RendererKind renderer;
    platform::DockEdge dock;
    platform::Rect bar;
    PanelContent::Surroundings content;
  };

  // Opens it, as high as its contents need and the monitor allows.
  static absl::StatusOr<std::unique_ptr<PanelWindow>> Make(const Surroundings& surroundings,
                                                           Subject subject, const model::Desk& desk,
                                                           absl::Time now);

  // Shows something else in the same window, in place of what is shown or over it.
  void Begin(Subject subject);
  void Open(Subject subject);
  // What is shown closes. False where nothing lies below it.
  bool Back();
  const Subject* subject() const { return content_.subject(); }

  // The bar has moved, or sizes have changed: the panel goes beside it.
  void Follow(platform::DockEdge dock, const platform::Rect& bar);

  // Notes input; news make it draw again.
  void NoteNews() { pacer_.NoteNews(); }
  platform::FramePacer::Decision Decide(absl::Time now);

  // Draws a frame.
  absl::StatusOr<ui::Intents> Draw(const model::Desk& desk, absl::Time now);

  // The person wants the window away, with all that it shows.
  bool close_requested() const { return surface_->window().close_requested(); }

  // The person has just asked for it: keys are for it.
  void Focus() { surface_->window().Focus(); }
  bool focused() const { return surface_->window().focused(); }

 private:
  PanelWindow(const Surroundings& surroundings, std::unique_ptr<platform::Surface> surface)
      : around_(surroundings), content_(surroundings.content), surface_(std::move(surface)) {}

  platform::Rect PlaceFor(int wanted_height) const;

  Surroundings around_;
  PanelContent content_;
  std::unique_ptr<platform::Surface> surface_;
  platform::FramePacer pacer_;
  int wanted_height_ = 0;
};

}  // namespace aftercall
