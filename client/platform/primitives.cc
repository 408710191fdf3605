#include "client/platform/primitives.h"

#include <cmath>

#include "absl/hash/hash.h"

namespace aftercall::platform {
namespace {

// Huge or invalid coordinates must not overflow an int.
int ToPixel(float value) {
  return static_cast<int>(std::clamp(std::isnan(value) ? 0.0f : value, -1e6f, 1e6f));
}

Rect ClipOf(const ImDrawCmd& command, const ImDrawData& data) {
  // The same truncation as OpenGL's scissor in ImGui's own backend.
  return {ToPixel(command.ClipRect.x - data.DisplayPos.x),
          ToPixel(command.ClipRect.y - data.DisplayPos.y),
          ToPixel(command.ClipRect.z - data.DisplayPos.x),
          ToPixel(command.ClipRect.w - data.DisplayPos.y)};
}

void Finish(Primitive& primitive, const Rect& clip, std::vector<Primitive>& out) {
  const int count = primitive.kind == Primitive::Kind::kRectangle ? 4 : 3;
  float left = primitive.corners[0].pos.x, right = left;
  float top = primitive.corners[0].pos.y, bottom = top;
  uint64_t hash = absl::HashOf(clip.left, clip.top, clip.right, clip.bottom, count);
  for (int i = 0; i < count; ++i) {
    const ImDrawVert& corner = primitive.corners[i];
    left = std::min(left, corner.pos.x);
    right = std::max(right, corner.pos.x);
    top = std::min(top, corner.pos.y);
    bottom = std::max(bottom, corner.pos.y);
    hash = absl::HashOf(hash, corner.pos.x, corner.pos.y, corner.uv.x, corner.uv.y, corner.col);
  }
  primitive.bounds = Intersect(clip, {ToPixel(std::floor(left)), ToPixel(std::floor(top)),
                                      ToPixel(std::ceil(right)), ToPixel(std::ceil(bottom))});
  primitive.hash = hash;
  if (!primitive.bounds.empty()) out.push_back(primitive);
}

void CollectCommand(const ImDrawList& list, const ImDrawCmd& command, ImVec2 origin,
                    const Rect& clip, std::vector<Primitive>& out) {
  const ImDrawIdx* index = list.IdxBuffer.Data + command.IdxOffset;
  const ImDrawIdx* const end = index + command.ElemCount;
  const ImDrawVert* const vertices = list.VtxBuffer.Data + command.VtxOffset;
  const auto vertex = [&](ImDrawIdx i) {
    ImDrawVert moved = vertices[i];
    moved.pos.x -= origin.x;
    moved.pos.y -= origin.y;
    return moved;
  };
  while (index + 3 <= end) {
    Primitive primitive;
    primitive.corners = {vertex(index[0]), vertex(index[1]), vertex(index[2]), ImDrawVert{}};
    if (index + 6 <= end) {
      const ImDrawVert fourth = vertex(index[5]);
      if (IsRectangle(index, primitive.corners[0], primitive.corners[1], primitive.corners[2],
                      fourth)) {
        primitive.kind = Primitive::Kind::kRectangle;
        primitive.corners[3] = fourth;
        Finish(primitive, clip, out);
        index += 6;
        continue;
      }
    }
    Finish(primitive, clip, out);
    index += 3;
  }
}

}  // namespace

bool IsRectangle(const ImDrawIdx* index, const ImDrawVert& a, const ImDrawVert& b,
                 const ImDrawVert& c, const ImDrawVert& d) {
  if (index[3] != index[0] || index[4] != index[2]) return false;
  if (a.pos.y != b.pos.y || b.pos.x != c.pos.x || c.pos.y != d.pos.y || d.pos.x != a.pos.x) {
    return false;
  }
  if (a.uv.y != b.uv.y || b.uv.x != c.uv.x || c.uv.y != d.uv.y || d.uv.x != a.uv.x) return false;
  return a.col == b.col && a.col == c.col && a.col == d.col && a.pos.x <= c.pos.x &&
         a.pos.y <= c.pos.y;
}

void CollectPrimitives(const ImDrawData& data, const Rect& area, std::vector<Primitive>& out) {
  out.clear();
  for (int i = 0; i < data.CmdListsCount; ++i) {
    const ImDrawList& list = *data.CmdLists[i];
    for (const ImDrawCmd& command : list.CmdBuffer) {
      if (command.UserCallback != nullptr) continue;  // Callbacks speak to OpenGL; views use none.
      const Rect clip = Intersect(ClipOf(command, data), area);
      if (!clip.empty()) CollectCommand(list, command, data.DisplayPos, clip, out);
    }
  }
}

}  // namespace aftercall::platform
