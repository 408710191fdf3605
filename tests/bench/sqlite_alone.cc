#include "tests/bench/sqlite_alone.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "backend/commands/ingest_batch.h"
#include "backend/store/sqlite/sqlite_store.h"
#include "shared/base/clock.h"
#include "tests/bench/deliveries.h"
#include "tests/bench/records.h"

namespace aftercall::bench {
namespace {

constexpr char kSource[] = "bench";
constexpr char kSeries[] = "alone";

domain::Question QuestionOf() {
  const v1::SurveyQuestion told = QuestionRecord().question();
  domain::Question question;
  question.id = told.question_id();
  question.prompt = told.prompt();
  question.low = told.low();
  question.high = told.high();
  question.top_box_steps = told.top_box_steps();
  return question;
}

domain::Interaction InteractionOf(int agent, size_t number, absl::Time now) {
  domain::Interaction interaction;
  interaction.source = kSource;
  interaction.external_id = InteractionId(kSeries, agent, number);
  interaction.topic = "Delivery";
  interaction.legs.push_back(
      {AgentName(agent), AgentName(agent), domain::Leg::Role::kAgent, {}, {}});
  interaction.started_at = now - absl::Minutes(5);
  interaction.ended = now - absl::Minutes(1);
  interaction.team = "Bench";
  return interaction;
}

domain::SurveyResponse AnswerOf(int agent, size_t number) {
  const v1::SurveyResponse told = AnswerRecord(kSeries, agent, number).response();
  domain::SurveyResponse answer;
  answer.source = told.source();
  answer.external_id = told.external_id();
  answer.interaction_external_id = told.interaction_external_id();
  answer.question_id = told.question_id();
  answer.rating = told.rating();
  answer.comment = told.comment();
  return answer;
}

// Submits batches to the store: one is written while the next waits.
class Feeder {
 public:
  explicit Feeder(store::Store& store) : store_(store) {}

  void Submit(std::vector<commands::Record> records) {
    {
      absl::MutexLock lock(&mutex_);
      mutex_.Await(absl::Condition(this, &Feeder::HasRoom));
      ++in_flight_;
    }
    store_.Submit({[records = std::move(records)](store::Transaction& transaction) mutable {
                     auto taken =
                         commands::IngestBatch(transaction, commands::Policy(), std::move(records));
                     if (!taken.ok()) return taken.status();
                     if (taken->refused == 0) return absl::OkStatus();
                     return absl::InternalError(taken->problems[0].problem.description);
                   },
                   [this](const absl::Status& status) {
                     absl::MutexLock lock(&mutex_);
                     failure_.Update(status);
                     --in_flight_;
                   }});
  }

  absl::Status Finish() {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(this, &Feeder::IsEmpty));
    return failure_;
  }

 private:
  bool HasRoom() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return in_flight_ < 2; }
  bool IsEmpty() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return in_flight_ == 0; }

  store::Store& store_;
  absl::Mutex mutex_;
  int in_flight_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
};

// Submits `count` records in batches of `chunk`.
template <typename Make>
absl::Status SubmitAll(store::Store& store, size_t count, size_t chunk, Make make) {
  Feeder feeder(store);
  for (size_t first = 0; first < count; first += chunk) {
    std::vector<commands::Record> records;
    for (size_t i = first; i < std::min(first + chunk, count); ++i) records.push_back(make(i));
    feeder.Submit(std::move(records));
  }
  return feeder.Finish();
}

}  // namespace

absl::StatusOr<double> SqliteAlone(const Options& options, const std::string& folder,
                                   size_t count) {
  const base::SystemClock clock;
  auto opened = store::OpenSqliteStore(absl::StrCat(folder, "/alone.db"), clock);
  if (!opened.ok()) return opened.status();
  store::Store& store = **opened;
  const size_t chunk = static_cast<size_t>(options.chunk);
  const auto agent_of = [&](size_t i) { return Deliveries::AgentOf(i, options.streams); };
  const absl::Time now = absl::Now();
  absl::Status status = SubmitAll(store, 1, 1, [](size_t) { return QuestionOf(); });
  if (!status.ok()) return status;
  status =
      SubmitAll(store, count, chunk, [&](size_t i) { return InteractionOf(agent_of(i), i, now); });
  if (!status.ok()) return status;
  const int64_t start = Nanoseconds();
  status = SubmitAll(store, count, chunk, [&](size_t i) { return AnswerOf(agent_of(i), i); });
  if (!status.ok()) return status;
  return static_cast<double>(count) * 1e9 / static_cast<double>(Nanoseconds() - start);
}

}  // namespace aftercall::bench
