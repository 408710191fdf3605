#include "tests/load/framing.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace aftercall::load {
namespace {

TEST(FramingTest, MessagesAreCutWhereverTheBytesAreBroken) {
  const std::string bytes = Framed("one") + Framed("") + Framed(std::string(300, 'x'));
  for (size_t part = 1; part <= bytes.size(); ++part) {
    Cutter cutter;
    std::vector<std::string> messages;
    for (size_t at = 0; at < bytes.size(); at += part) {
      const std::string piece = bytes.substr(at, part);
      ASSERT_TRUE(cutter.Take(piece, [&](absl::string_view message) {
        messages.emplace_back(message.data(), message.size());
      }));
    }
    EXPECT_EQ(messages, (std::vector<std::string>{"one", "", std::string(300, 'x')})) << part;
  }
}

TEST(FramingTest, WhatIsCompressedOrTooLongIsRefused) {
  const auto ignore = [](absl::string_view) {};
  EXPECT_FALSE(Cutter().Take(std::string("\1\0\0\0\0", 5), ignore));
  EXPECT_FALSE(Cutter().Take(std::string("\0\x7f\0\0\0", 5), ignore));
}

}  // namespace
}  // namespace aftercall::load
