#pragma once

struct _XDisplay;

namespace aftercall::platform {

// While it lives, errors of the X server are noted instead of ending the program, which is what
// Xlib does by itself. Not nested; the interface thread alone.
class X11ErrorTrap {
 public:
  explicit X11ErrorTrap(_XDisplay* display);
  ~X11ErrorTrap();
  X11ErrorTrap(const X11ErrorTrap&) = delete;
  X11ErrorTrap& operator=(const X11ErrorTrap&) = delete;

  // Waits until the server has seen every request so far; whether one of them failed.
  bool Failed();

 private:
  _XDisplay* display_;
  void* previous_;  // The handler before, whose type only Xlib's headers name.
};

}  // namespace aftercall::platform
