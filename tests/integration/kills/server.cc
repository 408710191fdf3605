#include "tests/integration/kills/server.h"

#include <arpa/inet.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/support/calls.h"

namespace aftercall::kills {
namespace {

bool IsFree(int port) {
  const int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool free = bind(file, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
  close(file);
  return free;
}

// Below those that connections take for themselves: one of these might have it when the backend
// comes back.
int FreePort() {
  std::random_device random;
  std::uniform_int_distribution<int> ports(20000, 32000);
  int port = ports(random);
  while (!IsFree(port)) port = ports(random);
  return port;
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

Server::Server(Place place, std::string folder)
    : place_(std::move(place)),
      folder_(std::move(folder)),
      address_(absl::StrCat(place_.host, ":", FreePort())) {
  std::error_code ignored;
  std::filesystem::create_directories(folder_, ignored);
}

absl::Status Server::Spawn() {
  std::vector<std::string> command = {testing::ProgramBeside("aftercalld"),
                                      "--listen",
                                      address_,
                                      "--data-dir",
                                      folder_,
                                      "--store",
                                      "sqlite:" + database(),
                                      "--bookmark-interval",
                                      "1s",
                                      "--drain-timeout",
                                      "2s"};
  if (!place_.tls_ca.empty()) {
    command.insert(command.end(),
                   {"--tls-certificate", place_.tls_ca, "--tls-key", place_.tls_key});
  }
  absl::StatusOr<std::unique_ptr<testing::Child>> process =
      testing::Child::Start(command, {.log = log_file(), .network = place_.network});
  if (!process.ok()) return process.status();
  process_ = *std::move(process);
  return absl::OkStatus();
}

absl::Status Server::Start() {
  if (absl::Status spawned = Spawn(); !spawned.ok()) return spawned;
  if (absl::Status listening = process_->WaitUntilListening(); !listening.ok()) {
    return absl::UnavailableError(
        absl::StrCat("aftercalld did not start; its log:\n", ReadFile(log_file())));
  }
  return absl::OkStatus();
}

absl::Status Server::StartAndKill(absl::Duration delay) {
  if (absl::Status spawned = Spawn(); !spawned.ok()) return spawned;
  absl::SleepFor(delay);
  Kill();
  return absl::OkStatus();
}

void Server::Kill() {
  process_->Kill();
  process_.reset();
}

absl::Status Server::Drain() {
  process_->Terminate();
  const absl::StatusOr<int> code = process_->Wait();
  if (!code.ok()) return code.status();
  process_.reset();
  if (*code == 0) return absl::OkStatus();
  return absl::InternalError(absl::StrCat("after SIGTERM aftercalld ended with ", *code));
}

std::shared_ptr<grpc::Channel> Server::Connect() const {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 500);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetMaxReceiveMessageSize(64 << 20);
  std::shared_ptr<grpc::ChannelCredentials> credentials = grpc::InsecureChannelCredentials();
  if (!place_.tls_ca.empty()) credentials = grpc::SslCredentials({ReadFile(place_.tls_ca), "", ""});
  return grpc::CreateCustomChannel(address_, credentials, arguments);
}

}  // namespace aftercall::kills
