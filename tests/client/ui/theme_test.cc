#include "client/ui/theme.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace aftercall::ui {
namespace {

double Luminance(ImU32 colour) {
  const auto channel = [&](int shift) {
    const double value = (colour >> shift & 0xFF) / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(IM_COL32_R_SHIFT) + 0.7152 * channel(IM_COL32_G_SHIFT) +
         0.0722 * channel(IM_COL32_B_SHIFT);
}

double Contrast(ImU32 a, ImU32 b) {
  const double light = std::max(Luminance(a), Luminance(b));
  const double dark = std::min(Luminance(a), Luminance(b));
  return (light + 0.05) / (dark + 0.05);
}

TEST(ThemeTest, EveryTextCanBeReadOnEveryGround) {
  for (const Theme* theme : {&LightTheme(), &DarkTheme()}) {
    for (const ImU32 ground : {theme->background, theme->panel, theme->fill}) {
      for (const ImU32 text :
           {theme->text, theme->muted, theme->accent, theme->warn, theme->kudos}) {
        EXPECT_GE(Contrast(text, ground), 4.5);
      }
    }
    EXPECT_GE(Contrast(theme->panel, theme->accent), 4.5) << "words on the primary button";
    EXPECT_GE(Contrast(theme->edge, theme->panel), 3.0);
    EXPECT_GE(Contrast(theme->edge, theme->background), 3.0);
  }
}

}  // namespace
}  // namespace aftercall::ui
