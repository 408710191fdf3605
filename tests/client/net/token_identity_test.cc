#include "client/net/token_identity.h"

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace aftercall::net {
namespace {

std::string TokenWith(absl::string_view claims) {
  std::string payload;
  absl::WebSafeBase64Escape(claims, &payload);
  return absl::StrCat("eyJhbGciOiJFUzI1NiJ9.", payload, ".c2lnbmF0dXJl");
}

TEST(TokenIdentity, ReadsWhoAndUntilWhen) {
  const auto identity = IdentityOf(TokenWith(R"({"sub":"users/7","exp":1750000000,"x":[1]})"));
  ASSERT_TRUE(identity.ok()) << identity.status();
  EXPECT_EQ(identity->subject, "users/7");
  EXPECT_EQ(identity->expires, absl::FromUnixSeconds(1'750'000'000));
}

TEST(TokenIdentity, WithoutATimeOfExpiryLastsForEver) {
  const auto identity = IdentityOf(TokenWith(R"({"sub":"李"})"));
  ASSERT_TRUE(identity.ok());
  EXPECT_EQ(identity->subject, "李");
  EXPECT_EQ(identity->expires, absl::InfiniteFuture());
}

TEST(TokenIdentity, RefusesWhatIsNoToken) {
  for (const std::string& token : {
           std::string(),
           std::string("opaque"),
           std::string("a.b"),
           std::string("a.b.c.d"),
           std::string("a.!!!.c"),
           TokenWith("no json"),
           TokenWith("[]"),
           TokenWith("{}"),
           TokenWith(R"({"sub":""})"),
           TokenWith(R"({"sub":7})"),
           TokenWith(R"({"sub":"a","exp":"soon"})"),
           TokenWith("{\"sub\":\"\xFF\"}"),
           TokenWith(std::string(100'000, '[')),
       }) {
    EXPECT_FALSE(IdentityOf(token).ok()) << token.substr(0, 100);
  }
}

}  // namespace
}  // namespace aftercall::net
