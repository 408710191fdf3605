#include <atomic>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "backend/rpc/rate_limiter.h"
#include "shared/wire/problem.h"
#include "tests/backend/rpc/records.h"
#include "tests/backend/rpc/served.h"

// What keeps one caller, or many together, from slowing the others down.
namespace aftercall::rpc {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'750'000'000);

TEST(RateLimiter, LetsTwoSecondsWorthThroughAtOnceAndThenTheRate) {
  RateLimiter limiter(10);
  for (int i = 0; i < 20; ++i) EXPECT_FALSE(limiter.Refuse({1}, kNow)) << i;
  EXPECT_EQ(limiter.Refuse({1}, kNow), absl::Milliseconds(100));
  EXPECT_EQ(limiter.Refuse({1}, kNow), absl::Milliseconds(100)) << "what is refused costs nothing";
  EXPECT_FALSE(limiter.Refuse({1}, kNow + absl::Milliseconds(100)));
  EXPECT_TRUE(limiter.Refuse({1}, kNow + absl::Milliseconds(100)));
  for (int i = 0; i < 20; ++i) EXPECT_FALSE(limiter.Refuse({1}, kNow + absl::Hours(1))) << i;
  EXPECT_TRUE(limiter.Refuse({1}, kNow + absl::Hours(1)));
}

TEST(RateLimiter, ReckonsEveryPersonAlone) {
  RateLimiter limiter(1);
  while (!limiter.Refuse({1}, kNow)) {
  }
  EXPECT_FALSE(limiter.Refuse({2}, kNow));
}

class LimitsTest : public ServedTest {
 protected:
  void Restart() {
    Stop();
    Start();
  }
};

TEST_F(LimitsTest, CallsThatComeTooFastAreRefusedByName) {
  config_.calls_per_second = 1;
  Restart();
  absl::Status refused;
  for (int i = 0; i < 1000 && refused.ok(); ++i) {
    refused = Summary(admin_, "").status();
    if (refused.code() != absl::StatusCode::kResourceExhausted) refused = absl::OkStatus();
  }
  EXPECT_EQ(ReasonOf(refused), "TOO_MANY_CALLS");
  EXPECT_TRUE(wire::RetryAfterOf(refused));
}

TEST_F(LimitsTest, TellingRecordsIsNotCountedAsAPersonsCalls) {
  config_.calls_per_second = 1;
  Restart();
  for (int i = 0; i < 20; ++i) {
    EXPECT_TRUE(TryIngest({StarsRecord()}, admin_).ok());
  }
}

// Tells answers one a call, from several threads at once, until some call is refused.
TEST_F(LimitsTest, OverloadIsRefusedByNameAndLosesNothingThatWasAccepted) {
  config_.max_queued_records = 1;
  Restart();
  AddUser("Ann", v1::User::ROLE_AGENT, "7");
  Ingest({StarsRecord(), CallRecord("c", "7")});
  std::atomic<int> accepted = 0;
  std::atomic<bool> refused = false;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 10000 && !refused; ++i) {
        const std::string id = absl::StrCat(thread, "-", i);
        const auto status =
            TryIngest({CallRecord(id, "7"), AnswerRecord(id, id, 5)}, admin_).status();
        if (status.ok()) {
          ++accepted;
          continue;
        }
        EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
        EXPECT_EQ(ReasonOf(status), "OVERLOADED");
        EXPECT_TRUE(wire::RetryAfterOf(status));
        refused = true;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_TRUE(refused);
  const auto summary = Summary(admin_, "");
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_EQ(summary->responses(), accepted);
}

TEST_F(LimitsTest, AStreamWaitsForRoomInsteadOfBeingRefused) {
  config_.max_queued_records = 1;
  Restart();
  constexpr int kChunks = 50;
  Call call(admin_);
  v1::StreamIngestResponse response;
  const auto writer = ingest_->StreamIngest(&call, &response);
  for (int i = 0; i < kChunks; ++i) {
    v1::StreamIngestRequest request;
    *request.add_records() = CallRecord(absl::StrCat(i), "7");
    *request.add_records() = CallRecord(absl::StrCat(i, "b"), "7");
    ASSERT_TRUE(writer->Write(request));
  }
  writer->WritesDone();
  const absl::Status status = ToAbsl(writer->Finish());
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(response.result().created(), 2 * kChunks);
}

TEST_F(LimitsTest, AMessageThatIsTooLongIsRefused) {
  config_.max_message_bytes = 65536;
  Restart();
  auto record = StarsRecord();
  record.mutable_question()->set_prompt(std::string(70000, 'x'));
  EXPECT_EQ(TryIngest({record}, admin_).status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(TryIngest({StarsRecord()}, admin_).ok());
}

}  // namespace
}  // namespace aftercall::rpc
