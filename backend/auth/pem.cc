#include "backend/auth/pem.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace aftercall::auth {
namespace {

// Binds OpenSSL's own "free" to a pointer.
template <auto Free>
struct Deleter {
  template <typename T>
  void operator()(T* handle) const {
    Free(handle);
  }
};
using Pkey = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using BigNumber = std::unique_ptr<BIGNUM, Deleter<BN_free>>;

constexpr int kCoordinateBytes = 32;  // P-256

// A number of the key in base64url, at least `bytes` long; empty where it has none of this name.
std::string Parameter(const EVP_PKEY* key, const char* name, int bytes = 0) {
  BIGNUM* raw = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &raw) != 1) return "";
  const BigNumber number(raw);
  std::string octets(std::max(bytes, BN_num_bytes(number.get())), '\0');
  BN_bn2binpad(number.get(), reinterpret_cast<unsigned char*>(octets.data()),
               static_cast<int>(octets.size()));
  return absl::WebSafeBase64Escape(octets);
}

absl::StatusOr<std::string> ToJwk(const EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "RSA")) {
    return absl::StrCat(R"({"kty":"RSA","n":")", Parameter(key, OSSL_PKEY_PARAM_RSA_N),
                        R"(","e":")", Parameter(key, OSSL_PKEY_PARAM_RSA_E), R"("})");
  }
  char group[32] = "";
  EVP_PKEY_get_group_name(key, group, sizeof(group), nullptr);
  if (EVP_PKEY_is_a(key, "EC") && absl::string_view(group) == "prime256v1") {
    return absl::StrCat(R"({"kty":"EC","crv":"P-256","x":")",
                        Parameter(key, OSSL_PKEY_PARAM_EC_PUB_X, kCoordinateBytes), R"(","y":")",
                        Parameter(key, OSSL_PKEY_PARAM_EC_PUB_Y, kCoordinateBytes), R"("})");
  }
  return absl::InvalidArgumentError("a PEM key is neither EC P-256 nor RSA");
}

// Takes the next block off `pem` and returns its bytes (RFC 7468). OpenSSL's reader ends alike at a
// damaged block and at the text's end.
absl::StatusOr<std::string> NextBlock(absl::string_view& pem) {
  constexpr absl::string_view kBegin = "-----BEGIN PUBLIC KEY-----";
  constexpr absl::string_view kEnd = "-----END PUBLIC KEY-----";
  pem.remove_prefix(pem.find("-----BEGIN"));
  if (!absl::ConsumePrefix(&pem, kBegin)) {
    return absl::InvalidArgumentError("a PEM block is not a \"PUBLIC KEY\"");
  }
  const size_t end = pem.find(kEnd);
  std::string bytes;
  if (end == absl::string_view::npos || !absl::Base64Unescape(pem.substr(0, end), &bytes)) {
    return absl::InvalidArgumentError("a \"PUBLIC KEY\" block is damaged");
  }
  pem.remove_prefix(end + kEnd.size());
  return bytes;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> PemToJwks(absl::string_view pem) {
  std::vector<std::string> jwks;
  while (absl::StrContains(pem, "-----BEGIN")) {
    const absl::StatusOr<std::string> der = NextBlock(pem);
    if (!der.ok()) return der.status();
    const auto* bytes = reinterpret_cast<const unsigned char*>(der->data());
    const Pkey key(d2i_PUBKEY(nullptr, &bytes, static_cast<long>(der->size())));
    ERR_clear_error();
    if (!key) return absl::InvalidArgumentError("a \"PUBLIC KEY\" block is damaged");
    absl::StatusOr<std::string> jwk = ToJwk(key.get());
    if (!jwk.ok()) return jwk.status();
    jwks.push_back(*std::move(jwk));
  }
  return jwks;
}

}  // namespace aftercall::auth
