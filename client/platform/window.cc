#include "client/platform/window.h"

#include <GLFW/glfw3.h>

#include <utility>

#include "absl/strings/str_cat.h"

#define GLFW_EXPOSE_NATIVE_X11
#include <GLFW/glfw3native.h>

// Last: see there.
#include "client/platform/x11.h"

namespace aftercall::platform {
namespace {

void HintWindow(RendererKind renderer) {
  glfwDefaultWindowHints();
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
  glfwWindowHint(GLFW_RESIZABLE, GLFW_FALSE);
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "Aftercall");
  glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "aftercall");
  if (renderer == RendererKind::kSoftware) {
    glfwWindowHint(GLFW_CLIENT_API, GLFW_NO_API);
  } else {
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  }
}

absl::StatusOr<GLFWwindow*> Create(int width, int height, const std::string& title) {
  GLFWwindow* const window = glfwCreateWindow(width, height, title.c_str(), nullptr, nullptr);
  if (window != nullptr) return window;
  const char* reason = nullptr;
  glfwGetError(&reason);
  return absl::UnavailableError(
      absl::StrCat("cannot open a window: ", reason != nullptr ? reason : "unknown reason"));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Window>> Window::OpenBar(Desktop& desktop, RendererKind renderer,
                                                        Dock dock, int height) {
  const absl::StatusOr<Monitor> monitor = desktop.MonitorFor(dock.monitor);
  if (!monitor.ok()) return monitor.status();
  const Rect place = BarPlace(*monitor, dock.edge, height);
  HintWindow(renderer);
  glfwWindowHint(GLFW_DECORATED, GLFW_FALSE);
  glfwWindowHint(GLFW_FLOATING, GLFW_TRUE);
  absl::StatusOr<GLFWwindow*> handle = Create(place.width(), height, "Aftercall");
  if (!handle.ok()) return handle.status();
  std::unique_ptr<Window> window(new Window(*handle, /*is_bar=*/true, std::move(dock)));
  glfwSetWindowPos(*handle, place.left, place.top);
  return window;
}

absl::StatusOr<std::unique_ptr<Window>> Window::OpenPanel(Desktop&, RendererKind renderer,
                                                          const std::string& title,
                                                          const Rect& place) {
  HintWindow(renderer);
  absl::StatusOr<GLFWwindow*> handle = Create(place.width(), place.height(), title);
  if (!handle.ok()) return handle.status();
  std::unique_ptr<Window> window(new Window(*handle, /*is_bar=*/false, Dock()));
  glfwSetWindowPos(*handle, place.left, place.top);
  return window;
}

Window::Window(GLFWwindow* window, bool is_bar, Dock dock)
    : window_(window), is_bar_(is_bar), dock_(std::move(dock)), input_(window) {}

Window::~Window() { glfwDestroyWindow(window_); }

void Window::Show() {
  if (is_bar_) {
    // Window managers forget of a window what it was when it was hidden.
    MakeDock(glfwGetX11Display(), glfwGetX11Window(window_));
    ReserveStrip(glfwGetX11Display(), glfwGetX11Window(window_), dock_.edge, place());
  }
  ShowWindow(glfwGetX11Display(), glfwGetX11Window(window_));
}

void Window::Hide() { glfwHideWindow(window_); }

bool Window::is_shown() const { return glfwGetWindowAttrib(window_, GLFW_VISIBLE) == GLFW_TRUE; }

Rect Window::place() const {
  int x = 0, y = 0, width = 0, height = 0;
  glfwGetWindowPos(window_, &x, &y);
  glfwGetWindowSize(window_, &width, &height);
  return {x, y, x + width, y + height};
}

void Window::MoveTo(const Rect& place) {
  glfwSetWindowSize(window_, place.width(), place.height());
  glfwSetWindowPos(window_, place.left, place.top);
}

bool Window::close_requested() const { return glfwWindowShouldClose(window_) != 0; }

absl::Status Window::FollowMonitor(const Desktop& desktop, int height) {
  if (!is_bar_) return absl::OkStatus();
  const Rect now = place();
  const absl::StatusOr<Monitor> monitor = desktop.MonitorFor(dock_.monitor);
  if (!monitor.ok()) return monitor.status();
  const Rect wanted = BarPlace(*monitor, dock_.edge, height);
  if (wanted == now) return absl::OkStatus();
  MoveTo(wanted);
  ReserveStrip(glfwGetX11Display(), glfwGetX11Window(window_), dock_.edge, wanted);
  return absl::OkStatus();
}

void Window::TakeKeyboard() {
  const unsigned long before =
      platform::TakeKeyboard(glfwGetX11Display(), glfwGetX11Window(window_));
  if (before != 0) keyboard_before_ = before;
}

void Window::TakeKeyboardAgain() {
  platform::TakeKeyboard(glfwGetX11Display(), glfwGetX11Window(window_));
}

void Window::GiveKeyboardBack() {
  GiveKeyboard(glfwGetX11Display(), std::exchange(keyboard_before_, 0));
}

void Window::Focus() { glfwFocusWindow(window_); }

bool Window::focused() const { return glfwGetWindowAttrib(window_, GLFW_FOCUSED) == GLFW_TRUE; }

void Window::SetClipboard(const std::string& text) {
  glfwSetClipboardString(window_, text.c_str());
}

absl::StatusOr<Capture> Window::Screenshot() const {
  return CaptureWindow(glfwGetX11Display(), glfwGetX11Window(window_));
}

}  // namespace aftercall::platform
