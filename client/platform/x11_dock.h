#pragma once

#include "client/platform/geometry.h"

struct _XDisplay;  // NOLINT(bugprone-reserved-identifier): Xlib's own name for it

namespace aftercall::platform {

enum class DockEdge { kTop, kBottom };

// Makes an X11 window that is not shown yet a dock: kept above, on every desktop, in no task bar
// and no pager, without decorations, never given the keyboard by the window manager.
void MakeDock(_XDisplay* display, unsigned long window);

// Keeps other windows off the strip `bar` (on the desktop) along `edge` of its monitor. Also for a
// shown window, when monitors change.
void ReserveStrip(_XDisplay* display, unsigned long window, DockEdge edge, const Rect& bar);

// Shows a window and does not wait for it: a window manager that is busy, or about to start, must
// not hold the program up. (glfwShowWindow waits for the window to be seen, for ever where other
// events have come meanwhile.)
void ShowWindow(_XDisplay* display, unsigned long window);

// Takes the keyboard for a window that window managers would not give it, and says which window had
// it. 0 where that cannot be done.
unsigned long TakeKeyboard(_XDisplay* display, unsigned long window);

// Gives it back. Harmless where that window is gone.
void GiveKeyboard(_XDisplay* display, unsigned long window);

}  // namespace aftercall::platform
