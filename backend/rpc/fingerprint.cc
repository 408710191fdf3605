#include "backend/rpc/fingerprint.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include "shared/base/sha256.h"

namespace aftercall::rpc {

std::string Fingerprint(const google::protobuf::MessageLite& message) {
  // Maps have no order of their own.
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  base::Sha256 digest;
  digest.Add(bytes);
  return digest.Hex().substr(0, 32);
}

}  // namespace aftercall::rpc
