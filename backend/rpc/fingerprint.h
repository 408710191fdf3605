#pragma once

#include <string>

#include "google/protobuf/message_lite.h"

namespace aftercall::rpc {

// 32 hexadecimal digits that tell one request's body from another's.
std::string Fingerprint(const google::protobuf::MessageLite& message);

}  // namespace aftercall::rpc
