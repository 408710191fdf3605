#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "backend/auth/key.h"

namespace aftercall::auth {

// The deployment's own key, in {data_dir}/signing-key.jwk.
class SigningKey {
 public:
  // Reads the key, or makes an EC P-256 one on the first start; of several processes that start at
  // once all get the same. Makes `data_dir` (mode 0700) where it is missing; the file has mode
  // 0600. FAILED_PRECONDITION with a sentence that names the file where it is damaged, not a
  // private ES256 key, or readable by others; a damaged file is never replaced.
  static absl::StatusOr<SigningKey> LoadOrCreate(const std::string& data_dir);

  const Key& key() const { return key_; }

  // True where this call made the key: the first start.
  bool is_new() const { return is_new_; }

 private:
  SigningKey(Key key, bool is_new) : key_(std::move(key)), is_new_(is_new) {}

  Key key_;
  bool is_new_;
};

}  // namespace aftercall::auth
