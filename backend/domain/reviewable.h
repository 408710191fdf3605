#pragma once

#include <optional>
#include <string>
#include <vector>

#include "backend/domain/interaction.h"
#include "shared/wire/problem.h"

// What of an interaction a colleague may be shown.
namespace aftercall::domain {

// Why `interaction` cannot be heard or read by somebody else, if so: it has no text, and no
// recording link (http, https) to one of `recording_hosts`, which are names in lower case.
std::optional<wire::Problem> WhyNotReviewable(const Interaction& interaction,
                                              const std::vector<std::string>& recording_hosts);

// Whether `uri` is an http or https link to one of `hosts`.
bool IsOnHosts(const std::string& uri, const std::vector<std::string>& hosts);

// `text` with "…" in place of each of `names`.
std::string WithoutNames(std::string text, const std::vector<std::string>& names);

// The minutes that a review of `interaction` will take about, at most kMostReviewMinutes.
int ReviewMinutes(const Interaction& interaction);

}  // namespace aftercall::domain
