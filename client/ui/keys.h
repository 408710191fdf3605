#pragma once

#include "imgui.h"

// What the keyboard says in a frame.
namespace aftercall::ui {

// F1, which ImGui 1.86 has no name for: its place among ImGuiIO::KeysDown, as the window hands it
// over.
inline constexpr int kHelpKey = 290;

inline bool Pressed(ImGuiKey_ key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key), false); }

// The same, again and again while it is held.
inline bool PressedOrHeld(ImGuiKey_ key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key)); }

inline bool PressedEnter() { return Pressed(ImGuiKey_Enter) || Pressed(ImGuiKey_KeyPadEnter); }
inline bool PressedCtrlEnter() { return ImGui::GetIO().KeyCtrl && PressedEnter(); }

}  // namespace aftercall::ui
