#pragma once

#include <array>

#include "imgui.h"

struct GLFWwindow;

namespace aftercall::platform {

// Collects a window's events and hands them to ImGui at the next frame. A click that begins and
// ends between two frames is still a click. The interface thread alone.
class WindowInput {
 public:
  explicit WindowInput(GLFWwindow* window);

  // Moves what has happened into the current ImGui context, for a frame `seconds` after the last;
  // places in units of `scale` pixels.
  void Feed(ImGuiIO& io, double seconds, float scale);

  // Once for each ImGui context: which of GLFW's keys are ImGui's.
  static void MapKeys(ImGuiIO& io);

  // Lets fields copy to and paste from the desktop's clipboard. `window` outlives the context.
  static void ConnectClipboard(ImGuiIO& io, GLFWwindow* window);

  // Whether the person did anything since the last call.
  bool TakeActivity();
  // Whether what the window shows was lost since the last call.
  bool TakeDamage();

 private:
  static constexpr int kButtons = 3;

  static WindowInput& Of(GLFWwindow* window);
  void ListenToKeyboard();
  void ListenToMouse();
  void FeedMouse(ImGuiIO& io, float scale);

  GLFWwindow* window_;
  std::array<bool, kButtons> pressed_since_frame_{};
  std::array<bool, kButtons> down_{};
  float wheel_x_ = 0;
  float wheel_y_ = 0;
  ImVector<unsigned int> characters_;
  std::array<bool, 512> keys_down_{};
  std::array<bool, 512> keys_since_frame_{};
  int modifiers_since_frame_ = 0;
  bool inside_ = false;
  bool focus_lost_ = false;
  bool activity_ = false;
  bool damage_ = true;
};

}  // namespace aftercall::platform
