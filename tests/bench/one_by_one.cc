#include "tests/bench/one_by_one.h"

#include <memory>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "aftercall/v1/ingest_service.grpc.pb.h"
#include "aftercall/v1/insight_service.grpc.pb.h"
#include "tests/bench/records.h"
#include "tests/support/calls.h"

namespace aftercall::bench {
namespace {

constexpr size_t kDays = 365;
constexpr size_t kCallsADay = 30;
// Not measured: a connection is made, caches fill.
constexpr size_t kWarmUp = 100;

// Calls `call(context)` again and again.
template <typename Call>
absl::StatusOr<std::vector<double>> OneByOne(const std::string& token, size_t count, Call call) {
  std::vector<double> taken;
  taken.reserve(count);
  for (size_t i = 0; i < kWarmUp + count; ++i) {
    grpc::ClientContext context;
    testing::SignIn(token, &context);
    const int64_t begun = Nanoseconds();
    if (const grpc::Status status = call(&context); !status.ok()) return testing::FromGrpc(status);
    if (i >= kWarmUp) taken.push_back(static_cast<double>(Nanoseconds() - begun) / 1e3);
  }
  return taken;
}

}  // namespace

absl::StatusOr<std::vector<double>> EchoOneByOne(const Place& place, size_t count) {
  const auto stub = v1::IngestService::NewStub(place.Connect());
  v1::BatchIngestRequest request;
  *request.add_records() = AnswerRecord("echo", 0, 0);
  return OneByOne(place.ingest_token, count, [&](grpc::ClientContext* context) {
    v1::BatchIngestResponse response;
    return stub->BatchIngest(context, request, &response);
  });
}

absl::Status TellAYear(const Place& place) {
  return TellRecords(place, 2 * kDays * kCallsADay,
                     [](size_t number) { return RecordOfAYear(0, number, kCallsADay); });
}

absl::StatusOr<std::vector<double>> AskForTodayOneByOne(const Place& place, size_t count) {
  const auto stub = v1::InsightService::NewStub(place.Connect());
  const absl::CivilDay today = absl::ToCivilDay(absl::Now(), absl::UTCTimeZone());
  v1::GetSummaryRequest request;
  request.set_user("users/me");
  request.mutable_from()->set_year(static_cast<int>(today.year()));
  request.mutable_from()->set_month(today.month());
  request.mutable_from()->set_day(today.day());
  *request.mutable_to() = request.from();
  return OneByOne(place.watch_tokens[0], count, [&](grpc::ClientContext* context) {
    v1::GetSummaryResponse response;
    return stub->GetSummary(context, request, &response);
  });
}

}  // namespace aftercall::bench
