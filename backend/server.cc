#include "backend/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "backend/auth/key.h"
#include "backend/auth/signing_key.h"
#include "backend/auth/token_issuer.h"
#include "backend/auth/token_verifier.h"
#include "backend/feed/hub.h"
#include "backend/first_start.h"
#include "backend/health.h"
#include "backend/http/metrics_page.h"
#include "backend/rpc/appeal_service.h"
#include "backend/rpc/assessment_service.h"
#include "backend/rpc/context.h"
#include "backend/rpc/directory_service.h"
#include "backend/rpc/feed_service.h"
#include "backend/rpc/form_service.h"
#include "backend/rpc/ingest_service.h"
#include "backend/rpc/insight_service.h"
#include "backend/rpc/interaction_service.h"
#include "backend/rpc/kudos_service.h"
#include "backend/rpc/maintenance_service.h"
#include "backend/rpc/pause_service.h"
#include "backend/rpc/question_catalog.h"
#include "backend/rpc/review_service.h"
#include "backend/runtime/logging.h"
#include "backend/store/reader_pool.h"
#include "backend/store/sqlite/sqlite_store.h"
#include "backend/upkeep/caretaker.h"
#include "backend/upkeep/rollups.h"
#include "backend/upkeep/scheduler.h"
#include "shared/base/clock.h"

namespace aftercall {
namespace {

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) {
    return absl::FailedPreconditionError(absl::StrCat("The file ", path, " cannot be read."));
  }
  return text.str();
}

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> Credentials(
    const runtime::Config& config) {
  if (!config.has_tls()) return grpc::InsecureServerCredentials();
  auto certificate = ReadFile(config.tls_certificate);
  if (!certificate.ok()) return certificate.status();
  auto key = ReadFile(config.tls_key);
  if (!key.ok()) return key.status();
  grpc::SslServerCredentialsOptions options;
  options.pem_key_cert_pairs.push_back({*std::move(key), *std::move(certificate)});
  return grpc::SslServerCredentials(options);
}

absl::StatusOr<std::unique_ptr<auth::TokenVerifier>> MakeVerifier(const runtime::Config& config,
                                                                  const auth::Key& own) {
  std::vector<auth::TrustedKey> keys;
  keys.push_back({own, auth::kIssuer});
  if (!config.token_keys.empty()) {
    auto more = auth::ReadKeyFile(config.token_keys);
    if (!more.ok()) return more.status();
    for (auto& key : *more) keys.push_back(auth::TrustedKey{std::move(key), config.token_issuer});
  }
  return auth::TokenVerifier::Create(keys);
}

absl::Status LoadDeactivated(store::Store& store, rpc::Gate& gate) {
  constexpr size_t kPage = 1000;
  auto reader = store.NewReader();
  if (!reader.ok()) return reader.status();
  std::string after_name;
  domain::UserId after_id;
  while (true) {
    const auto users =
        (*reader)->ListUsers(domain::User::State::kDeactivated, after_name, after_id, kPage);
    if (!users.ok()) return users.status();
    for (const auto& user : *users) gate.SetDeactivated(user.id, true);
    if (users->size() < kPage) return absl::OkStatus();
    after_name = users->back().display_name;
    after_id = users->back().id;
  }
}

commands::Policy PolicyOf(const runtime::Config& config, const store::Store& store) {
  commands::Policy policy;
  policy.calendar = {config.time_zone, config.day_starts_at};
  policy.rerating_window = config.rerating_window;
  policy.comment_limit = static_cast<size_t>(config.comment_limit);
  policy.sampling_key = std::string(store.HashKey());
  policy.recording_hosts = config.recording_hosts;
  return policy;
}

void SetKeepalive(grpc::ServerBuilder& builder) {
  // Both ends ping; a client that pings every 10 s or less often is never turned away.
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 60000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 20000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 10000);
}

}  // namespace

// In the order in which they are built; each uses only those above it.
struct Server::Parts {
  base::SystemClock clock;
  Health health;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<auth::TokenIssuer> issuer;
  std::unique_ptr<auth::TokenVerifier> verifier;
  feed::Hub hub;
  metrics::FeedStages stages;
  std::unique_ptr<store::ReaderPool> readers;
  std::unique_ptr<rpc::Gate> gate;
  std::unique_ptr<rpc::Context> context;
  rpc::QuestionCatalog questions;
  std::unique_ptr<rpc::IngestService> ingest;
  std::unique_ptr<rpc::FeedService> feed;
  std::unique_ptr<rpc::InsightService> insight;
  std::unique_ptr<rpc::InteractionService> interactions;
  std::unique_ptr<rpc::DirectoryService> directory;
  std::unique_ptr<rpc::FormService> forms;
  std::unique_ptr<rpc::AssessmentService> assessments;
  std::unique_ptr<rpc::ReviewService> reviews;
  std::unique_ptr<rpc::AppealService> appeals;
  std::unique_ptr<rpc::KudosService> kudos;
  std::unique_ptr<rpc::PauseService> pauses;
  std::unique_ptr<upkeep::Caretaker> caretaker;
  std::unique_ptr<upkeep::Scheduler> scheduler;
  std::unique_ptr<rpc::MaintenanceService> maintenance;
  std::unique_ptr<grpc::Server> server;
  std::unique_ptr<http::MetricsPage> metrics;

  absl::Status OpenStore(const runtime::Config& config);
  absl::Status BuildServices(const runtime::Config& config, std::function<void()> on_restored);
  absl::StatusOr<std::string> Listen(const runtime::Config& config);
  absl::Status ServeMetrics(const runtime::Config& config);
};

absl::Status Server::Parts::OpenStore(const runtime::Config& config) {
  std::error_code error;
  const auto folder = std::filesystem::path(config.sqlite_path).parent_path();
  if (!folder.empty()) std::filesystem::create_directories(folder, error);
  auto key = auth::SigningKey::LoadOrCreate(config.data_dir);
  if (!key.ok()) return key.status();
  issuer = std::make_unique<auth::TokenIssuer>(key->key());
  auto made = MakeVerifier(config, key->key());
  if (!made.ok()) return made.status();
  verifier = *std::move(made);
  auto opened = store::OpenSqliteStore(config.sqlite_path, clock,
                                       [](absl::string_view remark) { runtime::LogInfo(remark); });
  if (!opened.ok()) return opened.status();
  store = *std::move(opened);
  store->SetCommitListener([this](auto growth) { hub.OnCommit(growth); });
  store->SetTroubleListener([this](const absl::Status& status) { health.OnTrouble(status); });
  if (auto status = EnsureForm(*store); !status.ok()) return status;
  auto reckoned = upkeep::ReckonWaitingDays(*store, PolicyOf(config, *store));
  if (!reckoned.ok()) return reckoned;
  return EnsureAdministrator(*store, *issuer, *verifier, clock, config.data_dir + "/admin.token");
}

absl::Status Server::Parts::BuildServices(const runtime::Config& config,
                                          std::function<void()> on_restored) {
  auto pool = store::ReaderPool::Start(*store, config.reader_threads);
  if (!pool.ok()) return pool.status();
  readers = *std::move(pool);
  gate = std::make_unique<rpc::Gate>(*verifier, clock, config.calls_per_second);
  if (auto status = LoadDeactivated(*store, *gate); !status.ok()) return status;
  context = std::make_unique<rpc::Context>(
      rpc::Context{*store, *readers, hub, *gate, *issuer, clock, stages, PolicyOf(config, *store),
                   config.bookmark_interval, config.max_streams, config.max_streams_per_user,
                   config.max_queued_records});
  ingest = std::make_unique<rpc::IngestService>(*context, [this] { questions.Invalidate(); });
  feed = std::make_unique<rpc::FeedService>(*context, questions);
  insight = std::make_unique<rpc::InsightService>(*context);
  interactions = std::make_unique<rpc::InteractionService>(*context, questions);
  directory = std::make_unique<rpc::DirectoryService>(*context);
  forms = std::make_unique<rpc::FormService>(*context);
  assessments = std::make_unique<rpc::AssessmentService>(*context);
  reviews = std::make_unique<rpc::ReviewService>(*context);
  appeals = std::make_unique<rpc::AppealService>(*context, questions);
  kudos = std::make_unique<rpc::KudosService>(*context);
  pauses = std::make_unique<rpc::PauseService>(*context);
  auto started =
      upkeep::Caretaker::Start(*store, clock, {config.feed_retention, config.request_retention});
  if (!started.ok()) return started.status();
  caretaker = *std::move(started);
  auto scheduled = upkeep::Scheduler::Start(*store, clock, context->policy);
  if (!scheduled.ok()) return scheduled.status();
  scheduler = *std::move(scheduled);
  maintenance =
      std::make_unique<rpc::MaintenanceService>(*context, *caretaker, std::move(on_restored));
  return absl::OkStatus();
}

absl::StatusOr<std::string> Server::Parts::Listen(const runtime::Config& config) {
  auto credentials = Credentials(config);
  if (!credentials.ok()) return credentials.status();
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort(config.listen, *credentials, &port);
  // Two servers on one port would each get some of the clients.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  SetKeepalive(builder);
  builder.SetMaxReceiveMessageSize(config.max_message_bytes);
  builder.RegisterService(ingest.get());
  builder.RegisterService(feed.get());
  builder.RegisterService(insight.get());
  builder.RegisterService(interactions.get());
  builder.RegisterService(directory.get());
  builder.RegisterService(forms.get());
  builder.RegisterService(assessments.get());
  builder.RegisterService(reviews.get());
  builder.RegisterService(appeals.get());
  builder.RegisterService(kudos.get());
  builder.RegisterService(pauses.get());
  builder.RegisterService(maintenance.get());
  server = builder.BuildAndStart();
  if (server == nullptr || port == 0) {
    return absl::UnavailableError(
        absl::StrCat("Nothing can listen on ", config.listen, "; is the port taken?"));
  }
  health.TellTo(server->GetHealthCheckService());
  return absl::StrCat(config.listen.substr(0, config.listen.rfind(':')), ":", port);
}

absl::Status Server::Parts::ServeMetrics(const runtime::Config& config) {
  if (config.metrics_listen.empty()) return absl::OkStatus();
  const metrics::WriteStages& write = store->Stages();
  auto page = http::MetricsPage::Serve(
      config.metrics_listen,
      {{"aftercall_feed_streams", "Feeds that are watched.",
        [this] { return static_cast<double>(feed->Streams()); }},
       {"aftercall_queued_records", "Records that wait to be written.",
        [this] { return static_cast<double>(store->Queued()); }}},
      {{"aftercall_write_queue_seconds", "Of a command, from its call until its group begins.",
        &write.queue},
       {"aftercall_write_apply_seconds", "Of a command, its group's statements.", &write.apply},
       {"aftercall_write_commit_seconds", "Of a command, its group's way to the disk.",
        &write.commit},
       {"aftercall_write_answer_seconds", "Of a command, from the disk until it is answered.",
        &write.answer},
       {"aftercall_write_checkpoint_seconds",
        "Of the writer, now and then: what a checkpoint leaves.", &write.checkpoint},
       {"aftercall_feed_wake_seconds", "From the disk until an entry is a message to its reader.",
        &stages.wake},
       {"aftercall_feed_write_seconds", "Of a message to a reader, until the network has taken it.",
        &stages.write}});
  if (!page.ok()) return page.status();
  metrics = *std::move(page);
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const runtime::Config& config,
                                                      std::function<void()> on_restored) {
  // Looking for deadlocks costs a tenth of the memory and half the speed of connecting.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  auto parts = std::make_unique<Parts>();
  if (auto status = parts->OpenStore(config); !status.ok()) return status;
  if (auto status = parts->BuildServices(config, std::move(on_restored)); !status.ok()) {
    return status;
  }
  if (auto status = parts->ServeMetrics(config); !status.ok()) return status;
  auto address = parts->Listen(config);
  if (!address.ok()) return address.status();
  return std::unique_ptr<Server>(
      new Server(std::move(parts), *std::move(address), config.drain_timeout));
}

Server::Server(std::unique_ptr<Parts> parts, std::string address, absl::Duration drain_timeout)
    : parts_(std::move(parts)), address_(std::move(address)), drain_timeout_(drain_timeout) {}

Server::~Server() {
  if (parts_->server != nullptr) Drain();
}

std::string Server::MetricsUrl() const {
  return parts_->metrics == nullptr ? "" : parts_->metrics->Url();
}

void Server::Drain() {
  parts_->health.TellTo(nullptr);
  parts_->server->GetHealthCheckService()->SetServingStatus(false);
  parts_->caretaker->Stop();
  parts_->scheduler.reset();
  parts_->feed->Drain();
  parts_->server->Shutdown(absl::ToChronoTime(absl::Now() + drain_timeout_));
  parts_->server.reset();
  // Its last call has ended, but the thread may still be in it.
  parts_->caretaker.reset();
  // Its timers still look at the services, which go before it otherwise.
  parts_->readers.reset();
}

}  // namespace aftercall
