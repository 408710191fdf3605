#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/platform/monitor.h"
#include "client/platform/renderer.h"

namespace aftercall::platform {

// The connection to the display server. One a program; made and used by the interface thread, but
// for PostWake. Windows go before it.
class Desktop {
 public:
  // Unavailable where there is no display. Also sets a UTF-8 character type for the process,
  // without which input methods would not connect.
  static absl::StatusOr<std::unique_ptr<Desktop>> Connect();
  ~Desktop();
  Desktop(const Desktop&) = delete;
  Desktop& operator=(const Desktop&) = delete;

  // Those that are connected, the primary one first.
  std::vector<Monitor> Monitors() const;

  // The one that `name` stands for; UNAVAILABLE where there is none at all.
  absl::StatusOr<Monitor> MonitorFor(const std::string& name) const;

  // Waits for events and delivers them to the windows: at most until `deadline`, or until PostWake.
  void WaitEvents(absl::Time deadline);

  // Ends WaitEvents early, or the next one at once. Any thread, while a Desktop lives.
  static void PostWake();

  // Whether a monitor came or went since the last call.
  bool TakeMonitorChange();

  // OpenGL where a real GPU draws it, else software. Asks OpenGL only if the machine has a GPU
  // device at all.
  RendererKind BestRenderer() const;

 private:
  Desktop() = default;
};

}  // namespace aftercall::platform
