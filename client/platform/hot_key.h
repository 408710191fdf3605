#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace aftercall::platform {

// Keys that are heard wherever the keyboard is, while it lives.
class HotKey {
 public:
  struct Keys {
    bool ctrl = false;
    bool alt = false;
    bool shift = false;
    bool super = false;
    std::string key;  // "A", "7", "F9"
  };

  // `on_pressed` is called on the thread "hotkey", once for each press, however long they are held.
  // ALREADY_EXISTS where another program has them, UNAVAILABLE without a display, INVALID_ARGUMENT
  // where the keyboard has no such key. The interface thread makes and destroys it.
  static absl::StatusOr<std::unique_ptr<HotKey>> Listen(const Keys& keys,
                                                        std::function<void()> on_pressed);
  virtual ~HotKey() = default;
};

}  // namespace aftercall::platform
