#include "tests/support/child.h"

#include <fcntl.h>
#include <sched.h>
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

namespace aftercall::testing {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(30);

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

// Runs in the new process, where nothing may be allocated: other threads may have held locks.
[[noreturn]] void Become(char* const* arguments, const Child::Options& options, const Pipe& in,
                         const Pipe& out) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (options.network >= 0 && setns(options.network, CLONE_NEWNET) != 0) _exit(126);
  dup2(in.read, STDIN_FILENO);
  dup2(out.write, STDOUT_FILENO);
  if (!options.log.empty()) {
    const int log = open(options.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log >= 0) dup2(log, STDERR_FILENO);
  }
  execvp(arguments[0], arguments);
  _exit(127);
}

int CodeOf(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
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

absl::StatusOr<std::unique_ptr<Child>> Child::Start(const std::vector<std::string>& command,
                                                    const Options& options) {
  const absl::StatusOr<Pipe> in = MakePipe();
  if (!in.ok()) return in.status();
  const absl::StatusOr<Pipe> out = MakePipe();
  if (!out.ok()) return out.status();
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t process = fork();
  if (process < 0) return absl::InternalError(absl::StrCat("no process: ", strerror(errno)));
  if (process == 0) Become(arguments.data(), options, *in, *out);
  close(in->read);
  close(out->write);
  return std::unique_ptr<Child>(
      new Child(process, File(fdopen(in->write, "w")), File(fdopen(out->read, "r"))));
}

absl::Status Child::WaitUntilListening() {
  constexpr absl::string_view kListening = "listening on ";
  while (const std::optional<std::string> line = ReadLine()) {
    const size_t at = line->find(kListening.data(), 0, kListening.size());
    if (at == std::string::npos) continue;
    address_ = line->substr(at + kListening.size());
    return absl::OkStatus();
  }
  return absl::UnavailableError("It ended before it listened.");
}

Child::~Child() {
  to_.reset();
  if (ended_) return;
  Terminate();
  if (!Wait().ok()) Kill();
}

void Child::Kill() {
  if (ended_) return;
  kill(process_, SIGKILL);
  int status = 0;
  waitpid(process_, &status, 0);
  ended_ = CodeOf(status);
}

void Child::Terminate() {
  if (!ended_) kill(process_, SIGTERM);
}

absl::StatusOr<int> Child::Wait() {
  const absl::Time give_up = absl::Now() + kPatience;
  while (!ended_) {
    int status = 0;
    if (waitpid(process_, &status, WNOHANG) != 0) {
      ended_ = CodeOf(status);
    } else if (absl::Now() > give_up) {
      return absl::DeadlineExceededError("It does not end.");
    } else {
      absl::SleepFor(absl::Milliseconds(10));
    }
  }
  return *ended_;
}

int64_t Child::ResidentBytes() const { return testing::ResidentBytes(absl::StrCat(process_)); }

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

std::optional<std::string> Child::ReadLine() {
  std::string line;
  int c = 0;
  while ((c = std::fgetc(from_.get())) != EOF && c != '\n') line.push_back(static_cast<char>(c));
  if (c == EOF) return std::nullopt;
  return line;
}

}  // namespace aftercall::testing
