#include "client/platform/rasterizer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace aftercall::platform {
namespace {

constexpr ImU32 kWhite = IM_COL32(255, 255, 255, 255);
constexpr ImU32 kBlue = IM_COL32(0, 0x62, 0x9B, 255);

// A canvas of 16 × 12 and an atlas of 4 × 4: its first column is opaque, its last row half so.
class RasterizerTest : public testing::Test {
 protected:
  RasterizerTest() : pixels_(16 * 12), atlas_pixels_(16, 0) {
    for (int y = 0; y < 4; ++y) atlas_pixels_[y * 4] = 255;
    for (int x = 1; x < 4; ++x) atlas_pixels_[12 + x] = 128;
    Fill(canvas(), canvas().bounds(), kWhite);
  }

  Canvas canvas() { return {pixels_.data(), 16, 12, 16}; }
  CoverageMap atlas() const { return {atlas_pixels_.data(), 4, 4}; }
  uint32_t at(int x, int y) const { return pixels_[y * 16 + x]; }

  static Primitive Box(float left, float top, float right, float bottom, ImU32 colour) {
    Primitive box;
    box.kind = Primitive::Kind::kRectangle;
    const ImVec2 white(0.1f, 0.1f);
    box.corners = {ImDrawVert{{left, top}, white, colour}, ImDrawVert{{right, top}, white, colour},
                   ImDrawVert{{right, bottom}, white, colour},
                   ImDrawVert{{left, bottom}, white, colour}};
    box.bounds = {0, 0, 16, 12};
    return box;
  }

  static Primitive Triangle(ImVec2 a, ImVec2 b, ImVec2 c, ImU32 colour) {
    Primitive triangle;
    const ImVec2 white(0.1f, 0.1f);
    triangle.corners = {ImDrawVert{a, white, colour}, ImDrawVert{b, white, colour},
                        ImDrawVert{c, white, colour}};
    triangle.bounds = {0, 0, 16, 12};
    return triangle;
  }

  void Draw(const Primitive& primitive) {
    Rasterize(primitive, atlas(), canvas().bounds(), canvas());
  }

  int Count(uint32_t colour) const {
    return static_cast<int>(std::count(pixels_.begin(), pixels_.end(), colour));
  }

  std::vector<uint32_t> pixels_;
  std::vector<uint8_t> atlas_pixels_;
};

TEST_F(RasterizerTest, FillsExactlyTheRectangle) {
  Draw(Box(2, 3, 6, 5, kBlue));
  EXPECT_EQ(Count(0xFF00629B), 4 * 2);
  EXPECT_EQ(at(2, 3), 0xFF00629B);
  EXPECT_EQ(at(5, 4), 0xFF00629B);
  EXPECT_EQ(at(6, 4), 0xFFFFFFFF);
  EXPECT_EQ(at(1, 3), 0xFFFFFFFF);
}

TEST_F(RasterizerTest, APixelBelongsToTheShapeThatHasItsCentre) {
  Draw(Box(2.4f, 3.6f, 4.6f, 5.5f, kBlue));
  EXPECT_EQ(at(2, 4), 0xFF00629B);
  EXPECT_EQ(at(4, 4), 0xFF00629B);
  EXPECT_EQ(at(2, 3), 0xFFFFFFFF);
  EXPECT_EQ(at(2, 5), 0xFFFFFFFF);
}

TEST_F(RasterizerTest, StaysInsideItsClipAndItsArea) {
  Primitive box = Box(0, 0, 16, 12, kBlue);
  box.bounds = {4, 4, 8, 8};
  Rasterize(box, atlas(), {6, 0, 16, 12}, canvas());
  EXPECT_EQ(Count(0xFF00629B), 2 * 4);
  EXPECT_EQ(at(6, 4), 0xFF00629B);
  EXPECT_EQ(at(5, 4), 0xFFFFFFFF);
}

TEST_F(RasterizerTest, BlendsToTheNearestValue) {
  Draw(Box(0, 0, 1, 1, IM_COL32(0, 0, 0, 128)));
  EXPECT_EQ(at(0, 0), 0xFF7F7F7F);  // 255 · 127 / 255
  Draw(Box(1, 0, 2, 1, IM_COL32(0, 0, 0, 0)));
  EXPECT_EQ(at(1, 0), 0xFFFFFFFF);
  Draw(Box(2, 0, 3, 1, IM_COL32(200, 100, 50, 51)));  // A fifth.
  EXPECT_EQ(at(2, 0), 0xFFF4E0D6);
}

TEST_F(RasterizerTest, AGlyphIsItsCoverage) {
  Primitive glyph = Box(4, 4, 8, 8, IM_COL32(0, 0, 0, 255));
  glyph.corners[0].uv = {0, 0};
  glyph.corners[1].uv = {1, 0};
  glyph.corners[2].uv = {1, 1};
  glyph.corners[3].uv = {0, 1};
  Draw(glyph);
  EXPECT_EQ(at(4, 4), 0xFF000000);
  EXPECT_EQ(at(5, 4), 0xFFFFFFFF);
  EXPECT_EQ(at(5, 7), 0xFF7F7F7F);
  EXPECT_EQ(at(8, 7), 0xFFFFFFFF);
}

TEST_F(RasterizerTest, AClippedGlyphShowsItsOwnPart) {
  Primitive glyph = Box(4, 4, 8, 8, IM_COL32(0, 0, 0, 255));
  glyph.corners[0].uv = {0, 0};
  glyph.corners[1].uv = {1, 0};
  glyph.corners[2].uv = {1, 1};
  glyph.corners[3].uv = {0, 1};
  Rasterize(glyph, atlas(), {5, 7, 7, 8}, canvas());
  EXPECT_EQ(Count(0xFF7F7F7F), 2);
  EXPECT_EQ(Count(0xFF000000), 0);
}

TEST_F(RasterizerTest, TrianglesThatShareASideNeitherOverlapNorLeaveGaps) {
  const ImU32 half = IM_COL32(0, 0, 0, 128);
  Draw(Triangle({1, 1}, {14, 2}, {9, 11}, half));
  Draw(Triangle({1, 1}, {9, 11}, {2, 9}, half));
  EXPECT_EQ(Count(0xFF3F3F3F), 0) << "a pixel was drawn twice";
  EXPECT_EQ(at(5, 5), 0xFF7F7F7F);
  EXPECT_EQ(at(6, 7), 0xFF7F7F7F);
}

TEST_F(RasterizerTest, ColoursRunOverATriangle) {
  Primitive triangle = Triangle({0, 0}, {16, 0}, {0, 12}, IM_COL32(0, 0, 0, 255));
  triangle.corners[1].col = IM_COL32(0, 0, 0, 0);
  Draw(triangle);
  EXPECT_LT(at(0, 0) & 0xFF, at(5, 0) & 0xFF);
  EXPECT_LT(at(5, 0) & 0xFF, at(12, 0) & 0xFF);
}

TEST_F(RasterizerTest, DegenerateAndHugeShapesDoNoHarm) {
  Draw(Triangle({3, 3}, {3, 3}, {3, 3}, kBlue));
  Draw(Triangle({0, 0}, {5, 5}, {10, 10}, kBlue));
  Draw(Box(5, 5, 5, 9, kBlue));
  EXPECT_EQ(Count(0xFFFFFFFF), 16 * 12);
  Draw(Triangle({-1e9f, -1e9f}, {1e9f, -1e9f}, {0, 1e9f}, kBlue));
  EXPECT_EQ(at(8, 6), 0xFF00629B);
}

}  // namespace
}  // namespace aftercall::platform
