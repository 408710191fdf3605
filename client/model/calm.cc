#include "client/model/calm.h"

namespace aftercall::model {

Occupation OccupationOf(const std::optional<Standing>& standing, absl::Time now) {
  if (!standing) return Occupation::kNotKnownYet;
  if (!standing->state_told_at) {
    return standing->state == AgentState::kNotTold ? Occupation::kFree : Occupation::kStateLost;
  }
  if (now - *standing->state_told_at >= kStateHoldsFor) return Occupation::kStateLost;
  if (standing->open_interactions > 1) return Occupation::kOnSeveral;
  switch (standing->state) {
    case AgentState::kOnInteraction:
      return Occupation::kOnOne;
    case AgentState::kNotTold:
    case AgentState::kUnknown:
      return Occupation::kStateLost;
    case AgentState::kAvailable:
    case AgentState::kAfterCallWork:
    case AgentState::kBreak:
    case AgentState::kOffline:
      break;
  }
  return standing->open_interactions > 0 ? Occupation::kOnOne : Occupation::kFree;
}

bool MayShow(const Verdict& verdict, Occupation occupation, const Settings& settings) {
  if (occupation == Occupation::kFree) return true;
  if (occupation == Occupation::kQuiet) return false;
  return settings.good_news_at_once && IsGood(verdict.question, verdict.rating);
}

}  // namespace aftercall::model
