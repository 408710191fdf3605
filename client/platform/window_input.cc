#include "client/platform/window_input.h"

#include <GLFW/glfw3.h>

#include <cfloat>
#include <utility>

namespace aftercall::platform {

WindowInput& WindowInput::Of(GLFWwindow* window) {
  return *static_cast<WindowInput*>(glfwGetWindowUserPointer(window));
}

WindowInput::WindowInput(GLFWwindow* window) : window_(window) {
  glfwSetWindowUserPointer(window, this);
  ListenToKeyboard();
  ListenToMouse();
  glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { Of(w).damage_ = true; });
  glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { Of(w).damage_ = true; });
  glfwSetWindowCloseCallback(window, [](GLFWwindow* w) { Of(w).activity_ = true; });
}

void WindowInput::ListenToKeyboard() {
  glfwSetKeyCallback(window_, [](GLFWwindow* w, int key, int, int action, int mods) {
    WindowInput& input = Of(w);
    input.activity_ = true;
    if (key < 0 || key >= static_cast<int>(input.keys_down_.size())) return;
    input.keys_down_[key] = action != GLFW_RELEASE;
    if (action != GLFW_PRESS) return;
    input.keys_since_frame_[key] = true;
    // Who is quick has let go of Ctrl by the time of the frame in which its Enter is seen.
    input.modifiers_since_frame_ |= mods;
  });
  glfwSetCharCallback(window_, [](GLFWwindow* w, unsigned int character) {
    Of(w).characters_.push_back(character);
    Of(w).activity_ = true;
  });
  glfwSetWindowFocusCallback(window_, [](GLFWwindow* w, int focused) {
    WindowInput& input = Of(w);
    input.activity_ = true;
    if (focused == GLFW_FALSE) {
      input.focus_lost_ = true;
      input.keys_down_.fill(false);
    }
  });
}

void WindowInput::ListenToMouse() {
  glfwSetMouseButtonCallback(window_, [](GLFWwindow* w, int button, int action, int) {
    WindowInput& input = Of(w);
    input.activity_ = true;
    if (button < 0 || button >= kButtons) return;
    input.down_[button] = action == GLFW_PRESS;
    if (action == GLFW_PRESS) input.pressed_since_frame_[button] = true;
  });
  glfwSetCursorPosCallback(window_, [](GLFWwindow* w, double, double) { Of(w).activity_ = true; });
  glfwSetCursorEnterCallback(window_, [](GLFWwindow* w, int entered) {
    Of(w).inside_ = entered == GLFW_TRUE;
    Of(w).activity_ = true;
  });
  glfwSetScrollCallback(window_, [](GLFWwindow* w, double x, double y) {
    WindowInput& input = Of(w);
    input.wheel_x_ += static_cast<float>(x);
    input.wheel_y_ += static_cast<float>(y);
    input.activity_ = true;
  });
}

void WindowInput::MapKeys(ImGuiIO& io) {
  struct Pair {
    ImGuiKey_ imgui;
    int glfw;
  };
  constexpr Pair kPairs[] = {{ImGuiKey_Tab, GLFW_KEY_TAB},
                             {ImGuiKey_LeftArrow, GLFW_KEY_LEFT},
                             {ImGuiKey_RightArrow, GLFW_KEY_RIGHT},
                             {ImGuiKey_UpArrow, GLFW_KEY_UP},
                             {ImGuiKey_DownArrow, GLFW_KEY_DOWN},
                             {ImGuiKey_PageUp, GLFW_KEY_PAGE_UP},
                             {ImGuiKey_PageDown, GLFW_KEY_PAGE_DOWN},
                             {ImGuiKey_Home, GLFW_KEY_HOME},
                             {ImGuiKey_End, GLFW_KEY_END},
                             {ImGuiKey_Insert, GLFW_KEY_INSERT},
                             {ImGuiKey_Delete, GLFW_KEY_DELETE},
                             {ImGuiKey_Backspace, GLFW_KEY_BACKSPACE},
                             {ImGuiKey_Space, GLFW_KEY_SPACE},
                             {ImGuiKey_Enter, GLFW_KEY_ENTER},
                             {ImGuiKey_Escape, GLFW_KEY_ESCAPE},
                             {ImGuiKey_KeyPadEnter, GLFW_KEY_KP_ENTER},
                             {ImGuiKey_A, GLFW_KEY_A},
                             {ImGuiKey_C, GLFW_KEY_C},
                             {ImGuiKey_V, GLFW_KEY_V},
                             {ImGuiKey_X, GLFW_KEY_X},
                             {ImGuiKey_Y, GLFW_KEY_Y},
                             {ImGuiKey_Z, GLFW_KEY_Z}};
  for (const Pair& pair : kPairs) io.KeyMap[pair.imgui] = pair.glfw;
}

void WindowInput::ConnectClipboard(ImGuiIO& io, GLFWwindow* window) {
  io.ClipboardUserData = window;
  io.SetClipboardTextFn = [](void* data, const char* text) {
    glfwSetClipboardString(static_cast<GLFWwindow*>(data), text);
  };
  io.GetClipboardTextFn = [](void* data) {
    return glfwGetClipboardString(static_cast<GLFWwindow*>(data));
  };
}

void WindowInput::FeedMouse(ImGuiIO& io, float scale) {
  io.MousePos = ImVec2(-FLT_MAX, -FLT_MAX);
  if (inside_ || down_[0]) {
    double x = 0, y = 0;
    glfwGetCursorPos(window_, &x, &y);
    io.MousePos = ImVec2(static_cast<float>(x) / scale, static_cast<float>(y) / scale);
  }
  for (int i = 0; i < kButtons; ++i) {
    io.MouseDown[i] = down_[i] || pressed_since_frame_[i];
    // Shown as pressed for one frame; the next sees the release.
    if (pressed_since_frame_[i] && !down_[i]) activity_ = true;
  }
  pressed_since_frame_.fill(false);
  io.MouseWheelH += wheel_x_;
  io.MouseWheel += wheel_y_;
  wheel_x_ = wheel_y_ = 0;
}

void WindowInput::Feed(ImGuiIO& io, double seconds, float scale) {
  int width = 0, height = 0;
  glfwGetWindowSize(window_, &width, &height);
  io.DisplaySize = ImVec2(static_cast<float>(width) / scale, static_cast<float>(height) / scale);
  io.DisplayFramebufferScale = ImVec2(scale, scale);
  io.DeltaTime = static_cast<float>(seconds > 1e-4 ? seconds : 1e-4);
  FeedMouse(io, scale);
  if (focus_lost_) io.AddFocusEvent(false);
  focus_lost_ = false;
  for (size_t key = 0; key < keys_down_.size(); ++key) {
    io.KeysDown[key] = keys_down_[key] || keys_since_frame_[key];
    if (keys_since_frame_[key] && !keys_down_[key]) activity_ = true;
  }
  keys_since_frame_.fill(false);
  const int modifiers = std::exchange(modifiers_since_frame_, 0);
  const auto down = [&](int left, int right, int modifier) {
    return io.KeysDown[left] || io.KeysDown[right] || (modifiers & modifier) != 0;
  };
  io.KeyCtrl = down(GLFW_KEY_LEFT_CONTROL, GLFW_KEY_RIGHT_CONTROL, GLFW_MOD_CONTROL);
  io.KeyShift = down(GLFW_KEY_LEFT_SHIFT, GLFW_KEY_RIGHT_SHIFT, GLFW_MOD_SHIFT);
  io.KeyAlt = down(GLFW_KEY_LEFT_ALT, GLFW_KEY_RIGHT_ALT, GLFW_MOD_ALT);
  io.KeySuper = down(GLFW_KEY_LEFT_SUPER, GLFW_KEY_RIGHT_SUPER, GLFW_MOD_SUPER);
  for (const unsigned int character : characters_) io.AddInputCharacter(character);
  characters_.clear();
}

bool WindowInput::TakeActivity() { return std::exchange(activity_, false); }

bool WindowInput::TakeDamage() { return std::exchange(damage_, false); }

}  // namespace aftercall::platform
