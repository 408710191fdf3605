#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "aftercall/v1/review.pb.h"
#include "client/ctl/command.h"
#include "shared/forms/form.h"

// What a review says, from options and for people. Private to the review commands.
namespace aftercall::ctl {

// As options give it: "need=4" ("need=-" where it does not apply), "need=text", "need=1:20".
struct ReviewWords {
  std::vector<std::string> scores;
  std::vector<std::string> comments;
  std::vector<std::string> moments;
  std::string praise;
  std::string advice;
};

// A moment "1:20" or "1:02:03" into a recording. A usage error otherwise.
absl::StatusOr<absl::Duration> ReadMoment(const std::string& text, const i18n::Translator& tr);
std::string MomentText(const google::protobuf::Duration& moment);

// A usage error where an option is not of its form.
absl::StatusOr<v1::ReviewContent> ReadContent(const ReviewWords& words, const i18n::Translator& tr);

// The elements of `asked` (the quick ones where there are none) and those that are judged, with
// what is said of them, and praise and advice.
void WriteContent(const v1::ReviewContent& content, const std::vector<std::string>& asked,
                  const forms::Form& form, Context& context);

}  // namespace aftercall::ctl
