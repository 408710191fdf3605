#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace aftercall::load {

// The bytes of a message as gRPC sends them: a flag, the length in four bytes, the message.
std::string Framed(absl::string_view message);

// Cuts a stream of bytes into gRPC's messages. Keeps only the beginning of an unfinished one.
class Cutter {
 public:
  // Takes the next bytes and calls `each` with every message that is whole by them; its argument
  // is good for the call. False where a message is compressed or longer than any of ours: what
  // follows cannot be read.
  template <typename Each>
  bool Take(absl::string_view bytes, Each each) {
    if (!kept_.empty()) {
      kept_.append(bytes.data(), bytes.size());
      bytes = kept_;
    }
    absl::string_view message;
    Cut cut = Cut::kWhole;
    while ((cut = Next(&bytes, &message)) == Cut::kWhole) each(message);
    // A string that is let go of gives its memory back.
    std::string rest(bytes.data(), bytes.size());
    kept_.swap(rest);
    return cut == Cut::kPart;
  }

 private:
  enum class Cut { kWhole, kPart, kBroken };
  static Cut Next(absl::string_view* bytes, absl::string_view* message);

  std::string kept_;
};

}  // namespace aftercall::load
