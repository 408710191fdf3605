#pragma once

#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/platform/desktop.h"
#include "client/platform/geometry.h"
#include "client/platform/monitor.h"
#include "client/platform/renderer.h"
#include "client/platform/window_input.h"
#include "client/platform/x11_screen.h"

struct GLFWwindow;

namespace aftercall::platform {

// A window of ours: the bar, docked along an edge of a monitor, or a panel, which is a
// normal window beside it. Not shown until Show. The interface thread alone; the Desktop outlives
// it.
class Window {
 public:
  // The bar, as wide as the monitor. It reserves its strip and never takes the keyboard by itself.
  static absl::StatusOr<std::unique_ptr<Window>> OpenBar(Desktop& desktop, RendererKind renderer,
                                                         Dock dock, int height);

  // A panel of this size with its top left corner at (left, top) of `place`.
  static absl::StatusOr<std::unique_ptr<Window>> OpenPanel(Desktop& desktop, RendererKind renderer,
                                                           const std::string& title,
                                                           const Rect& place);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  // Waits for nobody: the window is seen once the window manager has got round to it. A bar
  // reserves its strip while it is shown.
  void Show();
  void Hide();
  // Whether it really is there. A window manager that was just starting may have lost it.
  bool is_shown() const;

  // Where it stands on the desktop.
  Rect place() const;
  void MoveTo(const Rect& place);

  // The person asked to close it.
  bool close_requested() const;

  // Puts the bar, `height` pixels high, where it belongs after monitors or sizes have changed. No
  // effect on panels.
  absl::Status FollowMonitor(const Desktop& desktop, int height);

  // Where the bar lies from the next FollowMonitor on.
  void SetDock(Dock dock) { dock_ = std::move(dock); }

  // The bar's way to the keyboard, after a click on it: window managers give docks none.
  void TakeKeyboard();
  // The same, from a panel of ours that had it in between.
  void TakeKeyboardAgain();
  void GiveKeyboardBack();

  // Asks the window manager to bring a panel to the front and send it keys.
  void Focus();

  // Whether keys go to this window.
  bool focused() const;

  void SetClipboard(const std::string& text);

  // The window's real pixels.
  absl::StatusOr<Capture> Screenshot() const;

  WindowInput& input() { return input_; }
  GLFWwindow* handle() const { return window_; }

 private:
  Window(GLFWwindow* window, bool is_bar, Dock dock);

  GLFWwindow* window_;
  bool is_bar_;
  Dock dock_;
  unsigned long keyboard_before_ = 0;
  WindowInput input_;
};

}  // namespace aftercall::platform
