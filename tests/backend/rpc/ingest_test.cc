#include <algorithm>

#include "absl/strings/str_cat.h"
#include "tests/backend/rpc/served.h"

// Records over the wire.
namespace aftercall::rpc {
namespace {

using ::testing::SizeIs;

class IngestTest : public ServedTest {
 protected:
  // Streams records in chunks of `size`.
  absl::StatusOr<v1::IngestResult> Stream(const std::vector<v1::IngestRecord>& records,
                                          size_t size) {
    Call call(admin_);
    v1::StreamIngestResponse response;
    const auto writer = ingest_->StreamIngest(&call, &response);
    for (size_t first = 0; first < records.size(); first += size) {
      v1::StreamIngestRequest chunk;
      for (size_t i = first; i < std::min(first + size, records.size()); ++i) {
        *chunk.add_records() = records[i];
      }
      if (!writer->Write(chunk)) break;
    }
    writer->WritesDone();
    const auto status = ToAbsl(writer->Finish());
    if (!status.ok()) return status;
    return response.result();
  }

  // Calls, each followed by its answer, with something wrong now and then.
  static std::vector<v1::IngestRecord> Mixed(int n) {
    std::vector<v1::IngestRecord> records = {StarsRecord()};
    for (int i = 0; i < n; ++i) {
      const std::string call = absl::StrCat("c", i);
      records.push_back(CallRecord(call, absl::StrCat(i % 3)));
      records.push_back(AnswerRecord(call, absl::StrCat("r", i), i % 10 == 9 ? 7 : 1 + i % 5));
      if (i % 7 == 0) records.push_back(CallRecord(call, absl::StrCat(i % 3)));
    }
    records.push_back(AnswerRecord("unheard of", "r-pending", 3));
    return records;
  }
};

TEST_F(IngestTest, AStreamOfChunksIsTakenAsABatchIs) {
  const auto records = Mixed(150);
  const auto streamed = Stream(records, 1);
  ASSERT_TRUE(streamed.ok()) << streamed.status();
  testing::TemporaryDirectory elsewhere;
  Stop();
  config_.data_dir = elsewhere.path();
  config_.sqlite_path = elsewhere.File("aftercall.db");
  const std::string old_directory = directory_.path();
  auto other = Server::Start(config_);
  ASSERT_TRUE(other.ok()) << other.status();
  server_ = *std::move(other);
  ingest_ = v1::IngestService::NewStub(Connect());
  std::string token;
  FILE* file = std::fopen(elsewhere.File("admin.token").c_str(), "r");
  char line[4096];
  ASSERT_TRUE(std::fgets(line, sizeof line, file));
  std::fclose(file);
  token = line;
  token.erase(token.find_last_not_of('\n') + 1);
  const auto batch = TryIngest(records, token);
  ASSERT_TRUE(batch.ok()) << batch.status();
  EXPECT_EQ(streamed->DebugString(), batch->DebugString());
  EXPECT_EQ(batch->refused(), 15);
  EXPECT_EQ(batch->pending(), 1);
  EXPECT_EQ(batch->unchanged(), 22);
  Stop();
}

TEST_F(IngestTest, ChunksAreTakenInTheirOrder) {
  // Each chunk's answers need the question of the chunk before.
  for (int run = 0; run < 20; ++run) {
    std::vector<v1::IngestRecord> records;
    for (int i = 0; i < 50; ++i) {
      auto question = StarsRecord();
      question.mutable_question()->set_question_id(absl::StrCat("q-", run, "-", i));
      auto answer = AnswerRecord("c", absl::StrCat("r-", run, "-", i), 3);
      answer.mutable_response()->set_question_id(question.question().question_id());
      records.push_back(question);
      records.push_back(answer);
    }
    const auto result = Stream(records, 1);
    ASSERT_TRUE(result.ok()) << result.status();
    ASSERT_EQ(result->refused(), 0) << result->problems(0).DebugString();
  }
}

TEST_F(IngestTest, ABatchHasItsLimits) {
  EXPECT_EQ(ReasonOf(TryIngest({}, admin_).status()), "FIELD_INVALID");
  const std::vector<v1::IngestRecord> many(2001, StarsRecord());
  const auto problem = wire::ProblemOf(TryIngest(many, admin_).status());
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->field, "records");
  EXPECT_EQ(problem->value, "2001");
  EXPECT_EQ(ReasonOf(Stream(many, 2001).status()), "FIELD_INVALID");
  EXPECT_TRUE(TryIngest(std::vector<v1::IngestRecord>(2000, StarsRecord()), admin_).ok());
}

TEST_F(IngestTest, ARefusedRecordIsNamedWithFieldAndValue) {
  auto nameless = CallRecord("", "7");
  auto endless = CallRecord("c2", "7");
  endless.mutable_interaction()->clear_ended_at();
  auto impossible = AnswerRecord("c1", "r2", 3);
  impossible.mutable_response()->mutable_answered_on()->set_year(2026);
  impossible.mutable_response()->mutable_answered_on()->set_month(2);
  impossible.mutable_response()->mutable_answered_on()->set_day(30);
  auto result = TryIngest({StarsRecord(), CallRecord("c1", "7"), AnswerRecord("c1", "r1", 9),
                           nameless, endless, impossible, v1::IngestRecord()},
                          admin_);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->created(), 2);
  ASSERT_THAT(result->problems(), SizeIs(5));
  const char* reasons[] = {"RATING_OUT_OF_SCALE", "REQUIRED_FIELD_MISSING", "FIELD_INVALID",
                           "FIELD_INVALID", "RECORD_MISSING"};
  const char* fields[] = {"response.rating", "interaction.external_id", "interaction.ended_at",
                          "response.answered_on", "record"};
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(result->problems(i).index(), i + 2);
    EXPECT_TRUE(result->problems(i).refused());
    EXPECT_EQ(result->problems(i).reason(), reasons[i]);
    EXPECT_EQ(result->problems(i).field(), fields[i]);
    EXPECT_FALSE(result->problems(i).description().empty());
  }
  EXPECT_EQ(result->problems(0).value(), "9");
  EXPECT_EQ(result->problems(3).value(), "2026-2-30");
}

TEST_F(IngestTest, ARequestIdIsTakenOnce) {
  const auto first = TryIngest({StarsRecord(), CallRecord("c1", "7")}, admin_, "id-1");
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->created(), 2);
  const auto replay = TryIngest({StarsRecord(), CallRecord("c1", "7")}, admin_, "id-1");
  ASSERT_TRUE(replay.ok()) << replay.status();
  EXPECT_EQ(replay->DebugString(), first->DebugString());
  EXPECT_EQ(ReasonOf(TryIngest({CallRecord("c2", "7")}, admin_, "id-1").status()),
            "REQUEST_ID_REUSED");
  EXPECT_EQ(TryIngest({StarsRecord(), CallRecord("c1", "7")}, admin_)->unchanged(), 2);
}

TEST_F(IngestTest, ACommentHasItsLimitInCharacters) {
  std::string comment;
  for (int i = 0; i < 4000; ++i) comment += "好";
  Ingest({StarsRecord(), CallRecord("c1", "7"), AnswerRecord("c1", "r1", 4, comment)});
  const auto result = TryIngest({AnswerRecord("c1", "r2", 4, comment + "!")}, admin_);
  ASSERT_TRUE(result.ok()) << result.status();
  ASSERT_EQ(result->refused(), 1);
  EXPECT_EQ(result->problems(0).reason(), "TEXT_TOO_LONG");
  EXPECT_EQ(result->problems(0).field(), "response.comment");
}

TEST_F(IngestTest, AClientThatGoesAwayLosesNothingThatWasWhole) {
  Ingest({StarsRecord()});
  {
    Call call(admin_);
    v1::StreamIngestResponse response;
    const auto writer = ingest_->StreamIngest(&call, &response);
    for (int i = 0; i < 20; ++i) {
      v1::StreamIngestRequest chunk;
      *chunk.add_records() = CallRecord(absl::StrCat("c", i), "7");
      *chunk.add_records() = AnswerRecord(absl::StrCat("c", i), absl::StrCat("r", i), 3);
      writer->Write(chunk);
    }
    call.TryCancel();
    EXPECT_EQ(ToAbsl(writer->Finish()).code(), absl::StatusCode::kCancelled);
  }
  // Whatever arrived came as whole chunks, and the server goes on.
  Ingest({CallRecord("after", "7")});
  const auto summary = Summary(admin_, "");
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_EQ(summary->interactions(), summary->responses() + 1);
  // A second run completes it.
  std::vector<v1::IngestRecord> again;
  for (int i = 0; i < 20; ++i) {
    again.push_back(CallRecord(absl::StrCat("c", i), "7"));
    again.push_back(AnswerRecord(absl::StrCat("c", i), absl::StrCat("r", i), 3));
  }
  Ingest(again);
  EXPECT_EQ(Summary(admin_, "")->responses(), 20);
}

}  // namespace
}  // namespace aftercall::rpc
