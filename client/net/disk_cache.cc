#include "client/net/disk_cache.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "client/net/kept_json.h"
#include "client/net/private_file.h"
#include "shared/base/bell.h"
#include "shared/base/text.h"

namespace aftercall::net {
namespace {

absl::Status Failed(absl::string_view what, const std::string& path) {
  return absl::ErrnoToStatus(errno, absl::StrCat(what, " ", path));
}

}  // namespace

// Owns the thread.
class DiskCache::Writer {
 public:
  Writer(const Options& options, const std::string& path)
      : options_(options), path_(path), thread_([this] { Run(); }) {}

  ~Writer() {
    {
      absl::MutexLock lock(&mutex_);
      ending_ = true;
    }
    hurry_.Ring();
    thread_.join();
  }

  void Save(model::Kept kept, bool at_once) {
    absl::MutexLock lock(&mutex_);
    if (removed_) return;
    next_ = std::move(kept);
    at_once_ = at_once_ || at_once;
    if (at_once) hurry_.Ring();
  }

  void Flush() {
    const auto done = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return !next_ && !writing_; };
    absl::MutexLock lock(&mutex_);
    ++flushing_;
    hurry_.Ring();
    mutex_.Await(absl::Condition(&done));
    --flushing_;
  }

  // After this nothing is being written and nothing will be.
  void Close() {
    {
      absl::MutexLock lock(&mutex_);
      removed_ = true;
      next_.reset();
    }
    Flush();
  }

 private:
  void Run() {
    while (true) {
      model::Kept kept;
      {
        const auto work = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return next_ || ending_; };
        absl::MutexLock lock(&mutex_);
        mutex_.Await(absl::Condition(&work));
        if (!next_) return;
        kept = *std::exchange(next_, std::nullopt);
        writing_ = true;
        at_once_ = false;
      }
      const absl::Status status = ReplacePrivateFile(path_, WriteKept(kept));
      if (!status.ok() && options_.on_problem) options_.on_problem(status);
      {
        absl::MutexLock lock(&mutex_);
        writing_ = false;
      }
      Rest();
    }
  }

  // Until somebody is in a hurry, and for the pause at most. A ring may be an old one.
  void Rest() {
    while (true) {
      {
        absl::ReaderMutexLock lock(&mutex_);
        if (ending_ || at_once_ || flushing_ > 0) return;
      }
      if (!hurry_.WaitFor(options_.pause)) return;
    }
  }

  const Options& options_;
  const std::string& path_;
  base::Bell hurry_;
  absl::Mutex mutex_;
  std::optional<model::Kept> next_ ABSL_GUARDED_BY(mutex_);
  bool at_once_ ABSL_GUARDED_BY(mutex_) = false;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  bool removed_ ABSL_GUARDED_BY(mutex_) = false;
  int flushing_ ABSL_GUARDED_BY(mutex_) = 0;
  std::thread thread_;  // last: it uses what is above
};

std::string DefaultStateDirectory() {
  const char* state = std::getenv("XDG_STATE_HOME");
  // The specification: a relative path there is to be ignored.
  if (state != nullptr && *state == '/') return absl::StrCat(state, "/aftercall");
  const char* home = std::getenv("HOME");
  if (home != nullptr && *home != '\0') return absl::StrCat(home, "/.local/state/aftercall");
  return "";
}

DiskCache::DiskCache(Options options)
    : options_(std::move(options)),
      path_(absl::StrCat(options_.directory, "/",
                         HashOf(absl::StrCat(options_.server, "\n", options_.identity.subject)),
                         ".kept")),
      writer_(std::make_unique<Writer>(options_, path_)) {}

DiskCache::~DiskCache() = default;

absl::StatusOr<std::optional<model::Kept>> DiskCache::Load(absl::Time now) const {
  if (options_.identity.expires <= now) return std::nullopt;
  std::ifstream file(path_, std::ios::binary);
  if (!file) return std::nullopt;
  std::stringstream text;
  text << file.rdbuf();
  absl::StatusOr<model::Kept> kept = ReadKept(text.str());
  if (!kept.ok()) {
    return absl::Status(
        kept.status().code(),
        absl::StrCat("what was kept in ", path_, " cannot be used: ", kept.status().message()));
  }
  return *std::move(kept);
}

void DiskCache::Save(model::Kept kept, bool at_once) { writer_->Save(std::move(kept), at_once); }

void DiskCache::Flush() { writer_->Flush(); }

absl::Status DiskCache::Remove() {
  writer_->Close();
  for (const std::string& path : {path_, TemporaryOf(path_)}) {
    if (unlink(path.c_str()) != 0 && errno != ENOENT) return Failed("cannot remove", path);
  }
  return absl::OkStatus();
}

}  // namespace aftercall::net
