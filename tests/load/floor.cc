#include "tests/load/floor.h"

#include <arpa/inet.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/bench/records.h"

namespace aftercall::load {
namespace {

// As the ticker waits.
constexpr absl::Duration kFirstRetry = absl::Milliseconds(200);
constexpr absl::Duration kLongestRetry = absl::Seconds(10);
// Connections begun between two looks at those that are there.
constexpr size_t kBegunAtOnce = 100;
// A local address has about 28,000 ports; half of them for each.
constexpr int kConnectionsAnAddress = 14000;
// The first is the server's.
constexpr uint32_t kFirstSource = 0x7f000002;
constexpr int kLongestWait = 50;  // milliseconds, before it looks whether it is to stop
constexpr int64_t kSecond = 1000000000;

sockaddr_in AddressOf(const std::string& text) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  const size_t colon = text.rfind(':');
  int port = 0;
  (void)absl::SimpleAtoi(text.substr(colon + 1), &port);
  address.sin_port = htons(static_cast<uint16_t>(port));
  inet_pton(AF_INET, text.substr(0, colon).c_str(), &address.sin_addr);
  return address;
}

template <typename Condition>
bool WaitFor(Condition condition, absl::Duration patience) {
  const absl::Time give_up = absl::Now() + patience;
  while (!condition()) {
    if (absl::Now() > give_up) return false;
    absl::SleepFor(absl::Milliseconds(5));
  }
  return true;
}

}  // namespace

Floor::Line::Line(Http2& http2, CallListener& listener)
    : connection(http2, listener), backoff(kFirstRetry, kLongestRetry) {}

Floor::Floor(const bench::Place& place, int connections)
    : place_(place),
      address_(place.process->address()),
      server_(AddressOf(address_)),
      poll_(epoll_create1(EPOLL_CLOEXEC)),
      agents_(place.watch_tokens.size()) {
  const int lines = connections > 0 ? connections : static_cast<int>(agents_.size());
  for (int line = 0; line < lines; ++line) {
    lines_.emplace_back(http2_, *this);
    due_.push_back(line);
  }
  thread_ = std::thread([this] { Run(); });
}

Floor::~Floor() {
  stopping_ = true;
  thread_.join();
  close(poll_);
}

absl::StatusOr<int64_t> Floor::WaitUntilAllLive(absl::Duration patience) {
  const auto all = static_cast<int64_t>(agents_.size());
  if (WaitFor([&] { return counts_.live == all; }, patience)) return all_live_at_.load();
  absl::MutexLock lock(&mutex_);
  return absl::DeadlineExceededError(
      absl::StrCat("only ", counts_.live.load(), " of ", all, " agents became live",
                   trouble_.empty() ? "" : "; last trouble: ", trouble_));
}

absl::Status Floor::WaitUntilNoneLive(absl::Duration patience) {
  if (WaitFor([&] { return counts_.live == 0; }, patience)) return absl::OkStatus();
  return absl::DeadlineExceededError(
      absl::StrCat(counts_.live.load(), " agents are still live without a server"));
}

void Floor::OnMessage(int agent, absl::string_view bytes) {
  const int64_t now = bench::Nanoseconds();
  if (!message_.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    ++counts_.strange;
    return;
  }
  if (message_.has_cursor()) {
    if (epoch_.empty()) epoch_ = message_.cursor().epoch();
    if (epoch_ != message_.cursor().epoch()) ++counts_.strange;
  }
  if (agents_[static_cast<size_t>(agent)].Apply(message_, now, counts_)) {
    lines_[static_cast<size_t>(agent) % lines_.size()].backoff.Reset();
    if (counts_.live == static_cast<int64_t>(agents_.size())) all_live_at_ = now;
  }
  bench::Deliveries* deliveries = deliveries_.load();
  if (deliveries == nullptr) return;
  for (const v1::FeedEntry& entry : message_.entries().entries()) {
    deliveries->Receive(entry, /*pushed=*/false);
  }
}

void Floor::OnCallEnd(int agent, int code, absl::string_view words) {
  Note(absl::StrCat("a call ended with status ", code, " ", words));
  agents_[static_cast<size_t>(agent)].End(counts_);
  TryLater(static_cast<int>(static_cast<size_t>(agent) % lines_.size()));
}

void Floor::Run() {
  while (!stopping_) {
    TryDueLines();
    HandleReady(due_.empty() ? kLongestWait : 0);
    LookForSilence();
  }
  for (Line& line : lines_) line.connection.Close();
}

void Floor::TryDueLines() {
  const int64_t now = bench::Nanoseconds();
  while (!later_.empty() && later_.top().first <= now) {
    due_.push_back(later_.top().second);
    later_.pop();
  }
  for (size_t i = 0; i < kBegunAtOnce && !due_.empty(); ++i) {
    const int line = due_.front();
    due_.pop_front();
    Try(line);
  }
}

void Floor::HandleReady(int wait_milliseconds) {
  std::array<epoll_event, 512> ready;
  const int count =
      epoll_wait(poll_, ready.data(), static_cast<int>(ready.size()), wait_milliseconds);
  for (int i = 0; i < count; ++i) {
    const auto index = static_cast<int>(ready[i].data.u32);
    Connection& connection = lines_[index].connection;
    const bool readable = (ready[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0;
    if (absl::Status status = connection.OnReady(readable); !status.ok()) {
      Lose(index, status);
    } else {
      WaitForSocket(index, /*is_new=*/false);
    }
  }
}

void Floor::LookForSilence() {
  const int64_t now = bench::Nanoseconds();
  if (now - looked_at_ < kSecond) return;
  looked_at_ = now;
  int64_t longest = counts_.longest_silence;
  for (const Agent& agent : agents_) {
    if (agent.is_live()) longest = std::max(longest, now - agent.heard_at());
  }
  counts_.longest_silence = longest;
}

void Floor::Try(int line) {
  lines_[line].waits = false;
  const bool is_new = !lines_[line].connection.is_open();
  absl::Status status = is_new ? Connect(line) : absl::OkStatus();
  if (status.ok()) status = WatchMissing(line);
  if (status.ok()) {
    WaitForSocket(line, is_new);
  } else {
    Lose(line, status);
  }
}

absl::Status Floor::Connect(int line) {
  in_addr source{};
  source.s_addr = htonl(kFirstSource + static_cast<uint32_t>(line / kConnectionsAnAddress));
  return lines_[line].connection.Open(server_, source);
}

absl::Status Floor::WatchMissing(int line) {
  for (size_t agent = static_cast<size_t>(line); agent < agents_.size(); agent += lines_.size()) {
    if (agents_[agent].is_watching()) continue;
    agents_[agent].Begin();
    absl::Status status =
        lines_[line].connection.Watch(static_cast<int>(agent), address_, place_.watch_tokens[agent],
                                      Request(static_cast<int>(agent)));
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

void Floor::Lose(int line, const absl::Status& why) {
  Note(why.message());
  lines_[line].connection.Close();
  for (size_t agent = static_cast<size_t>(line); agent < agents_.size(); agent += lines_.size()) {
    agents_[agent].End(counts_);
  }
  TryLater(line);
}

void Floor::TryLater(int line) {
  if (std::exchange(lines_[line].waits, true)) return;
  const absl::Duration wait = lines_[line].backoff.Next(random_);
  later_.emplace(bench::Nanoseconds() + absl::ToInt64Nanoseconds(wait), line);
}

void Floor::WaitForSocket(int line, bool is_new) {
  const bool writes = lines_[line].connection.wants_to_write();
  if (!is_new && writes == lines_[line].writes) return;
  lines_[line].writes = writes;
  epoll_event events{};
  events.events = writes ? EPOLLIN | EPOLLOUT : EPOLLIN;
  events.data.u32 = static_cast<uint32_t>(line);
  epoll_ctl(poll_, is_new ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, lines_[line].connection.socket(),
            &events);
}

std::string Floor::Request(int agent) const {
  v1::WatchFeedRequest request;
  // The bare server knows an agent by the feed's name, ours by the token.
  request.set_feed(place_.bare ? absl::StrCat("users/", agent, "/feed") : "users/me/feed");
  if (const int64_t position = agents_[agent].position(); position >= 0) {
    request.mutable_resume_after()->set_epoch(epoch_);
    request.mutable_resume_after()->set_position(position);
  }
  return request.SerializeAsString();
}

void Floor::Note(absl::string_view trouble) {
  absl::MutexLock lock(&mutex_);
  trouble_ = std::string(trouble);
}

}  // namespace aftercall::load
