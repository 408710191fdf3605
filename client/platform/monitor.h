#pragma once

#include <string>
#include <vector>

#include "client/platform/geometry.h"
#include "client/platform/x11_dock.h"

namespace aftercall::platform {

struct Monitor {
  std::string name;  // its output's: "DP-1"
  Rect place;        // on the desktop
  float scale = 1;   // so many pixels are wanted for one at 96 dpi
};

// Where the bar lies.
struct Dock {
  DockEdge edge = DockEdge::kTop;
  std::string monitor;  // by name; the primary one where it is empty, or not there
  bool operator==(const Dock&) const = default;
};

// The one of `monitors`, the primary first, that `name` stands for; nullptr where there are none.
const Monitor* FindMonitor(const std::vector<Monitor>& monitors, const std::string& name);

// A bar of this height along an edge of `monitor`.
Rect BarPlace(const Monitor& monitor, DockEdge edge, int height);

}  // namespace aftercall::platform
