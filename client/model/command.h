#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "client/model/review_task.h"
#include "client/model/self_assessment.h"

// What the person did that the server must hear of: kept until it has answered.
namespace aftercall::model {

// What is wished of a review besides the question, as it is written.
struct AskDraft {
  std::vector<std::string> elements;  // ids of those that matter
  std::string moments;                // a line, for MomentsIn
  std::string not_to_ask;             // names, for NamesIn
  bool only_anonymous = true;         // if it is to go out by itself: only with the name hidden
  bool operator==(const AskDraft&) const = default;
};

// What is being filled in or written.
struct Draft {
  Scores scores;
  std::string note;  // one thing to do differently; a question; how the person sees a review
  AskDraft ask = {};
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

// The person asks for a colleague's review of one of their interactions.
struct RequestReview {
  std::string interaction;                   // "interactions/{interaction}"
  std::string question;                      // what they want to know; may be empty
  std::vector<std::string> elements = {};    // ids of those that matter
  std::vector<absl::Duration> moments = {};  // where to listen
  std::vector<std::string> not_to_ask = {};  // exact display names
  bool operator==(const RequestReview&) const = default;
};
struct ThankReviewer {
  bool operator==(const ThankReviewer&) const = default;
};
// The person has read a review.
struct AcknowledgeReview {
  bool operator==(const AcknowledgeReview&) const = default;
};
// The person sees it differently.
struct DifferFromReview {
  std::string answer;
  bool operator==(const DifferFromReview&) const = default;
};
// Others may review the same interaction too, so that it shows how strictly people score; or not
// any more.
struct LendReview {
  bool lent = true;
  bool operator==(const LendReview&) const = default;
};
// The person does without a review that has not come yet.
struct CloseReview {
  bool operator==(const CloseReview&) const = default;
};

// The person takes a review upon themselves, or would rather not.
struct AcceptReview {
  bool operator==(const AcceptReview&) const = default;
};
struct DeclineReview {
  std::string reason;
  bool operator==(const DeclineReview&) const = default;
};
// What the person has written of a review so far, for the server to keep.
struct SaveReviewDraft {
  int64_t base_version = 0;  // of the server's draft that it stands on; 0: of none
  forms::ReviewContent content;
  bool operator==(const SaveReviewDraft&) const = default;
};
struct SubmitReview {
  forms::ReviewContent content;
  std::optional<bool> opened = std::nullopt;  // the recording or text; nothing: not known
  bool operator==(const SubmitReview&) const = default;
};

// The person begins an evaluation of somebody else's interaction, which nobody asked for.
struct StartEvaluation {
  std::string interaction;  // "interactions/{interaction}"
  bool operator==(const StartEvaluation&) const = default;
};

// The person contests a customer's answer or a review, or does without that after all.
struct OpenAppeal {
  std::string interaction;  // "interactions/{interaction}" of the answer; empty of a review
  std::string question_id;
  std::string reason;
  std::string review = "";  // "users/{user}/reviews/{review}", in place of the first two
  bool operator==(const OpenAppeal&) const = default;
};
struct WithdrawAppeal {
  bool operator==(const WithdrawAppeal&) const = default;
};
// The person takes an appeal upon themselves, and decides it.
struct TakeAppeal {
  bool operator==(const TakeAppeal&) const = default;
};
struct DecideAppeal {
  bool uphold = false;
  std::string reason;
  bool operator==(const DecideAppeal&) const = default;
};
// The person says well done to somebody.
struct GiveKudos {
  std::string user;              // "users/{user}", or an exact display name
  std::string words;             // may be empty
  std::string interaction = "";  // "interactions/{interaction}" that it is for; may be empty
  // In place of the user: "users/{user}/reviewTasks/{task}", whose requester stays unknown.
  std::string review_task = "";
  bool operator==(const GiveKudos&) const = default;
};

// A team, or else a queue.
struct PauseTarget {
  std::string team;        // "teams/{team}"
  std::string queue = "";  // its name
  bool operator==(const PauseTarget&) const = default;
};
// A leader pauses what people are asked, for the server's usual time; or lets it go on.
struct StartPause {
  PauseTarget target;
  bool operator==(const StartPause&) const = default;
};
struct EndPause {
  PauseTarget target;
  bool operator==(const EndPause&) const = default;
};

// What the person does about a self-assessment, a review, an appeal, somebody's work, a team or a
// queue.
using Doing =
    std::variant<CommitAssessment, SkipAssessment, SnoozeAssessment, RevealAssessment,
                 RequestAssessment, RequestReview, ThankReviewer, AcknowledgeReview,
                 DifferFromReview, LendReview, CloseReview, AcceptReview, DeclineReview,
                 SaveReviewDraft, SubmitReview, StartEvaluation, OpenAppeal, WithdrawAppeal,
                 TakeAppeal, DecideAppeal, GiveKudos, StartPause, EndPause>;

// What asking for a review of `interaction` is about: not the same as assessing it.
inline std::string AboutAsking(const std::string& interaction) { return interaction + "/review"; }

// What beginning an evaluation of `interaction` is about.
inline std::string AboutEvaluating(const std::string& interaction) {
  return interaction + "/evaluation";
}

// What contesting an answer or a review is about, and what a word to somebody is about: to a user,
// or to whoever asked for the review of a task.
inline std::string AboutAppealing(const std::string& interaction, const std::string& question_id) {
  return interaction + "/appeal/" + question_id;
}
inline std::string AboutAppealing(const std::string& review) { return review + "/appeal"; }
inline std::string AboutKudos(const std::string& user_or_task) { return user_or_task + "/kudos"; }

// What is written of praise that is to be given by name is two drafts: to whom, and for what.
inline constexpr char kPraiseTo[] = "kudos/to";
inline constexpr char kPraiseWords[] = "kudos/words";

// What pausing a team or a queue is about.
inline std::string AboutPause(const PauseTarget& target) {
  return (target.queue.empty() ? target.team : "queues/" + target.queue) + "/pause";
}

// A command about one thing.
struct Command {
  std::string request_id;  // a UUID; sent again with the same one until it is answered
  // "interactions/{interaction}" of a self-assessment, AboutAsking of a request for a review,
  // AboutEvaluating, AboutAppealing, AboutKudos, AboutPause; the name of a review, an appeal, or a
  // task.
  std::string about;
  Doing what;
  bool operator==(const Command&) const = default;
};

// Why the server will never take a command.
struct Refusal {
  std::string reason;      // the server's, for programs: SELF_ASSESSMENT_STATE
  std::string sentence;    // its own words, in English
  std::string value = "";  // what of the command it is about; may be empty
  bool operator==(const Refusal&) const = default;
};

// What the server has of a draft once it was sent one.
struct DraftSaved {
  SavedReview latest;
  bool beside = false;  // it was written on top of an older one than the latest: both are kept
};

// The server's answer to a command.
struct CommandAnswered {
  std::string request_id;
  std::optional<Refusal> refusal;                  // nothing: it was taken
  std::optional<Committed> committed = {};         // where that was a commit: what counts now
  std::optional<DraftSaved> saved = std::nullopt;  // where that was a draft
  std::string review_task = "";                    // where that began an evaluation: its task
};

}  // namespace aftercall::model
