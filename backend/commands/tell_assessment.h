#pragma once

#include "absl/status/status.h"
#include "backend/store/store.h"

// What an agent hears of their self-assessments. Private to the room.
namespace aftercall::commands {

absl::Status TellSelfAssessment(store::Transaction& transaction,
                                const domain::SelfAssessment& assessment,
                                const domain::PlacedInteraction& interaction);

}  // namespace aftercall::commands
