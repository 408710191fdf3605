#include "client/platform/renderer.h"

namespace aftercall::platform {

absl::StatusOr<std::unique_ptr<Renderer>> MakeRenderer(RendererKind kind, Window& window) {
  if (kind == RendererKind::kOpenGl) return MakeOpenGlRenderer(window);
  return MakeSoftwareRenderer(window);
}

}  // namespace aftercall::platform
