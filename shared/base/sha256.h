#pragma once

#include <memory>
#include <string>

#include "absl/strings/string_view.h"

namespace aftercall::base {

// The SHA-256 of bytes that come piece by piece. Not thread-safe.
class Sha256 {
 public:
  Sha256();
  ~Sha256();

  void Add(absl::string_view bytes);
  // In hexadecimal, as sha256sum prints it. Call once, after all bytes.
  std::string Hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aftercall::base
