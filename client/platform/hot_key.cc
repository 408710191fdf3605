#include "client/platform/hot_key.h"

#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/platform/x11_errors.h"

// Last: see there.
#include "client/platform/x11.h"

namespace aftercall::platform {
namespace {

// Caps Lock and Num Lock must not matter, but X11 takes them for other keys.
constexpr std::array<unsigned, 4> kLocks = {0, LockMask, Mod2Mask, LockMask | Mod2Mask};

unsigned ModifiersOf(const HotKey::Keys& keys) {
  return (keys.ctrl ? ControlMask : 0u) | (keys.alt ? Mod1Mask : 0u) |
         (keys.shift ? ShiftMask : 0u) | (keys.super ? Mod4Mask : 0u);
}

struct CloseDisplay {
  void operator()(::Display* display) const { XCloseDisplay(display); }
};

// Hears on a connection of its own: what GLFW reads it keeps to its windows.
class X11HotKey final : public HotKey {
 public:
  X11HotKey(std::unique_ptr<::Display, CloseDisplay> display, std::function<void()> on_pressed)
      : display_(std::move(display)),
        on_pressed_(std::move(on_pressed)),
        end_(eventfd(0, EFD_CLOEXEC)),
        thread_([this] { Hear(); }) {}

  ~X11HotKey() override {
    const uint64_t one = 1;
    while (write(end_, &one, sizeof one) < 0) {
    }
    thread_.join();
    close(end_);
  }

 private:
  void Hear() {
    pthread_setname_np(pthread_self(), "hotkey");
    while (true) {
      while (XPending(display_.get()) > 0) HearOne();
      std::array<pollfd, 2> files = {
          {{ConnectionNumber(display_.get()), POLLIN, 0}, {end_, POLLIN, 0}}};
      poll(files.data(), files.size(), -1);
      // A display that has gone away ends the program from its interface thread.
      if (files[1].revents != 0 || (files[0].revents & (POLLERR | POLLHUP)) != 0) return;
    }
  }

  void HearOne() {
    XEvent event;
    XNextEvent(display_.get(), &event);
    if (event.type == KeyPress && !std::exchange(is_down_, true)) on_pressed_();
    if (event.type == KeyRelease) is_down_ = false;
  }

  const std::unique_ptr<::Display, CloseDisplay> display_;
  const std::function<void()> on_pressed_;
  const int end_;
  bool is_down_ = false;
  std::thread thread_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<HotKey>> HotKey::Listen(const Keys& keys,
                                                       std::function<void()> on_pressed) {
  std::unique_ptr<::Display, CloseDisplay> display(XOpenDisplay(nullptr));
  if (display == nullptr) return absl::UnavailableError("no display to hear keys on");
  const KeySym symbol = XStringToKeysym(keys.key.c_str());
  const KeyCode code = XKeysymToKeycode(display.get(), symbol);
  if (symbol == NoSymbol || code == 0) {
    return absl::InvalidArgumentError(absl::StrCat("the keyboard has no key ", keys.key));
  }
  // Held keys repeat presses without letting go between.
  XkbSetDetectableAutoRepeat(display.get(), 1, nullptr);
  X11ErrorTrap trap(display.get());
  for (const unsigned locks : kLocks) {
    XGrabKey(display.get(), code, ModifiersOf(keys) | locks, DefaultRootWindow(display.get()), 0,
             GrabModeAsync, GrabModeAsync);
  }
  if (trap.Failed()) {
    return absl::AlreadyExistsError("another program has these keys already");
  }
  return std::make_unique<X11HotKey>(std::move(display), std::move(on_pressed));
}

}  // namespace aftercall::platform
