#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace aftercall::ctl::input {

// Bytes that come one after the other: a file, standard input, a text in a test.
// Not thread-safe; one reader at a time.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Puts at most `room` bytes at `to` and returns how many; 0 is the end. CANCELLED when the
  // person stopped the wait, any other error when reading fails.
  virtual absl::StatusOr<size_t> Read(char* to, size_t room) = 0;

  // Size in bytes; nothing where it is not known before the end (a pipe).
  virtual std::optional<int64_t> Size() const = 0;
};

// Opens a file, or standard input where the path is "-". `stop` is a descriptor that becomes
// readable when a wait for bytes shall end; -1 for none.
absl::StatusOr<std::unique_ptr<ByteSource>> OpenBytes(const std::string& path, int stop = -1);

// A source that gives out `text`, at most `piece` bytes a read.
std::unique_ptr<ByteSource> BytesOf(std::string text, size_t piece = 1 << 16);

}  // namespace aftercall::ctl::input
