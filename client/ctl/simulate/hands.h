#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/ctl/link/server_link.h"
#include "shared/forms/form.h"

// What everybody with hands on the simulated floor needs.
namespace aftercall::ctl {

// A link of whoever a token is for.
using ConnectAs =
    std::function<absl::StatusOr<std::unique_ptr<ServerLink>>(const std::string& token)>;

// That it is not there now says nothing about what it would have answered.
bool IsAway(const absl::Status& status);

// Whether there is something to hear or to read.
bool CanBeReviewed(const v1::Interaction& interaction);

// A link for "users/…" with a token that `administrator` issues; nullptr while the server is away.
absl::StatusOr<std::unique_ptr<ServerLink>> LinkFor(const std::string& user,
                                                    ServerLink* administrator,
                                                    const ConnectAs& connect);

// Versions of forms, each fetched once. Not thread-safe.
class FormShelf {
 public:
  // Valid as long as this.
  absl::StatusOr<const forms::Form*> Get(ServerLink* link, const std::string& name, int version);

 private:
  std::map<std::pair<std::string, int>, forms::Form> forms_;
};

}  // namespace aftercall::ctl
