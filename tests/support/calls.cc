#include "tests/support/calls.h"

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"

namespace aftercall::testing {

void SignIn(const std::string& token, grpc::ClientContext* context) {
  context->AddMetadata("authorization", absl::StrCat("Bearer ", token));
}

absl::Status FromGrpc(const grpc::Status& status) {
  return {static_cast<absl::StatusCode>(status.error_code()), status.error_message()};
}

absl::StatusOr<std::string> ReadToken(const std::string& path) {
  std::ifstream file(path);
  std::string token;
  if (!std::getline(file, token)) return absl::NotFoundError(absl::StrCat("no token in ", path));
  return token;
}

std::string ProgramBeside(absl::string_view name) {
  const auto folder = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  return absl::StrCat(folder.string(), "/", name);
}

}  // namespace aftercall::testing
