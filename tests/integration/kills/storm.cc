#include "tests/integration/kills/storm.h"

#include <algorithm>
#include <ostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/integration/kills/audit.h"
#include "tests/integration/kills/await.h"
#include "tests/integration/kills/wire.h"

namespace aftercall::kills {
namespace {

// How long a kill waits for screens to be live before it comes anyway.
constexpr absl::Duration kGrace = absl::Seconds(5);

}  // namespace

Storm::Storm(const Options& options, Place place, Wire* wire)
    : options_(options),
      wire_(wire),
      random_(options.seed),
      server_(std::move(place), directory_.File("backend")) {}

absl::Status Storm::Run() {
  const absl::Status status = Play();
  // What screens have found says more than what never came to pass.
  if (!status.ok()) Gather();
  return status;
}

absl::Status Storm::Play() {
  if (absl::Status status = FirstStart(); !status.ok()) return status;
  auto people = MakePeople(server_, options_.agents, options_.teams);
  if (!people.ok()) return people.status();
  people_ = *std::move(people);
  Populate();
  if (absl::Status status = Rage(); !status.ok()) return status;
  if (absl::Status status = Settle(); !status.ok()) return status;
  return Judge();
}

// Killed while it makes its keys and its database, it must come up in the end.
absl::Status Storm::FirstStart() {
  for (int i = 0; i < 3; ++i) {
    ++done_["kills of a backend that starts"];
    const absl::Status status = server_.StartAndKill(absl::Milliseconds(Below(40)));
    if (!status.ok()) return status;
  }
  return server_.Start();
}

void Storm::Populate() {
  for (int i = 0; i < options_.tellers; ++i) {
    const int share =
        options_.answers / options_.tellers + (i < options_.answers % options_.tellers ? 1 : 0);
    const auto way = i % 2 == 0 ? Teller::Way::kBatches : Teller::Way::kStreams;
    tellers_.push_back(
        std::make_unique<Teller>(server_, people_, way, i, random_(), share, &progress_));
  }
  std::vector<Person> watched = people_.agents;
  watched.insert(watched.end(), people_.leaders.begin(), people_.leaders.end());
  for (int screen = 0; screen < options_.watchers; ++screen) {
    for (const Person& person : watched) {
      const auto number = static_cast<int>(watchers_.size());
      Watcher::Habits habits;
      habits.slow = number % 5 == 4;
      habits.real_disk = number % 3 == 2;
      habits.sees = screen == 0;
      const std::string name = absl::StrCat(person.display_name, "'s screen ", screen);
      watchers_.push_back(std::make_unique<Watcher>(server_, person, habits, name,
                                                    directory_.File(absl::StrCat("disk-", number)),
                                                    random_()));
    }
  }
  for (int i = 0; i < options_.followers; ++i) {
    const Person& person = watched[static_cast<size_t>(i) % watched.size()];
    followers_.push_back(std::make_unique<Follower>(
        server_, person, absl::StrCat("aftercallctl ", i, " of ", person.display_name),
        directory_.File(absl::StrCat("follower-", i)), random_()));
  }
}

// The k-th kill comes somewhere in the k-th part of the answers, while more are being told.
absl::Status Storm::Rage() {
  const double part = static_cast<double>(options_.answers) / (options_.kills + 1);
  int64_t rested_at = 0;
  for (int k = 1; k <= options_.kills; ++k) {
    const double share = std::uniform_real_distribution<>(0, 1)(random_);
    const auto threshold = std::max(static_cast<int64_t>(part * (k - 1 + share)),
                                    rested_at + static_cast<int64_t>(part * share / 2));
    progress_.Allow(static_cast<int64_t>(part * (k + 1)));
    if (!progress_.AwaitAcknowledged(threshold, kPatience)) {
      return absl::DeadlineExceededError(absl::StrCat(
          "only ", progress_.acknowledged(), " answers were acknowledged, not ", threshold));
    }
    if (wire_ != nullptr) TroubleWire();
    if (absl::Status status = EndServer(); !status.ok()) return status;
    absl::SleepFor(absl::Milliseconds(Below(Chance(0.2) ? 600 : 100)));
    if (absl::Status status = StartServer(); !status.ok()) return status;
    if (wire_ != nullptr) Reconnect();
    // Most kills find screens live; some find them coming back.
    if (Chance(0.8)) Await(kGrace, [this] { return MostAreLive(); });
    if (Chance(0.3)) {
      if (absl::Status status = Rest(); !status.ok()) return status;
      rested_at = progress_.acknowledged();
      for (const auto& watcher : watchers_) watcher->Settle(false);
      for (const auto& follower : followers_) follower->Settle(false);
    }
  }
  progress_.Allow(options_.answers);
  return absl::OkStatus();
}

// What may be told is told, and everyone reads all of it: a screen that nobody woke is found.
absl::Status Storm::Rest() {
  ++done_["times that all had read all"];
  // A death would heal what it is to find.
  for (const auto& watcher : watchers_) watcher->Settle(true);
  for (const auto& follower : followers_) follower->Settle(true);
  std::string behind;
  const bool all_read = Await(kPatience, [&] {
    const auto heads = ReadHeads(server_.database());
    behind = heads.ok() ? Behind(*heads) : heads.status().ToString();
    return behind.empty();
  });
  if (all_read) return absl::OkStatus();
  return absl::DeadlineExceededError(absl::StrCat("never at the end: ", behind));
}

absl::Status Storm::EndServer() {
  if (Chance(0.2)) {
    ++done_["drains"];
    return server_.Drain();
  }
  ++done_["kills"];
  server_.Kill();
  return absl::OkStatus();
}

absl::Status Storm::StartServer() {
  if (Chance(0.2)) {
    ++done_["kills of a backend that starts"];
    const absl::Status status = server_.StartAndKill(absl::Milliseconds(Below(60)));
    if (!status.ok()) return status;
  }
  return server_.Start();
}

bool Storm::MostAreLive() const {
  const auto live = std::count_if(watchers_.begin(), watchers_.end(),
                                  [](const auto& watcher) { return watcher->is_live(); });
  return live * 4 >= static_cast<int64_t>(watchers_.size()) * 3;
}

void Storm::TroubleWire() {
  wire_->Trouble(random_());
  ++done_["troubles of the wire"];
}

// A cut lasts until some have noticed, or until all have; most connections outlive the shorter
// ones.
void Storm::Reconnect() {
  if (!wire_->is_cut()) return;
  absl::SleepFor(absl::Milliseconds(Below(Chance(0.3) ? 6000 : 1000)));
  wire_->Reconnect();
}

// Everything is told; everyone reads to the end.
absl::Status Storm::Settle() {
  if (wire_ != nullptr) wire_->Mend();
  if (!progress_.AwaitAcknowledged(options_.answers, kPatience)) {
    return absl::DeadlineExceededError(absl::StrCat("only ", progress_.acknowledged(), " of ",
                                                    options_.answers, " were acknowledged"));
  }
  for (const auto& teller : tellers_) teller->Join();
  return Rest();
}

std::string Storm::Behind(const std::map<std::string, int64_t>& heads) const {
  const auto head = [&](const Person& person) {
    const auto it = heads.find(person.user);
    return it == heads.end() ? 0 : it->second;
  };
  for (const auto& watcher : watchers_) {
    if (!watcher->is_live() || watcher->position() != head(watcher->person())) {
      return absl::StrCat(watcher->name(), watcher->is_live() ? "" : " (not live)", " is at ",
                          watcher->position(), " of ", head(watcher->person()));
    }
  }
  for (const auto& follower : followers_) {
    if (follower->position() != head(follower->person())) {
      return absl::StrCat(follower->name(), " is at ", follower->position(), " of ",
                          head(follower->person()));
    }
  }
  return "";
}

std::vector<const Story*> Storm::Stories() const {
  std::vector<const Story*> stories;
  for (const auto& teller : tellers_) stories.push_back(&teller->story());
  return stories;
}

absl::Status Storm::Judge() {
  const std::vector<const Story*> stories = Stories();
  if (absl::Status asked = AuditAnswers(server_, people_, stories, &findings_); !asked.ok()) {
    return asked;
  }
  EndScreens();
  if (absl::Status drained = server_.Drain(); !drained.ok()) return drained;
  auto audit = Audit::Open(server_.database());
  if (!audit.ok()) return audit.status();
  int64_t requests = 0;
  for (const auto& teller : tellers_) requests += teller->requests();
  audit->CheckRows(stories, requests);
  audit->CheckFigures();
  audit->CheckFeeds(people_, stories);
  findings_.Add(audit->findings());
  for (const auto& watcher : watchers_) {
    watcher->witness().Confirm(audit->LogOf(watcher->person().user));
  }
  for (const auto& follower : followers_) follower->Confirm(audit->LogOf(follower->person().user));
  Gather();
  // A run in which nothing happened proves nothing.
  for (const char* what : {"streams resumed", "snapshots", "kills of a screen"}) {
    findings_.Check("Resumable", done_[what] > 0, absl::StrCat("no ", what));
  }
  return absl::OkStatus();
}

void Storm::EndScreens() {
  for (const auto& watcher : watchers_) watcher->Stop();
  for (const auto& follower : followers_) follower->Stop();
  for (const auto& watcher : watchers_) watcher->Join();
  for (const auto& follower : followers_) follower->Join();
}

// What all of them have done and found.
void Storm::Gather() {
  EndScreens();
  for (const auto& teller : tellers_) teller->Stop();
  progress_.End();
  for (const auto& teller : tellers_) {
    teller->Join();
    done_["calls and streams told again"] += teller->retries();
    done_["acknowledged requests sent again"] += teller->replays();
    findings_.Add(teller->findings());
  }
  for (const auto& watcher : watchers_) {
    const Witness& witness = watcher->witness();
    findings_.Add(witness.findings());
    const Witness::Counts& counts = witness.counts();
    done_["entries received"] += counts.entries;
    done_["streams resumed"] += counts.resumes;
    done_["snapshots"] += counts.snapshots;
    done_["bookmarks"] += counts.bookmarks;
    done_["kills of a screen"] += counts.rewinds + counts.losses;
    done_["kills of a screen that lost its disk"] += counts.losses;
  }
  for (const auto& follower : followers_) {
    findings_.Add(follower->findings());
    done_["lines of aftercallctl"] += follower->position();
    done_["kills of aftercallctl"] += follower->kills();
  }
  done_["answers acknowledged"] = progress_.acknowledged();
}

void Storm::Print(std::ostream& out) const {
  for (const auto& [what, n] : done_) out << "  " << n << " " << what << "\n";
}

}  // namespace aftercall::kills
