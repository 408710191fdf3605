#include "tests/load/scenarios.h"

#include <arpa/inet.h>
#include <malloc.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <thread>
#include <utility>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/bench/records.h"
#include "tests/support/child.h"

namespace aftercall::load {
namespace {

constexpr absl::Duration kSettle = absl::Seconds(1);

void Say(const std::string& what) { std::cerr << what << std::endl; }

double SecondsSince(int64_t start) {
  return static_cast<double>(bench::Nanoseconds() - start) / 1e9;
}

double Kilobytes(int64_t bytes) { return static_cast<double>(bytes) / 1024; }

// A port that the server can take again after a kill: not among those that the kernel gives to
// connections.
std::string FreeAddress() {
  absl::BitGen random;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int port = 0;
  bool taken = true;
  while (taken) {
    port = absl::Uniform(random, 20000, 32000);
    address.sin_port = htons(static_cast<uint16_t>(port));
    const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    taken = bind(probe, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0;
    close(probe);
  }
  return absl::StrCat("127.0.0.1:", port);
}

}  // namespace

absl::StatusOr<Visit::Connected> Visit::Connect(const bench::Place& place,
                                                std::unique_ptr<Floor>* floor) const {
  absl::SleepFor(kSettle);
  const int64_t before = place.process->ResidentBytes();
  const int64_t start = bench::Nanoseconds();
  *floor = std::make_unique<Floor>(place, options_.connections);
  const absl::StatusOr<int64_t> live = (*floor)->WaitUntilAllLive(options_.Patience());
  if (!live.ok()) return live.status();
  absl::SleepFor(kSettle);
  const int64_t after = place.process->ResidentBytes();
  return Connected{static_cast<double>(*live - start) / 1e9,
                   Kilobytes(after - before) / options_.agents};
}

absl::Status Visit::MeasureBare() {
  Say("the bare server");
  const absl::StatusOr<bench::Place> place = bench::StartBare(options_.agents);
  if (!place.ok()) return place.status();
  std::unique_ptr<Floor> floor;
  const absl::StatusOr<Connected> connected = Connect(*place, &floor);
  if (!connected.ok()) return connected.status();
  bare_ = *connected;
  return absl::OkStatus();
}

absl::Status Visit::Begin(const std::string& folder) {
  Say("aftercalld, with new agents and their tokens");
  backend_ = {options_.backend, folder, FreeAddress()};
  absl::StatusOr<bench::Place> place = bench::StartOurs(backend_, options_.agents);
  if (!place.ok()) return place.status();
  place_ = *std::move(place);
  Say("all connect");
  // What the bare server's agents left behind would be used again, and not seen.
  malloc_trim(0);
  const int64_t own = testing::ResidentBytes("self");
  const absl::StatusOr<Connected> ours = Connect(place_, &floor_);
  if (!ours.ok()) return ours.status();
  const auto of_bare = [&](double Connected::*figure) {
    return bare_ ? std::optional<double>((*bare_).*figure) : std::nullopt;
  };
  Keep("connect", "all live, s", ours->seconds, of_bare(&Connected::seconds));
  Keep("connect", "server memory an agent, KB", ours->kilobytes, of_bare(&Connected::kilobytes),
       "<= 1.1");
  Keep("connect", "memory an agent of this program, KB",
       Kilobytes(testing::ResidentBytes("self") - own) / options_.agents);
  return absl::OkStatus();
}

absl::Status Visit::StayIdle() {
  Say("idle");
  const Counts& seen = floor_->counts();
  const double used = place_.process->ProcessorSeconds();
  const int64_t bookmarks = seen.bookmarks;
  const int64_t start = bench::Nanoseconds();
  floor_->ForgetSilence();
  absl::SleepFor(absl::Seconds(options_.idle_seconds));
  const double seconds = SecondsSince(start);
  Keep("idle", "server processor, % of a core",
       (place_.process->ProcessorSeconds() - used) / seconds * 100);
  Keep("idle", "bookmarks a second", static_cast<double>(seen.bookmarks - bookmarks) / seconds);
  Keep("idle", "longest silence, s", static_cast<double>(seen.longest_silence) / 1e9);
  return absl::OkStatus();
}

absl::Status Visit::Broadcast() {
  Say("an answer for everybody");
  const absl::StatusOr<bench::Deliveries*> told =
      Prepare("broadcast", static_cast<size_t>(options_.agents));
  if (!told.ok()) return told.status();
  const double used = place_.process->ProcessorSeconds();
  bench::TellByStream(place_, Manner(), *told);
  if (absl::Status all = (*told)->WaitForAll(options_.Patience()); !all.ok()) return all;
  Keep("broadcast", "the last has its entry after, s", (*told)->Seconds());
  Keep("broadcast", "entries a second", options_.agents / (*told)->Seconds());
  Keep("broadcast", "server processor an entry, us",
       (place_.process->ProcessorSeconds() - used) * 1e6 / options_.agents);
  return absl::OkStatus();
}

absl::Status Visit::Direct() {
  Say("answers at the rate");
  const absl::StatusOr<bench::Deliveries*> told = Prepare("directed", AnswersAtRate());
  if (!told.ok()) return told.status();
  const double used = place_.process->ProcessorSeconds();
  bench::TellAtRate(place_, Manner(), *told);
  if (absl::Status all = (*told)->WaitForAll(options_.Patience()); !all.ok()) return all;
  const double seconds = (*told)->Seconds();
  Keep("directed", "answers a second", static_cast<double>((*told)->count()) / seconds);
  KeepLatency("directed", **told);
  Keep("directed", "server processor, % of a core",
       (place_.process->ProcessorSeconds() - used) / seconds * 100);
  return absl::OkStatus();
}

absl::Status Visit::Storm() {
  Say("the server is killed while answers are told");
  const absl::StatusOr<bench::Deliveries*> told = Prepare("storm", AnswersAtRate());
  if (!told.ok()) return told.status();
  bench::Telling manner = Manner();
  manner.retries = true;
  std::thread teller([&] { bench::TellAtRate(place_, manner, *told); });
  // Everything below waits for the teller, however it ends.
  const auto run = [&]() -> absl::Status {
    if (absl::Status some = (*told)->WaitForSome((*told)->count() / 5, options_.Patience());
        !some.ok()) {
      return some;
    }
    const int64_t killed = bench::Nanoseconds();
    place_.process->Kill();
    if (absl::Status none = floor_->WaitUntilNoneLive(options_.Patience()); !none.ok()) return none;
    auto again = bench::StartBackend(backend_, options_.agents);
    if (!again.ok()) return again.status();
    place_.process = *std::move(again);
    const int64_t listening = bench::Nanoseconds();
    const absl::StatusOr<int64_t> live = floor_->WaitUntilAllLive(options_.Patience());
    if (!live.ok()) return live.status();
    Keep("storm", "all live again after the kill, s", static_cast<double>(*live - killed) / 1e9);
    Keep("storm", "  after the server listened again, s; against: connect",
         static_cast<double>(*live - listening) / 1e9,
         bare_ ? std::optional<double>(bare_->seconds) : std::nullopt, "<= 2");
    Keep("storm", "  server processor for it, s", place_.process->ProcessorSeconds());
    return (*told)->WaitForAll(options_.Patience());
  };
  const absl::Status status = run();
  teller.join();
  if (!status.ok()) return status;
  Keep("storm", "answers told meanwhile", static_cast<double>((*told)->count()));
  Keep("storm", "  that were told again", static_cast<double>((*told)->retries()));
  KeepLatency("storm", **told);
  return absl::OkStatus();
}

absl::StatusOr<bench::Deliveries*> Visit::Prepare(const std::string& series, size_t count) {
  absl::Status told = bench::TellInteractions(place_, series, count, options_.agents);
  if (!told.ok()) return told;
  series_.emplace_back(series, count, /*delivered=*/true);
  floor_->Follow(&series_.back());
  return &series_.back();
}

bench::Telling Visit::Manner() const {
  bench::Telling telling;
  telling.agents = options_.agents;
  telling.rate = options_.rate;
  return telling;
}

size_t Visit::AnswersAtRate() const {
  return std::max<size_t>(5, static_cast<size_t>(options_.rate * options_.seconds));
}

void Visit::Keep(const std::string& scenario, const std::string& name, double ours,
                 std::optional<double> bare, const std::string& goal) {
  report_.figures.push_back({scenario, name, ours, bare, goal});
}

void Visit::KeepLatency(const std::string& scenario, const bench::Deliveries& deliveries) {
  Keep(scenario, "from call to entry, p50, ms", deliveries.Percentile(0.50) / 1e3);
  Keep(scenario, "  p99, ms", deliveries.Percentile(0.99) / 1e3);
  Keep(scenario, "  longest, ms", deliveries.Percentile(1) / 1e3);
}

}  // namespace aftercall::load
