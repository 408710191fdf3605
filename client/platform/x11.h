#pragma once

// Xlib, without the macros that are words of everybody else's. Included by source files only, after
// all other headers.
#include <X11/XKBlib.h>
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>

#undef Bool
#undef None
#undef Status
#undef Success
