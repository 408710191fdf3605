#pragma once

#include <sys/types.h>

#include <memory>
#include <string>

namespace aftercall::platform {

// An X server of the test's own, without a screen, on a display number that is free. DISPLAY points
// to it while it lives.
class XServer {
 public:
  // Nothing where Xvfb is not installed.
  static std::unique_ptr<XServer> Start();
  ~XServer();
  XServer(const XServer&) = delete;
  XServer& operator=(const XServer&) = delete;

 private:
  explicit XServer(pid_t process) : process_(process) {}
  pid_t process_;
};

}  // namespace aftercall::platform
