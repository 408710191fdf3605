#pragma once

#include <memory>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/platform/fonts.h"
#include "client/platform/renderer.h"
#include "client/platform/window.h"
#include "imgui.h"

namespace aftercall::platform {

// An ImGui context of our own kind: no file on disk, no navigation by gamepad, our fonts.
class ImGuiScope {
 public:
  explicit ImGuiScope(Fonts& fonts);
  ~ImGuiScope();
  ImGuiScope(const ImGuiScope&) = delete;
  ImGuiScope& operator=(const ImGuiScope&) = delete;

  // To be called before any other use of ImGui: there is one context a window.
  void MakeCurrent() { ImGui::SetCurrentContext(context_); }

 private:
  ImGuiContext* context_;
};

// A window with its ImGui context and its renderer: something a view can be drawn on. The interface
// thread alone; `fonts` outlives it.
class Surface {
 public:
  static absl::StatusOr<std::unique_ptr<Surface>> Create(std::unique_ptr<Window> window,
                                                         RendererKind kind, Fonts& fonts);
  ~Surface();

  // Runs `view` between ImGui's NewFrame and Render and shows the result, in units of the fonts'
  // scale.
  absl::StatusOr<FrameStats> Draw(absl::Time now, ImU32 background, absl::FunctionRef<void()> view);

  // What was drawn since it was made.
  struct Drawn {
    int64_t frames = 0;            // that were laid out
    int64_t frames_presented = 0;  // of which so many changed the picture
    int64_t pixels_presented = 0;
  };
  const Drawn& drawn() const { return drawn_; }

  Window& window() { return *window_; }
  const Renderer& renderer() const { return *renderer_; }

  // Whether the window has something to be drawn for: input, or contents that were lost. Takes note
  // of it.
  struct Wishes {
    bool input = false;
    bool lost = false;
  };
  Wishes TakeWishes();

 private:
  Surface(std::unique_ptr<Window> window, Fonts& fonts);

  Fonts& fonts_;
  std::unique_ptr<Window> window_;
  ImGuiScope scope_;
  std::unique_ptr<Renderer> renderer_;
  absl::Time last_ = absl::InfinitePast();
  Drawn drawn_;
};

}  // namespace aftercall::platform
