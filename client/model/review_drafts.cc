#include "client/model/review_drafts.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "client/model/moments.h"

namespace aftercall::model {
namespace {

void TakeMomentOut(forms::ReviewContent::Element& element) {
  const absl::string_view text = absl::StripAsciiWhitespace(element.comment);
  const size_t end = text.find_first_of(" \n\t");
  element.moment = MomentOf(text.substr(0, end));
  const absl::string_view rest = !element.moment                  ? text
                                 : end == absl::string_view::npos ? ""
                                                                  : text.substr(end);
  element.comment = std::string(absl::StripAsciiWhitespace(rest));
}

std::string Trimmed(const std::string& text) {
  return std::string(absl::StripAsciiWhitespace(text));
}

}  // namespace

forms::ReviewContent MomentsApart(const forms::ReviewContent& content) {
  forms::ReviewContent apart;
  for (forms::ReviewContent::Element element : content.elements) {
    TakeMomentOut(element);
    const bool says_something =
        element.score || element.does_not_apply || element.moment || !element.comment.empty();
    if (says_something) apart.elements.push_back(std::move(element));
  }
  apart.praise = Trimmed(content.praise);
  apart.advice = Trimmed(content.advice);
  return apart;
}

forms::ReviewContent MomentsInComments(const forms::ReviewContent& content) {
  forms::ReviewContent together = content;
  for (forms::ReviewContent::Element& element : together.elements) {
    if (!element.moment) continue;
    const std::string moment = MomentWords(*std::exchange(element.moment, std::nullopt));
    element.comment = element.comment.empty() ? moment : absl::StrCat(moment, " ", element.comment);
  }
  return together;
}

void ReviewDrafts::Write(const std::string& task, forms::ReviewContent content, absl::Time now) {
  const auto [found, is_new] = drafts_.try_emplace(task);
  if (is_new) begun_here_.insert(task);
  ReviewDraft& draft = found->second;
  draft.content = std::move(content);
  if (!draft.unsaved_since) draft.unsaved_since = now;
  if (drafts_.size() > kMost) {
    drafts_.erase(drafts_.begin()->first == task ? std::next(drafts_.begin()) : drafts_.begin());
  }
  ++revision_;
}

void ReviewDrafts::TakeSaved(const std::string& task, const std::optional<SavedReview>& latest,
                             const std::optional<SavedReview>& beside) {
  if (!latest) return;
  const forms::ReviewContent content = MomentsInComments(latest->content);
  const auto found = drafts_.find(task);
  if (found == drafts_.end()) {
    ReviewDraft& draft = drafts_[task];
    draft.content = content;
    draft.base_version = latest->version;
    if (beside) draft.other = {latest->version, MomentsInComments(beside->content)};
    ++revision_;
    return;
  }
  ReviewDraft& draft = found->second;
  if (latest->version <= draft.base_version) return;
  begun_here_.erase(task);
  if (draft.unsaved_since && draft.content != content) {
    draft.other = {latest->version, content};
  } else {
    draft.content = content;
    draft.base_version = latest->version;
    draft.unsaved_since.reset();
  }
  ++revision_;
}

std::optional<bool> ReviewDrafts::WasOpened(absl::string_view task) const {
  if (opened_.contains(task)) return true;
  return begun_here_.contains(task) ? std::optional(false) : std::nullopt;
}

void ReviewDrafts::Swap(const std::string& task, absl::Time now) {
  const auto found = drafts_.find(task);
  if (found == drafts_.end() || !found->second.other) return;
  std::swap(found->second.content, found->second.other->content);
  if (!found->second.unsaved_since) found->second.unsaved_since = now;
  ++revision_;
}

void ReviewDrafts::Keep(const std::string& task, absl::Time now) {
  const auto found = drafts_.find(task);
  if (found == drafts_.end() || !found->second.other) return;
  ReviewDraft& draft = found->second;
  draft.base_version = draft.other->version;
  draft.other.reset();
  if (!draft.unsaved_since) draft.unsaved_since = now;
  ++revision_;
}

absl::Time ReviewDrafts::DueAt(const ReviewDraft& draft) {
  // Where there are two, the person has to choose first.
  if (!draft.unsaved_since || draft.other) return absl::InfiniteFuture();
  return *draft.unsaved_since + kSaveAfter;
}

SaveReviewDraft ReviewDrafts::Saving(ReviewDraft& draft) {
  draft.unsaved_since.reset();
  ++revision_;
  return {draft.base_version, MomentsApart(draft.content)};
}

absl::Time ReviewDrafts::NextDueAt() const {
  absl::Time next = absl::InfiniteFuture();
  for (const auto& [task, draft] : drafts_) next = std::min(next, DueAt(draft));
  return next;
}

void ReviewDrafts::NoteSaved(const std::string& task, const DraftSaved& saved, absl::Time now) {
  const auto found = drafts_.find(task);
  if (found == drafts_.end()) return;
  ReviewDraft& draft = found->second;
  const forms::ReviewContent theirs = MomentsInComments(saved.latest.content);
  if (saved.beside && draft.content != theirs) {
    draft.other = {saved.latest.version, theirs};
    if (!draft.unsaved_since) draft.unsaved_since = now;
  } else {
    draft.base_version = saved.latest.version;
  }
  ++revision_;
}

void ReviewDrafts::NoteSaveRefused(const std::string& task, const Refusal& refusal,
                                   absl::Time now) {
  const auto found = drafts_.find(task);
  // The server has lost what this stands on: a database was restored.
  if (found == drafts_.end() || refusal.reason != "VERSION_UNKNOWN") return;
  found->second.base_version = 0;
  if (!found->second.unsaved_since) found->second.unsaved_since = now;
  ++revision_;
}

void ReviewDrafts::Drop(const std::string& task) {
  if (drafts_.erase(task) > 0) ++revision_;
}

const ReviewDraft* ReviewDrafts::Find(absl::string_view task) const {
  const auto found = drafts_.find(task);
  return found == drafts_.end() ? nullptr : &found->second;
}

void ReviewDrafts::Restore(std::map<std::string, ReviewDraft, std::less<>> drafts) {
  drafts_ = std::move(drafts);
}

}  // namespace aftercall::model
