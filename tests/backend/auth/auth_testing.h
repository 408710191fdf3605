#pragma once

#include <string>

#include "absl/strings/string_view.h"

// What the tests of tokens need beside the library: forged signatures, RSA keys, folders.
namespace aftercall::auth {

// A folder that goes with the test.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string File(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string ReadFile(const std::string& path);
void WriteFile(const std::string& path, absl::string_view content);
int ModeOf(const std::string& path);  // 0600

std::string HmacSha256(absl::string_view secret, absl::string_view text);

// The public part of a private JWK.
std::string PublicJwk(absl::string_view private_jwk);

// A public JWK of EC P-256 or RSA as PEM, made by OpenSSL.
std::string PemOf(absl::string_view jwk);

// A fresh RSA key as a private JWK with this "kid".
std::string RsaJwk(int bits, const std::string& kid);

}  // namespace aftercall::auth
