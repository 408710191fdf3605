#include "client/platform/x11_dock.h"

#include <array>
#include <initializer_list>
#include <vector>

#include "client/platform/x11_errors.h"

// Last: see there.
#include "client/platform/x11.h"

namespace aftercall::platform {
namespace {

Atom Named(::Display* display, const char* name) { return XInternAtom(display, name, 0); }

void SetNumbers(::Display* display, ::Window window, const char* property, Atom type,
                const std::vector<unsigned long>& values) {
  XChangeProperty(display, window, Named(display, property), type, 32, PropModeReplace,
                  reinterpret_cast<const unsigned char*>(values.data()),
                  static_cast<int>(values.size()));
}

void SetAtoms(::Display* display, ::Window window, const char* property,
              std::initializer_list<const char*> names) {
  std::vector<unsigned long> values;
  for (const char* name : names) values.push_back(Named(display, name));
  SetNumbers(display, window, property, XA_ATOM, values);
}

}  // namespace

void MakeDock(::Display* display, unsigned long window) {
  X11ErrorTrap trap(display);
  SetAtoms(display, window, "_NET_WM_WINDOW_TYPE", {"_NET_WM_WINDOW_TYPE_DOCK"});
  SetAtoms(display, window, "_NET_WM_STATE",
           {"_NET_WM_STATE_ABOVE", "_NET_WM_STATE_STICKY", "_NET_WM_STATE_SKIP_TASKBAR",
            "_NET_WM_STATE_SKIP_PAGER"});
  SetNumbers(display, window, "_NET_WM_DESKTOP", XA_CARDINAL, {0xFFFFFFFFul});
  // A user time of zero asks not to be given the keyboard when the window appears.
  SetNumbers(display, window, "_NET_WM_USER_TIME", XA_CARDINAL, {0});
  if (XWMHints* const hints = XGetWMHints(display, window); hints != nullptr) {
    hints->flags |= InputHint;
    hints->input = 0;
    XSetWMHints(display, window, hints);
    XFree(hints);
  }
}

void ReserveStrip(::Display* display, unsigned long window, DockEdge edge, const Rect& bar) {
  X11ErrorTrap trap(display);
  const int screen = DefaultScreen(display);
  enum { kLeft, kRight, kTop, kBottom, kTopStart = 8, kTopEnd, kBottomStart, kBottomEnd, kCount };
  std::vector<unsigned long> strut(kCount, 0);
  const auto start = static_cast<unsigned long>(bar.left);
  const auto end = static_cast<unsigned long>(bar.right - 1);
  // Struts count from the edge of the whole desktop, not of the monitor.
  if (edge == DockEdge::kTop) {
    strut[kTop] = static_cast<unsigned long>(bar.bottom);
    strut[kTopStart] = start;
    strut[kTopEnd] = end;
  } else {
    strut[kBottom] = static_cast<unsigned long>(DisplayHeight(display, screen) - bar.top);
    strut[kBottomStart] = start;
    strut[kBottomEnd] = end;
  }
  SetNumbers(display, window, "_NET_WM_STRUT_PARTIAL", XA_CARDINAL, strut);
  SetNumbers(display, window, "_NET_WM_STRUT", XA_CARDINAL, {strut.begin(), strut.begin() + 4});
}

void ShowWindow(::Display* display, unsigned long window) {
  X11ErrorTrap trap(display);
  XMapRaised(display, window);
  XFlush(display);
}

unsigned long TakeKeyboard(::Display* display, unsigned long window) {
  X11ErrorTrap trap(display);
  ::Window before = 0;
  int revert = 0;
  XGetInputFocus(display, &before, &revert);
  if (before == window) return 0;
  XSetInputFocus(display, window, RevertToPointerRoot, CurrentTime);
  return trap.Failed() ? 0 : before;
}

void GiveKeyboard(::Display* display, unsigned long window) {
  if (window == 0) return;
  X11ErrorTrap trap(display);
  XSetInputFocus(display, window, RevertToPointerRoot, CurrentTime);
}

}  // namespace aftercall::platform
