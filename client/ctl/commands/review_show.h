#pragma once

#include <string>
#include <vector>

#include "aftercall/v1/appeal.pb.h"
#include "aftercall/v1/review.pb.h"
#include "client/ctl/command.h"

// Reviews and review tasks for people. Private to the review commands.
namespace aftercall::ctl {

// A time by the clock of this machine, and one that is told only roughly.
std::string MinuteText(const google::protobuf::Timestamp& time);
std::string DayPartText(const v1::DayPart& part, const i18n::Translator& tr);

std::string StateWords(v1::Review::State state, const i18n::Translator& tr);
std::string StateWords(v1::ReviewTask::State state, const i18n::Translator& tr);

// Of an evaluation whom it is of; otherwise empty.
std::string AboutWords(const v1::ReviewTask& task, const i18n::Translator& tr);
// Who could have been the reviewer, as far as that may be promised; who wrote an evaluation.
std::string WhoWords(const v1::Review& review, const i18n::Translator& tr);

void WriteReviews(const std::vector<v1::Review>& reviews, Context& context);
void WriteTasks(const std::vector<v1::ReviewTask>& tasks, Context& context);

// One with all that belongs to it; the server is asked for the form that it fills in.
absl::Status WriteWhole(const v1::Review& one, ServerLink& server, Context& context);
absl::Status WriteWhole(const v1::ReviewTask& one, ServerLink& server, Context& context);
// The review that an appeal is against.
absl::Status WriteFilledIn(const v1::AppealTask& one, ServerLink& server, Context& context);

}  // namespace aftercall::ctl
