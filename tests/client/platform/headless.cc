#include "tests/client/platform/headless.h"

#include <cmath>
#include <cstdlib>
#include <iostream>

#include "client/platform/rasterizer.h"
#include "client/platform/scale.h"

namespace aftercall::platform {
namespace {

// Of what an inner clip rectangle hides, as in a strip that scrolls, nothing is said.
int CountCut(const ImDrawData& data) {
  std::vector<Primitive> primitives;
  const auto width = static_cast<int>(data.DisplaySize.x);
  constexpr int kFar = 1 << 20;
  CollectPrimitives(data, {-kFar, -kFar, kFar, kFar}, primitives);
  int cut = 0;
  for (const Primitive& primitive : primitives) {
    const ImDrawVert& first = primitive.corners[0];
    const ImDrawVert& last = primitive.corners[2];
    const bool is_glyph = primitive.kind == Primitive::Kind::kRectangle && first.uv.x != last.uv.x;
    if (is_glyph && (first.pos.x < 0 || last.pos.x > static_cast<float>(width))) ++cut;
  }
  return cut;
}

}  // namespace

Headless::Headless(int width, int height, float scale)
    : width_(static_cast<int>(std::lround(static_cast<float>(width) * scale))),
      height_(static_cast<int>(std::lround(static_cast<float>(height) * scale))),
      scale_(scale),
      pixels_(static_cast<size_t>(width_) * height_) {
  absl::StatusOr<std::unique_ptr<Fonts>> fonts = Fonts::Load(FontFiles::Installed(), scale);
  if (!fonts.ok()) {
    std::cerr << fonts.status() << "\n";
    std::abort();
  }
  fonts_ = *std::move(fonts);
  scope_ = std::make_unique<ImGuiScope>(*fonts_);
  frame_ = std::make_unique<SoftwareFrame>(canvas());
}

std::vector<Rect> Headless::Draw(absl::FunctionRef<void()> view, ImU32 background) {
  scope_->MakeCurrent();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize =
      ImVec2(static_cast<float>(width_) / scale_, static_cast<float>(height_) / scale_);
  io.DisplayFramebufferScale = ImVec2(scale_, scale_);
  io.DeltaTime = 1.0f / 60;
  ImGui::NewFrame();
  view();
  ImGui::Render();
  ScaleFrame(*ImGui::GetDrawData(), scale_);
  cut_glyphs_ = CountCut(*ImGui::GetDrawData());
  return frame_->Draw(*ImGui::GetDrawData(), fonts_->atlas(), fonts_->generation(), background);
}

int64_t Headless::Inked(const Rect& area, ImU32 background) const {
  int64_t inked = 0;
  for (int y = area.top; y < area.bottom; ++y) {
    for (int x = area.left; x < area.right; ++x) {
      if (pixel(x, y) != ToPixelColour(background)) ++inked;
    }
  }
  return inked;
}

}  // namespace aftercall::platform
