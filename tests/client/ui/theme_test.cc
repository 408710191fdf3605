#include "client/ui/theme.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace aftercall::ui {
namespace {

// Red, green and blue as light, 0 to 1.
using Light = std::array<double, 3>;

Light LightOf(ImU32 colour) {
  const auto channel = [&](int shift) {
    const double value = (colour >> shift & 0xFF) / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return {channel(IM_COL32_R_SHIFT), channel(IM_COL32_G_SHIFT), channel(IM_COL32_B_SHIFT)};
}

// What somebody sees who lacks one kind of cone: Machado, Oliveira and Fernandes 2009, severity 1.
struct Sight {
  const char* name;
  std::array<std::array<double, 3>, 3> matrix;

  Light Of(ImU32 colour) const {
    const Light light = LightOf(colour);
    Light seen{};
    for (size_t i = 0; i < 3; ++i) {
      for (size_t j = 0; j < 3; ++j) seen[i] += matrix[i][j] * light[j];
      seen[i] = std::clamp(seen[i], 0.0, 1.0);
    }
    return seen;
  }
};

constexpr Sight kSights[] = {
    {"all cones", {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
    {"protanopia",
     {{{0.152286, 1.052583, -0.204868},
       {0.114503, 0.786281, 0.099216},
       {-0.003882, -0.048116, 1.051998}}}},
    {"deuteranopia",
     {{{0.367322, 0.860646, -0.227968},
       {0.280085, 0.672501, 0.047413},
       {-0.011820, 0.042940, 0.968881}}}},
    {"tritanopia",
     {{{1.255528, -0.076749, -0.178779},
       {-0.078411, 0.930809, 0.147602},
       {0.004733, 0.691367, 0.303900}}}},
};

double Luminance(const Light& light) {
  return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
}

// WCAG 2's.
double Contrast(const Light& a, const Light& b) {
  const double light = std::max(Luminance(a), Luminance(b));
  const double dark = std::min(Luminance(a), Luminance(b));
  return (light + 0.05) / (dark + 0.05);
}

// CIELAB (D65), and how far two colours lie apart in it (1976).
std::array<double, 3> Lab(const Light& light) {
  const auto root = [](double value) {
    return value > 0.008856 ? std::cbrt(value) : 7.787 * value + 16.0 / 116;
  };
  const double x = root((0.4124 * light[0] + 0.3576 * light[1] + 0.1805 * light[2]) / 0.9505);
  const double y = root(0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]);
  const double z = root((0.0193 * light[0] + 0.1192 * light[1] + 0.9505 * light[2]) / 1.089);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double Apart(const Light& a, const Light& b) {
  const auto one = Lab(a), other = Lab(b);
  return std::hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

TEST(ThemeTest, EveryTextCanBeReadOnEveryGroundByEverySight) {
  for (const Theme* theme : {&LightTheme(), &DarkTheme()}) {
    for (const Sight& sight : kSights) {
      for (const ImU32 ground : {theme->background, theme->panel, theme->fill}) {
        for (const ImU32 text :
             {theme->text, theme->muted, theme->accent, theme->warn, theme->kudos}) {
          EXPECT_GE(Contrast(sight.Of(text), sight.Of(ground)), 4.5) << sight.name;
        }
      }
      const auto contrast = [&](ImU32 a, ImU32 b) { return Contrast(sight.Of(a), sight.Of(b)); };
      EXPECT_GE(contrast(theme->panel, theme->accent), 4.5) << "words on the primary button";
      EXPECT_GE(contrast(theme->edge, theme->panel), 3.0) << sight.name;
      EXPECT_GE(contrast(theme->edge, theme->background), 3.0) << sight.name;
    }
  }
}

TEST(ThemeTest, GoodAndBadScoresAreToldApartByEverySight) {
  for (const Theme* theme : {&LightTheme(), &DarkTheme()}) {
    for (const Sight& sight : kSights) {
      const Light good = sight.Of(theme->accent), middling = sight.Of(theme->muted),
                  bad = sight.Of(theme->warn);
      EXPECT_GE(Apart(good, bad), 60) << sight.name;
      EXPECT_GE(Apart(good, middling), 20) << sight.name;
      EXPECT_GE(Apart(bad, middling), 40) << sight.name;
    }
  }
}

}  // namespace
}  // namespace aftercall::ui
