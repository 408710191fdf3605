#include "client/platform/desktop.h"

#include <GL/gl.h>
#include <GLFW/glfw3.h>
#include <langinfo.h>

#include <algorithm>
#include <clocale>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace aftercall::platform {
namespace {

// GLFW's callback takes no argument of ours.
bool monitors_changed = false;

void SetUtf8CharacterType() {
  setlocale(LC_CTYPE, "");
  if (std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
}

std::string LastError() {
  const char* description = nullptr;
  glfwGetError(&description);
  return description != nullptr ? description : "unknown reason";
}

bool HasGpuDevice() {
  std::error_code error;
  if (std::filesystem::exists("/dev/nvidia0", error)) return true;
  for (const auto& entry : std::filesystem::directory_iterator("/dev/dri", error)) {
    if (absl::StartsWith(entry.path().filename().c_str(), "renderD")) return true;
  }
  return false;
}

bool IsSoftwareGl(absl::string_view renderer) {
  for (const char* name :
       {"llvmpipe", "softpipe", "swrast", "Software Rasterizer", "SwiftShader"}) {
    if (absl::StrContains(renderer, name)) return true;
  }
  return renderer.empty();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Desktop>> Desktop::Connect() {
  SetUtf8CharacterType();
  if (glfwInit() != GLFW_TRUE) {
    return absl::UnavailableError(absl::StrCat("no display to draw on: ", LastError()));
  }
  glfwSetMonitorCallback([](GLFWmonitor*, int) { monitors_changed = true; });
  return std::unique_ptr<Desktop>(new Desktop());
}

Desktop::~Desktop() { glfwTerminate(); }

absl::StatusOr<Rect> Desktop::PrimaryMonitor() const {
  GLFWmonitor* const monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* const mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
  if (mode == nullptr) return absl::UnavailableError("no monitor is connected");
  int x = 0, y = 0;
  glfwGetMonitorPos(monitor, &x, &y);
  return Rect{x, y, x + mode->width, y + mode->height};
}

float Desktop::ContentScale() const {
  GLFWmonitor* const monitor = glfwGetPrimaryMonitor();
  if (monitor == nullptr) return 1;
  float x = 1, y = 1;
  glfwGetMonitorContentScale(monitor, &x, &y);
  return std::isfinite(x) ? std::clamp(x, 0.5f, 4.0f) : 1;
}

void Desktop::WaitEvents(absl::Time deadline) {
  if (deadline == absl::InfiniteFuture()) {
    glfwWaitEvents();
    return;
  }
  const absl::Duration left = deadline - absl::Now();
  if (left > absl::ZeroDuration()) {
    glfwWaitEventsTimeout(absl::ToDoubleSeconds(left));
  } else {
    glfwPollEvents();
  }
}

void Desktop::PostWake() { glfwPostEmptyEvent(); }

bool Desktop::TakeMonitorChange() { return std::exchange(monitors_changed, false); }

RendererKind Desktop::BestRenderer() const {
  if (!HasGpuDevice()) return RendererKind::kSoftware;
  glfwDefaultWindowHints();
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
  GLFWwindow* const probe = glfwCreateWindow(16, 16, "", nullptr, nullptr);
  if (probe == nullptr) return RendererKind::kSoftware;
  glfwMakeContextCurrent(probe);
  const auto* const name = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
  const bool software = name == nullptr || IsSoftwareGl(name);
  glfwMakeContextCurrent(nullptr);
  glfwDestroyWindow(probe);
  return software ? RendererKind::kSoftware : RendererKind::kOpenGl;
}

}  // namespace aftercall::platform
