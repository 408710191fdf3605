#include "backend/domain/reviewable.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "backend/domain/routing.h"
#include "shared/base/text.h"

namespace aftercall::domain {
namespace {

// To write it besides listening.
constexpr int kWritingMinutes = 5;

// In lower case; empty where it is no http or https link, or one that programs read differently.
std::string HostOf(absl::string_view uri) {
  if (!absl::ConsumePrefix(&uri, "https://") && !absl::ConsumePrefix(&uri, "http://")) return "";
  const size_t end = std::min(uri.find_first_of("/?#:"), uri.size());
  const absl::string_view host = uri.substr(0, end);
  const bool is_plain = std::all_of(host.begin(), host.end(), [](unsigned char c) {
    return absl::ascii_isalnum(c) || c == '.' || c == '-';
  });
  // "https://allowed:x@elsewhere/" is a link to elsewhere.
  const absl::string_view authority = uri.substr(0, std::min(uri.find_first_of("/?#"), uri.size()));
  if (!is_plain || absl::StrContains(authority, "@") || absl::StrContains(authority, "\\")) {
    return "";
  }
  return absl::AsciiStrToLower(host);
}

}  // namespace

bool IsOnHosts(const std::string& uri, const std::vector<std::string>& hosts) {
  const std::string host = HostOf(uri);
  return !host.empty() && std::find(hosts.begin(), hosts.end(), host) != hosts.end();
}

std::optional<wire::Problem> WhyNotReviewable(const Interaction& interaction,
                                              const std::vector<std::string>& recording_hosts) {
  if (!interaction.text.empty() || IsOnHosts(interaction.recording_uri, recording_hosts)) {
    return std::nullopt;
  }
  if (interaction.recording_uri.empty()) {
    return wire::Problem{"REVIEW_NOTHING_TO_SHOW", "interaction", "",
                         "This interaction has neither a recording nor a text, so there is nothing "
                         "that a colleague could listen to or read."};
  }
  const std::string host = HostOf(interaction.recording_uri);
  return wire::Problem{"REVIEW_RECORDING_ELSEWHERE", "interaction", host,
                       absl::StrCat("The recording of this interaction is ",
                                    host.empty() ? "no link that colleagues can open"
                                                 : absl::StrCat("at ", host,
                                                                ", which is not a place whose "
                                                                "recordings colleagues may open"),
                                    " (--recording-hosts), and it has no text.")};
}

std::string WithoutNames(std::string text, const std::vector<std::string>& names) {
  for (const auto& name : names) {
    if (!name.empty()) absl::StrReplaceAll({{name, "…"}}, &text);
  }
  return text;
}

int ReviewMinutes(const Interaction& interaction) {
  const auto minutes =
      absl::ToInt64Minutes(absl::Ceil(HandleTime(interaction), absl::Minutes(1))) + kWritingMinutes;
  return static_cast<int>(std::min<int64_t>(minutes, kMostReviewMinutes));
}

}  // namespace aftercall::domain
