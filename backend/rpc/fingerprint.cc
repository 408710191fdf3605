#include "backend/rpc/fingerprint.h"

#include <openssl/sha.h>

#include "absl/strings/escaping.h"

namespace aftercall::rpc {

std::string Fingerprint(const google::protobuf::MessageLite& message) {
  const std::string body = message.SerializeAsString();
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(body.data()), body.size(), digest);
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<char*>(digest), 16));
}

}  // namespace aftercall::rpc
