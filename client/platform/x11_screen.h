#pragma once

#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/platform/geometry.h"

struct _XDisplay;

namespace aftercall::platform {

// A picture that can be put onto an X11 window: in memory shared with the server where it is on
// this machine, else sent over the connection. The interface thread alone.
class X11Image {
 public:
  // Unimplemented where the window does not have 24-bit colour in the usual order.
  static absl::StatusOr<std::unique_ptr<X11Image>> Create(_XDisplay* display, unsigned long window,
                                                          int width, int height);
  virtual ~X11Image() = default;

  // The pixels, to be drawn into; they keep their values. Not while Put runs.
  virtual Canvas canvas() = 0;

  // Shows these parts, which lie inside the picture; returns once the server has taken them.
  virtual void Put(const std::vector<Rect>& areas) = 0;

  // Whether the memory is shared.
  virtual bool shared() const = 0;
};

// Pixels as the server has them.
struct Capture {
  std::vector<uint32_t> pixels;
  int width = 0;
  int height = 0;

  Canvas canvas() { return {pixels.data(), width, height, width}; }
};

// The real contents of a window that is shown and not covered.
absl::StatusOr<Capture> CaptureWindow(_XDisplay* display, unsigned long window);

}  // namespace aftercall::platform
