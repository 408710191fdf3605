#include "tests/integration/kills/ticker.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <random>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "client/net/disk_cache.h"
#include "tests/client/platform/x_server.h"
#include "tests/integration/kills/audit.h"
#include "tests/integration/kills/await.h"
#include "tests/integration/kills/people.h"
#include "tests/integration/kills/progress.h"
#include "tests/integration/kills/server.h"
#include "tests/integration/kills/teller.h"
#include "tests/support/calls.h"
#include "tests/support/temporary_directory.h"

namespace aftercall::kills {
namespace {

constexpr size_t kShown = 2;  // as many as surely fit on a narrow display
constexpr int kRounds = 4;

// One agent's ticker, in one process after another, and the disk that they share.
class Ticker {
 public:
  Ticker(const Server& server, const Person& person, std::string folder)
      : server_(server), person_(person), folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
    std::ofstream(folder_ + "/token") << person.token << "\n";
  }

  absl::Status Start(const std::vector<std::string>& more) {
    std::vector<std::string> command = {testing::ProgramBeside("aftercall"),
                                        "--server",
                                        server_.address(),
                                        "--token-file",
                                        folder_ + "/token",
                                        "--state-dir",
                                        folder_ + "/state",
                                        "--renderer",
                                        "software",
                                        "--reduced-motion"};
    command.insert(command.end(), more.begin(), more.end());
    auto process = testing::Child::Start(command, {.log = folder_ + "/log"});
    if (!process.ok()) return process.status();
    process_ = *std::move(process);
    return absl::OkStatus();
  }
  void Kill() { process_->Kill(); }
  absl::StatusOr<int> Stop() {
    process_->Terminate();
    return process_->Wait();
  }

  // What is on its disk now.
  std::optional<model::Kept> Kept() const {
    net::DiskCache::Options options;
    options.directory = folder_ + "/state";
    options.server = server_.address();
    const auto identity = net::IdentityOf(person_.token);
    if (identity.ok()) options.identity = *identity;
    auto kept = net::DiskCache(std::move(options)).Load(absl::Now());
    return kept.ok() ? *std::move(kept) : std::nullopt;
  }

 private:
  const Server& server_;
  const Person& person_;
  const std::string folder_;
  std::unique_ptr<testing::Child> process_;
};

// The scene, with all that it needs.
class Scene {
 public:
  explicit Scene(const Options& options)
      : random_(options.seed), server_({}, directory_.File("backend")) {}

  absl::Status Play(testing::Findings* findings) {
    if (absl::Status status = server_.Start(); !status.ok()) return status;
    auto people = MakePeople(server_, 1, 1);
    if (!people.ok()) return people.status();
    people_ = *std::move(people);
    ticker_ = std::make_unique<Ticker>(server_, people_.agents[0], directory_.File("ticker"));
    teller_ = std::make_unique<Teller>(server_, people_, Teller::Way::kBatches, 0, random_(),
                                       kMostAnswers, &progress_);
    absl::Status status = Act();
    teller_->Stop();
    progress_.End();
    teller_->Join();
    if (!status.ok()) return status;
    return Judge(findings);
  }

 private:
  // More than are told, and fewer than a ticker holds.
  static constexpr int kMostAnswers = 180;

  absl::Status Act() {
    if (absl::Status status = ticker_->Start({}); !status.ok()) return status;
    if (!Await(kPatience, [&] { return ticker_->Kept().has_value(); })) {
      return absl::DeadlineExceededError("the ticker kept nothing");
    }
    if (absl::Status status = ShowSome(); !status.ok()) return status;
    if (absl::Status status = ComeBackAlone(); !status.ok()) return status;
    for (int round = 0; round < kRounds; ++round) {
      progress_.Allow(told_ += 15);
      absl::SleepFor(absl::Milliseconds(Below(400)));
      ticker_->Kill();
      if (Below(2) == 0) {
        server_.Kill();
        if (absl::Status status = server_.Start(); !status.ok()) return status;
      }
      if (absl::Status status = ticker_->Start({}); !status.ok()) return status;
    }
    // The last one has to live to keep these: only then does it know what SIGTERM means.
    if (absl::Status status = CatchUp(); !status.ok()) return status;
    progress_.Allow(told_ += 15);
    return CatchUp();
  }

  // Answers come until enough are on the screen, and all that came is on the disk.
  absl::Status ShowSome() {
    const auto shown = [&] {
      const auto kept = ticker_->Kept();
      return kept && static_cast<size_t>(std::count_if(
                         kept->feed.items.begin(), kept->feed.items.end(),
                         [](const model::Item& item) { return !item.waits(); })) >= kShown;
    };
    while (!shown() && told_ < kMostAnswers / 2) {
      progress_.Allow(told_ += 10);
      if (absl::Status status = CatchUp(); !status.ok()) return status;
    }
    return shown() ? absl::OkStatus() : absl::InternalError("too few answers are shown");
  }

  // The ticker dies, the backend is away: what it shows now comes from its disk.
  absl::Status ComeBackAlone() {
    server_.Kill();
    ticker_->Kill();
    const std::string picture = directory_.File("picture.png");
    absl::Status started =
        ticker_->Start({"--screenshot", picture, "--screenshot-after-items", absl::StrCat(kShown)});
    if (!started.ok()) return started;
    if (!Await(kPatience, [&] { return std::filesystem::exists(picture); })) {
      return absl::DeadlineExceededError("without a backend the ticker shows too little");
    }
    if (absl::Status status = server_.Start(); !status.ok()) return status;
    progress_.Allow(told_ += 15);
    return CatchUp();
  }

  absl::Status CatchUp() {
    int64_t head = 0;
    int64_t kept_at = -1;
    const bool caught_up = progress_.AwaitAcknowledged(told_, kPatience) && Await(kPatience, [&] {
                             const auto heads = ReadHeads(server_.database());
                             const auto kept = ticker_->Kept();
                             if (!heads.ok() || !kept) return false;
                             const auto it = heads->find(people_.agents[0].user);
                             head = it == heads->end() ? 0 : it->second;
                             kept_at = kept->feed.cursor.position;
                             return kept_at == head;
                           });
    if (caught_up) return absl::OkStatus();
    return absl::DeadlineExceededError(
        absl::StrCat("the ticker's disk is at ", kept_at, ", its feed at ", head));
  }

  absl::Status Judge(testing::Findings* findings) {
    if (absl::Status status = CatchUp(); !status.ok()) return status;
    const auto code = ticker_->Stop();
    if (!code.ok()) return code.status();
    findings->Check("Resumable", *code == 0, absl::StrCat("the ticker ended with ", *code));
    if (absl::Status status = server_.Drain(); !status.ok()) return status;
    const auto audit = Audit::Open(server_.database());
    if (!audit.ok()) return audit.status();
    findings->Add(audit->findings());
    const Log& log = audit->LogOf(people_.agents[0].user);
    Strip expected;
    for (int64_t position = 1; position <= log.head(); ++position) {
      expected.Apply(position, log.at(position));
    }
    const auto kept = ticker_->Kept();
    findings->Check(
        "Resumable",
        kept && Strip::OfItems(kept->feed.items).Fingerprint() == expected.Fingerprint(),
        "what the ticker keeps is not the log applied");
    return absl::OkStatus();
  }

  int Below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }

  std::mt19937_64 random_;
  const testing::TemporaryDirectory directory_;
  Server server_;
  Progress progress_;
  People people_;
  int64_t told_ = 0;
  std::unique_ptr<Ticker> ticker_;
  std::unique_ptr<Teller> teller_;
};

}  // namespace

absl::Status RunTicker(const Options& options, testing::Findings* findings) {
  const auto display = platform::XServer::Start();
  if (!display) return absl::FailedPreconditionError("there is no Xvfb");
  return Scene(options).Play(findings);
}

}  // namespace aftercall::kills
