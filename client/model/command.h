#pragma once

#include <optional>
#include <string>
#include <variant>

#include "absl/time/time.h"
#include "client/model/self_assessment.h"

// What the person did that the server must hear of: kept until it has answered.
namespace aftercall::model {

// A self-assessment that is being filled in.
struct Draft {
  Scores scores;
  std::string note;  // one thing to do differently
  bool operator==(const Draft&) const = default;
};

struct CommitAssessment {
  Draft draft;
  bool operator==(const CommitAssessment&) const = default;
};
struct SkipAssessment {
  bool operator==(const SkipAssessment&) const = default;
};
struct SnoozeAssessment {
  absl::Duration duration;
  bool operator==(const SnoozeAssessment&) const = default;
};
struct RevealAssessment {
  bool operator==(const RevealAssessment&) const = default;
};

// The person wants to assess themselves on an interaction that they were not asked about.
struct RequestAssessment {
  bool operator==(const RequestAssessment&) const = default;
};

// What the person does about a self-assessment.
using Doing = std::variant<CommitAssessment, SkipAssessment, SnoozeAssessment, RevealAssessment,
                           RequestAssessment>;

// A command about the self-assessment of one interaction.
struct Command {
  std::string request_id;   // a UUID; sent again with the same one until it is answered
  std::string interaction;  // "interactions/{interaction}"
  Doing what;
  bool operator==(const Command&) const = default;
};

// Why the server will never take a command.
struct Refusal {
  std::string reason;    // the server's, for programs: SELF_ASSESSMENT_STATE
  std::string sentence;  // its own words, in English
  bool operator==(const Refusal&) const = default;
};

// The server's answer to a command.
struct CommandAnswered {
  std::string request_id;
  std::optional<Refusal> refusal;      // nothing: it was taken
  std::optional<Committed> committed;  // where that was a commit: what counts now
};

}  // namespace aftercall::model
