#pragma once

#include <string>

#include "client/ctl/simulate/cast.h"
#include "client/ctl/simulate/dice.h"

namespace aftercall::ctl {

// What was written in a chat or an e-mail about `topic` that left its customer in this mood. All of
// it is made up.
std::string Conversation(bool chinese, const std::string& topic, Mood mood, Dice* dice);

}  // namespace aftercall::ctl
