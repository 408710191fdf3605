#include <string>

#include "absl/strings/match.h"
#include "backend/auth/key.h"
#include "tests/fuzz/fuzz.h"

// Files of keys whose tokens are accepted: a JWKS, a JWK or PEM.
namespace aftercall::fuzz {
namespace {

void TryPrivate(const auth::Key& key) {
  const auto written = key.ToPrivateJwk();
  Require(written.ok(), "a private key can be written");
  Require(absl::StrContains(*written, "\"d\":"), "a private key has a private part");
  const auto back = auth::Key::FromJwk(*written);
  Require(back.ok() && back->id() == key.id() && back->algorithm() == key.algorithm() &&
              back->has_private_part(),
          "a key that is written is read as it was");
  const auto token = key.Sign("{}");
  if (!token.ok()) return;
  const auto payload = key.VerifiedPayload(*token);
  // A file may pair one key's private part with another's public one.
  Require(!payload.ok() || *payload == "{}", "what was signed is what is verified");
}

}  // namespace

void Try(absl::string_view input) {
  const auto keys = auth::ParseKeys(input);
  if (!keys.ok()) {
    Require(absl::IsInvalidArgument(keys.status()) && !keys.status().message().empty(),
            "keys are refused with a sentence");
    return;
  }
  Require(!keys->empty(), "a file that is taken has a key");
  for (const auth::Key& key : *keys) {
    Require(!key.id().empty() && key.id().size() <= 200, "a key has an id");
    Require(!key.VerifiedPayload("e30.e30.AAAA").ok(), "no key takes any signature");
    if (key.has_private_part()) {
      TryPrivate(key);
    } else {
      Require(!key.Sign("{}").ok(), "a public key signs nothing");
    }
  }
}

}  // namespace aftercall::fuzz
