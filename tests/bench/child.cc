#include "tests/bench/child.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace aftercall::bench {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(15);

struct Pipe {
  int read = -1;
  int write = -1;
};

absl::StatusOr<Pipe> MakePipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    return absl::InternalError(absl::StrCat("no pipe: ", strerror(errno)));
  }
  return Pipe{ends[0], ends[1]};
}

[[noreturn]] void Become(const std::vector<std::string>& command, const Pipe& in, const Pipe& out) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  dup2(in.read, STDIN_FILENO);
  dup2(out.write, STDOUT_FILENO);
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execv(arguments[0], arguments.data());
  _exit(127);
}

}  // namespace

int64_t ResidentBytes(const std::string& process) {
  std::ifstream memory(absl::StrCat("/proc/", process, "/smaps_rollup"));
  std::string line;
  while (std::getline(memory, line)) {
    absl::string_view rest = line;
    if (!absl::ConsumePrefix(&rest, "Rss:")) continue;
    absl::ConsumeSuffix(&rest, "kB");
    int64_t kilobytes = 0;
    if (absl::SimpleAtoi(absl::StripAsciiWhitespace(rest), &kilobytes)) return kilobytes * 1024;
  }
  return 0;
}

absl::StatusOr<std::unique_ptr<Child>> Child::Start(const std::vector<std::string>& command) {
  const absl::StatusOr<Pipe> in = MakePipe();
  if (!in.ok()) return in.status();
  const absl::StatusOr<Pipe> out = MakePipe();
  if (!out.ok()) return out.status();
  const pid_t process = fork();
  if (process < 0) return absl::InternalError(absl::StrCat("no process: ", strerror(errno)));
  if (process == 0) Become(command, *in, *out);
  close(in->read);
  close(out->write);
  std::unique_ptr<Child> child(
      new Child(process, File(fdopen(in->write, "w")), File(fdopen(out->read, "r"))));
  while (true) {
    const std::string line = child->ReadLine();
    if (line.empty()) return absl::UnavailableError(absl::StrCat(command[0], " did not start."));
    constexpr absl::string_view kListening = "listening on ";
    const size_t at = line.find(kListening.data(), 0, kListening.size());
    if (at == std::string::npos) continue;
    child->address_ = line.substr(at + kListening.size());
    return child;
  }
}

void Child::Kill() {
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  process_ = 0;
}

Child::~Child() {
  to_.reset();
  if (process_ == 0) return;
  kill(process_, SIGTERM);
  const absl::Time give_up = absl::Now() + kPatience;
  while (waitpid(process_, nullptr, WNOHANG) == 0) {
    if (absl::Now() > give_up) kill(process_, SIGKILL);
    absl::SleepFor(absl::Milliseconds(10));
  }
}

int64_t Child::ResidentBytes() const { return bench::ResidentBytes(absl::StrCat(process_)); }

double Child::ProcessorSeconds() const {
  std::ifstream file(absl::StrCat("/proc/", process_, "/stat"));
  std::string line;
  std::getline(file, line);
  // The name, in parentheses, may hold anything. Then come state and ten numbers before these two.
  std::istringstream rest(line.substr(line.rfind(')') + 1));
  std::string word;
  for (int i = 0; i < 11; ++i) rest >> word;
  double user = 0;
  double system = 0;
  rest >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

void Child::Tell(const std::string& line) {
  std::fputs(absl::StrCat(line, "\n").c_str(), to_.get());
  std::fflush(to_.get());
}

std::string Child::ReadLine() {
  std::string line;
  int c = 0;
  while ((c = std::fgetc(from_.get())) != EOF && c != '\n') line.push_back(static_cast<char>(c));
  return line;
}

}  // namespace aftercall::bench
