#pragma once

#include "client/ui/intent.h"

namespace aftercall::ui {

// What a panel's view gives back. A panel opens beside the bar in a window of its own.
struct PanelFrame {
  Intents intents;
  // The height at which nothing needs to be scrolled, pixels.
  int wanted_height = 0;
};

inline constexpr int kPanelWidth = 460;

}  // namespace aftercall::ui
