#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "client/platform/geometry.h"
#include "imgui.h"

namespace aftercall::platform {

// One thing to draw, taken from ImGui's index buffers: an axis-aligned rectangle of one colour
// (nearly everything: boxes and glyphs), or a triangle.
struct Primitive {
  enum class Kind { kRectangle, kTriangle };

  Kind kind = Kind::kTriangle;
  // A triangle's corners, or a rectangle's: top left, top right, bottom right, bottom left.
  std::array<ImDrawVert, 4> corners;
  // Where it can touch pixels: inside its clip rectangle.
  Rect bounds;
  // Of everything that decides its pixels.
  uint64_t hash = 0;
};

// Whether six indices are two triangles that make one axis-aligned rectangle of one colour, with
// texture coordinates that run along its sides. The corners are those of indices 0, 1, 2 and 5.
bool IsRectangle(const ImDrawIdx* index, const ImDrawVert& a, const ImDrawVert& b,
                 const ImDrawVert& c, const ImDrawVert& d);

// Lists what `data` draws inside `area`, in the order of drawing, into `out` (emptied first; reused
// between frames so that a steady bar allocates nothing).
void CollectPrimitives(const ImDrawData& data, const Rect& area, std::vector<Primitive>& out);

}  // namespace aftercall::platform
