#include "client/platform/x11_errors.h"

#include "client/platform/x11.h"

namespace aftercall::platform {
namespace {

// Xlib's handler takes no argument of ours.
bool error_seen = false;

int NoteError(::Display*, ::XErrorEvent*) {
  error_seen = true;
  return 0;
}

}  // namespace

X11ErrorTrap::X11ErrorTrap(_XDisplay* display) : display_(display) {
  XSync(display_, 0);
  error_seen = false;
  previous_ = reinterpret_cast<void*>(XSetErrorHandler(NoteError));
}

X11ErrorTrap::~X11ErrorTrap() {
  XSync(display_, 0);
  XSetErrorHandler(reinterpret_cast<XErrorHandler>(previous_));
}

bool X11ErrorTrap::Failed() {
  XSync(display_, 0);
  return error_seen;
}

}  // namespace aftercall::platform
