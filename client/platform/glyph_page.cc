#include "client/platform/glyph_page.h"

#include <algorithm>

namespace aftercall::platform {
namespace {

// Shelves come in steps of this height: glyphs of nearly the same height share one.
constexpr int kShelfStep = 4;

}  // namespace

std::optional<GlyphPage::Place> GlyphPage::Take(int width, int height) {
  const int padded_width = width + 1;
  const int shelf_height = (height + 1 + kShelfStep - 1) / kShelfStep * kShelfStep;
  auto shelf = std::find_if(shelves_.begin(), shelves_.end(), [&](const Shelf& candidate) {
    return candidate.height == shelf_height && candidate.used + padded_width <= width_;
  });
  if (shelf == shelves_.end()) {
    if (padded_width > width_ || bottom_ + shelf_height > height_) return std::nullopt;
    shelves_.push_back({bottom_, shelf_height, 0});
    bottom_ += shelf_height;
    shelf = shelves_.end() - 1;
  }
  const Place place{shelf->used, shelf->y};
  shelf->used += padded_width;
  return place;
}

}  // namespace aftercall::platform
