#include "client/platform/x11_screen.h"

#include <sys/ipc.h>
#include <sys/shm.h>

#include <cstdint>

#include "client/platform/x11_errors.h"

// Last: see there.
#include "client/platform/x11.h"

namespace aftercall::platform {
namespace {

struct Target {
  ::Display* display;
  ::Window window;
  GC gc;
};

bool IsUsual(const XImage& image) {
  return image.bits_per_pixel == 32 && image.red_mask == 0xFF0000 && image.green_mask == 0xFF00 &&
         image.blue_mask == 0xFF;
}

Canvas CanvasOf(const XImage& image) {
  return {reinterpret_cast<uint32_t*>(image.data), image.width, image.height,
          image.bytes_per_line / 4};
}

class SharedImage final : public X11Image {
 public:
  // Nothing where the server cannot share memory with this process.
  static std::unique_ptr<SharedImage> Create(const Target& target, const XWindowAttributes& window,
                                             int width, int height) {
    if (XShmQueryExtension(target.display) == 0) return nullptr;
    std::unique_ptr<SharedImage> shared(new SharedImage(target));
    shared->image_ = XShmCreateImage(target.display, window.visual, window.depth, ZPixmap, nullptr,
                                     &shared->segment_, width, height);
    if (shared->image_ == nullptr || !shared->Attach()) return nullptr;
    return shared;
  }

  ~SharedImage() override {
    if (attached_) {
      XShmDetach(target_.display, &segment_);
      XSync(target_.display, 0);
    }
    if (segment_.shmaddr != nullptr) shmdt(segment_.shmaddr);
    if (image_ != nullptr) {
      image_->data = nullptr;
      XDestroyImage(image_);
    }
    XFreeGC(target_.display, target_.gc);
  }

  Canvas canvas() override { return CanvasOf(*image_); }
  bool shared() const override { return true; }

  void Put(const std::vector<Rect>& areas) override {
    for (const Rect& area : areas) {
      XShmPutImage(target_.display, target_.window, target_.gc, image_, area.left, area.top,
                   area.left, area.top, area.width(), area.height(), 0);
    }
    XSync(target_.display, 0);
  }

 private:
  explicit SharedImage(const Target& target) : target_(target) {
    target_.gc = XCreateGC(target.display, target.window, 0, nullptr);
  }

  bool Attach() {
    segment_.shmid =
        shmget(IPC_PRIVATE, static_cast<size_t>(image_->bytes_per_line) * image_->height,
               IPC_CREAT | 0600);
    if (segment_.shmid < 0) return false;
    void* const address = shmat(segment_.shmid, nullptr, 0);
    if (address != reinterpret_cast<void*>(-1)) {
      segment_.shmaddr = image_->data = static_cast<char*>(address);
      X11ErrorTrap trap(target_.display);
      attached_ = XShmAttach(target_.display, &segment_) != 0 && !trap.Failed();
    }
    // The segment lives until both sides have let go, even if this process is killed.
    shmctl(segment_.shmid, IPC_RMID, nullptr);
    return attached_;
  }

  Target target_;
  XShmSegmentInfo segment_{};
  XImage* image_ = nullptr;
  bool attached_ = false;
};

class SentImage final : public X11Image {
 public:
  SentImage(const Target& target, const XWindowAttributes& window, int width, int height)
      : target_(target), pixels_(static_cast<size_t>(width) * height) {
    target_.gc = XCreateGC(target.display, target.window, 0, nullptr);
    image_ = XCreateImage(target.display, window.visual, window.depth, ZPixmap, 0,
                          reinterpret_cast<char*>(pixels_.data()), width, height, 32, 0);
  }

  ~SentImage() override {
    image_->data = nullptr;
    XDestroyImage(image_);
    XFreeGC(target_.display, target_.gc);
  }

  Canvas canvas() override { return CanvasOf(*image_); }
  bool shared() const override { return false; }

  void Put(const std::vector<Rect>& areas) override {
    for (const Rect& area : areas) {
      XPutImage(target_.display, target_.window, target_.gc, image_, area.left, area.top, area.left,
                area.top, area.width(), area.height());
    }
    XFlush(target_.display);
  }

 private:
  Target target_;
  std::vector<uint32_t> pixels_;
  XImage* image_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<X11Image>> X11Image::Create(::Display* display, unsigned long window,
                                                           int width, int height) {
  XWindowAttributes attributes{};
  if (XGetWindowAttributes(display, window, &attributes) == 0) {
    return absl::UnavailableError("the window is gone");
  }
  const Visual& visual = *attributes.visual;
  if ((attributes.depth != 24 && attributes.depth != 32) || visual.red_mask != 0xFF0000 ||
      visual.blue_mask != 0xFF) {
    return absl::UnimplementedError(
        "the display does not have 24-bit colour: try --renderer opengl");
  }
  const Target target{display, window, nullptr};
  std::unique_ptr<X11Image> image = SharedImage::Create(target, attributes, width, height);
  if (image == nullptr) image = std::make_unique<SentImage>(target, attributes, width, height);
  return image;
}

absl::StatusOr<Capture> CaptureWindow(::Display* display, unsigned long window) {
  X11ErrorTrap trap(display);
  XWindowAttributes attributes{};
  if (XGetWindowAttributes(display, window, &attributes) == 0) {
    return absl::UnavailableError("the window is gone");
  }
  XImage* const image =
      XGetImage(display, window, 0, 0, attributes.width, attributes.height, AllPlanes, ZPixmap);
  if (image == nullptr || trap.Failed()) {
    return absl::UnavailableError("the window's contents cannot be read: it is not on the screen");
  }
  Capture capture{{}, image->width, image->height};
  const bool usual = IsUsual(*image);
  if (usual) {
    const Canvas pixels = CanvasOf(*image);
    for (int y = 0; y < image->height; ++y) {
      capture.pixels.insert(capture.pixels.end(), pixels.row(y), pixels.row(y) + image->width);
    }
  }
  XDestroyImage(image);
  if (!usual) return absl::UnimplementedError("screenshots need a display of 24-bit colour");
  return capture;
}

}  // namespace aftercall::platform
