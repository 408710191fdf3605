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

std::vector<Monitor> Desktop::Monitors() const {
  int count = 0;
  GLFWmonitor** const handles = glfwGetMonitors(&count);  // the primary one first
  std::vector<Monitor> monitors;
  for (int i = 0; i < count; ++i) {
    const GLFWvidmode* const mode = glfwGetVideoMode(handles[i]);
    if (mode == nullptr) continue;
    Monitor monitor;
    monitor.name = glfwGetMonitorName(handles[i]);
    int x = 0, y = 0;
    glfwGetMonitorPos(handles[i], &x, &y);
    monitor.place = {x, y, x + mode->width, y + mode->height};
    float scale_x = 1, scale_y = 1;
    glfwGetMonitorContentScale(handles[i], &scale_x, &scale_y);
    if (std::isfinite(scale_x)) monitor.scale = std::clamp(scale_x, 0.5f, 4.0f);
    monitors.push_back(std::move(monitor));
  }
  return monitors;
}

absl::StatusOr<Monitor> Desktop::MonitorFor(const std::string& name) const {
  const std::vector<Monitor> monitors = Monitors();
  const Monitor* const found = FindMonitor(monitors, name);
  if (found == nullptr) return absl::UnavailableError("no monitor is connected");
  return *found;
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
