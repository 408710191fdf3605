#include "client/platform/rasterizer.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace aftercall::platform {
namespace {

constexpr uint32_t kOpaque = 0xFF000000u;

// x / 255, rounded to nearest, for 0 ≤ x ≤ 255 · 255.
inline uint32_t Divide255(uint32_t x) {
  x += 128;
  return (x + (x >> 8)) >> 8;
}

// Both channels of a 0x00XX00XX pair at once; each stays below 2¹⁶.
inline uint32_t Divide255Pair(uint32_t x) {
  x += 0x00800080u;
  return ((x + ((x >> 8) & 0x00FF00FFu)) >> 8) & 0x00FF00FFu;
}

inline uint32_t Blend(uint32_t below, uint32_t colour, uint32_t alpha) {
  const uint32_t rest = 255 - alpha;
  const uint32_t red_blue =
      Divide255Pair((colour & 0x00FF00FFu) * alpha + (below & 0x00FF00FFu) * rest);
  const uint32_t green = Divide255(((colour >> 8) & 0xFFu) * alpha + ((below >> 8) & 0xFFu) * rest);
  return kOpaque | red_blue | green << 8;
}

// The first pixel whose centre is at or after `edge`.
inline int FirstPixel(float edge) {
  return static_cast<int>(std::ceil(std::clamp(edge, -1e6f, 1e6f) - 0.5f));
}

void BlendSpan(uint32_t* row, int from, int to, uint32_t colour, uint32_t alpha) {
  if (alpha == 255) {
    std::fill(row + from, row + to, colour | kOpaque);
  } else if (alpha != 0) {
    for (int x = from; x < to; ++x) row[x] = Blend(row[x], colour, alpha);
  }
}

int TexelAt(float coordinate, int size) {
  return std::clamp(static_cast<int>(std::floor(coordinate * static_cast<float>(size))), 0,
                    size - 1);
}

uint32_t CoverageAt(const CoverageMap& atlas, float u, float v) {
  const int x = TexelAt(u, atlas.width);
  const int y = TexelAt(v, atlas.height);
  return atlas.pixels[int64_t{y} * atlas.width + x];
}

void RasterizeGlyph(const Primitive& glyph, const CoverageMap& atlas, const Rect& area,
                    const Canvas& canvas, uint32_t colour, uint32_t alpha) {
  const ImDrawVert& first = glyph.corners[0];
  const ImDrawVert& last = glyph.corners[2];
  const float u_step = (last.uv.x - first.uv.x) / (last.pos.x - first.pos.x);
  const float v_step = (last.uv.y - first.uv.y) / (last.pos.y - first.pos.y);
  const float u_start = first.uv.x + (area.left + 0.5f - first.pos.x) * u_step;
  const float texels = u_step * static_cast<float>(atlas.width);
  const bool one_to_one = std::abs(texels - 1.0f) < 1e-3f &&
                          TexelAt(u_start, atlas.width) + area.width() <= atlas.width;
  for (int y = area.top; y < area.bottom; ++y) {
    uint32_t* const row = canvas.row(y);
    const float v = first.uv.y + (y + 0.5f - first.pos.y) * v_step;
    const uint8_t* const texels_row =
        atlas.pixels + int64_t{TexelAt(v, atlas.height)} * atlas.width;
    const uint8_t* texel = texels_row + TexelAt(u_start, atlas.width);
    for (int x = area.left; x < area.right; ++x) {
      const uint32_t coverage =
          one_to_one ? *texel++
                     : texels_row[TexelAt(u_start + (x - area.left) * u_step, atlas.width)];
      if (coverage == 0) continue;
      const uint32_t strength = Divide255(coverage * alpha);
      row[x] = strength == 255 ? colour | kOpaque : Blend(row[x], colour, strength);
    }
  }
}

void RasterizeRectangle(const Primitive& rectangle, const CoverageMap& atlas, const Rect& area,
                        const Canvas& canvas) {
  const ImDrawVert& first = rectangle.corners[0];
  const ImDrawVert& last = rectangle.corners[2];
  const Rect inside = Intersect(area, {FirstPixel(first.pos.x), FirstPixel(first.pos.y),
                                       FirstPixel(last.pos.x), FirstPixel(last.pos.y)});
  if (inside.empty()) return;
  const uint32_t colour = ToPixelColour(first.col);
  const uint32_t alpha = first.col >> IM_COL32_A_SHIFT;
  if (first.uv.x != last.uv.x || first.uv.y != last.uv.y) {
    RasterizeGlyph(rectangle, atlas, inside, canvas, colour, alpha);
    return;
  }
  const uint32_t strength = Divide255(alpha * CoverageAt(atlas, first.uv.x, first.uv.y));
  for (int y = inside.top; y < inside.bottom; ++y) {
    BlendSpan(canvas.row(y), inside.left, inside.right, colour, strength);
  }
}

// A value that changes linearly over a triangle.
struct Plane {
  double base = 0, by_x = 0, by_y = 0;

  double At(double x, double y) const { return base + by_x * x + by_y * y; }
};

struct Triangle {
  std::array<ImDrawVert, 3> corners;
  double twice_area = 0;

  Plane Through(double a, double b, double c) const {
    const ImVec2 p = corners[0].pos, q = corners[1].pos, r = corners[2].pos;
    Plane plane;
    plane.by_x = ((b - a) * (double{r.y} - p.y) - (c - a) * (double{q.y} - p.y)) / twice_area;
    plane.by_y = ((c - a) * (double{q.x} - p.x) - (b - a) * (double{r.x} - p.x)) / twice_area;
    plane.base = a - plane.by_x * p.x - plane.by_y * p.y;
    return plane;
  }

  Plane Channel(int shift) const {
    const auto value = [&](int i) { return static_cast<double>((corners[i].col >> shift) & 0xFF); };
    return Through(value(0), value(1), value(2));
  }
};

// The pixels of one row whose centres lie inside. Each side is met by the same arithmetic whichever
// triangle it belongs to, so that two that share it share no pixel.
std::pair<int, int> SpanOf(const Triangle& triangle, int y) {
  const double centre = y + 0.5;
  double left = 1e9, right = -1e9;
  for (int i = 0; i < 3; ++i) {
    ImVec2 from = triangle.corners[i].pos, to = triangle.corners[(i + 1) % 3].pos;
    if (from.y > to.y) std::swap(from, to);
    if (centre < from.y || centre >= to.y) continue;
    const double x = from.x + (centre - from.y) * (double{to.x} - from.x) / (double{to.y} - from.y);
    left = std::min(left, x);
    right = std::max(right, x);
  }
  if (left > right) return {0, 0};
  return {FirstPixel(static_cast<float>(left)), FirstPixel(static_cast<float>(right))};
}

uint32_t ToByte(double value) { return static_cast<uint32_t>(std::clamp(value + 0.5, 0.0, 255.0)); }

void RasterizeTriangle(const Primitive& primitive, const CoverageMap& atlas, const Rect& area,
                       const Canvas& canvas) {
  Triangle triangle{{primitive.corners[0], primitive.corners[1], primitive.corners[2]}};
  const auto& [a, b, c] = triangle.corners;
  triangle.twice_area = (double{b.pos.x} - a.pos.x) * (double{c.pos.y} - a.pos.y) -
                        (double{c.pos.x} - a.pos.x) * (double{b.pos.y} - a.pos.y);
  if (!(std::abs(triangle.twice_area) > 1e-9)) return;
  const bool one_colour = a.col == b.col && a.col == c.col;
  const bool one_texel =
      a.uv.x == b.uv.x && a.uv.x == c.uv.x && a.uv.y == b.uv.y && a.uv.y == c.uv.y;
  const uint32_t texel = CoverageAt(atlas, a.uv.x, a.uv.y);
  const Plane red = triangle.Channel(IM_COL32_R_SHIFT), green = triangle.Channel(IM_COL32_G_SHIFT),
              blue = triangle.Channel(IM_COL32_B_SHIFT), alpha = triangle.Channel(IM_COL32_A_SHIFT);
  const Plane u = triangle.Through(a.uv.x, b.uv.x, c.uv.x);
  const Plane v = triangle.Through(a.uv.y, b.uv.y, c.uv.y);
  for (int y = area.top; y < area.bottom; ++y) {
    const auto [span_left, span_right] = SpanOf(triangle, y);
    const int from = std::max(area.left, span_left), to = std::min(area.right, span_right);
    if (from >= to) continue;
    uint32_t* const row = canvas.row(y);
    if (one_colour && one_texel) {
      BlendSpan(row, from, to, ToPixelColour(a.col),
                Divide255((a.col >> IM_COL32_A_SHIFT) * texel));
      continue;
    }
    for (int x = from; x < to; ++x) {
      const double px = x + 0.5, py = y + 0.5;
      const uint32_t coverage = one_texel ? texel
                                          : CoverageAt(atlas, static_cast<float>(u.At(px, py)),
                                                       static_cast<float>(v.At(px, py)));
      const uint32_t colour =
          ToByte(red.At(px, py)) << 16 | ToByte(green.At(px, py)) << 8 | ToByte(blue.At(px, py));
      row[x] = Blend(row[x], colour, Divide255(ToByte(alpha.At(px, py)) * coverage));
    }
  }
}

}  // namespace

uint32_t ToPixelColour(ImU32 colour) {
  return kOpaque | ((colour >> IM_COL32_R_SHIFT) & 0xFF) << 16 |
         ((colour >> IM_COL32_G_SHIFT) & 0xFF) << 8 | ((colour >> IM_COL32_B_SHIFT) & 0xFF);
}

void Fill(const Canvas& canvas, const Rect& area, ImU32 colour) {
  const Rect inside = Intersect(area, canvas.bounds());
  for (int y = inside.top; y < inside.bottom; ++y) {
    BlendSpan(canvas.row(y), inside.left, inside.right, ToPixelColour(colour), 255);
  }
}

void Rasterize(const Primitive& primitive, const CoverageMap& atlas, const Rect& area,
               const Canvas& canvas) {
  const Rect inside = Intersect(primitive.bounds, area);
  if (inside.empty()) return;
  if (primitive.kind == Primitive::Kind::kRectangle) {
    RasterizeRectangle(primitive, atlas, inside, canvas);
  } else {
    RasterizeTriangle(primitive, atlas, inside, canvas);
  }
}

}  // namespace aftercall::platform
