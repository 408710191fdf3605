#include "client/net/log_file.h"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/dist_sink.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "client/net/disk_cache.h"
#include "client/net/private_file.h"
#include "shared/base/text.h"
#include "shared/wire/problem.h"

namespace aftercall::net {
namespace {

// Whatever the umask says.
spdlog::file_event_handlers ForItsOwnerAlone() {
  spdlog::file_event_handlers handlers;
  handlers.after_open = [](const spdlog::filename_t&, std::FILE* file) {
    fchmod(fileno(file), S_IRUSR | S_IWUSR);
  };
  return handlers;
}

}  // namespace

std::string WordsForLog(const absl::Status& status) {
  const char* const home = std::getenv("HOME");
  std::string words(status.message());
  if (home != nullptr && absl::string_view(home).size() > 1) {
    words = absl::StrReplaceAll(words, {{home, "~"}});
  }
  return words;
}

std::string AnswerForLog(const absl::Status& answer) {
  const auto problem = wire::ProblemOf(answer);
  return absl::StrCat("The server answered ", absl::StatusCodeToString(answer.code()),
                      problem ? absl::StrCat(" (", problem->reason, ")") : "", ".");
}

class LogFile::Impl {
 public:
  Impl() : logger_("aftercall", sinks_) {
    Add(std::make_shared<spdlog::sinks::stderr_sink_mt>());
    logger_.flush_on(spdlog::level::info);
  }

  void Add(spdlog::sink_ptr sink) {
    sink->set_formatter(std::make_unique<spdlog::pattern_formatter>(
        "%Y-%m-%dT%H:%M:%S.%eZ %l: %v", spdlog::pattern_time_type::utc));
    sinks_->add_sink(std::move(sink));
  }

  void Write(spdlog::level::level_enum level, absl::string_view sentence) {
    const std::string line = base::OneLine(sentence);
    logger_.log(level, spdlog::string_view_t(line.data(), line.size()));
  }

 private:
  const std::shared_ptr<spdlog::sinks::dist_sink_mt> sinks_ =
      std::make_shared<spdlog::sinks::dist_sink_mt>();
  spdlog::logger logger_;
};

LogFile::LogFile() : impl_(std::make_unique<Impl>()) {}
LogFile::~LogFile() = default;

absl::Status LogFile::Open(const std::string& path, Sizes sizes) {
  const std::string folder = std::filesystem::path(path).parent_path();
  if (absl::Status made = MakePrivateDirectory(folder); !made.ok()) return made;
  // spdlog speaks in exceptions; they end here.
  try {
    impl_->Add(std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
        path, sizes.file_bytes, sizes.files - 1, false, ForItsOwnerAlone()));
  } catch (const spdlog::spdlog_ex& error) {
    return absl::UnavailableError(absl::StrCat("cannot log to ", path, ": ", error.what()));
  }
  return absl::OkStatus();
}

void LogFile::Info(absl::string_view sentence) { impl_->Write(spdlog::level::info, sentence); }
void LogFile::Warning(absl::string_view sentence) { impl_->Write(spdlog::level::warn, sentence); }

std::string LogFileIn(const std::string& state_dir) {
  const std::string folder = state_dir.empty() ? DefaultStateDirectory() : state_dir;
  return folder.empty() ? "" : absl::StrCat(folder, "/aftercall.log");
}

}  // namespace aftercall::net
