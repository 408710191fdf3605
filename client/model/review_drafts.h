#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "client/model/command.h"
#include "client/model/review_task.h"

namespace aftercall::model {

// A review as it is written at this desk. A moment is written at the beginning of a comment, as
// people do ("00:12 a pause here"): see MomentsApart.
struct ReviewDraft {
  forms::ReviewContent content;
  int64_t base_version = 0;                 // of the server's draft that this stands on; 0: of none
  std::optional<absl::Time> unsaved_since;  // when what the server was not sent yet was written
  std::optional<SavedReview> other;         // written on another desk; the person has to choose
  bool operator==(const ReviewDraft&) const = default;
};

// The reviews that the person is writing: kept at this desk with every change, and brought to the
// server soon after. Where another desk has written too, both are kept until the person chooses.
// Not thread-safe.
class ReviewDrafts {
 public:
  static constexpr size_t kMost = 30;
  // So long after a change it goes to the server, together with what was written since.
  static constexpr absl::Duration kSaveAfter = absl::Seconds(1);

  // The person has written.
  void Write(const std::string& task, forms::ReviewContent content, absl::Time now);

  // The recording or the text of a task is open at this desk. Not kept: see WasOpened.
  void NoteOpened(const std::string& task) { opened_.insert(task); }
  // Whether it was, while the review was written; nothing where some of it was written before the
  // program began, or on another desk: then this one cannot tell.
  std::optional<bool> WasOpened(absl::string_view task) const;

  // What the server has. What was not saved here is not lost to it: then there are two.
  void TakeSaved(const std::string& task, const std::optional<SavedReview>& latest,
                 const std::optional<SavedReview>& beside);

  // The person looks at the other one, or goes on with this one.
  void Swap(const std::string& task, absl::Time now);
  void Keep(const std::string& task, absl::Time now);

  // What is to be brought to the server now, but for tasks that `is_busy` with a command on its
  // way. Each is given once.
  struct Save {
    std::string task;
    SaveReviewDraft what;
  };
  template <typename IsBusy>
  std::vector<Save> TakeDue(absl::Time now, IsBusy is_busy) {
    std::vector<Save> due;
    for (auto& [task, draft] : drafts_) {
      if (DueAt(draft) <= now && !is_busy(task)) due.push_back({task, Saving(draft)});
    }
    return due;
  }
  // When TakeDue may next have something; the infinite future if it will not.
  absl::Time NextDueAt() const;

  // The server's answer to a saving; to a submission.
  void NoteSaved(const std::string& task, const DraftSaved& saved, absl::Time now);
  void NoteSaveRefused(const std::string& task, const Refusal& refusal, absl::Time now);
  void Drop(const std::string& task);
  // All but those of `tasks`.
  template <typename IsKept>
  void DropUnless(IsKept is_kept) {
    if (std::erase_if(drafts_, [&](const auto& draft) { return !is_kept(draft.first); }) > 0) {
      ++revision_;
    }
  }

  // nullptr where there is none. Valid until a change.
  const ReviewDraft* Find(absl::string_view task) const;

  const std::map<std::string, ReviewDraft, std::less<>>& all() const { return drafts_; }
  void Restore(std::map<std::string, ReviewDraft, std::less<>> drafts);

  // Rises with every change of what is to be kept.
  uint64_t revision() const { return revision_; }

 private:
  static absl::Time DueAt(const ReviewDraft& draft);
  SaveReviewDraft Saving(ReviewDraft& draft);

  std::map<std::string, ReviewDraft, std::less<>> drafts_;  // by the task's name
  std::set<std::string, std::less<>> opened_;
  std::set<std::string, std::less<>> begun_here_;  // tasks of which all was written here
  uint64_t revision_ = 0;
};

// `content` with what people write as moments taken out of its comments; what says nothing of an
// element is left out.
forms::ReviewContent MomentsApart(const forms::ReviewContent& content);
// The other way round.
forms::ReviewContent MomentsInComments(const forms::ReviewContent& content);

}  // namespace aftercall::model
