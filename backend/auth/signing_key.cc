#include "backend/auth/signing_key.h"

#include <sys/stat.h>

#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "backend/auth/private_file.h"

namespace aftercall::auth {
namespace {

absl::Status Unusable(const std::string& path, absl::string_view why) {
  return absl::FailedPreconditionError(
      absl::StrCat("the signing key ", path, " cannot be used: ", why));
}

absl::Status CheckMode(const std::string& path) {
  struct stat file;
  if (stat(path.c_str(), &file) != 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot read ", path));
  }
  if ((file.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return Unusable(path,
                    "others than its owner may read it; chmod 600 it, or replace it if "
                    "somebody may have copied it");
  }
  return absl::OkStatus();
}

// A private part that does not belong to the public one shows only in use.
bool SignsForItself(const Key& key) {
  const absl::StatusOr<std::string> token = key.Sign("{}");
  return token.ok() && key.VerifiedPayload(*token).ok();
}

absl::StatusOr<Key> Load(const std::string& path) {
  const absl::StatusOr<std::string> text = ReadSmallFile(path);
  if (!text.ok()) return text.status();
  if (const absl::Status status = CheckMode(path); !status.ok()) return status;
  absl::StatusOr<Key> key = Key::FromJwk(*text);
  if (!key.ok()) return Unusable(path, key.status().message());
  if (key->algorithm() != Algorithm::kEs256 || !key->has_private_part() || !SignsForItself(*key)) {
    return Unusable(path, "a private EC P-256 key was expected");
  }
  return key;
}

absl::Status Create(const std::string& path) {
  const absl::StatusOr<Key> key = Key::Generate();
  if (!key.ok()) return key.status();
  const absl::StatusOr<std::string> jwk = key->ToPrivateJwk();
  if (!jwk.ok()) return jwk.status();
  return WritePrivateFile(path, absl::StrCat(*jwk, "\n"), IfThere::kKeep);
}

absl::Status MakeFolder(const std::string& folder) {
  std::error_code error;
  if (std::filesystem::is_directory(folder, error)) return absl::OkStatus();
  const bool made = std::filesystem::create_directories(folder, error);
  if (!error && made) {
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  }
  if (!error) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("cannot make the data folder ", folder, ": ", error.message()));
}

}  // namespace

absl::StatusOr<SigningKey> SigningKey::LoadOrCreate(const std::string& data_dir) {
  const std::string path = absl::StrCat(data_dir, "/signing-key.jwk");
  absl::StatusOr<Key> key = Load(path);
  if (key.ok()) return SigningKey(*std::move(key), /*is_new=*/false);
  if (!absl::IsNotFound(key.status())) return key.status();

  if (const absl::Status status = MakeFolder(data_dir); !status.ok()) return status;
  const absl::Status created = Create(path);
  // Another process was faster: its key is the one.
  if (!created.ok() && !absl::IsAlreadyExists(created)) return created;
  key = Load(path);
  if (!key.ok()) return key.status();
  return SigningKey(*std::move(key), /*is_new=*/created.ok());
}

}  // namespace aftercall::auth
