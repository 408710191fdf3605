#pragma once

#include <cstdint>

#include "client/platform/geometry.h"
#include "client/platform/primitives.h"

namespace aftercall::platform {

// Turns ImGui's colour (red in the lowest byte) into a canvas pixel.
uint32_t ToPixelColour(ImU32 colour);

// Fills `area` with an opaque colour, given as ImGui gives it.
void Fill(const Canvas& canvas, const Rect& area, ImU32 colour);

// Draws one primitive over what is there, inside `area` (which lies inside the canvas). A pixel
// belongs to a shape if its centre does, as in OpenGL; neighbouring shapes neither overlap nor
// leave gaps. Blending is source over destination, rounded to nearest. The atlas is sampled at the
// nearest pixel: views place text on whole pixels, where that equals filtering.
void Rasterize(const Primitive& primitive, const CoverageMap& atlas, const Rect& area,
               const Canvas& canvas);

}  // namespace aftercall::platform
