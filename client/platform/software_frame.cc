#include "client/platform/software_frame.h"

#include "absl/hash/hash.h"
#include "client/platform/rasterizer.h"

namespace aftercall::platform {

SoftwareFrame::SoftwareFrame(const Canvas& canvas)
    : canvas_(canvas), damage_(canvas.width, canvas.height) {}

std::vector<Rect> SoftwareFrame::Draw(const ImDrawData& data, const ImFontAtlas& atlas,
                                      uint64_t atlas_generation, ImU32 background) {
  CollectPrimitives(data, canvas_.bounds(), primitives_);
  std::vector<Rect> changed =
      damage_.Update(primitives_, absl::HashOf(atlas_generation, background));
  const CoverageMap coverage{atlas.TexPixelsAlpha8, atlas.TexWidth, atlas.TexHeight};
  for (const Rect& area : changed) {
    Fill(canvas_, area, background);
    for (const Primitive& primitive : primitives_) {
      Rasterize(primitive, coverage, area, canvas_);
    }
  }
  return changed;
}

}  // namespace aftercall::platform
