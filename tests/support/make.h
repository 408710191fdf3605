#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "backend/domain/feed_event.h"
#include "backend/domain/interaction.h"
#include "backend/domain/question.h"
#include "backend/domain/survey.h"

// Plain, valid records that tests change where they want something else. Everything is of the
// source "pbx" and of 9 March 2026, in UTC, unless a test says otherwise.
namespace aftercall::testing {

// The ninth of March 2026 at `hours` after midnight, UTC; in general `month`, `day`.
absl::Time At(double hours);
absl::Time On(int month, int day, double hours);

domain::Leg LegOf(absl::string_view staff_number,
                  domain::Leg::Role role = domain::Leg::Role::kAgent);

// A call of 10 minutes that one agent had from 10:00 on, in the team "Red".
domain::Interaction CallOf(absl::string_view external_id, absl::string_view agent);

// "How satisfied": 1 to 5, 5 is best, two steps are the top box.
domain::Question Stars();
// Press 1 for very satisfied, 3 for dissatisfied: only 1 is the top box.
domain::Question PressOneForBest();

// An answer to Stars about the call `call`, given at 11:00.
domain::SurveyResponse AnswerTo(absl::string_view call, absl::string_view external_id, int rating);

domain::SurveyInvitation InvitationTo(absl::string_view call, absl::string_view external_id,
                                      domain::SurveyInvitation::Outcome outcome);

// A verdict that needs no interaction behind it.
domain::Verdict VerdictOf(int64_t interaction, int rating, absl::string_view comment = "");

}  // namespace aftercall::testing
