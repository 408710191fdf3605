#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "backend/auth/token_verifier.h"
#include "client/net/token_identity.h"
#include "shared/wire/problem.h"
#include "tests/fuzz/fuzz.h"

// Tokens. After the line "signed" come claims, which are signed as ours; otherwise the input is the
// token itself.
namespace aftercall::fuzz {
namespace {

// A key of these tests alone.
constexpr char kKey[] =
    R"({"kty":"EC","crv":"P-256","kid":"fuzz",)"
    R"("x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",)"
    R"("y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",)"
    R"("d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"})";  // RFC 7517, appendix A.2

const absl::Time kNow = absl::FromUnixSeconds(1772000000);

struct Doors {
  auth::Key key = *auth::Key::FromJwk(kKey);
  std::unique_ptr<auth::TokenVerifier> verifier =
      *auth::TokenVerifier::Create({{key, "aftercall"}});
};

void RequireSound(const auth::Identity& identity) {
  Require(auth::IsUserName(identity.subject), "a token is for a user");
  Require(auth::ParseRole(auth::ToString(identity.role)) == identity.role, "a role has its word");
  Require(identity.expires_at > kNow, "a token that is taken has not expired");
  Require(identity.token_id.size() <= 200, "an id is short");
}

// The ticker reads the same claims, to know whose file on disk is whose.
void RequireSameAtTheClient(const auth::Identity& identity, const std::string& token) {
  const auto seen = net::IdentityOf(token);
  Require(seen.ok() && seen->subject == identity.subject, "the client sees the same person");
  const absl::Duration apart = seen->expires - identity.expires_at;
  // It reads numbers as floating point ones, and what is far away is far away.
  Require(seen->expires == identity.expires_at || absl::AbsDuration(apart) < absl::Hours(1) ||
              seen->expires > kNow + absl::Hours(24 * 365 * 1000),
          "the client sees the same end");
}

// A token has one form: nothing that is written otherwise is taken for it.
void RequireNoOtherForm(const std::string& token, const auth::TokenVerifier& verifier) {
  for (const char* tail : {"=", " ", ".", "A"}) {
    Require(!verifier.Verify(token + tail, kNow).ok(), "a longer token is another");
  }
  std::string other = token;
  other.back() = other.back() == 'A' ? 'B' : 'A';
  Require(!verifier.Verify(other, kNow).ok(), "a token's last character counts");
  other = token;
  other[other.find('.') + 1] ^= 1;
  Require(!verifier.Verify(other, kNow).ok(), "a token's claims count");
}

}  // namespace

void Try(absl::string_view input) {
  static const auto& doors = *new Doors();
  const bool is_claims = input.substr(0, 7) == "signed\n";
  std::string token(input);
  if (is_claims) {
    const auto made = doors.key.Sign(input.substr(7));
    Require(made.ok(), "any claims can be signed");
    token = *made;
  }
  (void)net::IdentityOf(token);
  const auto identity = doors.verifier->Verify(token, kNow);
  if (!identity.ok()) {
    const auto problem = wire::ProblemOf(identity.status());
    Require(problem && problem->reason.substr(0, 6) == "TOKEN_", "a token is refused by name");
    return;
  }
  RequireSound(*identity);
  const auto again = doors.verifier->Verify(token, kNow);
  Require(again.ok() && *again == *identity, "a remembered token says what it said");
  Require(!doors.verifier->Verify(token, identity->expires_at).ok(), "a token ends at its end");
  RequireSameAtTheClient(*identity, token);
  RequireNoOtherForm(token, *doors.verifier);
}

}  // namespace aftercall::fuzz
