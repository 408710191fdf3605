#include "client/net/connection.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "client/net/connection_impl.h"
#include "shared/base/text.h"
#include "shared/wire/problem.h"

namespace aftercall::net {
namespace {

constexpr char kSystemAuthorities[] = "/etc/ssl/certs/ca-certificates.crt";

absl::Status CheckAddress(const std::string& server) {
  const size_t colon = server.rfind(':');
  int port = 0;
  if (colon == std::string::npos || colon == 0 ||
      !absl::SimpleAtoi(server.substr(colon + 1), &port) || port < 1 || port > 65535) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", server, "\" is no address of a server; expected HOST:PORT"));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  if (!file || text.str().empty()) {
    return absl::NotFoundError(absl::StrCat("cannot read certificates from ", path));
  }
  return text.str();
}

bool IsLoopback(absl::string_view server) {
  const absl::string_view host = server.substr(0, server.rfind(':'));
  return host == "localhost" || host == "[::1]" || absl::StartsWith(host, "127.");
}

grpc::ChannelArguments ArgumentsFor(const ConnectionOptions& options) {
  grpc::ChannelArguments arguments;
  // The server permits a ping every 10 s; more than it permits would end in "too_many_pings".
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 30'000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10'000);
  // A feed may be silent for long; without this, pings would stop after two.
  arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
  // The session paces the attempts. gRPC's own pacing must not keep a server that is back from
  // being found.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1'000);
  if (IsLoopback(options.server)) arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  // Two connections of one process (tests; later two accounts) must not share a socket.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return arguments;
}

}  // namespace

bool UsesTls(const ConnectionOptions& options) {
  return !options.tls_ca_file.empty() || !IsLoopback(options.server);
}

Connection::Connection(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Connection::~Connection() {
  impl_->loop->Stop();
  impl_->calls->WaitForNone();
}

absl::StatusOr<std::unique_ptr<Connection>> Connection::Make(ConnectionOptions options,
                                                             std::shared_ptr<Loop> loop) {
  if (absl::Status status = CheckAddress(options.server); !status.ok()) return status;
  if (!std::all_of(options.token.begin(), options.token.end(),
                   [](unsigned char c) { return absl::ascii_isgraph(c); })) {
    return absl::InvalidArgumentError("the token has blanks or other characters that tokens lack");
  }
  std::shared_ptr<grpc::ChannelCredentials> credentials = grpc::InsecureChannelCredentials();
  if (UsesTls(options)) {
    auto authorities =
        ReadFile(options.tls_ca_file.empty() ? kSystemAuthorities : options.tls_ca_file);
    if (!authorities.ok()) return authorities.status();
    grpc::SslCredentialsOptions tls;
    tls.pem_root_certs = *std::move(authorities);
    credentials = grpc::SslCredentials(tls);
  }
  auto impl = std::make_unique<Impl>();
  impl->authorization = absl::StrCat("Bearer ", options.token);
  impl->loop = std::move(loop);
  impl->channel = grpc::CreateCustomChannel(options.server, credentials, ArgumentsFor(options));
  impl->feeds = v1::FeedService::NewStub(impl->channel);
  impl->assessments = v1::AssessmentService::NewStub(impl->channel);
  impl->directory = v1::DirectoryService::NewStub(impl->channel);
  impl->forms = v1::FormService::NewStub(impl->channel);
  impl->reviews = v1::ReviewService::NewStub(impl->channel);
  impl->appeals = v1::AppealService::NewStub(impl->channel);
  impl->interactions = v1::InteractionService::NewStub(impl->channel);
  impl->kudos = v1::KudosService::NewStub(impl->channel);
  impl->pauses = v1::PauseService::NewStub(impl->channel);
  return std::unique_ptr<Connection>(new Connection(std::move(impl)));
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  return wire::FromWire(static_cast<absl::StatusCode>(status.error_code()), status.error_message(),
                        status.error_details());
}

}  // namespace aftercall::net
