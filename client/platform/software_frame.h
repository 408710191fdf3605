#pragma once

#include <cstdint>
#include <vector>

#include "client/platform/geometry.h"
#include "client/platform/primitives.h"
#include "client/platform/tile_damage.h"
#include "imgui.h"

namespace aftercall::platform {

// Draws ImGui's frames into a canvas, only where they differ from the frame before. Knows no
// window: the renderer presents what it reports, tests look at the pixels. Not thread-safe.
class SoftwareFrame {
 public:
  // The canvas belongs to the caller, outlives this object and keeps its pixels between frames.
  explicit SoftwareFrame(const Canvas& canvas);

  // Draws `data`, whose text comes from `atlas`, over `background`. `atlas_generation` changes when
  // pixels of the atlas that were in use are replaced (additions need no change). Returns the
  // rectangles that were drawn: empty if the picture is the same.
  std::vector<Rect> Draw(const ImDrawData& data, const ImFontAtlas& atlas,
                         uint64_t atlas_generation, ImU32 background);

 private:
  Canvas canvas_;
  TileDamage damage_;
  std::vector<Primitive> primitives_;
};

}  // namespace aftercall::platform
