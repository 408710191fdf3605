#include "client/platform/monitor.h"

namespace aftercall::platform {

const Monitor* FindMonitor(const std::vector<Monitor>& monitors, const std::string& name) {
  for (const Monitor& monitor : monitors) {
    if (monitor.name == name) return &monitor;
  }
  return monitors.empty() ? nullptr : &monitors.front();
}

Rect BarPlace(const Monitor& monitor, DockEdge edge, int height) {
  Rect place = monitor.place;
  if (edge == DockEdge::kTop) {
    place.bottom = place.top + height;
  } else {
    place.top = place.bottom - height;
  }
  return place;
}

}  // namespace aftercall::platform
