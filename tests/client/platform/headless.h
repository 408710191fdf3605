#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "client/platform/fonts.h"
#include "client/platform/geometry.h"
#include "client/platform/software_frame.h"
#include "client/platform/surface.h"
#include "imgui.h"

namespace aftercall::platform {

// ImGui without a window: draws views into memory with the software rasteriser.
class Headless {
 public:
  static constexpr ImU32 kBackground = IM_COL32(255, 255, 255, 255);

  // So many units wide and high, of `scale` pixels each.
  Headless(int width, int height, float scale = 1);

  // One frame, 1/60 s after the last. Returns what was redrawn.
  std::vector<Rect> Draw(absl::FunctionRef<void()> view, ImU32 background = kBackground);

  // Glyphs of the last frame that the left or the right edge cuts, or would hide.
  int cut_glyphs() const { return cut_glyphs_; }

  // Input for the next frames, in units.
  void MoveMouse(float x, float y) { ImGui::GetIO().MousePos = ImVec2(x, y); }
  void PressMouse(bool down) { ImGui::GetIO().MouseDown[0] = down; }
  void PressKey(ImGuiKey_ key, bool down) {
    ImGui::GetIO().KeysDown[ImGui::GetIO().KeyMap[key]] = down;
  }

  uint32_t pixel(int x, int y) const { return pixels_[static_cast<size_t>(y) * width_ + x]; }
  // Pixels in the area that differ from `background`.
  int64_t Inked(const Rect& area, ImU32 background = kBackground) const;
  Canvas canvas() { return {pixels_.data(), width_, height_, width_}; }
  Fonts& fonts() { return *fonts_; }

 private:
  int width_;
  int height_;
  float scale_;
  int cut_glyphs_ = 0;
  std::vector<uint32_t> pixels_;
  std::unique_ptr<Fonts> fonts_;
  std::unique_ptr<ImGuiScope> scope_;
  std::unique_ptr<SoftwareFrame> frame_;
};

}  // namespace aftercall::platform
