#pragma once

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "aftercall/v1/directory_service.grpc.pb.h"
#include "aftercall/v1/feed_service.grpc.pb.h"
#include "aftercall/v1/ingest_service.grpc.pb.h"
#include "aftercall/v1/insight_service.grpc.pb.h"
#include "aftercall/v1/interaction_service.grpc.pb.h"
#include "aftercall/v1/maintenance_service.grpc.pb.h"
#include "backend/server.h"
#include "shared/wire/problem.h"
#include "tests/backend/rpc/records.h"
#include "tests/backend/rpc/watcher.h"
#include "tests/support/temporary_directory.h"

namespace aftercall::rpc {

// A client's call: a token, and a deadline that only a hanging server reaches.
class Call : public grpc::ClientContext {
 public:
  explicit Call(const std::string& token);
};

absl::Status ToAbsl(const grpc::Status& status);
std::string ReasonOf(const absl::Status& status);  // of its problem; "" without

// The whole backend in this process, with real clients.
class ServedTest : public ::testing::Test {
 protected:
  void SetUp() override;

  // Starts the server on this test's folder; again, after Stop.
  void Start();
  void Stop();
  // A channel of its own connection.
  std::shared_ptr<grpc::Channel> Connect() const;

  absl::StatusOr<v1::IngestResult> TryIngest(const std::vector<v1::IngestRecord>& records,
                                             const std::string& token,
                                             const std::string& request_id = "");
  // By the administrator; expects that nothing is refused.
  v1::IngestResult Ingest(const std::vector<v1::IngestRecord>& records);

  // A user made by the administrator; with `staff_number` known to "pbx" by it.
  v1::User AddUser(const std::string& name, v1::User::Role role,
                   const std::string& staff_number = "");
  v1::Team AddTeam(const std::string& name, const std::vector<std::string>& leaders);
  // A token for a user, by resource name or display name.
  std::string TokenOf(const std::string& user, v1::User::Role role = v1::User::ROLE_UNSPECIFIED);
  absl::StatusOr<v1::Summary> Summary(const std::string& token, const std::string& user);

  testing::TemporaryDirectory directory_;
  runtime::Config config_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::IngestService::Stub> ingest_;
  std::unique_ptr<v1::FeedService::Stub> feed_;
  std::unique_ptr<v1::InsightService::Stub> insight_;
  std::unique_ptr<v1::InteractionService::Stub> interactions_;
  std::unique_ptr<v1::DirectoryService::Stub> people_;
  std::unique_ptr<v1::MaintenanceService::Stub> maintenance_;
  std::function<void()> on_restored_ = [] {};
  std::string admin_;  // the administrator's token
};

}  // namespace aftercall::rpc
