#include <array>
#include <atomic>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "tests/backend/rpc/served.h"

// Going down and coming back.
namespace aftercall::rpc {
namespace {

class DrainTest : public ServedTest {};

TEST_F(DrainTest, StreamsAreAskedToComeBackAfterAMoment) {
  Ingest({StarsRecord(), CallRecord("c1", "7"), AnswerRecord("c1", "r1", 4)});
  const std::string token = TokenOf("Agent 7");
  Watcher first(*feed_, token), second(*feed_, token);
  ASSERT_TRUE(first.WaitUntilLive());
  ASSERT_TRUE(second.WaitUntilLive());
  server_->Drain();
  for (Watcher* watcher : {&first, &second}) {
    const auto status = watcher->End();
    EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
    EXPECT_EQ(ReasonOf(status), "DRAINING");
    const auto delay = wire::RetryAfterOf(status);
    ASSERT_TRUE(delay);
    EXPECT_GT(*delay, absl::ZeroDuration());
    EXPECT_LE(*delay, absl::Seconds(2));
  }
  const auto kept = first.cursor();
  Stop();
  Start();
  Watcher again(*feed_, token, kept);
  ASSERT_TRUE(again.WaitUntilLive());
  EXPECT_EQ(again.messages()[0].opened().mode(), v1::Opened::MODE_RESUMED);
  EXPECT_TRUE(again.entries().empty());
}

TEST_F(DrainTest, NothingThatWasAnsweredIsLost) {
  Ingest({StarsRecord(), CallRecord("c", "7")});
  std::atomic<int> answered = 0;
  const auto stub = v1::IngestService::NewStub(Connect());
  std::vector<std::thread> writers;
  std::array<std::vector<std::string>, 4> acknowledged;
  for (size_t w = 0; w < acknowledged.size(); ++w) {
    writers.emplace_back([&, w] {
      for (int i = 0;; ++i) {
        v1::BatchIngestRequest request;
        const std::string id = absl::StrCat("c-", w, "-", i);
        *request.add_records() = CallRecord(id, "7");
        *request.add_records() = AnswerRecord(id, absl::StrCat("r-", w, "-", i), 3);
        v1::BatchIngestResponse response;
        Call call(admin_);
        if (!stub->BatchIngest(&call, request, &response).ok()) return;
        acknowledged[w].push_back(id);
        ++answered;
      }
    });
  }
  while (answered < 200) std::this_thread::yield();
  server_->Drain();
  for (auto& writer : writers) writer.join();
  Stop();
  Start();
  std::set<std::string> kept;
  v1::FeedCursor start;
  {
    Watcher watcher(*feed_, TokenOf("Agent 7"));
    ASSERT_TRUE(watcher.WaitUntilLive());
    start = watcher.cursor();
  }
  const auto head = static_cast<size_t>(start.position());
  start.set_position(0);
  Watcher watcher(*feed_, TokenOf("Agent 7"), start);
  ASSERT_TRUE(watcher.WaitForEntries(head));
  for (const auto& entry : watcher.entries()) {
    EXPECT_TRUE(kept.insert(entry.verdict().interaction_external_id()).second);
  }
  for (const auto& ids : acknowledged) {
    for (const auto& id : ids) EXPECT_TRUE(kept.count(id) > 0) << id;
  }
}

TEST_F(DrainTest, ASecondServerOnTheSameDatabaseIsRefused) {
  const auto second = Server::Start(config_);
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(DrainTest, TheAdministratorStaysTheSame) {
  const std::string before = admin_;
  Stop();
  Start();
  EXPECT_EQ(admin_, before);
  EXPECT_TRUE(Summary(before, "").ok());
}

}  // namespace
}  // namespace aftercall::rpc
