#include "client/platform/scale.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "client/platform/primitives.h"

namespace aftercall::platform {
namespace {

// A box up to so many units thin is a line, whose thickness must not change with its place.
constexpr float kLine = 1.5f;

// Halves are met often (a scale of 1.25 or 1.5), and must not fall to either side by chance.
float Rounded(float value) { return std::floor(value + 0.5f + 1.0f / 64); }

// Where the far side goes, of a near side that lies on a pixel.
float FarSide(float near_before, float near, float far, bool keeps_size, float scale) {
  const float size = far - near_before;
  if (keeps_size || size / scale < kLine) return near + std::max(1.0f, std::round(size));
  return std::max(near + 1, Rounded(far));
}

// The corners: top left, top right, bottom right, bottom left.
void SnapRectangle(const std::array<ImDrawVert*, 4>& corners, float scale) {
  const ImDrawVert& first = *corners[0];
  const ImDrawVert& last = *corners[2];
  if (last.pos.x <= first.pos.x || last.pos.y <= first.pos.y) return;
  const bool is_glyph = first.uv.x != last.uv.x || first.uv.y != last.uv.y;
  const float left = Rounded(first.pos.x), top = Rounded(first.pos.y);
  const float right = FarSide(first.pos.x, left, last.pos.x, is_glyph, scale);
  const float bottom = FarSide(first.pos.y, top, last.pos.y, is_glyph, scale);
  corners[0]->pos = {left, top};
  corners[1]->pos = {right, top};
  corners[2]->pos = {right, bottom};
  corners[3]->pos = {left, bottom};
}

void SnapCommand(ImDrawList& list, const ImDrawCmd& command, float scale) {
  const ImDrawIdx* const indices = list.IdxBuffer.Data + command.IdxOffset;
  ImDrawVert* const vertices = list.VtxBuffer.Data + command.VtxOffset;
  unsigned int i = 0;
  while (i + 6 <= command.ElemCount) {
    const ImDrawIdx* const index = indices + i;
    const std::array<ImDrawVert*, 4> corners = {&vertices[index[0]], &vertices[index[1]],
                                                &vertices[index[2]], &vertices[index[5]]};
    const bool is_rectangle =
        IsRectangle(index, *corners[0], *corners[1], *corners[2], *corners[3]);
    if (is_rectangle) SnapRectangle(corners, scale);
    i += is_rectangle ? 6 : 3;
  }
}

}  // namespace

void ScaleFrame(ImDrawData& data, float scale) {
  if (scale == 1) return;
  for (int i = 0; i < data.CmdListsCount; ++i) {
    ImDrawList& list = *data.CmdLists[i];
    for (ImDrawVert& vertex : list.VtxBuffer) {
      vertex.pos = {(vertex.pos.x - data.DisplayPos.x) * scale,
                    (vertex.pos.y - data.DisplayPos.y) * scale};
    }
    for (ImDrawCmd& command : list.CmdBuffer) {
      command.ClipRect = {Rounded((command.ClipRect.x - data.DisplayPos.x) * scale),
                          Rounded((command.ClipRect.y - data.DisplayPos.y) * scale),
                          Rounded((command.ClipRect.z - data.DisplayPos.x) * scale),
                          Rounded((command.ClipRect.w - data.DisplayPos.y) * scale)};
      SnapCommand(list, command, scale);
    }
  }
  data.DisplayPos = {0, 0};
  data.DisplaySize = {Rounded(data.DisplaySize.x * scale), Rounded(data.DisplaySize.y * scale)};
  data.FramebufferScale = {1, 1};
}

}  // namespace aftercall::platform
