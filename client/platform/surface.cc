#include "client/platform/surface.h"

#include <algorithm>
#include <utility>

#include "client/platform/scale.h"
#include "client/platform/window_input.h"

namespace aftercall::platform {

ImGuiScope::ImGuiScope(Fonts& fonts) : context_(ImGui::CreateContext(fonts.mutable_atlas())) {
  MakeCurrent();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  io.ConfigInputTextCursorBlink = false;  // A blinking cursor would cost frames for ever.
  ImGui::GetStyle().AntiAliasedLinesUseTex = false;
  WindowInput::MapKeys(io);
}

ImGuiScope::~ImGuiScope() { ImGui::DestroyContext(context_); }

Surface::Surface(std::unique_ptr<Window> window, Fonts& fonts)
    : fonts_(fonts), window_(std::move(window)), scope_(fonts) {}

absl::StatusOr<std::unique_ptr<Surface>> Surface::Create(std::unique_ptr<Window> window,
                                                         RendererKind kind, Fonts& fonts) {
  std::unique_ptr<Surface> surface(new Surface(std::move(window), fonts));
  absl::StatusOr<std::unique_ptr<Renderer>> renderer = MakeRenderer(kind, *surface->window_);
  if (!renderer.ok()) return renderer.status();
  surface->renderer_ = *std::move(renderer);
  WindowInput::ConnectClipboard(ImGui::GetIO(), surface->window_->handle());
  return surface;
}

Surface::~Surface() {
  scope_.MakeCurrent();
  renderer_.reset();
}

absl::StatusOr<FrameStats> Surface::Draw(absl::Time now, ImU32 background,
                                         absl::FunctionRef<void()> view) {
  scope_.MakeCurrent();
  const double seconds =
      std::clamp(absl::ToDoubleSeconds(now - std::exchange(last_, now)), 0.0, 1.0);
  window_->input().Feed(ImGui::GetIO(), seconds, fonts_.scale());
  ImGui::NewFrame();
  view();
  ImGui::Render();
  ScaleFrame(*ImGui::GetDrawData(), fonts_.scale());
  absl::StatusOr<FrameStats> stats = renderer_->Draw(*ImGui::GetDrawData(), fonts_, background);
  if (!stats.ok()) return stats;
  ++drawn_.frames;
  if (stats->pixels_presented > 0) ++drawn_.frames_presented;
  drawn_.pixels_presented += stats->pixels_presented;
  return stats;
}

Surface::Wishes Surface::TakeWishes() {
  const Wishes wishes{window_->input().TakeActivity(), window_->input().TakeDamage()};
  if (wishes.lost) renderer_->Invalidate();
  return wishes;
}

}  // namespace aftercall::platform
