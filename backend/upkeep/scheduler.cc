#include "backend/upkeep/scheduler.h"

#include <pthread.h>

#include <utility>

#include "absl/memory/memory.h"
#include "backend/commands/appeal.h"
#include "backend/commands/assess.h"
#include "backend/commands/pause.h"
#include "backend/commands/review.h"
#include "backend/runtime/logging.h"
#include "backend/upkeep/writing.h"

namespace aftercall::upkeep {
namespace {

constexpr absl::Duration kBetweenLooks = absl::Seconds(1);
// In one command, so that those of others go between.
constexpr size_t kAtOnce = 50;

// What may be due: whether any is, and the command that brings it about.
struct Kind {
  absl::StatusOr<bool> (store::Reader::*has_due)(absl::Time by);
  absl::StatusOr<size_t> (*run)(store::Transaction& transaction, const commands::Policy& policy,
                                size_t limit);
};

// Pauses first: what stood still is not due by what it said before.
constexpr Kind kKinds[] = {
    {&store::Reader::HasDuePauses, commands::RunDuePauses},
    {&store::Reader::HasDueSelfAssessments, commands::RunDueSelfAssessments},
    {&store::Reader::HasDueReviews, commands::RunDueReviews},
    {&store::Reader::HasDueAppeals, commands::RunDueAppeals},
};

absl::Status RunDueOf(const Kind& kind, store::Store& store, store::Reader& reader,
                      const commands::Policy& policy, absl::Time now) {
  while (true) {
    const auto due = (reader.*kind.has_due)(now);
    if (!due.ok()) return due.status();
    if (!*due) return absl::OkStatus();
    size_t moved = 0;
    auto status = WriteAndWait(store, [&](store::Transaction& transaction) {
      const auto run = kind.run(transaction, policy, kAtOnce);
      if (run.ok()) moved = *run;
      return run.status();
    });
    if (!status.ok()) return status;
    // Due by the reader's clock and not by the writer's: another look will find them.
    if (moved == 0) return absl::OkStatus();
  }
}

}  // namespace

absl::Status RunDue(store::Store& store, store::Reader& reader, const commands::Policy& policy,
                    absl::Time now) {
  absl::Status status;
  // Trouble with one kind keeps none of the others waiting.
  for (const Kind& kind : kKinds) status.Update(RunDueOf(kind, store, reader, policy, now));
  return status;
}

absl::StatusOr<std::unique_ptr<Scheduler>> Scheduler::Start(store::Store& store,
                                                            const base::Clock& clock,
                                                            commands::Policy policy) {
  auto reader = store.NewReader();
  if (!reader.ok()) return reader.status();
  return absl::WrapUnique(new Scheduler(store, *std::move(reader), clock, std::move(policy)));
}

Scheduler::Scheduler(store::Store& store, std::unique_ptr<store::Reader> reader,
                     const base::Clock& clock, commands::Policy policy)
    : store_(store), reader_(std::move(reader)), clock_(clock), policy_(std::move(policy)) {
  thread_ = std::thread([this] { Run(); });
}

Scheduler::~Scheduler() {
  stop_.Ring();
  thread_.join();
}

void Scheduler::Run() {
  pthread_setname_np(pthread_self(), "scheduler");
  absl::Status trouble;
  while (!stop_.WaitFor(kBetweenLooks)) {
    const absl::Status status = RunDue(store_, *reader_, policy_, clock_.Now());
    // Once, and not every second.
    if (!status.ok() && status != trouble) {
      runtime::LogWarning("what is due could not be done: ", status.message());
    }
    trouble = status;
  }
}

}  // namespace aftercall::upkeep
