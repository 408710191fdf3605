#include <cstddef>
#include <cstdint>

#include "tests/fuzz/fuzz.h"

// Where libFuzzer and replay.cc come in.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  aftercall::fuzz::Try({reinterpret_cast<const char*>(data), size});
  return 0;
}
