#include "client/model/hand.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"

namespace aftercall::model {
namespace {

// Whether what was being written is done with once the server has taken it.
bool EndsDraft(const Doing& what) {
  return std::holds_alternative<CommitAssessment>(what) ||
         std::holds_alternative<SkipAssessment>(what) ||
         std::holds_alternative<RequestReview>(what) ||
         std::holds_alternative<DeclineReview>(what) ||
         std::holds_alternative<DifferFromReview>(what) ||
         std::holds_alternative<OpenAppeal>(what) || std::holds_alternative<DecideAppeal>(what) ||
         std::holds_alternative<GiveKudos>(what);
}

}  // namespace

void Hand::SetDraft(const std::string& about, Draft draft) {
  if (draft == Draft()) {
    DropDraft(about);
    return;
  }
  drafts_[about] = std::move(draft);
  if (drafts_.size() > kMostDrafts) {
    drafts_.erase(drafts_.begin()->first == about ? std::next(drafts_.begin()) : drafts_.begin());
  }
  ++revision_;
}

Draft Hand::draft(const std::string& about) const {
  const auto found = drafts_.find(about);
  return found == drafts_.end() ? Draft() : found->second;
}

void Hand::DropDraft(const std::string& about) {
  if (drafts_.erase(about) > 0) ++revision_;
}

void Hand::Give(Command command) {
  refusals_.erase(command.about);
  commands_.push_back(std::move(command));
  ++revision_;
}

void Hand::Apply(const CommandAnswered& answered) {
  const auto given = std::find_if(commands_.begin(), commands_.end(), [&](const Command& command) {
    return command.request_id == answered.request_id;
  });
  if (given == commands_.end()) return;
  const Command command = std::move(*given);
  commands_.erase(given);
  ++revision_;
  if (answered.refusal) {
    refusals_[command.about] = *answered.refusal;
    return;
  }
  if (const auto* kudos = std::get_if<GiveKudos>(&command.what)) {
    praised_.insert(command.about);
    DropPraise(*kudos);
  }
  if (EndsDraft(command.what)) DropDraft(command.about);
}

// What was written of it.
void Hand::DropPraise(const GiveKudos& given) {
  if (draft(kPraiseTo).note == given.user) DropDraft(kPraiseTo);
  if (absl::StripAsciiWhitespace(draft(kPraiseWords).note) == given.words) DropDraft(kPraiseWords);
}

const Command* Hand::Pending(absl::string_view about) const {
  const auto last = std::find_if(commands_.rbegin(), commands_.rend(),
                                 [&](const Command& command) { return command.about == about; });
  return last == commands_.rend() ? nullptr : &*last;
}

const Refusal* Hand::refusal(const std::string& about) const {
  const auto found = refusals_.find(about);
  return found == refusals_.end() ? nullptr : &found->second;
}

void Hand::Restore(std::map<std::string, Draft> drafts, std::vector<Command> commands) {
  drafts_ = std::move(drafts);
  commands_ = std::move(commands);
}

}  // namespace aftercall::model
