// What the focus agent is shown of reviews: the part of Colleagues that sees to it.

#include <algorithm>
#include <utility>

#include "client/ctl/simulate/colleagues.h"

namespace aftercall::ctl {
namespace {

// As many as a request may name that are not to be asked.
constexpr size_t kMostNotToAsk = 20;
// Where fewer colleagues remain, the server asks leaders.
constexpr size_t kFewestColleagues = 3;
// Where so many could be asked a review is anonymous; that is waited for a little.
constexpr int kFewestForAnonymity = 5;
constexpr absl::Duration kWaitForAnonymity = absl::Seconds(15);
constexpr absl::Duration kBetweenLooks = absl::Seconds(1);

bool IsFree(v1::AgentState::State state) {
  return state == v1::AgentState::STATE_AVAILABLE ||
         state == v1::AgentState::STATE_AFTER_CALL_WORK || state == v1::AgentState::STATE_BREAK;
}

bool IsThere(const v1::Review& review) {
  return review.state() == v1::Review::STATE_SUBMITTED ||
         review.state() == v1::Review::STATE_ACKNOWLEDGED ||
         review.state() == v1::Review::STATE_DIFFERED;
}

}  // namespace

// Whom an agent does not ask, since they would not understand what they read.
std::vector<std::string> Colleagues::WhoReadsAnotherLanguage(size_t agent) const {
  std::vector<std::string> others;
  size_t remain = people_.size() - 1;
  for (size_t other = 0; other < people_.size(); ++other) {
    if (floor_.SpeaksChinese(other) == floor_.SpeaksChinese(agent)) continue;
    if (people_[other].user.empty()) continue;
    if (others.size() == kMostNotToAsk || remain == kFewestColleagues) break;
    others.push_back(people_[other].user);
    --remain;
  }
  return others;
}

absl::Status Colleagues::CareForFocus(size_t focus, absl::Duration now) {
  if (waits_for_ == Focus::kNothing || now < next_care_) return absl::OkStatus();
  const absl::StatusOr<ServerLink*> link = LinkOf(focus);
  if (!link.ok() || *link == nullptr) return link.status();
  switch (waits_for_) {
    case Focus::kTask: {
      v1::ListReviewTasksRequest list;
      list.set_open_only(true);
      const auto page = (*link)->ListReviewTasks(list);
      if (!Went(page.status())) break;
      if (page->review_tasks_size() == 0) return AskFocus(focus);
      waits_for_ = Focus::kRequest;
      break;
    }
    case Focus::kRequest: {
      const int fewest = now < kWaitForAnonymity ? kFewestForAnonymity : 1;
      if (Request(focus, *link, WhoReadsAnotherLanguage(focus), fewest)) {
        waits_for_ = Focus::kReview;
      }
      break;
    }
    case Focus::kReview: {
      next_care_ = now + kBetweenLooks;
      const auto page = (*link)->ListReviews(v1::ListReviewsRequest());
      if (!Went(page.status())) break;
      if (std::any_of(page->reviews().begin(), page->reviews().end(), IsThere)) {
        waits_for_ = Focus::kNothing;
      }
      break;
    }
    case Focus::kNothing:
      break;
  }
  return absl::OkStatus();
}

// Lets the next colleague of the same language ask for a review in such a way that it is the focus
// agent who is asked.
absl::Status Colleagues::AskFocus(size_t focus) {
  const size_t requester = asks_focus_++ % people_.size();
  if (requester == focus || floor_.SpeaksChinese(requester) != floor_.SpeaksChinese(focus)) {
    return absl::OkStatus();
  }
  auto others = AllButFocus(focus, requester);
  if (!others.has_value()) return absl::OkStatus();
  const absl::StatusOr<ServerLink*> link = LinkOf(requester);
  if (!link.ok() || *link == nullptr) return link.status();
  Request(requester, *link, *std::move(others));
  return absl::OkStatus();
}

// Whom `requester` must not ask, so that the focus agent is the only one who can be asked now; the
// colleagues whom the server wants besides are busy. Nothing where it is not the moment for it.
std::optional<std::vector<std::string>> Colleagues::AllButFocus(size_t focus,
                                                                size_t requester) const {
  if (!IsFree(people_[focus].state)) return std::nullopt;
  std::vector<std::string> free, busy;
  for (size_t agent = 0; agent < people_.size(); ++agent) {
    if (agent == focus || agent == requester || people_[agent].user.empty()) continue;
    (IsFree(people_[agent].state) ? free : busy).push_back(people_[agent].user);
  }
  if (busy.size() + 1 < kFewestColleagues) return std::nullopt;
  free.insert(free.end(), busy.begin() + kFewestColleagues - 1, busy.end());
  free.resize(std::min(free.size(), kMostNotToAsk));
  return free;
}

}  // namespace aftercall::ctl
