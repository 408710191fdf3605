#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "aftercall/v1/question.pb.h"
#include "backend/store/store.h"

namespace aftercall::rpc {

// Questions as the wire has them, so that an entry's scale costs no look into the store.
// Thread-safe.
class QuestionCatalog {
 public:
  // The question of this id; a bare one with only the id where the store has none.
  v1::SurveyQuestion Find(store::Reader& reader, absl::string_view id);

  // All of them; as far as they were known before, where the store cannot be read.
  using Questions = std::shared_ptr<const std::vector<domain::Question>>;
  Questions All(store::Reader& reader);

  // A question may have been told: what is remembered is read again.
  void Invalidate() { stale_ = true; }

 private:
  void Reload(store::Reader& reader) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  std::atomic<bool> stale_ = true;
  absl::Mutex mutex_;
  absl::flat_hash_map<std::string, v1::SurveyQuestion> questions_ ABSL_GUARDED_BY(mutex_);
  Questions all_ ABSL_GUARDED_BY(mutex_) = std::make_shared<std::vector<domain::Question>>();
};

}  // namespace aftercall::rpc
