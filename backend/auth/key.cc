#include "backend/auth/key.h"

#include <cjose/cjose.h>
#include <openssl/err.h>
#include <openssl/sha.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace aftercall::auth {
namespace {

using Json = nlohmann::json;

constexpr size_t kShortestRsaBits = 2048;
constexpr size_t kLongestKeyId = 200;
constexpr size_t kEs256Signature = 86;  // 64 bytes in base64url

struct ReleaseJwk {
  void operator()(cjose_jwk_t* jwk) const { cjose_jwk_release(jwk); }
};
struct ReleaseJws {
  void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
};
struct ReleaseHeader {
  void operator()(cjose_header_t* header) const { cjose_header_release(header); }
};
struct ReleaseText {
  void operator()(char* text) const { cjose_get_dealloc()(text); }
};
using Jwk = std::unique_ptr<cjose_jwk_t, ReleaseJwk>;
using Jws = std::unique_ptr<cjose_jws_t, ReleaseJws>;
using Header = std::unique_ptr<cjose_header_t, ReleaseHeader>;
using Text = std::unique_ptr<char, ReleaseText>;

// Errors that OpenSSL leaves behind in a thread would be taken for a connection's by TLS code that
// runs on it later.
struct OpenSslErrors {
  ~OpenSslErrors() { ERR_clear_error(); }
};

std::string StringOf(const Json& json, const char* name) {
  const auto it = json.find(name);
  return it != json.end() && it->is_string() ? it->get<std::string>() : "";
}

// Whether every number of a key is base64url (RFC 7518 §2). At one that is not quite, libcjose ends
// the process.
bool HasWholeNumbers(const Json& jwk) {
  for (const char* name : {"n", "e", "x", "y", "d", "p", "q", "dp", "dq", "qi"}) {
    if (!jwk.contains(name)) continue;
    const std::string text = StringOf(jwk, name);
    std::string bytes;
    if (!absl::WebSafeBase64Unescape(text, &bytes) || bytes.empty() ||
        absl::WebSafeBase64Escape(bytes) != text) {
      return false;
    }
  }
  return true;
}

// What a JWK says it is for; both members are optional.
bool IsForAnotherUse(const Json& jwk, Algorithm algorithm) {
  const auto differs = [&](const char* name, absl::string_view expected) {
    return jwk.contains(name) && StringOf(jwk, name) != expected;
  };
  return differs("alg", ToString(algorithm)) || differs("use", "sig");
}

absl::StatusOr<Algorithm> AlgorithmOf(const Json& jwk) {
  const std::string type = StringOf(jwk, "kty");
  if (type == "EC" && StringOf(jwk, "crv") == "P-256") return Algorithm::kEs256;
  if (type == "RSA") return Algorithm::kRs256;
  return absl::InvalidArgumentError("a key is neither EC P-256 nor RSA");
}

// RFC 7638: SHA-256 of the required members, by name, without white space.
std::string Thumbprint(const Json& public_jwk, Algorithm algorithm) {
  const auto member = [&](const char* name) {
    return absl::StrCat("\"", name, "\":\"", StringOf(public_jwk, name), "\"");
  };
  const std::string members =
      algorithm == Algorithm::kEs256
          ? absl::StrCat("{", member("crv"), ",", member("kty"), ",", member("x"), ",", member("y"))
          : absl::StrCat("{", member("e"), ",", member("kty"), ",", member("n"));
  const std::string canonical = absl::StrCat(members, "}");
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(canonical.data()), canonical.size(), digest);
  return absl::WebSafeBase64Escape(
      absl::string_view(reinterpret_cast<const char*>(digest), sizeof(digest)));
}

// libcjose takes a private part without its public one, and prefers it where they differ.
bool HasPublicPart(const Json& jwk, const Json& public_jwk, Algorithm algorithm) {
  const auto is_same = [&](const char* name) {
    return StringOf(jwk, name) == StringOf(public_jwk, name);
  };
  return algorithm == Algorithm::kEs256 ? is_same("x") && is_same("y")
                                        : is_same("n") && is_same("e");
}

absl::StatusOr<Json> ToJson(const cjose_jwk_t* jwk, bool with_private_part) {
  const Text text(cjose_jwk_to_json(jwk, with_private_part, nullptr));
  if (!text) return absl::InternalError("a key could not be written as JSON");
  return Json::parse(text.get(), nullptr, /*allow_exceptions=*/false);
}

}  // namespace

struct Key::Handle {
  Jwk jwk;
};

absl::string_view ToString(Algorithm algorithm) {
  return algorithm == Algorithm::kEs256 ? "ES256" : "RS256";
}

Key::Key(std::shared_ptr<const Handle> handle, std::string id, Algorithm algorithm,
         bool has_private)
    : handle_(std::move(handle)),
      id_(std::move(id)),
      algorithm_(algorithm),
      has_private_part_(has_private) {}

absl::StatusOr<Key> Key::Generate() {
  const OpenSslErrors errors;
  const Jwk jwk(cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, nullptr));
  if (!jwk) return absl::InternalError("a key could not be generated");
  const Text text(cjose_jwk_to_json(jwk.get(), /*priv=*/true, nullptr));
  if (!text) return absl::InternalError("a key could not be written as JSON");
  return FromJwk(text.get());
}

absl::StatusOr<Key> Key::FromJwk(absl::string_view json) {
  const OpenSslErrors errors;
  const Json parsed = Json::parse(json.begin(), json.end(), nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object()) return absl::InvalidArgumentError("a key is no JSON object");
  const absl::StatusOr<Algorithm> algorithm = AlgorithmOf(parsed);
  if (!algorithm.ok()) return algorithm.status();
  if (IsForAnotherUse(parsed, *algorithm)) {
    return absl::InvalidArgumentError(absl::StrCat("a key's \"alg\" or \"use\" is not that of ",
                                                   ToString(*algorithm), " signatures"));
  }
  Jwk jwk(HasWholeNumbers(parsed) ? cjose_jwk_import(json.data(), json.size(), nullptr) : nullptr);
  if (!jwk) return absl::InvalidArgumentError("a key's numbers are missing or wrong");
  if (*algorithm == Algorithm::kRs256 &&
      cjose_jwk_get_keysize(jwk.get(), nullptr) < kShortestRsaBits) {
    return absl::InvalidArgumentError("an RSA key has fewer than 2,048 bits");
  }
  const absl::StatusOr<Json> public_jwk = ToJson(jwk.get(), /*with_private_part=*/false);
  if (!public_jwk.ok()) return public_jwk.status();
  if (!HasPublicPart(parsed, *public_jwk, *algorithm)) {
    return absl::InvalidArgumentError("a key's public part is missing or another key's");
  }
  std::string id = StringOf(parsed, "kid");
  if (id.empty()) id = Thumbprint(*public_jwk, *algorithm);
  if (id.size() > kLongestKeyId || !cjose_jwk_set_kid(jwk.get(), id.data(), id.size(), nullptr)) {
    return absl::InvalidArgumentError("a key's \"kid\" has more than 200 bytes");
  }
  return Key(std::make_shared<const Handle>(Handle{std::move(jwk)}), std::move(id), *algorithm,
             parsed.contains("d"));
}

absl::StatusOr<std::string> Key::ToPrivateJwk() const {
  const absl::StatusOr<Json> jwk = ToJson(handle_->jwk.get(), /*with_private_part=*/true);
  if (!jwk.ok()) return jwk.status();
  return jwk->dump(-1, ' ', /*ensure_ascii=*/true, Json::error_handler_t::replace);
}

absl::StatusOr<std::string> Key::Sign(absl::string_view payload) const {
  if (!has_private_part_) return absl::FailedPreconditionError("the key has no private part");
  const OpenSslErrors errors;
  const Header header(cjose_header_new(nullptr));
  const std::string algorithm(ToString(algorithm_));
  if (!header || !cjose_header_set(header.get(), CJOSE_HDR_ALG, algorithm.c_str(), nullptr) ||
      !cjose_header_set(header.get(), CJOSE_HDR_KID, id_.c_str(), nullptr) ||
      !cjose_header_set(header.get(), "typ", "JWT", nullptr)) {
    return absl::InternalError("a token's header could not be made");
  }
  const Jws jws(cjose_jws_sign(handle_->jwk.get(), header.get(),
                               reinterpret_cast<const uint8_t*>(payload.data()), payload.size(),
                               nullptr));
  const char* compact = nullptr;  // the jws owns it
  if (!jws || !cjose_jws_export(jws.get(), &compact, nullptr)) {
    return absl::InternalError("a token could not be signed");
  }
  return std::string(compact);
}

absl::StatusOr<std::string> Key::VerifiedPayload(absl::string_view compact) const {
  const OpenSslErrors errors;
  // libcjose reads over a byte too many at the end, which would give a token two forms.
  if (algorithm_ == Algorithm::kEs256 &&
      compact.size() - compact.rfind('.') - 1 != kEs256Signature) {
    return absl::UnauthenticatedError("the signature is not 64 bytes long");
  }
  const Jws jws(cjose_jws_import(compact.data(), compact.size(), nullptr));
  uint8_t* payload = nullptr;  // the jws owns it
  size_t size = 0;
  if (!jws || !cjose_jws_verify(jws.get(), handle_->jwk.get(), nullptr) ||
      !cjose_jws_get_plaintext(jws.get(), &payload, &size, nullptr)) {
    return absl::UnauthenticatedError("the signature is not this key's");
  }
  return std::string(reinterpret_cast<const char*>(payload), size);
}

}  // namespace aftercall::auth
