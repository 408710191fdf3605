#pragma once

#include "client/model/question.h"
#include "imgui.h"

namespace aftercall::ui {

// Colours. Every pair of text and ground reaches 4.5 : 1; blue against amber survives every common
// colour blindness; no colour is ever the only sign of anything.
struct Theme {
  ImU32 background;
  ImU32 panel;
  ImU32 text;
  ImU32 muted;
  ImU32 line;    // rules
  ImU32 edge;    // outlines of what can be pressed
  ImU32 fill;    // boxes, bands, what the pointer is on
  ImU32 accent;  // the best scores, the primary action
  ImU32 warn;    // the lowest scores, a link that is down
  ImU32 kudos;   // the link is live, saved
};

const Theme& LightTheme();
const Theme& DarkTheme();

// The colour of a score's shape.
ImU32 ColourOf(const Theme& theme, model::Tone tone);

}  // namespace aftercall::ui
