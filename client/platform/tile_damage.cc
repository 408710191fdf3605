#include "client/platform/tile_damage.h"

#include "absl/hash/hash.h"

namespace aftercall::platform {
namespace {

// Wide and low, as lines of text are.
constexpr int kTileWidth = 64;
constexpr int kTileHeight = 20;

}  // namespace

TileDamage::TileDamage(int width, int height)
    : width_(width),
      height_(height),
      columns_((width + kTileWidth - 1) / kTileWidth),
      rows_((height + kTileHeight - 1) / kTileHeight),
      tiles_(static_cast<size_t>(columns_) * rows_) {}

Rect TileDamage::TileRect(int column, int row) const {
  return Intersect(
      {column * kTileWidth, row * kTileHeight, (column + 1) * kTileWidth, (row + 1) * kTileHeight},
      {0, 0, width_, height_});
}

std::vector<Rect> TileDamage::ChangedRuns(const std::vector<uint64_t>& next) const {
  std::vector<Rect> changed;
  for (int row = 0; row < rows_; ++row) {
    bool in_run = false;
    for (int column = 0; column < columns_; ++column) {
      const size_t i = static_cast<size_t>(row) * columns_ + column;
      if (known_ && next[i] == tiles_[i]) {
        in_run = false;
        continue;
      }
      const Rect tile = TileRect(column, row);
      if (in_run) {
        changed.back().right = tile.right;
      } else {
        changed.push_back(tile);
      }
      in_run = true;
    }
  }
  return changed;
}

std::vector<Rect> TileDamage::Update(const std::vector<Primitive>& primitives, uint64_t seed) {
  scratch_.assign(tiles_.size(), seed);
  for (const Primitive& primitive : primitives) {
    const Rect bounds = Intersect(primitive.bounds, {0, 0, width_, height_});
    if (bounds.empty()) continue;
    for (int row = bounds.top / kTileHeight; row <= (bounds.bottom - 1) / kTileHeight; ++row) {
      for (int column = bounds.left / kTileWidth; column <= (bounds.right - 1) / kTileWidth;
           ++column) {
        uint64_t& tile = scratch_[static_cast<size_t>(row) * columns_ + column];
        tile = absl::HashOf(tile, primitive.hash);
      }
    }
  }
  std::vector<Rect> changed = ChangedRuns(scratch_);
  tiles_.swap(scratch_);
  known_ = true;
  return changed;
}

}  // namespace aftercall::platform
