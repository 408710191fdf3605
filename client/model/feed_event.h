#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "client/model/appeal.h"
#include "client/model/colleagues.h"
#include "client/model/command.h"
#include "client/model/contact.h"
#include "client/model/link.h"
#include "client/model/question.h"
#include "client/model/queues.h"
#include "client/model/review.h"
#include "client/model/review_task.h"
#include "client/model/self_assessment.h"
#include "client/model/told_items.h"
#include "shared/forms/form.h"
#include "shared/i18n/words.h"

// What the feed tells, as plain values. The network makes them of the server's messages and checks
// them while it does: what is here is well-formed.
namespace aftercall::model {

// A place in a feed: everything up to `position` has been applied.
struct Cursor {
  std::string epoch;
  int64_t position = 0;
  bool operator==(const Cursor&) const = default;
};

// Which verdict: the answer to one question about one interaction.
struct VerdictKey {
  std::string interaction;  // "interactions/{interaction}"
  std::string question_id;
  bool operator==(const VerdictKey&) const = default;
};

// A customer's answer.
struct Verdict {
  std::string interaction;
  std::string interaction_external_id;  // its id in the source, to look it up there
  Question question;
  int rating = 0;  // as the customer gave it; on the question's scale
  std::string comment;
  std::optional<absl::Time> answered_at;      // the instant, or …
  std::optional<absl::CivilDay> answered_on;  // … the local date
  Channel channel = Channel::kUnknown;
  std::string topic;
  std::optional<absl::Time> ended_at;  // when the interaction ended
  std::optional<absl::CivilDay> business_day;
  bool company_fault = false;
  bool appeal_upheld = false;  // it has left the agent's figure and stays in the total
  std::vector<std::string> redactions;
  std::string agent;  // on a leader's feed, once the agent has seen it
  std::string agent_display_name;
  std::string team_display_name;

  VerdictKey key() const { return {interaction, question.id}; }
  bool operator==(const Verdict&) const = default;
};

struct VerdictChanged {
  Verdict verdict;
  int previous_rating = 0;
};

struct VerdictWithdrawn {
  VerdictKey key;
};

struct VerdictSeen {
  VerdictKey key;
  std::string agent;
  std::string agent_display_name;
};

// An entry whose payload was wiped, is unknown to this version, or made no sense: it keeps its
// place.
struct Blank {};

// Something that happened, at its place in the feed.
struct Entry {
  int64_t position = 0;
  absl::Time created_at;  // when the backend took it in
  std::variant<Blank, Verdict, VerdictChanged, VerdictWithdrawn, VerdictSeen, VerdictSealed,
               SelfAssessment, Review, ReviewTask, Appeal, AppealTask, Kudos>
      event;
};

// A share of answers with its 95% Wilson interval, in percent, as the server reckoned it.
struct Rate {
  int64_t count = 0;
  int64_t n = 0;
  double percent = 0;  // these three mean nothing where n is 0
  double low = 0;
  double high = 0;
  bool operator==(const Rate&) const = default;
};

// Today's figure of one question.
struct Figure {
  Question question;
  Rate own;    // without answers that blame the company
  Rate total;  // all answers
  bool operator==(const Figure&) const = default;
};

// What the agent is doing.
enum class AgentState {
  kNotTold,
  kAvailable,
  kOnInteraction,
  kAfterCallWork,
  kBreak,
  kOffline,
  kUnknown,  // a state that this version does not know
};

// A team that the person leads.
struct LedTeam {
  std::string name;  // "teams/{team}"
  std::string display_name;
  std::optional<absl::Time> paused_until;  // prompts and requests; nothing: they are not
  bool operator==(const LedTeam&) const = default;
};

// Today's figures and the agent's state; each replaces the one before.
struct Standing {
  std::optional<absl::CivilDay> business_day;
  std::vector<Figure> figures;  // the most answered first
  int64_t for_earlier_days = 0;
  AgentState state = AgentState::kNotTold;
  std::optional<absl::Time> state_told_at;  // absent where no source ever told one
  std::optional<absl::Time> state_since;
  int open_interactions = 0;
  std::optional<absl::Time> paused_until;  // the person's own team; nothing: it is not
  std::vector<LedTeam> led_teams;          // by name
  bool operator==(const Standing&) const = default;
};

// How a stream begins.
struct Opened {
  bool snapshot = false;  // what follows replaces everything; else entries above the cursor follow
  std::string feed;       // "users/{user}/feed"
  std::string display_name;
  int64_t seen_position = 0;                             // how far the owner has seen the feed
  absl::Duration bookmark_interval = absl::Seconds(15);  // longest silence to expect
};

struct EntryBatch {
  std::vector<Entry> entries;
  std::optional<Standing> standing = std::nullopt;  // after these, where it comes along
};
struct SnapshotBatch {
  std::vector<Entry> entries;  // positions rise, with gaps
};
struct CaughtUp {};
struct Bookmark {};

// The server's answer to MarkFeedSeen.
struct SeenTold {
  int64_t seen_position = 0;  // how far the server knows now that the owner has seen
};

// A form that was asked for; checked, so that it can be drawn.
struct FormTold {
  FormKey key;
  forms::Form form;
};

// A review that was asked for.
struct ReviewTold {
  ReviewKey key;
  ReviewBody body;
};

// What was asked for of a review task, an appeal or an appeal task.
template <typename Body>
struct BodyTold {
  OpenedKey key;
  Body body;
};
using ReviewTaskTold = BodyTold<ReviewTaskBody>;
using AppealTold = BodyTold<AppealBody>;
using AppealTaskTold = BodyTold<AppealTaskBody>;

// What the person committed on another desk.
struct CommittedTold {
  std::string interaction;
  Committed committed;
};

// Who could be asked for a review.
struct PreviewTold {
  PreviewKey key;
  ReviewPreview preview;
};

// The person's contacts, or why the server does not give them.
struct ContactsTold {
  ContactsKey key;
  Contacts contacts;
  std::optional<Refusal> refusal = std::nullopt;
};

// Who works at the person's site; nothing: the server does not say.
struct ColleaguesTold {
  ColleaguesKey key;
  std::optional<std::vector<Colleague>> colleagues;
};

// The queues that the person may pause, by name; nothing: the server does not say.
struct QueuesTold {
  QueuesKey key;
  std::optional<std::vector<Queue>> queues;
};

// One message from the network to the model.
struct FeedEvent {
  std::optional<Cursor> cursor;  // to be kept once the payload is applied
  std::variant<LinkState, Opened, EntryBatch, SnapshotBatch, CaughtUp, Bookmark, Standing, SeenTold,
               CommandAnswered, FormTold, ReviewTold, ReviewTaskTold, AppealTold, AppealTaskTold,
               PreviewTold, ContactsTold, ColleaguesTold, QueuesTold, CommittedTold>
      payload;
};

}  // namespace aftercall::model
