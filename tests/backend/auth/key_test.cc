#include "backend/auth/key.h"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/backend/auth/auth_testing.h"

namespace aftercall::auth {
namespace {

using Json = nlohmann::json;

// The example of RFC 7638 §3.1.
constexpr char kRfc7638[] =
    R"({"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxu)"
    R"(hDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQ)"
    R"(R0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQF)"
    R"(h6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256"})";

TEST(KeyTest, ThumbprintOfTheStandardsExample) {
  const auto key = Key::FromJwk(kRfc7638);
  ASSERT_TRUE(key.ok()) << key.status();
  EXPECT_EQ(key->id(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
  EXPECT_EQ(key->algorithm(), Algorithm::kRs256);
  EXPECT_FALSE(key->has_private_part());
}

TEST(KeyTest, SignsAndVerifies) {
  for (const auto& key : {Key::Generate(), Key::FromJwk(RsaJwk(2048, "r"))}) {
    ASSERT_TRUE(key.ok()) << key.status();
    const auto token = key->Sign("{\"a\":1}");
    ASSERT_TRUE(token.ok()) << token.status();
    EXPECT_EQ(key->VerifiedPayload(*token).value(), "{\"a\":1}");
    EXPECT_FALSE(Key::Generate()->VerifiedPayload(*token).ok());
  }
}

TEST(KeyTest, PublicPartVerifiesAndCannotSign) {
  const Key key = Key::Generate().value();
  const Key other = Key::FromJwk(PublicJwk(key.ToPrivateJwk().value())).value();
  EXPECT_EQ(other.id(), key.id());
  EXPECT_TRUE(other.VerifiedPayload(key.Sign("x").value()).ok());
  EXPECT_EQ(other.Sign("x").status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST(KeyTest, LeavesNoErrorsBehindInOpenSsl) {
  const Key key = Key::Generate().value();
  std::string token = Key::Generate()->Sign("x").value();
  EXPECT_FALSE(key.VerifiedPayload(token).ok());
  // RSA's padding fails by an error of its own.
  const Key rsa = Key::FromJwk(RsaJwk(2048, "a")).value();
  token = Key::FromJwk(RsaJwk(2048, "a"))->Sign("x").value();
  EXPECT_FALSE(rsa.VerifiedPayload(token).ok());
  EXPECT_EQ(ERR_peek_error(), 0u);
  EXPECT_FALSE(Key::FromJwk(R"({"kty":"EC","crv":"P-256","x":"AA","y":"AA"})").ok());
  // A point that is not on the curve.
  Json off = Json::parse(PublicJwk(key.ToPrivateJwk().value()));
  off["x"] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE";
  EXPECT_FALSE(Key::FromJwk(off.dump()).ok());
  EXPECT_EQ(ERR_peek_error(), 0u);
  EXPECT_FALSE(ParseKeys("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n").ok());
  EXPECT_EQ(ERR_peek_error(), 0u);
}

TEST(KeyTest, RefusesWhatIsNoKeyOfOurs) {
  const std::string good = PublicJwk(Key::Generate()->ToPrivateJwk().value());
  const auto with = [&](const char* name, const char* value) {
    Json jwk = Json::parse(good);
    jwk[name] = value;
    return jwk.dump();
  };
  ASSERT_TRUE(Key::FromJwk(good).ok());
  ASSERT_TRUE(Key::FromJwk(with("alg", "ES256")).ok());
  for (const std::string& jwk :
       {std::string(), std::string("{"), std::string("[]"), std::string("{}"),
        std::string(R"({"kty":"oct","k":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})"),
        with("crv", "P-384"), with("kty", "RSA"), with("alg", "HS256"), with("alg", "RS256"),
        with("use", "enc"), with("x", "AA"), with("x", "!"),
        // Padding inside a number, and half of a byte at its end.
        with("x", "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPA=v7D4"), with("d", "AAAAA"),
        // A point that is not on the curve.
        with("x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE"),
        with("kid", std::string(300, 'k').c_str()), RsaJwk(1024, "short")}) {
    EXPECT_EQ(Key::FromJwk(jwk).status().code(), absl::StatusCode::kInvalidArgument) << jwk;
  }
}

TEST(KeyTest, NoKeyTextInErrors) {
  const std::string secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I";
  const auto status =
      ParseKeys(absl::StrCat(R"({"kty":"EC","crv":"P-256","d":")", secret, "\"}")).status();
  EXPECT_FALSE(status.ok());
  EXPECT_FALSE(absl::StrContains(status.message(), "c2Vj"));
}

TEST(ParseKeysTest, SetsJwksAndPem) {
  const std::string ec = PublicJwk(Key::Generate()->ToPrivateJwk().value());
  const std::string rsa = PublicJwk(RsaJwk(2048, "rsa-1"));
  // A set may hold keys for other things.
  const std::string set =
      absl::StrCat(R"({"keys":[)", ec, R"(,{"kty":"oct","k":"AAAA"},)", rsa, "]}");
  const auto keys = ParseKeys(set);
  ASSERT_TRUE(keys.ok()) << keys.status();
  ASSERT_EQ(keys->size(), 2u);
  EXPECT_EQ((*keys)[1].id(), "rsa-1");

  EXPECT_EQ(ParseKeys(ec)->size(), 1u);

  const auto pem = ParseKeys(absl::StrCat("# ours\n", PemOf(ec), PemOf(rsa)));
  ASSERT_TRUE(pem.ok()) << pem.status();
  ASSERT_EQ(pem->size(), 2u);
  EXPECT_EQ((*pem)[0].id(), Key::FromJwk(ec)->id());  // its thumbprint
  EXPECT_EQ((*pem)[1].algorithm(), Algorithm::kRs256);
}

TEST(ParseKeysTest, NoneIsAnError) {
  for (const char* text : {"", "hello", R"({"keys":[]})", R"({"keys":[1,{}]})", R"({"keys":{}})",
                           "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
                           "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"}) {
    EXPECT_FALSE(ParseKeys(text).ok()) << text;
  }
}

// One damaged block among good ones would silently lock a part of the callers out.
TEST(ParseKeysTest, ADamagedPemBlockIsAnError) {
  const std::string pem = PemOf(PublicJwk(Key::Generate()->ToPrivateJwk().value()));
  EXPECT_FALSE(
      ParseKeys(absl::StrCat(pem, "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"))
          .ok());
}

TEST(ReadKeyFileTest, ErrorsNameTheFile) {
  const TemporaryFolder folder;
  const std::string path = folder.File("keys.json");
  EXPECT_TRUE(absl::StrContains(ReadKeyFile(path).status().message(), path));
  WriteFile(path, "garbage");
  EXPECT_TRUE(absl::StrContains(ReadKeyFile(path).status().message(), path));
  WriteFile(path, PublicJwk(RsaJwk(2048, "a")));
  EXPECT_TRUE(ReadKeyFile(path).ok());
}

}  // namespace
}  // namespace aftercall::auth
