#include "backend/rpc/fingerprint.h"

#include "shared/base/sha256.h"

namespace aftercall::rpc {

std::string Fingerprint(const google::protobuf::MessageLite& message) {
  base::Sha256 digest;
  digest.Add(message.SerializeAsString());
  return digest.Hex().substr(0, 32);
}

}  // namespace aftercall::rpc
