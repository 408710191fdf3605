#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "backend/auth/token_issuer.h"
#include "backend/auth/token_verifier.h"
#include "shared/wire/problem.h"
#include "tests/backend/auth/auth_testing.h"

namespace aftercall::auth {
namespace {

using Json = nlohmann::json;

const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);

class TokenTest : public testing::Test {
 protected:
  TokenTest() {
    verifier_ = TokenVerifier::Create({{key_, kIssuer}, {rsa_, "https://idp.example"}}).value();
  }

  std::string Issue(absl::Duration time_to_live = absl::Hours(1)) {
    return TokenIssuer(key_).Issue("users/zhang", Role::kAgent, kNow, time_to_live).value().token;
  }

  // Claims of a good token, to be spoilt.
  static Json Claims() {
    return {{"iss", "aftercall"}, {"aud", "aftercall"}, {"sub", "users/zhang"}, {"role", "agent"},
            {"iat", 1800000000},  {"exp", 1800003600},  {"nbf", 1800000000},    {"jti", "1"}};
  }

  std::string Sign(const Json& claims) { return key_.Sign(claims.dump()).value(); }

  static std::string Part(const std::string& text) { return absl::WebSafeBase64Escape(text); }

  // The problem's reason; "" where the token is good.
  std::string Reason(const std::string& token, absl::Time now = kNow) {
    const auto identity = verifier_->Verify(token, now);
    if (identity.ok()) return "";
    EXPECT_EQ(identity.status().code(), absl::StatusCode::kUnauthenticated);
    EXPECT_FALSE(absl::StrContains(identity.status().ToString(), "zhang"));
    if (token.size() > 8) {
      EXPECT_FALSE(absl::StrContains(identity.status().ToString(), token.substr(0, 8)));
    }
    const auto problem = wire::ProblemOf(identity.status());
    return problem ? problem->reason : "no problem";
  }

  std::string ReasonWith(const char* claim, const Json& value) {
    Json claims = Claims();
    claims[claim] = value;
    return Reason(Sign(claims));
  }

  std::string ReasonWithout(const char* claim) {
    Json claims = Claims();
    claims.erase(claim);
    return Reason(Sign(claims));
  }

  const Key key_ = Key::Generate().value();
  // Made once: it takes a tenth of a second.
  static const Key& Rsa() {
    static const Key* const key = new Key(Key::FromJwk(RsaJwk(2048, "idp-1")).value());
    return *key;
  }
  const Key& rsa_ = Rsa();
  std::unique_ptr<TokenVerifier> verifier_;
};

TEST_F(TokenTest, SaysWhoItIs) {
  const auto issued =
      TokenIssuer(key_).Issue("users/li", Role::kTeamLeader, kNow, absl::Hours(720));
  ASSERT_TRUE(issued.ok()) << issued.status();
  EXPECT_EQ(issued->expires_at, kNow + absl::Hours(720));
  const auto identity = verifier_->Verify(issued->token, kNow + absl::Hours(1));
  ASSERT_TRUE(identity.ok()) << identity.status();
  EXPECT_EQ(identity->subject, "users/li");
  EXPECT_EQ(identity->role, Role::kTeamLeader);
  EXPECT_EQ(identity->expires_at, issued->expires_at);
  EXPECT_EQ(identity->token_id.size(), 22u);  // 128 bits
}

TEST_F(TokenTest, CarriesTheClaimsAndHeaderPromised) {
  const std::string token = Issue();
  const std::vector<std::string> parts = absl::StrSplit(token, '.');
  std::string header, payload;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(parts[0], &header));
  ASSERT_TRUE(absl::WebSafeBase64Unescape(parts[1], &payload));
  EXPECT_EQ(Json::parse(header), Json({{"alg", "ES256"}, {"kid", key_.id()}, {"typ", "JWT"}}));
  Json claims = Json::parse(payload);
  EXPECT_EQ(claims["jti"].get<std::string>().size(), 22u);
  claims["jti"] = "1";
  EXPECT_EQ(claims, Claims());
  EXPECT_NE(Issue(), Issue());
}

TEST_F(TokenTest, RefusesToIssueWhatCannotBeGood) {
  const TokenIssuer issuer(key_);
  const auto reason = [&](absl::string_view subject, absl::Duration time_to_live) {
    const auto token = issuer.Issue(subject, Role::kAgent, kNow, time_to_live);
    EXPECT_EQ(token.status().code(), absl::StatusCode::kInvalidArgument);
    return wire::ProblemOf(token.status())->reason;
  };
  EXPECT_EQ(reason("zhang", absl::Hours(1)), "TOKEN_SUBJECT_INVALID");
  EXPECT_EQ(reason("users/\xFF", absl::Hours(1)), "TOKEN_SUBJECT_INVALID");
  EXPECT_EQ(reason("users/a", absl::ZeroDuration()), "TOKEN_TIME_TO_LIVE_OUT_OF_RANGE");
  EXPECT_EQ(reason("users/a", absl::Hours(401 * 24)), "TOKEN_TIME_TO_LIVE_OUT_OF_RANGE");
  EXPECT_EQ(reason("users/a", absl::InfiniteDuration()), "TOKEN_TIME_TO_LIVE_OUT_OF_RANGE");
}

TEST_F(TokenTest, Times) {
  const std::string token = Issue();
  EXPECT_EQ(Reason(token, kNow - absl::Seconds(31)), "TOKEN_NOT_YET_VALID");
  EXPECT_EQ(Reason(token, kNow - absl::Seconds(30)), "");
  EXPECT_EQ(Reason(token, kNow + absl::Seconds(3599)), "");
  EXPECT_EQ(Reason(token, kNow + absl::Hours(1)), "TOKEN_EXPIRED");
  EXPECT_EQ(Reason(Issue(absl::Seconds(1)), kNow + absl::Hours(1)), "TOKEN_EXPIRED");
}

TEST_F(TokenTest, ARememberedTokenIsRefusedOutsideItsTime) {
  const std::string token = Issue();
  ASSERT_EQ(Reason(token), "");
  ASSERT_EQ(Reason(token), "");
  EXPECT_EQ(Reason(token, kNow + absl::Hours(1)), "TOKEN_EXPIRED");
  EXPECT_EQ(Reason(token, kNow - absl::Hours(1)), "TOKEN_NOT_YET_VALID");
  EXPECT_EQ(Reason(token), "");
}

TEST_F(TokenTest, EachClaimIsChecked) {
  EXPECT_EQ(Reason(Sign(Claims())), "");
  EXPECT_EQ(ReasonWith("aud", "other"), "TOKEN_WRONG_AUDIENCE");
  EXPECT_EQ(ReasonWith("aud", Json::array({"other", "aftercall"})), "");
  EXPECT_EQ(ReasonWith("aud", Json::array({"other"})), "TOKEN_WRONG_AUDIENCE");
  EXPECT_EQ(ReasonWith("aud", 1), "TOKEN_WRONG_AUDIENCE");
  EXPECT_EQ(ReasonWithout("aud"), "TOKEN_WRONG_AUDIENCE");
  EXPECT_EQ(ReasonWith("iss", "other"), "TOKEN_WRONG_ISSUER");
  EXPECT_EQ(ReasonWithout("iss"), "TOKEN_WRONG_ISSUER");
  EXPECT_EQ(ReasonWith("sub", "zhang"), "TOKEN_MALFORMED");
  EXPECT_EQ(ReasonWithout("sub"), "TOKEN_MALFORMED");
  EXPECT_EQ(ReasonWith("role", "root"), "TOKEN_MALFORMED");
  EXPECT_EQ(ReasonWithout("role"), "TOKEN_MALFORMED");
  EXPECT_EQ(ReasonWithout("exp"), "TOKEN_MALFORMED");
  EXPECT_EQ(ReasonWith("exp", "1800003600"), "TOKEN_MALFORMED");
  EXPECT_EQ(ReasonWith("exp", 1800000000.5), "");
  EXPECT_EQ(ReasonWith("exp", 1e300), "");
  EXPECT_EQ(ReasonWith("exp", UINT64_MAX), "");
  EXPECT_EQ(ReasonWith("exp", -1), "TOKEN_EXPIRED");
  EXPECT_EQ(ReasonWith("nbf", "now"), "TOKEN_MALFORMED");
  EXPECT_EQ(ReasonWith("nbf", 1800000060), "TOKEN_NOT_YET_VALID");
  EXPECT_EQ(ReasonWithout("nbf"), "");
  EXPECT_EQ(ReasonWith("jti", std::string(201, 'j')), "TOKEN_MALFORMED");
  EXPECT_EQ(Reason(key_.Sign("[]").value()), "TOKEN_MALFORMED");
  EXPECT_EQ(Reason(key_.Sign("").value_or("")), "TOKEN_MALFORMED");
}

// The classic confusion: the public key, which anybody may have, taken as HS256's secret.
TEST_F(TokenTest, Hs256WithThePublicKeyAsSecret) {
  const std::string jwk = PublicJwk(key_.ToPrivateJwk().value());
  for (const std::string& secret : {jwk, PemOf(jwk), std::string()}) {
    for (const char* algorithm : {"HS256", "ES256"}) {
      const std::string signed_part =
          Part(Json({{"alg", algorithm}, {"kid", key_.id()}, {"typ", "JWT"}}).dump()) + "." +
          Part(Claims().dump());
      const std::string token = signed_part + "." + Part(HmacSha256(secret, signed_part));
      EXPECT_EQ(Reason(token), absl::string_view(algorithm) == "HS256" ? "TOKEN_WRONG_ALGORITHM"
                                                                       : "TOKEN_SIGNATURE_INVALID");
    }
  }
}

TEST_F(TokenTest, NoneIsNoAlgorithm) {
  const std::vector<std::string> parts = absl::StrSplit(Issue(), '.');
  for (const char* none : {"none", "None", "NONE", ""}) {
    const std::string header = Part(Json({{"alg", none}, {"kid", key_.id()}}).dump());
    EXPECT_EQ(Reason(header + "." + parts[1] + "."), "TOKEN_WRONG_ALGORITHM");
    EXPECT_EQ(Reason(header + "." + parts[1] + "." + parts[2]), "TOKEN_WRONG_ALGORITHM");
  }
  EXPECT_EQ(Reason(parts[0] + "." + parts[1] + "."), "TOKEN_SIGNATURE_INVALID");
}

TEST_F(TokenTest, TheAlgorithmIsTheKeys) {
  const std::vector<std::string> parts = absl::StrSplit(Issue(), '.');
  const auto reason = [&](const Json& header) {
    return Reason(Part(header.dump()) + "." + parts[1] + "." + parts[2]);
  };
  EXPECT_EQ(reason({{"alg", "RS256"}, {"kid", key_.id()}}), "TOKEN_WRONG_ALGORITHM");
  EXPECT_EQ(reason({{"alg", "ES384"}, {"kid", key_.id()}}), "TOKEN_WRONG_ALGORITHM");
  EXPECT_EQ(reason({{"alg", "ES256"}, {"kid", "idp-1"}}), "TOKEN_WRONG_ALGORITHM");
  EXPECT_EQ(reason({{"alg", 1}, {"kid", key_.id()}}), "TOKEN_MALFORMED");
  EXPECT_EQ(reason({{"kid", key_.id()}}), "TOKEN_MALFORMED");
  EXPECT_EQ(reason({{"alg", "ES256"}, {"kid", key_.id()}, {"crit", {"b64"}}}), "TOKEN_MALFORMED");
  // The right algorithm, and a header that was not signed.
  EXPECT_EQ(reason({{"alg", "ES256"}, {"kid", key_.id()}}), "TOKEN_SIGNATURE_INVALID");
}

TEST_F(TokenTest, Keys) {
  const Key other = Key::Generate().value();
  EXPECT_EQ(Reason(other.Sign(Claims().dump()).value()), "TOKEN_UNKNOWN_KEY");
  const std::vector<std::string> parts = absl::StrSplit(Issue(), '.');
  EXPECT_EQ(Reason(Part(R"({"alg":"ES256"})") + "." + parts[1] + "." + parts[2]),
            "TOKEN_UNKNOWN_KEY");
  // Another key under our key's id.
  Json jwk = Json::parse(other.ToPrivateJwk().value());
  jwk["kid"] = key_.id();
  EXPECT_EQ(Reason(Key::FromJwk(jwk.dump())->Sign(Claims().dump()).value()),
            "TOKEN_SIGNATURE_INVALID");
}

TEST_F(TokenTest, AnIssuersKeyIsGoodForThatIssuerAlone) {
  Json claims = Claims();
  EXPECT_EQ(Reason(rsa_.Sign(claims.dump()).value()), "TOKEN_WRONG_ISSUER");
  claims["iss"] = "https://idp.example";
  EXPECT_EQ(Reason(rsa_.Sign(claims.dump()).value()), "");
  EXPECT_EQ(Reason(Sign(claims)), "TOKEN_WRONG_ISSUER");
}

TEST_F(TokenTest, TwoKeysOfOneIdAreRefused) {
  EXPECT_FALSE(TokenVerifier::Create({{key_, "a"}, {key_, "b"}}).ok());
}

TEST_F(TokenTest, TamperedPayload) {
  const std::vector<std::string> parts = absl::StrSplit(Issue(), '.');
  Json claims = Claims();
  claims["role"] = "administrator";
  EXPECT_EQ(Reason(parts[0] + "." + Part(claims.dump()) + "." + parts[2]),
            "TOKEN_SIGNATURE_INVALID");
}

// Any character changed to any other of the alphabet, the unused bits of a part's end included.
TEST_F(TokenTest, EveryCharacterCounts) {
  const std::string token = Issue();
  ASSERT_EQ(Reason(token), "");
  std::mt19937 random(7);
  constexpr absl::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= \n";
  for (size_t i = 0; i < token.size(); ++i) {
    std::string other = token;
    while (other[i] == token[i]) other[i] = kAlphabet[random() % kAlphabet.size()];
    EXPECT_NE(Reason(other), "") << i;
  }
}

// The last character of a signature holds two bits of it; the other four must be zero.
TEST_F(TokenTest, ATokenHasOneForm) {
  constexpr absl::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const std::string token = Issue();
  const size_t value = kAlphabet.find(token.back());
  ASSERT_EQ(value % 16, 0u);
  for (size_t unused = 1; unused < 16; ++unused) {
    std::string other = token;
    other.back() = kAlphabet[value + unused];
    EXPECT_EQ(Reason(other), "TOKEN_MALFORMED");
  }
}

TEST_F(TokenTest, TruncatedOrExtended) {
  const std::string token = Issue();
  for (size_t size = 0; size < token.size(); ++size) {
    EXPECT_NE(Reason(token.substr(0, size)), "") << size;
  }
  for (const char* more : {".", "A", "=", "\n", ".a"}) EXPECT_NE(Reason(token + more), "") << more;
  EXPECT_NE(Reason(" " + token), "");
  EXPECT_NE(Reason("Bearer " + token), "");
}

TEST_F(TokenTest, OversizedAndGarbage) {
  EXPECT_EQ(Reason(std::string(8 * 1024 + 1, 'a')), "TOKEN_TOO_LARGE");
  Json claims = Claims();
  claims["padding"] = std::string(8 * 1024, 'p');
  EXPECT_EQ(Reason(Sign(claims)), "TOKEN_TOO_LARGE");
  for (const std::string& token :
       {std::string(), std::string("."), std::string(".."), std::string("..."),
        std::string("a.b.c"), std::string("e30.e30.e30"), std::string(8192, '.'),
        std::string(8192, 'A'), std::string(1, '\0'), std::string("\xFF\xFE.\xFF.\xFF"),
        Part(std::string(4000, '[')) + ".e30.e30"}) {
    EXPECT_EQ(Reason(token), "TOKEN_MALFORMED");
  }
  std::mt19937 random(8);
  const std::string good = Issue();
  for (int i = 0; i < 20000; ++i) {
    std::string token = good.substr(0, random() % 40);
    for (unsigned n = random() % 40; n > 0; --n) token += static_cast<char>(random());
    EXPECT_FALSE(verifier_->Verify(token, kNow).ok());
  }
}

TEST_F(TokenTest, ManyThreadsAtOnce) {
  std::vector<std::string> tokens;
  for (int i = 0; i < 50; ++i) {
    tokens.push_back(TokenIssuer(key_)
                         .Issue(absl::StrCat("users/", i), Role::kAgent, kNow, absl::Hours(1))
                         .value()
                         .token);
  }
  std::vector<std::thread> threads;
  std::atomic<int> good = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int round = 0; round < 20; ++round) {
        for (size_t i = 0; i < tokens.size(); ++i) {
          const auto identity = verifier_->Verify(tokens[i], kNow);
          if (identity.ok() && identity->subject == absl::StrCat("users/", i)) ++good;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 4 * 20 * 50);
}

}  // namespace
}  // namespace aftercall::auth
