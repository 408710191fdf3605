#pragma once

// Keys that ImGui 1.86 has no name for, as the window hands them over.
namespace aftercall::ui {

// F1: its place among ImGuiIO::KeysDown.
inline constexpr int kHelpKey = 290;

}  // namespace aftercall::ui
