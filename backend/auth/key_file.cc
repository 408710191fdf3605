#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "backend/auth/key.h"
#include "backend/auth/pem.h"
#include "backend/auth/private_file.h"

namespace aftercall::auth {
namespace {

using Json = nlohmann::json;

absl::StatusOr<std::vector<Key>> ParsePem(absl::string_view text) {
  const absl::StatusOr<std::vector<std::string>> jwks = PemToJwks(text);
  if (!jwks.ok()) return jwks.status();
  std::vector<Key> keys;
  for (const std::string& jwk : *jwks) {
    absl::StatusOr<Key> key = Key::FromJwk(jwk);
    if (!key.ok()) return key.status();
    keys.push_back(*std::move(key));
  }
  return keys;
}

// RFC 7517 §5: what a reader does not understand of a set it ignores.
absl::StatusOr<std::vector<Key>> ParseSet(const Json& set) {
  std::vector<Key> keys;
  absl::Status last = absl::InvalidArgumentError("the key set is empty");
  for (const Json& jwk : set) {
    absl::StatusOr<Key> key =
        Key::FromJwk(jwk.dump(-1, ' ', /*ensure_ascii=*/true, Json::error_handler_t::replace));
    if (key.ok()) {
      keys.push_back(*std::move(key));
    } else {
      last = key.status();
    }
  }
  if (keys.empty()) return last;
  return keys;
}

}  // namespace

absl::StatusOr<std::vector<Key>> ParseKeys(absl::string_view text) {
  if (absl::StrContains(text, "-----BEGIN")) return ParsePem(text);
  const Json json = Json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (json.is_object() && json.contains("keys") && json["keys"].is_array()) {
    return ParseSet(json["keys"]);
  }
  absl::StatusOr<Key> key = Key::FromJwk(text);
  if (!key.ok()) return key.status();
  return std::vector<Key>{*std::move(key)};
}

absl::StatusOr<std::vector<Key>> ReadKeyFile(const std::string& path) {
  const absl::StatusOr<std::string> text = ReadSmallFile(path);
  if (!text.ok()) return text.status();
  absl::StatusOr<std::vector<Key>> keys = ParseKeys(*text);
  if (!keys.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("the key file ", path, " cannot be used: ", keys.status().message(),
                     "; a JWKS, a JWK or PEM public keys were expected"));
  }
  return keys;
}

}  // namespace aftercall::auth
