#include "client/ui/theme.h"

namespace aftercall::ui {
namespace {

constexpr ImU32 Rgb(unsigned rgb) {
  return IM_COL32(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF, 0xFF);
}

constexpr Theme kLight = {
    .background = Rgb(0xF7F6F2),
    .panel = Rgb(0xFFFFFF),
    .text = Rgb(0x1D2126),
    .muted = Rgb(0x5A626B),
    .line = Rgb(0xDAD7CF),
    .edge = Rgb(0x7A828A),
    .fill = Rgb(0xE4EEF5),
    .accent = Rgb(0x00629B),
    .warn = Rgb(0x9A5200),
    .kudos = Rgb(0x00704F),
};

constexpr Theme kDark = {
    .background = Rgb(0x1A1D21),
    .panel = Rgb(0x22262B),
    .text = Rgb(0xECEAE4),
    .muted = Rgb(0xA7AEB6),
    .line = Rgb(0x3A4047),
    .edge = Rgb(0x7C858E),
    .fill = Rgb(0x2A3742),
    .accent = Rgb(0x7CC4F0),
    .warn = Rgb(0xF2B84B),
    .kudos = Rgb(0x5CD0A8),
};

}  // namespace

const Theme& LightTheme() { return kLight; }

const Theme& DarkTheme() { return kDark; }

ImU32 ColourOf(const Theme& theme, model::Tone tone) {
  switch (tone) {
    case model::Tone::kGood:
      return theme.accent;
    case model::Tone::kLow:
      return theme.warn;
    case model::Tone::kMiddle:
      break;
  }
  return theme.muted;
}

}  // namespace aftercall::ui
