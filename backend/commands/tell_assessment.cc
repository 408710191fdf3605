#include "backend/commands/tell_assessment.h"

#include <vector>

namespace aftercall::commands {

absl::Status TellSelfAssessment(store::Transaction& transaction,
                                const domain::SelfAssessment& assessment,
                                const domain::PlacedInteraction& interaction) {
  const domain::SelfAssessmentTold told{domain::ReferenceOf(interaction),
                                        assessment.state,
                                        assessment.why,
                                        assessment.form_id,
                                        assessment.form_version,
                                        assessment.wakes_at.value_or(assessment.lapses_at)};
  return transaction.Append(std::vector<domain::FeedDraft>{{assessment.agent, told}});
}

}  // namespace aftercall::commands
