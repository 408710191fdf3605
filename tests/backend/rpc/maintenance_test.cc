#include <sqlite3.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "backend/store/store.h"
#include "grpc/health/v1/health.grpc.pb.h"
#include "tests/backend/rpc/served.h"

// Verify, backup and restore as an administrator calls them.
namespace aftercall::rpc {
namespace {

using ::testing::HasSubstr;

class MaintenanceTest : public ServedTest {
 protected:
  void SetUp() override {
    on_restored_ = [this] { restored_.Notify(); };
    ServedTest::SetUp();
  }

  void Fill(int calls) {
    std::vector<v1::IngestRecord> records = {StarsRecord()};
    for (int i = 0; i < calls; ++i) {
      const std::string id = absl::StrCat("c", i);
      records.push_back(CallRecord(id, "7"));
      records.push_back(AnswerRecord(id, absl::StrCat("r", i), 1 + i % 5));
    }
    Ingest(records);
  }

  absl::StatusOr<std::vector<v1::VerifyStoreResponse>> Verify(bool mend = false,
                                                              const std::string& token = "") {
    v1::VerifyStoreRequest request;
    request.set_mend(mend);
    Call call(token.empty() ? admin_ : token);
    const auto stream = maintenance_->VerifyStore(&call, request);
    std::vector<v1::VerifyStoreResponse> messages;
    v1::VerifyStoreResponse message;
    while (stream->Read(&message)) messages.push_back(message);
    const auto status = ToAbsl(stream->Finish());
    if (!status.ok()) return status;
    return messages;
  }

  absl::StatusOr<std::string> Backup(const std::string& token = "") {
    Call call(token.empty() ? admin_ : token);
    const auto stream = maintenance_->BackupStore(&call, {});
    std::string bytes;
    v1::BackupStoreResponse message;
    while (stream->Read(&message)) bytes += message.data();
    const auto status = ToAbsl(stream->Finish());
    if (!status.ok()) return status;
    EXPECT_EQ(message.sha256().size(), 64u);
    checksum_ = message.sha256();
    return bytes;
  }

  absl::StatusOr<std::string> Restore(const std::string& bytes, const std::string& checksum,
                                      const std::string& token = "") {
    Call call(token.empty() ? admin_ : token);
    v1::RestoreStoreResponse response;
    const auto stream = maintenance_->RestoreStore(&call, &response);
    v1::RestoreStoreRequest request;
    request.set_size_bytes(static_cast<int64_t>(bytes.size()));
    stream->Write(request);
    for (size_t at = 0; at < bytes.size(); at += 100000) {
      request.set_data(bytes.substr(at, 100000));
      stream->Write(request);
    }
    if (!checksum.empty()) {
      request.set_sha256(checksum);
      stream->Write(request);
    }
    stream->WritesDone();
    const auto status = ToAbsl(stream->Finish());
    if (!status.ok()) return status;
    return response.epoch();
  }

  std::string Epoch() {
    Call call(admin_);
    v1::GetStoreResponse response;
    const auto status = ToAbsl(maintenance_->GetStore(&call, {}, &response));
    EXPECT_TRUE(status.ok()) << status;
    return response.epoch();
  }

  void Break(const std::string& sql) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(config_.sqlite_path.c_str(), &db), SQLITE_OK);
    sqlite3_busy_timeout(db, 30000);
    ASSERT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(db);
  }

  absl::Notification restored_;
  std::string checksum_;
};

TEST_F(MaintenanceTest, IsForAdministratorsAlone) {
  Fill(1);
  for (const auto role :
       {v1::User::ROLE_AGENT, v1::User::ROLE_TEAM_LEADER, v1::User::ROLE_OPERATIONS_MANAGER,
        v1::User::ROLE_QUALITY_ANALYST, v1::User::ROLE_ADAPTER}) {
    const std::string token = TokenOf("Agent 7", role);
    EXPECT_EQ(ReasonOf(Verify(false, token).status()), "ROLE_INSUFFICIENT");
    EXPECT_EQ(ReasonOf(Backup(token).status()), "ROLE_INSUFFICIENT");
    EXPECT_EQ(ReasonOf(Restore("x", "y", token).status()), "ROLE_INSUFFICIENT");
    Call call(token);
    v1::GetStoreResponse response;
    EXPECT_EQ(ReasonOf(ToAbsl(maintenance_->GetStore(&call, {}, &response))), "ROLE_INSUFFICIENT");
  }
  EXPECT_EQ(Verify(false, "no token").status().code(), absl::StatusCode::kUnauthenticated);
}

TEST_F(MaintenanceTest, ACheckTellsProgressAndAReportOfEverything) {
  Fill(300);
  const auto messages = Verify();
  ASSERT_TRUE(messages.ok()) << messages.status();
  const auto& report = messages->back().report();
  EXPECT_EQ(report.interactions(), 300);
  EXPECT_EQ(report.feed_entries(), 300);
  EXPECT_GT(report.rollup_cells(), 0);
  EXPECT_EQ(report.findings(), 0);
  std::set<int> phases;
  for (const auto& message : *messages) phases.insert(message.progress().phase());
  for (const auto phase :
       {v1::VERIFY_PHASE_FEEDS, v1::VERIFY_PHASE_ROLLUPS, v1::VERIFY_PHASE_REQUESTS}) {
    EXPECT_EQ(phases.count(phase), 1u) << phase;
  }
}

TEST_F(MaintenanceTest, WhatDiffersIsToldAndMendedAndFiguresAreRightAgain) {
  Fill(20);
  const auto right = Summary(admin_, "");
  Break("UPDATE rollup_answers SET n = n + 5");
  EXPECT_NE(Summary(admin_, "")->csat().n(), right->csat().n());
  const auto found = Verify();
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->back().report().findings(), 5);
  EXPECT_EQ(found->back().report().mended(), 0);
  const auto mended = Verify(/*mend=*/true);
  EXPECT_EQ(mended->back().report().mended(), 5);
  EXPECT_EQ(Summary(admin_, "")->DebugString(), right->DebugString());
  EXPECT_EQ(Verify()->back().report().findings(), 0);
}

TEST_F(MaintenanceTest, OneAtATimeAndAClientThatIsGoneHoldsNobodyUp) {
  Fill(5);
  Call slow(admin_);
  v1::RestoreStoreResponse response;
  const auto stream = maintenance_->RestoreStore(&slow, &response);
  v1::RestoreStoreRequest request;
  request.set_size_bytes(1000);
  ASSERT_TRUE(stream->Write(request));
  // A check asked for before the restore has begun would keep the restore out, not be kept out.
  const absl::Time end = absl::Now() + absl::Seconds(60);
  const std::string incoming = absl::StrCat(config_.sqlite_path, ".", store::Store::kIncoming);
  while (!std::filesystem::exists(incoming) && absl::Now() < end) {
    absl::SleepFor(absl::Milliseconds(1));
  }
  ASSERT_TRUE(std::filesystem::exists(incoming));
  absl::Status status = Verify().status();
  EXPECT_EQ(ReasonOf(status), "UPKEEP_BUSY") << status;
  EXPECT_TRUE(Summary(admin_, "").ok());
  slow.TryCancel();
  stream->Finish();
  while (!status.ok() && absl::Now() < end) status = Verify().status();
  EXPECT_TRUE(status.ok()) << status;
}

TEST_F(MaintenanceTest, ABackupOfARunningServerIsRestoredIntoAnother) {
  Fill(50);
  const auto summary = Summary(admin_, "");
  const auto bytes = Backup();
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  const std::string before = Epoch();
  Ingest({CallRecord("later", "7"), AnswerRecord("later", "later", 1)});
  const std::string agent = TokenOf("Agent 7");
  v1::FeedCursor cursor;
  {
    Watcher watcher(*feed_, agent);
    ASSERT_TRUE(watcher.WaitUntilLive());
    cursor = watcher.cursor();
    EXPECT_EQ(cursor.position(), 51);
    const auto epoch = Restore(*bytes, checksum_);
    ASSERT_TRUE(epoch.ok()) << epoch.status();
    EXPECT_NE(*epoch, before);
    restored_.WaitForNotification();
    EXPECT_EQ(Epoch(), before) << "until it starts again";
    Stop();
    EXPECT_EQ(ReasonOf(watcher.End()), "DRAINING");
    Start();
    EXPECT_EQ(Epoch(), *epoch);
  }
  EXPECT_EQ(Summary(admin_, "")->DebugString(), summary->DebugString());
  EXPECT_EQ(Verify()->back().report().findings(), 0);
  // Whoever watched comes back by a snapshot, without being told to.
  Watcher again(*feed_, agent, cursor);
  ASSERT_TRUE(again.WaitUntilLive());
  EXPECT_EQ(again.messages()[0].opened().reason(), v1::Opened::REASON_OTHER_EPOCH);
  EXPECT_EQ(again.cursor().position(), 50);
}

TEST_F(MaintenanceTest, WhoRestoresIntoANewServerGetsInAndSoDoesTheFile) {
  Fill(10);
  const auto bytes = Backup();
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  const std::string checksum = checksum_;
  Stop();
  // Everything is lost but the backup.
  for (const auto& entry : std::filesystem::directory_iterator(directory_.path())) {
    std::filesystem::remove_all(entry.path());
  }
  Start();
  const std::string token = admin_;
  ASSERT_TRUE(Restore(*bytes, checksum).ok());
  restored_.WaitForNotification();
  Stop();
  Start();
  EXPECT_NE(admin_, token) << "the file named somebody whom this database does not know";
  for (const auto& each : {admin_, token}) {
    const auto summary = Summary(each, "");
    ASSERT_TRUE(summary.ok()) << summary.status();
    EXPECT_EQ(summary->responses(), 10);
  }
  // No second administrator was made.
  v1::ListUsersResponse users;
  Call call(admin_);
  ASSERT_TRUE(people_->ListUsers(&call, {}, &users).ok());
  int administrators = 0;
  for (const auto& user : users.users()) {
    if (user.role() == v1::User::ROLE_ADMINISTRATOR) ++administrators;
  }
  EXPECT_EQ(administrators, 1);
}

TEST_F(MaintenanceTest, WhatIsRefusedChangesNothing) {
  Fill(10);
  const auto bytes = Backup();
  ASSERT_TRUE(bytes.ok());
  const std::string epoch = Epoch();
  std::string flipped = *bytes;
  flipped[flipped.size() / 2] ^= 1;
  EXPECT_THAT(std::string(Restore(flipped, checksum_).status().message()),
              HasSubstr("damaged on its way"));
  EXPECT_THAT(std::string(Restore(*bytes, "").status().message()),
              HasSubstr("did not come to its end"));
  EXPECT_EQ(ReasonOf(Restore("not a database at all", checksum_).status()), "BACKUP_INVALID");
  EXPECT_FALSE(restored_.HasBeenNotified());
  Stop();
  Start();
  EXPECT_EQ(Epoch(), epoch);
  EXPECT_EQ(Summary(admin_, "")->responses(), 10);
  for (const auto& entry : std::filesystem::directory_iterator(directory_.path())) {
    const std::string name = entry.path().filename();
    EXPECT_TRUE(name.find("upload") == std::string::npos &&
                name.find("backup") == std::string::npos &&
                name.find("restore") == std::string::npos)
        << name;
  }
}

TEST_F(MaintenanceTest, ABackupHoldsNoTokensAndNoKeys) {
  Fill(3);
  const std::string agent = TokenOf("Agent 7");
  const auto bytes = Backup();
  ASSERT_TRUE(bytes.ok());
  for (const auto& secret : {agent, admin_}) {
    EXPECT_EQ(bytes->find(secret.substr(secret.rfind('.') + 1)), std::string::npos);
  }
  EXPECT_EQ(bytes->find("PRIVATE KEY"), std::string::npos);
}

// Two reader threads, a check that lasts, and feeds that go on.
TEST_F(MaintenanceTest, FeedsGoOnWhileACheckRuns) {
  Fill(500);
  config_.reader_threads = 1;
  Stop();
  Start();
  Watcher watcher(*feed_, TokenOf("Agent 7"));
  ASSERT_TRUE(watcher.WaitUntilLive());
  std::atomic<bool> stop = false;
  std::thread checks([&] {
    while (!stop) EXPECT_TRUE(Verify().ok());
  });
  for (int i = 0; i < 50; ++i) {
    const std::string id = absl::StrCat("more", i);
    Ingest({CallRecord(id, "7"), AnswerRecord(id, id, 5)});
  }
  EXPECT_TRUE(watcher.WaitForEntries(50));
  stop = true;
  checks.join();
}

TEST_F(MaintenanceTest, ADrainEndsACheck) {
  Fill(500);
  std::atomic<bool> stop = false;
  std::atomic<int> checks = 0;
  std::thread checker([&] {
    while (!stop) {
      const auto status = Verify().status();
      ++checks;
      if (!status.ok()) {
        // CANCELLED is gRPC's own word for a call that reached it while it was closing.
        EXPECT_TRUE(absl::IsUnavailable(status) || absl::IsCancelled(status)) << status;
        return;
      }
    }
  });
  while (checks < 2) std::this_thread::yield();
  server_->Drain();
  stop = true;
  checker.join();
}

class DamageTest : public MaintenanceTest {
 protected:
  // Spoils every page of tables and indexes on the disk but the first, under the running server.
  void Spoil() {
    std::fstream file(config_.sqlite_path, std::ios::binary | std::ios::in | std::ios::out);
    const auto size = static_cast<int64_t>(std::filesystem::file_size(config_.sqlite_path));
    for (int64_t page = 4096; page < size; page += 4096) {
      file.seekp(page);
      file << std::string(64, '\x77');
    }
    ASSERT_TRUE(file.good());
  }
  grpc::health::v1::HealthCheckResponse::ServingStatus Health() {
    grpc::health::v1::HealthCheckResponse response;
    Call call("");
    EXPECT_TRUE(grpc::health::v1::Health::NewStub(channel_)->Check(&call, {}, &response).ok());
    return response.status();
  }
};

TEST_F(DamageTest, WhatIsMetWhileServingIsSaidAndNothingIsAcknowledgedAfterIt) {
  Fill(300);
  const auto bytes = Backup();
  ASSERT_TRUE(bytes.ok());
  Stop();
  Start();
  EXPECT_EQ(Health(), grpc::health::v1::HealthCheckResponse::SERVING);
  Spoil();
  const auto read = Summary(admin_, "");
  EXPECT_EQ(read.status().code(), absl::StatusCode::kUnavailable) << read.status();
  EXPECT_EQ(ReasonOf(read.status()), "STORE_DAMAGED");
  EXPECT_TRUE(wire::RetryAfterOf(read.status()));
  const auto taken = TryIngest({CallRecord("more", "7")}, admin_);
  EXPECT_EQ(taken.status().code(), absl::StatusCode::kUnavailable) << taken.status();
  EXPECT_EQ(ReasonOf(taken.status()), "STORE_DAMAGED");
  EXPECT_EQ(Health(), grpc::health::v1::HealthCheckResponse::NOT_SERVING);
  // The way back leads through the same server.
  const auto epoch = Restore(*bytes, checksum_);
  ASSERT_TRUE(epoch.ok()) << epoch.status();
  restored_.WaitForNotification();
  Stop();
  Start();
  EXPECT_EQ(Health(), grpc::health::v1::HealthCheckResponse::SERVING);
  EXPECT_EQ(Summary(admin_, "")->responses(), 300);
  Ingest({CallRecord("more", "7")});
}

}  // namespace
}  // namespace aftercall::rpc
