#pragma once

#include <cstdint>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/platform/fonts.h"
#include "imgui.h"

namespace aftercall::platform {

class Window;

enum class RendererKind { kSoftware, kOpenGl };

// What a frame cost.
struct FrameStats {
  int64_t pixels_presented = 0;  // 0: the picture was the same, nothing was sent to the screen.
};

// Puts ImGui's draw lists onto one window. The interface thread alone calls it, with the window's
// ImGui context current.
class Renderer {
 public:
  virtual ~Renderer() = default;

  // "software" or "opengl".
  virtual absl::string_view name() const = 0;

  // Draws and shows a frame over `background`. Text comes from `fonts`.
  virtual absl::StatusOr<FrameStats> Draw(ImDrawData& data, const Fonts& fonts,
                                          ImU32 background) = 0;

  // What the window showed is lost (it was covered, or its size changed): the next frame is shown
  // whole.
  virtual void Invalidate() = 0;
};

// Makes the renderer for a window that was opened for this kind. The window outlives it.
absl::StatusOr<std::unique_ptr<Renderer>> MakeRenderer(RendererKind kind, Window& window);

// Our own rasteriser, sent to X11 through shared memory where the server has it. Needs a display of
// 24-bit colour.
absl::StatusOr<std::unique_ptr<Renderer>> MakeSoftwareRenderer(Window& window);

// ImGui's OpenGL 3 backend.
absl::StatusOr<std::unique_ptr<Renderer>> MakeOpenGlRenderer(Window& window);

}  // namespace aftercall::platform
