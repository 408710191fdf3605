#include "tests/integration/kills/follower.h"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/support/calls.h"

namespace aftercall::kills {
namespace {

using Json = nlohmann::json;

std::string EventText(const std::string& kind, const std::string& interaction,
                      const std::string& question, int rating) {
  return absl::StrCat(kind, " ", interaction, " ", question, " ", rating);
}

// What a line of aftercallctl says of its entry.
std::string EventOf(const Json& line) {
  const std::string kind = line.at("event");
  const Json& event = line.at(kind);
  const bool withdrawn = !event.contains("rating") && !event.contains("verdict");
  const Json& verdict = kind == "verdict_changed" ? event.at("verdict") : event;
  if (withdrawn) {
    return EventText(kind, verdict.at("interaction"), verdict.at("question_id"), 0);
  }
  return EventText(kind, verdict.at("interaction"), verdict.at("question").at("question_id"),
                   verdict.at("rating"));
}

std::string EventOf(const Told& told) {
  constexpr const char* kKinds[] = {"unknown", "verdict", "verdict_changed", "verdict_withdrawn",
                                    "verdict_seen"};
  return EventText(kKinds[static_cast<int>(told.kind)], told.interaction, told.question,
                   told.rating);
}

}  // namespace

Follower::Follower(const Server& server, const Person& person, std::string name,
                   std::string token_file, uint64_t seed)
    : server_(server),
      person_(person),
      name_(std::move(name)),
      token_file_(std::move(token_file)),
      random_(seed),
      thread_([this] { Run(); }) {}

Follower::~Follower() {
  Stop();
  Join();
}

void Follower::Stop() {
  absl::MutexLock lock(&mutex_);
  stopping_ = true;
  if (process_) process_->Terminate();
}

void Follower::Join() {
  if (thread_.joinable()) thread_.join();
}

void Follower::Check(const char* guarantee, bool holds, const std::string& otherwise) {
  findings_.Check(guarantee, holds, holds ? "" : absl::StrCat(name_, ": ", otherwise));
}

void Follower::Run() {
  std::ofstream(token_file_) << person_.token << "\n";
  while (!stopping_) RunOne();
}

void Follower::RunOne() {
  const std::string resume = epoch_.empty() ? "start" : absl::StrCat(epoch_, ":", position_.load());
  std::vector<std::string> command = {testing::ProgramBeside("aftercallctl"),
                                      "--server",
                                      server_.address(),
                                      "--token-file",
                                      token_file_,
                                      "watch",
                                      "--user",
                                      "users/me",
                                      "--resume-after",
                                      resume};
  if (!server_.place().tls_ca.empty()) {
    command.insert(command.begin() + 1, {"--tls-ca", server_.place().tls_ca});
  }
  auto started = testing::Child::Start(command, {.log = token_file_ + ".log"});
  if (!started.ok()) {
    Check("Resumable", false, started.status().ToString());
    stopping_ = true;
    return;
  }
  testing::Child& process = **started;
  {
    absl::MutexLock lock(&mutex_);
    process_ = *std::move(started);
    if (stopping_) process_->Terminate();
  }
  int lines_left = 1 + std::uniform_int_distribution<int>(0, 60)(random_);
  bool killed = false;
  while (const std::optional<std::string> line = process.ReadLine()) {
    TakeLine(*line);
    if (--lines_left > 0 || settled_ || killed) continue;
    killed = true;
    ++kills_;
    process.Kill();  // what it has printed is still read
  }
  const absl::StatusOr<int> code = process.Wait();
  // It ends by itself with 1 where there is no server when it starts.
  Check("Resumable", code.ok() && (*code == 1 || *code == 0 || *code == 128 + SIGKILL),
        absl::StrCat("aftercallctl watch ended with ", code.value_or(-1)));
  absl::MutexLock lock(&mutex_);
  process_.reset();
}

void Follower::TakeLine(const std::string& line) {
  const Json json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  const bool whole = json.is_object() && json.contains("position") && json.contains("epoch");
  Check("Atomic", whole, absl::StrCat("a line that is none: ", line));
  if (!whole) return;
  const int64_t position = json.at("position");
  const int64_t before = position_;
  Check("Ordered", position > before, absl::StrCat(position, " after ", before));
  Check("Gapless", position <= before + 1, absl::StrCat(position, " right after ", before));
  Check("Unique", position > before, absl::StrCat(position, " comes again after ", before));
  const std::string epoch = json.at("epoch");
  Check("Durable", epoch_.empty() || epoch == epoch_, "the database has another life");
  epoch_ = epoch;
  if (position == before + 1) events_.push_back(EventOf(json));
  position_ = std::max(before, position);
}

void Follower::Confirm(const Log& log) {
  for (size_t i = 0; i < events_.size(); ++i) {
    const auto position = static_cast<int64_t>(i) + 1;
    const bool there = position <= log.head();
    Check("Durable", there && EventOf(log.at(position)) == events_[i],
          absl::StrCat("line ", position, " was \"", events_[i], "\", the database has \"",
                       there ? EventOf(log.at(position)) : "", "\""));
  }
}

}  // namespace aftercall::kills
