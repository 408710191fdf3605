#include "backend/auth/verified_tokens.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace aftercall::auth {
namespace {

const absl::Time kVerifiedAt = absl::FromUnixSeconds(1'800'000'000);

VerifiedToken Token(int i, absl::Duration left) {
  return {Identity{absl::StrCat("users/", i), Role::kAgent, kVerifiedAt + left, ""}, kVerifiedAt};
}

VerifiedTokens::Digest DigestOf(int i) { return VerifiedTokens::DigestOf(absl::StrCat(i)); }

TEST(VerifiedTokensTest, FindsWhatItWasGiven) {
  VerifiedTokens tokens(1600);
  EXPECT_FALSE(tokens.Find(DigestOf(1)).has_value());
  tokens.Remember(DigestOf(1), Token(1, absl::Hours(1)), kVerifiedAt);
  EXPECT_EQ(tokens.Find(DigestOf(1))->identity, Token(1, absl::Hours(1)).identity);
  EXPECT_FALSE(tokens.Find(DigestOf(2)).has_value());
}

TEST(VerifiedTokensTest, StaysWithinItsBounds) {
  VerifiedTokens tokens(160);
  for (int i = 0; i < 5000; ++i)
    tokens.Remember(DigestOf(i), Token(i, absl::Hours(1)), kVerifiedAt);
  EXPECT_LE(tokens.size(), 160u);
  EXPECT_GE(tokens.size(), 150u);
  EXPECT_TRUE(tokens.Find(DigestOf(4999)).has_value());
}

TEST(VerifiedTokensTest, TheExpiredGiveWayFirst) {
  VerifiedTokens tokens(1600);
  for (int i = 0; i < 400; ++i) tokens.Remember(DigestOf(i), Token(i, absl::Hours(1)), kVerifiedAt);
  for (int i = 400; i < 5000; ++i) {
    tokens.Remember(DigestOf(i), Token(i, -absl::Seconds(1)), kVerifiedAt);
  }
  for (int i = 0; i < 400; ++i) EXPECT_TRUE(tokens.Find(DigestOf(i)).has_value()) << i;
}

}  // namespace
}  // namespace aftercall::auth
