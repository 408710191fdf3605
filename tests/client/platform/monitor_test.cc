#include "client/platform/monitor.h"

#include <gtest/gtest.h>

namespace aftercall::platform {
namespace {

const std::vector<Monitor>& TwoMonitors() {
  static const auto& two = *new std::vector<Monitor>{{"DP-1", {0, 0, 1920, 1080}, 1},
                                                     {"HDMI-2", {1920, 200, 3200, 1000}, 1.5f}};
  return two;
}

TEST(Monitor, OneIsFoundByItsNameAndOtherwiseTheMainOne) {
  EXPECT_EQ(FindMonitor(TwoMonitors(), "HDMI-2")->name, "HDMI-2");
  EXPECT_EQ(FindMonitor(TwoMonitors(), "")->name, "DP-1");
  EXPECT_EQ(FindMonitor(TwoMonitors(), "DP-9")->name, "DP-1");
  EXPECT_EQ(FindMonitor({}, "DP-1"), nullptr);
}

TEST(Monitor, TheBarIsAsWideAsItsScreenAndLiesAlongItsEdge) {
  const Monitor& second = TwoMonitors()[1];
  EXPECT_EQ(BarPlace(second, DockEdge::kTop, 40), (Rect{1920, 200, 3200, 240}));
  EXPECT_EQ(BarPlace(second, DockEdge::kBottom, 40), (Rect{1920, 960, 3200, 1000}));
}

}  // namespace
}  // namespace aftercall::platform
