#include "shared/base/sha256.h"

#include <gtest/gtest.h>

namespace aftercall::base {
namespace {

// The examples of FIPS 180-4.
TEST(Sha256, IsTheStandardsHoweverTheBytesCome) {
  Sha256 none;
  EXPECT_EQ(none.Hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  Sha256 whole;
  whole.Add("abc");
  EXPECT_EQ(whole.Hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256 pieces;
  for (const char* piece : {"a", "", "bc"}) pieces.Add(piece);
  EXPECT_EQ(pieces.Hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace aftercall::base
