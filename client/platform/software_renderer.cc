#include <algorithm>
#include <memory>
#include <vector>

#include "client/platform/renderer.h"
#include "client/platform/software_frame.h"
#include "client/platform/window.h"
#include "client/platform/x11_screen.h"

#define GLFW_EXPOSE_NATIVE_X11
#include <GLFW/glfw3.h>
#include <GLFW/glfw3native.h>

// Last: see there.
#include "client/platform/x11.h"

namespace aftercall::platform {
namespace {

class SoftwareRenderer final : public Renderer {
 public:
  explicit SoftwareRenderer(Window& window) : window_(window) {}

  absl::string_view name() const override { return "software"; }

  absl::StatusOr<FrameStats> Draw(ImDrawData& data, const Fonts& fonts, ImU32 background) override {
    if (absl::Status sized = FitWindow(); !sized.ok()) return sized;
    const std::vector<Rect> drawn =
        frame_->Draw(data, fonts.atlas(), fonts.generation(), background);
    const std::vector<Rect> shown = lost_ ? std::vector<Rect>{image_->canvas().bounds()} : drawn;
    lost_ = false;
    FrameStats stats;
    for (const Rect& area : shown) stats.pixels_presented += area.area();
    if (!shown.empty()) image_->Put(shown);
    return stats;
  }

  void Invalidate() override { lost_ = true; }

 private:
  absl::Status FitWindow() {
    const Rect place = window_.place();
    const int width = std::max(1, place.width()), height = std::max(1, place.height());
    if (image_ != nullptr && image_->canvas().width == width && image_->canvas().height == height) {
      return absl::OkStatus();
    }
    frame_.reset();
    image_.reset();
    absl::StatusOr<std::unique_ptr<X11Image>> image =
        X11Image::Create(glfwGetX11Display(), glfwGetX11Window(window_.handle()), width, height);
    if (!image.ok()) return image.status();
    image_ = *std::move(image);
    frame_ = std::make_unique<SoftwareFrame>(image_->canvas());
    return absl::OkStatus();
  }

  Window& window_;
  std::unique_ptr<X11Image> image_;
  std::unique_ptr<SoftwareFrame> frame_;  // Draws into image_.
  bool lost_ = true;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Renderer>> MakeSoftwareRenderer(Window& window) {
  return std::make_unique<SoftwareRenderer>(window);
}

}  // namespace aftercall::platform
