#pragma once

#include "imgui.h"

namespace aftercall::platform {

// Views are laid out in units that are a pixel each at scale 1. Puts what they drew onto pixels:
// positions, clip rectangles and the display's size are multiplied by `scale`. Boxes and glyphs
// then lie on whole pixels, glyphs keep the size they were drawn in (their font must have been made
// for this scale), and a line stays at least a pixel wide. Both renderers draw what comes of it.
void ScaleFrame(ImDrawData& data, float scale);

}  // namespace aftercall::platform
