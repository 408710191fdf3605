#include "tests/bench/measure.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <iostream>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "tests/bench/deliveries.h"
#include "tests/bench/load.h"
#include "tests/bench/one_by_one.h"
#include "tests/bench/picture.h"
#include "tests/bench/place.h"
#include "tests/bench/sqlite_alone.h"
#include "tests/bench/stages.h"
#include "tests/bench/watchers.h"

namespace aftercall::bench {
namespace {

// Answers a second that are expected of each: they decide how many answers a measurement takes.
constexpr double kEchoes = 30000;
constexpr double kBareAnswers = 12000;
constexpr double kOurAnswers = 8000;
constexpr double kAnswersAlone = 15000;
constexpr double kReplays = 8000;

// Calls a second that are expected one by one.
constexpr double kOneByOne = 1000;

// Of a point of the picture, at most; and the latency in microseconds at which no pace is kept.
constexpr double kPictureSeconds = 3;
constexpr double kLost = 100000;

// Of a latency's series, told before it and not measured: a server's first answers find its threads
// asleep and its caches cold.
constexpr double kWarmUp = 0.1;

constexpr absl::Duration kSettle = absl::Seconds(1);
constexpr absl::Duration kPatience = absl::Minutes(1);

using Tell = void (*)(const Place&, const Telling&, Deliveries*);

Telling TellingOf(const Options& options) {
  return {options.streams, options.in_flight, static_cast<size_t>(options.chunk), options.rate};
}

// One server with its watchers, and what is measured of it.
class Visit {
 public:
  Visit(const Options& options, int run, Place place, Samples* samples)
      : options_(options), run_(run), place_(std::move(place)), samples_(*samples) {}

  // Connects the watchers; `memory` is the name of what each costs the server.
  absl::Status Connect(const std::string& memory) {
    absl::SleepFor(kSettle);
    const int64_t before = place_.process->ResidentBytes();
    // Memory is that of agents with a connection of their own.
    watchers_ = std::make_unique<Watchers>(place_, options_.connections);
    if (absl::Status live = watchers_->WaitUntilLive(); !live.ok()) return live;
    absl::SleepFor(kSettle);
    const int64_t after = place_.process->ResidentBytes();
    if (options_.Wants("memory")) Keep(memory, (after - before) / 1024.0 / options_.streams);
    return absl::OkStatus();
  }

  // Tells a series and follows it to its end.
  absl::StatusOr<const Deliveries*> Follow(const std::string& name, size_t count, bool delivered,
                                           Tell tell) {
    return Follow(name, count, delivered, tell, TellingOf(options_));
  }
  absl::StatusOr<const Deliveries*> Follow(const std::string& name, size_t count, bool delivered,
                                           Tell tell, const Telling& telling) {
    if (!place_.bare) {
      absl::Status told = TellInteractions(place_, Series(name), count, options_.streams);
      if (!told.ok()) return told;
    }
    Deliveries* deliveries = Begin(name, count, delivered);
    const double before = place_.process->ProcessorSeconds();
    tell(place_, telling, deliveries);
    if (absl::Status over = deliveries->WaitForAll(kPatience); !over.ok()) return over;
    const double used = place_.process->ProcessorSeconds() - before;
    Keep(absl::StrCat(name, " processor"), used * 1e6 / static_cast<double>(count));
    return deliveries;
  }

  absl::Status Throughput(const std::string& name, size_t count, bool delivered, Tell tell) {
    auto over = Follow(name, count, delivered, tell);
    if (!over.ok()) return over.status();
    Keep(name, static_cast<double>(count) / (*over)->Seconds());
    return absl::OkStatus();
  }

  absl::Status Latency(const std::string& name) {
    const auto warm =
        Follow(absl::StrCat(name, " warm-up"), Count(kWarmUp * options_.rate), true, TellAtRate);
    if (!warm.ok()) return warm.status();
    Stages before;
    if (absl::Status read = ReadStages(&before); !read.ok()) return read;
    auto over = Follow(absl::StrCat(name, " at rate"), Count(options_.rate), true, TellAtRate);
    if (!over.ok()) return over.status();
    KeepLatency(name, **over);
    return KeepStages(before);
  }

  // The bare server pushes by itself.
  absl::Status PushLatency(const std::string& name) {
    const double rate = options_.rate;
    const auto warm = FollowPush(absl::StrCat(name, " warm-up"), rate, Count(kWarmUp * rate));
    if (!warm.ok()) return warm.status();
    const auto over = FollowPush(name, rate, Count(rate));
    if (over.ok()) KeepLatency(name, **over);
    return over.status();
  }

  // Latency at each of the picture's rates, until the server does not keep pace any more.
  absl::Status Picture() {
    const std::string whose = place_.bare ? "bare" : "ours";
    const auto warm = FollowAtRate(absl::StrCat(whose, " warm-up"), PictureRates().front());
    if (!warm.ok()) return warm.status();
    for (const int rate : PictureRates()) {
      const auto over = FollowAtRate(absl::StrCat(whose, " at ", rate), rate);
      if (!over.ok()) return over.status();
      Keep(PictureSample(whose, rate, "p50"), (*over)->Percentile(0.50));
      Keep(PictureSample(whose, rate, "p99"), (*over)->Percentile(0.99));
      if ((*over)->Percentile(0.50) > kLost) return absl::OkStatus();
    }
    return absl::OkStatus();
  }

  // All agents come back at once, each to what its feed got while it was away: how many entries a
  // second reach them, connections included. Everything is durable before.
  absl::Status Replay(const std::string& name) {
    const auto cursors = watchers_->Leave();
    watchers_.reset();
    const size_t count = Count(kReplays);
    const std::string series = Series(name);
    if (place_.bare) {
      OrderPush(0, count, series);
    } else if (absl::Status told = TellAll(series, count); !told.ok()) {
      return told;
    }
    all_.push_back(std::make_unique<Deliveries>(series, count, true));
    Deliveries* deliveries = all_.back().get();
    deliveries->Acknowledge(count, absl::OkStatus());
    for (size_t number = 0; number < count; ++number) deliveries->Call(number);
    watchers_ = std::make_unique<Watchers>(place_, options_.connections, cursors, deliveries);
    if (absl::Status over = deliveries->WaitForAll(kPatience); !over.ok()) return over;
    Keep(name, static_cast<double>(count) / deliveries->Seconds());
    return absl::OkStatus();
  }

  // What one person waits for, call by call; `ask` asks so often.
  absl::Status OneByOne(const std::string& name,
                        absl::StatusOr<std::vector<double>> (*ask)(const Place&, size_t)) {
    auto taken = ask(place_, static_cast<size_t>(kOneByOne * options_.seconds));
    if (!taken.ok()) return taken.status();
    std::sort(taken->begin(), taken->end());
    Keep(absl::StrCat(name, " p50"), (*taken)[taken->size() / 2]);
    Keep(absl::StrCat(name, " p99"), (*taken)[taken->size() * 99 / 100]);
    return absl::OkStatus();
  }
  const Place& place() const { return place_; }

  size_t Count(double rate) const { return static_cast<size_t>(rate * options_.seconds) + 1; }

 private:
  // Without spaces, since words of an order to the bare server stand apart by them. Only the series
  // "echo" is not pushed by it.
  std::string Series(const std::string& name) const {
    if (name == "bare echo") return "echo";
    return absl::StrReplaceAll(absl::StrCat(name, " ", run_), {{" ", "-"}});
  }

  // A point of the picture.
  absl::StatusOr<const Deliveries*> FollowAtRate(const std::string& name, int rate) {
    const auto count = static_cast<size_t>(rate * std::min(options_.seconds, kPictureSeconds));
    if (place_.bare) return FollowPush(name, rate, count);
    Telling telling = TellingOf(options_);
    telling.rate = rate;
    return Follow(name, count, true, TellAtRate, telling);
  }

  absl::StatusOr<const Deliveries*> FollowPush(const std::string& name, double rate, size_t count) {
    Deliveries* deliveries = Begin(name, count, true);
    OrderPush(rate, count, Series(name));
    deliveries->Acknowledge(count, absl::OkStatus());
    if (absl::Status over = deliveries->WaitForAll(kPatience); !over.ok()) return over;
    return deliveries;
  }

  void OrderPush(double rate, size_t count, const std::string& series) {
    place_.process->Tell(
        absl::StrCat("push ", rate, " ", count, " ", options_.streams, " ", series));
    place_.process->ReadLine();
  }

  // Tells answers while nobody watches.
  absl::Status TellAll(const std::string& series, size_t count) {
    absl::Status told = TellInteractions(place_, series, count, options_.streams);
    if (!told.ok()) return told;
    Deliveries deliveries(series, count, false);
    TellByStream(place_, TellingOf(options_), &deliveries);
    return deliveries.WaitForAll(kPatience);
  }

  Deliveries* Begin(const std::string& name, size_t count, bool delivered) {
    all_.push_back(std::make_unique<Deliveries>(Series(name), count, delivered));
    watchers_->Follow(all_.back().get());
    return all_.back().get();
  }

  absl::Status ReadStages(Stages* stages) const {
    if (place_.metrics.empty()) return absl::OkStatus();
    auto read = Stages::Read(place_.metrics);
    if (!read.ok()) return read.status();
    *stages = *std::move(read);
    return absl::OkStatus();
  }

  absl::Status KeepStages(const Stages& before) {
    if (place_.metrics.empty()) return absl::OkStatus();
    Stages after;
    if (absl::Status read = ReadStages(&after); !read.ok()) return read;
    for (const std::string& stage : Stages::Names()) {
      const Stages since = after.Since(before);
      Keep(absl::StrCat(stage, " p50"), since.Percentile(stage, 0.50));
      Keep(absl::StrCat(stage, " p99"), since.Percentile(stage, 0.99));
    }
    return absl::OkStatus();
  }

  void Keep(const std::string& name, double value) { samples_[name].push_back(value); }

  void KeepLatency(const std::string& name, const Deliveries& deliveries) {
    Keep(absl::StrCat(name, " p50"), deliveries.Percentile(0.50));
    Keep(absl::StrCat(name, " p99"), deliveries.Percentile(0.99));
  }

  const Options& options_;
  const int run_;
  Place place_;
  Samples& samples_;
  // Watchers go first: they tell these what they receive.
  std::deque<std::unique_ptr<Deliveries>> all_;
  std::unique_ptr<Watchers> watchers_;
};

absl::Status MeasureBare(const Options& options, int run, Samples* samples) {
  absl::StatusOr<Place> place = StartBare(options.streams);
  if (!place.ok()) return place.status();
  Visit visit(options, run, *std::move(place), samples);
  absl::Status status = visit.Connect("bare memory");
  if (options.Wants("unary") && status.ok()) {
    status = visit.Throughput("bare echo", visit.Count(kEchoes), false, TellByCalls);
    if (status.ok()) {
      status = visit.Throughput("bare unary", visit.Count(kBareAnswers), true, TellByCalls);
    }
  }
  if (options.Wants("latency") && status.ok()) {
    status = visit.PushLatency("bare push");
    if (status.ok()) status = visit.Latency("bare unary");
  }
  if (options.Wants("today") && status.ok()) status = visit.OneByOne("echo alone", EchoOneByOne);
  if (options.Wants("replay") && status.ok()) status = visit.Replay("bare replay");
  if (!options.picture.empty() && status.ok()) status = visit.Picture();
  return status;
}

absl::Status MeasureOurs(const Options& options, int run, const std::string& folder,
                         Samples* samples) {
  absl::StatusOr<Place> place =
      StartOurs({.program = options.backend, .folder = folder, .metrics = true}, options.streams);
  if (!place.ok()) return place.status();
  Visit visit(options, run, *std::move(place), samples);
  absl::Status status = visit.Connect("our memory");
  if (options.Wants("unary") && status.ok()) {
    status = visit.Throughput("our unary", visit.Count(kOurAnswers), true, TellByCalls);
  }
  if (options.Wants("stream") && status.ok()) {
    status = visit.Throughput("our stream", visit.Count(kAnswersAlone), true, TellByStream);
  }
  if (options.Wants("latency") && status.ok()) status = visit.Latency("our unary");
  if (options.Wants("replay") && status.ok()) status = visit.Replay("our replay");
  if (options.Wants("today") && status.ok()) status = TellAYear(visit.place());
  if (options.Wants("today") && status.ok()) status = visit.OneByOne("today", AskForTodayOneByOne);
  if (!options.picture.empty() && status.ok()) status = visit.Picture();
  return status;
}

void Say(int run, const std::string& what) {
  std::cerr << "run " << run << ": " << what << std::endl;
}

absl::Status MeasureAlone(const Options& options, int run, const std::string& folder,
                          Samples* samples) {
  if (!options.Wants("stream") && !options.Wants("store")) return absl::OkStatus();
  Say(run, "the store alone");
  std::filesystem::create_directories(folder);
  const auto rate =
      SqliteAlone(options, folder, static_cast<size_t>(kAnswersAlone * options.seconds) + 1);
  if (!rate.ok()) return rate.status();
  (*samples)["alone"].push_back(*rate);
  return absl::OkStatus();
}

}  // namespace

absl::Status MeasureRun(const Options& options, int run, const std::string& folder,
                        Samples* samples) {
  if (options.WantsServers()) {
    Say(run, "the bare server");
    if (absl::Status bare = MeasureBare(options, run, samples); !bare.ok()) return bare;
  }
  absl::Status alone = MeasureAlone(options, run, absl::StrCat(folder, "/alone-", run), samples);
  if (!alone.ok() || !options.WantsServers()) return alone;
  Say(run, "aftercalld");
  return MeasureOurs(options, run, absl::StrCat(folder, "/ours-", run), samples);
}

}  // namespace aftercall::bench
