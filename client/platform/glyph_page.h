#pragma once

#include <optional>
#include <vector>

namespace aftercall::platform {

// Finds places for glyphs in a picture: shelves from the top down, each filled from left to right,
// one free pixel between neighbours. Not thread-safe.
class GlyphPage {
 public:
  struct Place {
    int x;
    int y;
  };

  GlyphPage(int width, int height) : width_(width), height_(height) {}

  // A free place of this size, or nothing where the page is full.
  std::optional<Place> Take(int width, int height);

  // Makes the page higher; what was placed stays.
  void Grow(int height) { height_ = height; }

 private:
  struct Shelf {
    int y;
    int height;
    int used;
  };

  int width_;
  int height_;
  int bottom_ = 0;
  std::vector<Shelf> shelves_;
};

}  // namespace aftercall::platform
