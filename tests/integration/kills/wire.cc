#include "tests/integration/kills/wire.h"

#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/support/child.h"

namespace aftercall::kills {
namespace {

constexpr char kDevice[] = "wire";
constexpr char kDesk[] = "10.77.0.1";
// More than the devices' packets are long.
constexpr size_t kLongestPacket = 4096;
// How soon the wire's thread hears that it is to end.
constexpr absl::Duration kHeartbeat = absl::Milliseconds(50);

absl::Status Cannot(absl::string_view what) {
  return absl::FailedPreconditionError(absl::StrCat("cannot ", what, ": ", strerror(errno)));
}

// A network namespace of its own; where that is for the administrator alone, as the administrator
// of a user namespace.
absl::Status LeaveNetwork() {
  if (unshare(CLONE_NEWNET) == 0) return absl::OkStatus();
  const uid_t user = getuid();
  if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) return Cannot("make a network namespace");
  std::ofstream("/proc/self/uid_map") << "0 " << user << " 1";
  return absl::OkStatus();
}

absl::StatusOr<File> OpenFile(const char* path, int flags) {
  const int number = open(path, flags | O_CLOEXEC);
  if (number < 0) return Cannot(absl::StrCat("open ", path));
  return File(number);
}

// A device of the namespace that this thread is in.
absl::StatusOr<File> MakeDevice() {
  auto device = OpenFile("/dev/net/tun", O_RDWR | O_NONBLOCK);
  if (!device.ok()) return device;
  ifreq request{};
  request.ifr_flags = IFF_TUN | IFF_NO_PI;
  std::strncpy(request.ifr_name, kDevice, IFNAMSIZ - 1);
  if (ioctl(device->number(), TUNSETIFF, &request) != 0) return Cannot("make a TUN device");
  return device;
}

absl::Status RunIp(const std::vector<std::string>& words, int network = -1) {
  std::vector<std::string> command = {"ip"};
  command.insert(command.end(), words.begin(), words.end());
  auto ip = testing::Child::Start(command, {.log = "", .network = network});
  if (!ip.ok()) return ip.status();
  const auto code = (*ip)->Wait();
  if (code.ok() && *code == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("ip ", words[0], " failed; iproute2 is needed"));
}

absl::Status SetUp(const char* host, int network) {
  absl::Status status = RunIp({"link", "set", "lo", "up"}, network);
  status.Update(RunIp({"addr", "add", absl::StrCat(host, "/24"), "dev", kDevice}, network));
  status.Update(RunIp({"link", "set", kDevice, "up"}, network));
  return status;
}

}  // namespace

File::~File() {
  if (number_ >= 0) close(number_);
}

absl::StatusOr<std::unique_ptr<Wire>> Wire::Make(uint64_t seed) {
  constexpr char kOurs[] = "/proc/self/ns/net";
  if (absl::Status left = LeaveNetwork(); !left.ok()) return left;
  const auto home = OpenFile(kOurs, O_RDONLY);
  if (!home.ok()) return home.status();
  auto desk = MakeDevice();
  if (!desk.ok()) return desk.status();
  // A look into the other namespace, which lives as long as a file of it is open.
  if (unshare(CLONE_NEWNET) != 0) return Cannot("make a second network namespace");
  auto network = OpenFile(kOurs, O_RDONLY);
  auto server = MakeDevice();
  if (setns(home->number(), CLONE_NEWNET) != 0) return Cannot("come back from a namespace");
  if (!network.ok()) return network.status();
  if (!server.ok()) return server.status();
  if (absl::Status up = SetUp(kDesk, -1); !up.ok()) return up;
  if (absl::Status up = SetUp(kServer, network->number()); !up.ok()) return up;
  return std::unique_ptr<Wire>(
      new Wire(*std::move(network), *std::move(desk), *std::move(server), seed));
}

Wire::Wire(File server_network, File desk, File server, uint64_t seed)
    : server_network_(std::move(server_network)),
      desk_(std::move(desk)),
      server_(std::move(server)),
      random_(seed),
      thread_([this] { Run(); }) {}

Wire::~Wire() {
  stopping_ = true;
  thread_.join();
}

void Wire::Trouble(uint64_t choice) {
  Weather weather;
  switch (choice % 6) {
    case 0:
      weather.delay = absl::Milliseconds(20);
      weather.loss = 0.03;
      break;
    case 1:
      weather.loss = 0.15;
      break;
    case 2:
      weather.lateness = 0.3;
      weather.late_by = absl::Milliseconds(30);
      weather.doubling = 0.1;
      break;
    case 3:
      weather.loss = 0.02;
      weather.cut = true;
      break;
    case 4:
      weather.lateness = 0.1;
      weather.late_by = absl::Milliseconds(10);
      weather.cut = true;
      break;
    case 5:
      weather.down = true;
      break;
  }
  Set(weather);
}

void Wire::Reconnect() {
  Weather weather;
  {
    absl::MutexLock lock(&mutex_);
    weather = weather_;
  }
  weather.cut = weather.down = false;
  Set(weather);
}

void Wire::Mend() { Set({}); }

void Wire::Set(const Weather& weather) {
  bool was_down;
  {
    absl::MutexLock lock(&mutex_);
    was_down = weather_.down;
    weather_ = weather;
    if (weather.cut || weather.down) ++counts_.cuts;
  }
  if (weather.down == was_down) return;
  const absl::Status set = RunIp({"link", "set", kDevice, weather.down ? "down" : "up"});
  if (!set.ok()) std::cerr << set.message() << "\n";
}

bool Wire::is_cut() {
  absl::MutexLock lock(&mutex_);
  return weather_.cut || weather_.down;
}

Wire::Counts Wire::counts() {
  absl::MutexLock lock(&mutex_);
  return counts_;
}

void Wire::Run() {
  std::array<pollfd, 2> files = {{{desk_.number(), POLLIN, 0}, {server_.number(), POLLIN, 0}}};
  while (!stopping_) {
    absl::Duration wait = kHeartbeat;
    if (!packets_.empty()) {
      wait = std::clamp(packets_.top().due - absl::Now(), absl::ZeroDuration(), kHeartbeat);
    }
    const timespec time = absl::ToTimespec(wait);
    ppoll(files.data(), files.size(), &time, nullptr);
    Receive(desk_.number(), server_.number());
    Receive(server_.number(), desk_.number());
    for (; !packets_.empty() && packets_.top().due <= absl::Now(); packets_.pop()) {
      const Packet& packet = packets_.top();
      // A device that is down takes nothing; then the packet is lost.
      if (write(packet.to, packet.bytes.data(), packet.bytes.size()) < 0) continue;
    }
  }
}

void Wire::Receive(int from, int to) {
  std::array<char, kLongestPacket> buffer;
  while (true) {
    const ssize_t size = read(from, buffer.data(), buffer.size());
    if (size <= 0) return;
    const std::string bytes(buffer.data(), static_cast<size_t>(size));
    absl::MutexLock lock(&mutex_);
    if (weather_.cut || Chance(weather_.loss)) {
      ++counts_.lost;
      continue;
    }
    absl::Time due = absl::Now() + weather_.delay;
    if (Chance(weather_.lateness)) {
      ++counts_.late;
      due += std::uniform_real_distribution<>(0, 1)(random_) * weather_.late_by;
    }
    ++counts_.passed;
    if (Chance(weather_.doubling)) {
      ++counts_.doubled;
      Send(bytes, to, due);
    }
    Send(bytes, to, due);
  }
}

void Wire::Send(std::string bytes, int to, absl::Time due) {
  packets_.push({due, ++number_, to, std::move(bytes)});
}

}  // namespace aftercall::kills
