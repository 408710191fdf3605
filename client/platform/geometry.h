#pragma once

#include <algorithm>
#include <cstdint>

namespace aftercall::platform {

// Pixels from (left, top) up to, not including, (right, bottom).
struct Rect {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;

  int width() const { return right - left; }
  int height() const { return bottom - top; }
  bool empty() const { return right <= left || bottom <= top; }
  int64_t area() const { return empty() ? 0 : int64_t{width()} * height(); }

  friend bool operator==(const Rect&, const Rect&) = default;
};

inline Rect Intersect(const Rect& a, const Rect& b) {
  return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
          std::min(a.bottom, b.bottom)};
}

// Somebody else's pixels: 0xAARRGGBB in the machine's byte order, rows `stride` pixels apart.
struct Canvas {
  uint32_t* pixels = nullptr;
  int width = 0;
  int height = 0;
  int stride = 0;

  Rect bounds() const { return {0, 0, width, height}; }
  uint32_t* row(int y) const { return pixels + int64_t{y} * stride; }
};

// The font atlas as the rasteriser reads it: one byte of coverage a pixel.
struct CoverageMap {
  const uint8_t* pixels = nullptr;
  int width = 0;
  int height = 0;
};

}  // namespace aftercall::platform
