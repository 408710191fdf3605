#include "client/model/hand.h"

#include <algorithm>
#include <utility>

namespace aftercall::model {

void Hand::SetDraft(const std::string& interaction, Draft draft) {
  if (draft == Draft()) {
    DropDraft(interaction);
    return;
  }
  drafts_[interaction] = std::move(draft);
  if (drafts_.size() > kMostDrafts) {
    drafts_.erase(drafts_.begin()->first == interaction ? std::next(drafts_.begin())
                                                        : drafts_.begin());
  }
  ++revision_;
}

Draft Hand::draft(const std::string& interaction) const {
  const auto found = drafts_.find(interaction);
  return found == drafts_.end() ? Draft() : found->second;
}

void Hand::DropDraft(const std::string& interaction) {
  if (drafts_.erase(interaction) > 0) ++revision_;
}

void Hand::Give(Command command) {
  refusals_.erase(command.interaction);
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
    refusals_[command.interaction] = *answered.refusal;
  } else if (std::holds_alternative<CommitAssessment>(command.what) ||
             std::holds_alternative<SkipAssessment>(command.what)) {
    DropDraft(command.interaction);
  }
}

const Command* Hand::Pending(absl::string_view interaction) const {
  const auto last = std::find_if(commands_.rbegin(), commands_.rend(), [&](const Command& command) {
    return command.interaction == interaction;
  });
  return last == commands_.rend() ? nullptr : &*last;
}

const Refusal* Hand::refusal(const std::string& interaction) const {
  const auto found = refusals_.find(interaction);
  return found == refusals_.end() ? nullptr : &found->second;
}

void Hand::Restore(std::map<std::string, Draft> drafts, std::vector<Command> commands) {
  drafts_ = std::move(drafts);
  commands_ = std::move(commands);
}

}  // namespace aftercall::model
