#pragma once

#include <string>
#include <vector>

#include "aftercall/v1/assessment.pb.h"
#include "aftercall/v1/review.pb.h"
#include "client/ctl/simulate/cast.h"
#include "client/ctl/simulate/dice.h"
#include "shared/forms/form.h"

// What people on the simulated floor say of their own conversations and of each other's. All of it
// is made up; none of it hurts.
namespace aftercall::ctl {

// How an agent judges a conversation of their own that left its customer in this mood: a score for
// each quick element, a little kinder than the customer.
std::vector<v1::SelfAssessment::Score> JudgeSelf(const forms::Form& form, Mood mood, Dice* dice);
// One thing to do differently; often nothing.
std::string NoteToSelf(bool chinese, Dice* dice);

// What an agent wants to know of a colleague; sometimes nothing.
std::string QuestionToColleague(bool chinese, Dice* dice);

// A review that can be submitted: a score for each of the elements `asked` (the quick ones where
// there are none), a few words at low scores and at some others, praise, and something to try.
v1::ReviewContent WriteReview(const forms::Form& form, const std::vector<std::string>& asked,
                              bool chinese, Dice* dice);
// Why a colleague would rather not.
std::string WhyNot(bool chinese, Dice* dice);
// How somebody sees differently what was written.
std::string HowISeeIt(bool chinese, Dice* dice);
// Why an agent appeals against what a customer or a leader said of them, and why it was decided so.
std::string WhyItIsNotMine(bool chinese, Dice* dice);
std::string WhyDecidedSo(bool chinese, bool upheld, Dice* dice);

}  // namespace aftercall::ctl
