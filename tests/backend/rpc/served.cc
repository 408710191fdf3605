#include "tests/backend/rpc/served.h"

#include <chrono>
#include <fstream>

#include "absl/strings/str_cat.h"

namespace aftercall::rpc {

Call::Call(const std::string& token) {
  if (!token.empty()) AddMetadata("authorization", absl::StrCat("Bearer ", token));
  set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
}

absl::Status ToAbsl(const grpc::Status& status) {
  return wire::FromWire(static_cast<absl::StatusCode>(status.error_code()), status.error_message(),
                        status.error_details());
}

std::string ReasonOf(const absl::Status& status) {
  const auto problem = wire::ProblemOf(status);
  return problem ? problem->reason : "";
}

void ServedTest::SetUp() {
  runtime::SetLogLevel(runtime::LogLevel::kError);
  config_.listen = "127.0.0.1:0";
  config_.data_dir = directory_.path();
  config_.sqlite_path = directory_.File("aftercall.db");
  config_.drain_timeout = absl::Seconds(5);
  // One administrator makes all calls of a test, on a machine of any speed.
  config_.calls_per_second = 1'000'000;
  Start();
}

void ServedTest::Start() {
  auto server = Server::Start(config_, on_restored_);
  ASSERT_TRUE(server.ok()) << server.status();
  server_ = *std::move(server);
  channel_ = Connect();
  ingest_ = v1::IngestService::NewStub(channel_);
  feed_ = v1::FeedService::NewStub(channel_);
  insight_ = v1::InsightService::NewStub(channel_);
  interactions_ = v1::InteractionService::NewStub(channel_);
  people_ = v1::DirectoryService::NewStub(channel_);
  maintenance_ = v1::MaintenanceService::NewStub(channel_);
  std::ifstream file(directory_.File("admin.token"));
  ASSERT_TRUE(std::getline(file, admin_));
}

void ServedTest::Stop() { server_.reset(); }

std::shared_ptr<grpc::Channel> ServedTest::Connect() const {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(server_->address(), grpc::InsecureChannelCredentials(),
                                   arguments);
}

absl::StatusOr<v1::IngestResult> ServedTest::TryIngest(const std::vector<v1::IngestRecord>& records,
                                                       const std::string& token,
                                                       const std::string& request_id) {
  v1::BatchIngestRequest request;
  request.set_request_id(request_id);
  for (const auto& record : records) *request.add_records() = record;
  v1::BatchIngestResponse response;
  Call call(token);
  const auto status = ToAbsl(ingest_->BatchIngest(&call, request, &response));
  if (!status.ok()) return status;
  return response.result();
}

v1::IngestResult ServedTest::Ingest(const std::vector<v1::IngestRecord>& records) {
  const auto result = TryIngest(records, admin_);
  EXPECT_TRUE(result.ok()) << result.status();
  if (!result.ok()) return {};
  EXPECT_EQ(result->refused(), 0) << result->DebugString();
  return *result;
}

v1::User ServedTest::AddUser(const std::string& name, v1::User::Role role,
                             const std::string& staff_number) {
  v1::CreateUserRequest request;
  request.mutable_user()->set_display_name(name);
  request.mutable_user()->set_role(role);
  if (!staff_number.empty()) {
    auto* alias = request.mutable_user()->add_aliases();
    alias->set_source("pbx");
    alias->set_staff_number(staff_number);
  }
  v1::CreateUserResponse response;
  Call call(admin_);
  const auto status = ToAbsl(people_->CreateUser(&call, request, &response));
  EXPECT_TRUE(status.ok()) << status;
  return response.user();
}

v1::Team ServedTest::AddTeam(const std::string& name, const std::vector<std::string>& leaders) {
  v1::CreateTeamRequest request;
  request.mutable_team()->set_display_name(name);
  for (const auto& leader : leaders) request.mutable_team()->add_leaders(leader);
  v1::CreateTeamResponse response;
  Call call(admin_);
  const auto status = ToAbsl(people_->CreateTeam(&call, request, &response));
  EXPECT_TRUE(status.ok()) << status;
  return response.team();
}

std::string ServedTest::TokenOf(const std::string& user, v1::User::Role role) {
  v1::IssueTokenRequest request;
  request.set_user(user);
  request.set_role(role);
  v1::IssueTokenResponse response;
  Call call(admin_);
  const auto status = ToAbsl(people_->IssueToken(&call, request, &response));
  EXPECT_TRUE(status.ok()) << status;
  return response.token();
}

absl::StatusOr<v1::Summary> ServedTest::Summary(const std::string& token, const std::string& user) {
  v1::GetSummaryRequest request;
  if (user.empty()) {
    request.set_all(true);
  } else {
    request.set_user(user);
  }
  v1::GetSummaryResponse response;
  Call call(token);
  const auto status = ToAbsl(insight_->GetSummary(&call, request, &response));
  if (!status.ok()) return status;
  return response.summary();
}

}  // namespace aftercall::rpc
