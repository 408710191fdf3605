#pragma once

#include <cstdint>
#include <vector>

#include "client/platform/geometry.h"
#include "client/platform/primitives.h"

namespace aftercall::platform {

// Finds what differs from the last frame without looking at pixels: each tile of the picture has a
// hash of everything drawn into it, in order. Not thread-safe.
class TileDamage {
 public:
  TileDamage(int width, int height);

  // Takes a frame's primitives and gives back the rectangles whose contents changed, none
  // overlapping another. `seed` stands for what all tiles depend on (background, atlas contents).
  std::vector<Rect> Update(const std::vector<Primitive>& primitives, uint64_t seed);

  // The next Update reports everything.
  void Forget() { known_ = false; }

 private:
  Rect TileRect(int column, int row) const;
  std::vector<Rect> ChangedRuns(const std::vector<uint64_t>& next) const;

  int width_;
  int height_;
  int columns_;
  int rows_;
  bool known_ = false;
  std::vector<uint64_t> tiles_;
  std::vector<uint64_t> scratch_;
};

}  // namespace aftercall::platform
